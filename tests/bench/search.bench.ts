import { randomBytes } from 'node:crypto';
import type { Bench, BenchContext, Row } from './harness/bench.ts';
import { searchParts } from '#domain/patients/search-words.ts';
import { benchDesk } from './support/bench-desk.ts';
import { forkTask } from './support/fork-task.ts';
import { bareReader, openScratch } from './support/scratch-store.ts';
import { typedQueries } from './support/typed-queries.ts';

const SHOWN = 12;
/** From the key to the result, as experience.md asks. */
const INSTANT_MS = 100;

const bareSql = `SELECT p.id, p.number, p.name, p.sex, p.birth_date, p.birth_estimated, p.phone, p.district, p.archived
  FROM patient_fts f JOIN patient p ON p.rid = f.rowid WHERE patient_fts MATCH ? ORDER BY f.rowid DESC LIMIT ${SHOWN}`;

/**
 * Search as typed, each key press a call through the dispatcher with its checks: one and two name parts, phones,
 * numbers. Also the memory of a process that has answered a thousand of them and done nothing else.
 */
export const bench: Bench = {
  name: 'search',
  yardstick: 'the bare prepared FTS5 statement that gives the same rows, same file',
  sizes: { full: [100_000, 1_000_000], quick: [5000] },
  goal: { of: 'ratio', atMost: 2 },
  minutes: 30,
  async run(context) {
    const rows: Row[] = [];
    for (const patients of context.sizes) rows.push(...(await oneSize(context, patients)));
    return rows;
  },
};

async function oneSize({ scratch, compare, quick, log }: BenchContext, patients: number): Promise<Row[]> {
  const [folder, key] = [`register-${patients}`, randomBytes(32)];
  const seconds = await forkTask<number>('build-register.ts', scratch, folder, key.toString('hex'), String(patients));
  log(`${patients} patients built in ${seconds.toFixed(1)} s`);
  const eachKind = quick ? 20 : 100;
  const typed = typedQueries(eachKind, 4);
  const text = (index: number): string => typed[index % typed.length] ?? '';
  const search = (index: number) => client.patients.search({ text: text(index), limit: SHOWN });
  const megabytes = await forkTask<number>('searching-desk.ts', scratch, folder, key.toString('hex'), '1000', String(eachKind), String(SHOWN));
  const own = openScratch(scratch, folder, key);
  const { client } = benchDesk(own);
  const file = bareReader(own);
  const bare = file.prepare(bareSql);
  const matches = typed.map((one) => searchParts(one).map((part) => `"${part}"*`).join(' '));
  const result = await compare(search, (index) => bare.all(matches[index % matches.length]), {
    at: 'p99', rounds: quick ? 3 : 7, samples: typed.length, warmUp: typed.length,
  });
  file.close();
  own.store.close();
  const size = `${patients.toLocaleString('en')} patients`;
  return [
    { name: `p99, ${size}`, unit: 'ms', ours: result.ours.p99, yardstick: result.yardstick.p99, ratio: result.ratio, spread: result.spread },
    { name: `p99 felt at the desk, ${size}`, unit: 'ms', ours: result.ours.p99, goal: { of: 'ours', atMost: INSTANT_MS } },
    { name: `p50, ${size}`, unit: 'ms', ours: result.ours.p50, yardstick: result.yardstick.p50, goal: null },
    { name: `slowest of ${result.ours.count.toLocaleString('en')}, ${size}`, unit: 'ms', ours: result.ours.most, yardstick: result.yardstick.most, goal: null },
    { name: `memory after 1,000 searches, ${size}`, unit: 'MB', ours: megabytes, goal: { of: 'ours', atMost: 250 } },
  ];
}
