import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from '#db/connection.ts';
import type { Bench, BenchContext, Row } from './harness/bench.ts';
import { bareInsert } from './support/fill.ts';
import { writeFhirFolder } from './support/fhir-folder.ts';
import { forkTask } from './support/fork-task.ts';
import type { ImportAnswer } from './support/import-folder.ts';
import { bareFile, bareReader, bareSchema, openScratch, type ScratchStore } from './support/scratch-store.ts';

const FILLED = ['patient', 'patient_identifier', 'patient_contact', 'allergy', 'encounter', 'observation'] as const;
const MOST_MB = 300;

/** `sizes` are megabytes of JSON in bundles of one person each. The import runs alone in a process of its own. */
export const bench: Bench = {
  name: 'fhir-import',
  yardstick: 'inserting the rows that came of it, all in one transaction, same columns, indexes and cipher; nothing read or parsed',
  sizes: { full: [60, 700], quick: [3] },
  goal: { of: 'ratio', atMost: 3 },
  minutes: 30,
  async run(context) {
    const rows: Row[] = [];
    for (const megabytes of context.sizes) rows.push(...(await oneFolder(context, megabytes)));
    return rows;
  },
};

async function oneFolder({ scratch, log }: BenchContext, megabytes: number): Promise<Row[]> {
  const folder = join(scratch, `bundles-${megabytes}`);
  const { files } = writeFhirFolder(folder, megabytes);
  log(`${files} bundles written`);
  const [name, key] = [`store-${megabytes}`, randomBytes(32)];
  const done = await forkTask<ImportAnswer>('import-folder.ts', scratch, name, key.toString('hex'), folder);
  if (done.status !== 'done' || done.refused > 0) throw new Error(`the import ended ${done.status} with ${done.refused} refused`);
  rmSync(folder, { recursive: true });
  const own = openScratch(scratch, name, key);
  const bare = insertBare(scratch, `bare-${megabytes}.db`, own);
  own.store.close();
  log(`${bare.rows} rows: ${done.seconds.toFixed(1)} s, bare ${bare.seconds.toFixed(1)} s`);
  const size = `${megabytes} MB, ${bare.rows.toLocaleString('en')} rows`;
  return [
    { name: `rows a second, ${size}`, unit: 'rows/s', ours: bare.rows / done.seconds, yardstick: bare.rows / bare.seconds, ratio: done.seconds / bare.seconds },
    { name: `most memory held, ${size}`, unit: 'MB', ours: done.peakMb, goal: { of: 'ours', atMost: MOST_MB } },
  ];
}

/** Copies the imported rows into a bare file in one transaction; only the inserts and the commit are timed. */
function insertBare(scratch: string, name: string, own: ScratchStore): { rows: number; seconds: number } {
  const from = bareReader(own);
  const file = bareFile(scratch, name, FILLED.flatMap((table) => bareSchema(own, table)));
  let [rows, ms] = [0, 0];
  const timed = (work: () => void): void => {
    const start = performance.now();
    work();
    ms += performance.now() - start;
  };
  timed(() => { file.exec('BEGIN IMMEDIATE'); });
  for (const table of FILLED) {
    for (const slice of slicesOf(from, table)) {
      const { run } = bareInsert(file, table, slice[0] ?? {});
      timed(() => { for (const row of slice) run(row); });
      rows += slice.length;
    }
  }
  timed(() => { file.exec('COMMIT'); });
  file.close();
  from.close();
  return { rows, seconds: ms / 1000 };
}

const SLICE = 5000;

function* slicesOf(from: Connection, table: string): Generator<object[]> {
  let slice: object[] = [];
  for (const row of from.prepare(`SELECT * FROM ${table}`).iterate() as IterableIterator<Record<string, unknown>>) {
    const { row_hlc: _hlc, row_tie: _tie, row_over: _over, ...own } = row;
    slice.push(own);
    if (slice.length < SLICE) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}
