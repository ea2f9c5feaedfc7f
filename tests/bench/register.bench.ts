import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './harness/bench.ts';
import { benchDesk } from './support/bench-desk.ts';
import { bareInsert, fillStore } from './support/fill.ts';
import { personRow, seeded } from './support/people.ts';
import { bareFile, bareSchema, scratchStore } from './support/scratch-store.ts';

const TOKENS_A_DAY = 300;

/**
 * Reception's one key: checks, patient, number, token, log, search words, stored answer, checked output. One commit,
 * on the disk before it returns. `sizes` is the number of patients already there.
 */
export const bench: Bench = {
  name: 'register',
  yardstick: 'one prepared insert of the patient alone, same columns, indexes and cipher, WAL and FULL',
  sizes: { full: [20_000], quick: [500] },
  goal: { of: 'ratio', atMost: 2 },
  async run({ sizes: [patients = 0], scratch, compare, quick, log }) {
    const own = scratchStore(scratch, 'store');
    const random = seeded(2);
    let n = 0;
    const make = () => personRow(own.newId(), ++n, random);
    let issued = 0;
    // A day ends after as many tokens as a busy clinic gives: today's list is never longer than in life.
    const { client, serviceIds } = benchDesk(own, () => Date.now() + Math.floor(issued / TOKENS_A_DAY) * 86_400_000);
    log(`${patients} patients in ${fillStore(own.store, patients, (tx) => { tx.insert('patient', make()); }).toFixed(1)} s`);
    const bare = bareFile(scratch, 'bare.db', bareSchema(own, 'patient'));
    const insert = bareInsert(bare, 'patient', make());
    bare.transaction(() => { for (let i = 0; i < patients; i++) insert.run(make()); })();
    const serviceId = serviceIds[0] ?? '';
    const result = await compare(
      () => {
        const { name, sex, phone } = make();
        issued += 1;
        return client.patients.register({ commandId: own.newId(), name, ageOrBirth: '34', sex: sex as 'male', phone: phone ?? '', serviceId });
      },
      () => { insert.run(make()); },
      quick ? { rounds: 5, samples: 20 } : { rounds: 11, samples: 60 },
    );
    return [
      { name: `with token, p50, ${patients.toLocaleString('en')} there`, unit: 'ms', ours: result.ours.p50, yardstick: result.yardstick.p50, ratio: result.ratio, spread: result.spread },
      { name: 'this disk, one page written and synced, p50', unit: 'ms', ours: pageSynced(scratch), goal: null },
      { name: 'with token, p99', unit: 'ms', ours: result.ours.p99, yardstick: result.yardstick.p99, goal: { of: 'ours', atMost: 100 } },
    ];
  },
};

/** Both sides wait once for the disk; the quicker it is, the more the rest counts in the ratio. Milliseconds. */
function pageSynced(scratch: string): number {
  const file = openSync(join(scratch, 'page'), 'w');
  const page = new Uint8Array(4096);
  const took = Array.from({ length: 101 }, () => {
    const start = performance.now();
    writeSync(file, page, 0, page.length, 0);
    fdatasyncSync(file);
    return performance.now() - start;
  });
  closeSync(file);
  return took.sort((a, b) => a - b)[50] ?? 0;
}
