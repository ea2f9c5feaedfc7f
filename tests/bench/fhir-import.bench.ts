import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from '#db/connection.ts';
import { secretOf } from '#main/store-key.ts';
import type { Bench, BenchContext, Row } from './harness/bench.ts';
import { benchDesk } from './support/bench-desk.ts';
import { ImportedRows, STEPS, type BareRun, type Step } from './support/bare-import.ts';
import { bareInsert } from './support/fill.ts';
import { writeFhirFolder, type Mix } from './support/fhir-folder.ts';
import { forkTask } from './support/fork-task.ts';
import type { ImportAnswer } from './support/import-folder.ts';
import { bareFile, bareReader, bareSchema, openScratch, type ScratchStore } from './support/scratch-store.ts';

const FILLED = [
  'patient', 'patient_identifier', 'patient_contact', 'allergy', 'encounter', 'observation', 'condition', 'procedure', 'prescription', 'immunization', 'kept_resource',
] as const;
const MOST_MB = 300;
/** The step with which all rows that an import makes are there. */
const SAME_ROWS: Step = 'search words';
/** Milliseconds somebody else may have to wait while an import runs beside them. */
const LONGEST_TURN = 100;

/** Bundles of all types have three times the JSON to a row: so many times as large a folder gives as many rows. */
const MIXED_TIMES = 3;

/**
 * `sizes` are megabytes of JSON in bundles of one person each, of vital signs. The import runs in a process of its own:
 * alone, as the command that takes a folder does it, and once more as beside a desk in use. The yardstick writes the same
 * rows: each typed row with its version, and its operation with its place in the index, without which a row is not one of
 * this store. What each of these costs is shown, and the import beside the columns alone.
 */
export const bench: Bench = {
  name: 'fhir-import',
  yardstick: 'inserting all rows that came of it (typed, operations, words) in one transaction, same columns, indexes and cipher; nothing read or parsed',
  sizes: { full: [60, 700], quick: [3] },
  goal: { of: 'ratio', atMost: 3 },
  minutes: 30,
  async run(context) {
    const rows: Row[] = [];
    for (const [index, megabytes] of context.sizes.entries()) {
      rows.push(...alone(await oneFolder(context, megabytes, 'vitals', 'alone')));
      if (index > 0) continue;
      rows.push(...shared(await oneFolder(context, megabytes, 'vitals', 'shared')), ...mixed(await oneFolder(context, megabytes * MIXED_TIMES, 'synthea', 'alone')));
    }
    return rows;
  },
};

/** One import, and the same rows written bare. */
interface Measured {
  readonly size: string;
  readonly megabytes: number;
  readonly done: ImportAnswer;
  readonly bare: { readonly rows: number; readonly seconds: number };
  /** By what is written beside the bare columns, each with all before it; of larger folders the whole alone. */
  readonly format: ReadonlyMap<string, BareRun> | undefined;
}

const beside = (name: string, { seconds }: ImportAnswer, bare: { readonly rows: number; readonly seconds: number }): Row => (
  { name, unit: 'rows/s', ours: bare.rows / seconds, yardstick: bare.rows / bare.seconds, ratio: seconds / bare.seconds }
);

/** The import beside the same rows written bare, what each part of them costs, and the import beside less and more than that. */
function ratesOf(mix: string, { size, done, bare, format }: Measured): Row[] {
  const columns: Row = { ...beside(`${mix}, beside the columns of the typed rows alone, ${size}`, done, bare), goal: null };
  const [rows, whole] = [format?.get(SAME_ROWS), format?.get('guards')];
  if (!format || !rows) return [columns];
  const rate = beside(`${mix}, rows a second, ${size}`, done, rows);
  if (!whole) return [rate, columns];
  return [
    rate,
    { ...beside(`${mix}, beside the same in ${whole.transactions} transactions with guards`, done, whole), goal: null },
    columns,
    ...[...format].map(([step, run]): Row => ({ name: `${mix}, bare, up to ${step}, processor time`, unit: 'µs/row', ours: (run.cpuSeconds * 1e6) / run.rows, goal: null })),
    { name: `${mix}, processor time of the store's thread beside the same rows`, unit: 'µs/row', ours: (done.storeCpuSeconds * 1e6) / rows.rows, yardstick: (rows.cpuSeconds * 1e6) / rows.rows },
    { name: `${mix}, processor time of all threads beside the same rows`, unit: 'µs/row', ours: (done.cpuSeconds * 1e6) / rows.rows, yardstick: (rows.cpuSeconds * 1e6) / rows.rows, goal: null },
  ];
}

const alone = (measured: Measured): Row[] => [
  ...ratesOf('vital signs', measured),
  { name: `most memory held, ${measured.size}`, unit: 'MB', ours: measured.done.peakMb, goal: { of: 'ours', atMost: MOST_MB } },
];

const shared = (measured: Measured): Row[] => [
  { ...beside(`vital signs beside a desk in use, beside the columns alone, ${measured.size}`, measured.done, measured.bare), goal: null },
  { name: `longest turn beside a desk in use, ${measured.size}`, unit: 'ms', ours: measured.done.longestTurn, goal: { of: 'ours', atMost: LONGEST_TURN } },
];

/** Every type, as it comes in practice. */
const mixed = (measured: Measured): Row[] => [
  ...ratesOf('all types', measured),
  { name: `all types, most memory held, ${measured.size}`, unit: 'MB', ours: measured.done.peakMb, goal: { of: 'ours', atMost: MOST_MB } },
  { name: `all types, JSON a second, ${measured.size}`, unit: 'MB/s', ours: measured.megabytes / measured.done.seconds, goal: null },
];

async function oneFolder({ scratch, log }: BenchContext, megabytes: number, mix: Mix, how: 'alone' | 'shared'): Promise<Measured> {
  const label = `${megabytes}-${mix}-${how}`;
  const folder = join(scratch, `bundles-${label}`);
  const { files } = writeFhirFolder(folder, megabytes, mix);
  log(`${files} bundles written`);
  const [name, secret] = [`store-${label}`, randomBytes(16)];
  const { key } = secretOf(secret);
  const ready = openScratch(scratch, name, key);
  benchDesk(ready);
  ready.store.close();
  const done = await forkTask<ImportAnswer>('import-folder.ts', scratch, name, secret.toString('hex'), folder, how);
  if (done.status !== 'done' || done.refused > 0) throw new Error(`the import ended ${done.status} with ${done.refused} refused`);
  rmSync(folder, { recursive: true });
  const own = openScratch(scratch, name, key);
  const bare = insertBare(scratch, `bare-${label}.db`, own);
  const format = how === 'alone' ? bareFormat(scratch, own, label, megabytes <= FORMAT_MB ? STEPS : [SAME_ROWS]) : undefined;
  own.store.close();
  log(`${label}: ${bare.rows} rows: ${done.seconds.toFixed(1)} s, bare ${bare.seconds.toFixed(1)} s`);
  return { size: `${megabytes} MB, ${bare.rows.toLocaleString('en')} rows`, megabytes, done, bare, format };
}

/** Of larger folders only the whole is written again, not each part of it. */
const FORMAT_MB = 200;

function bareFormat(scratch: string, own: ScratchStore, label: string, steps: readonly Step[]): ReadonlyMap<string, BareRun> {
  const rows = new ImportedRows(own);
  const runs = new Map(steps.map((step) => [step, rows.writeInto(scratch, `${label}-${step.replaceAll(' ', '-')}.db`, step)]));
  rows.close();
  return runs;
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
