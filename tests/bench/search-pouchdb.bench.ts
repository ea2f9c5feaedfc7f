import { join } from 'node:path';
import type { Bench } from './harness/bench.ts';
import { benchDesk } from './support/bench-desk.ts';
import { fillStore } from './support/fill.ts';
import { personRow, seeded } from './support/people.ts';
import { hospitalRunSearch, pouchRegister, viewSearch } from './support/pouch-register.ts';
import { scratchStore } from './support/scratch-store.ts';
import { typedQueries } from './support/typed-queries.ts';

/**
 * The same patients, encrypted here and in the clear there; the same typed texts. The second row is a view of PouchDB
 * that HospitalRun did not have, shown to be fair: it finds one word by its beginning.
 */
export const bench: Bench = {
  name: 'search-pouchdb',
  yardstick: 'PouchDB 9 on LevelDB with HospitalRun 1.0\'s search (find with $regex on the name, or the whole code)',
  sizes: { full: [20_000], quick: [1000] },
  goal: { of: 'ratio', atMost: 1 / 50 },
  async run({ sizes: [patients = 0], scratch, compare, quick, log }) {
    const own = scratchStore(scratch, 'store');
    const { client } = benchDesk(own);
    const random = seeded(3);
    const people = Array.from({ length: patients }, (_, i) => personRow(own.newId(), i + 1, random));
    fillStore(own.store, patients, (tx, i) => { const row = people[i]; if (row) tx.insert('patient', row); });
    const pouch = await pouchRegister(join(scratch, 'pouch'), people);
    log(`${patients} patients in both`);
    const typed = typedQueries(20, 4);
    const words = typed.filter((text) => /^\p{L}+$/u.test(text));
    const pick = (from: readonly string[], index: number): string => from[index % from.length] ?? '';
    const find = await compare(
      (index) => client.patients.search({ text: pick(typed, index), limit: 12 }), (index) => hospitalRunSearch(pouch, pick(typed, index)),
      { rounds: 5, samples: quick ? 5 : 12, warmUp: 5 },
    );
    const view = await compare(
      (index) => client.patients.search({ text: pick(words, index), limit: 12 }), (index) => viewSearch(pouch, pick(words, index)),
      { rounds: 5, samples: quick ? 10 : 50, warmUp: 5 },
    );
    await pouch.close();
    const size = `${patients.toLocaleString('en')} patients`;
    return [
      { name: `as HospitalRun, ${size}`, unit: 'ms', ours: find.ours.p50, yardstick: find.yardstick.p50, ratio: find.ratio, spread: find.spread },
      { name: `against a view by word, ${size}`, unit: 'ms', ours: view.ours.p50, yardstick: view.yardstick.p50, ratio: view.ratio, spread: view.spread, goal: null },
    ];
  },
};
