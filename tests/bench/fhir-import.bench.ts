import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from '#db/connection.ts';
import type { Bench, BenchContext, Row } from './harness/bench.ts';
import { ImportedRows, STEPS, type BareRun } from './support/bare-import.ts';
import { bareInsert } from './support/fill.ts';
import { writeFhirFolder, type Mix } from './support/fhir-folder.ts';
import { forkTask } from './support/fork-task.ts';
import type { ImportAnswer } from './support/import-folder.ts';
import { bareFile, bareReader, bareSchema, openScratch, type ScratchStore } from './support/scratch-store.ts';

const FILLED = [
  'patient', 'patient_identifier', 'patient_contact', 'allergy', 'encounter', 'observation', 'condition', 'procedure', 'prescription', 'immunization', 'kept_resource',
] as const;
const MOST_MB = 300;
/** Milliseconds somebody else may have to wait while an import runs beside them. */
const LONGEST_TURN = 100;

/**
 * `sizes` are megabytes of JSON in bundles of one person each. The import runs in a process of its own: alone, as the
 * command that takes a folder does it, and once more as beside a desk in use. The yardstick writes less than the store's format
 * asks for; what each part of the format costs, written bare, is shown beside it.
 */
export const bench: Bench = {
  name: 'fhir-import',
  yardstick: 'inserting the rows that came of it, all in one transaction, same columns, indexes and cipher; nothing read or parsed',
  sizes: { full: [60, 700], quick: [3] },
  goal: { of: 'ratio', atMost: 3 },
  minutes: 30,
  async run(context) {
    const rows: Row[] = [];
    for (const [index, megabytes] of context.sizes.entries()) {
      rows.push(...alone(await oneFolder(context, megabytes, 'vitals', 'alone')));
      if (index > 0) continue;
      rows.push(...shared(await oneFolder(context, megabytes, 'vitals', 'shared')), ...mixed(await oneFolder(context, megabytes, 'synthea', 'alone')));
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
  /** By what is written beside the bare columns, each with all before it; only of the smaller folders. */
  readonly format: ReadonlyMap<string, BareRun> | undefined;
}

const rowsASecond = (name: string, { done, bare }: Measured): Row => (
  { name, unit: 'rows/s', ours: bare.rows / done.seconds, yardstick: bare.rows / bare.seconds, ratio: done.seconds / bare.seconds }
);

/** What the format costs when its rows, versions, operations and words are written bare, and the import beside that. */
function ofFormat({ size, done, format }: Measured, mix: string): Row[] {
  const whole = format?.get(STEPS.at(-1) ?? '');
  if (!format || !whole) return [];
  return [
    ...[...format].map(([step, { cpuSeconds, rows }]): Row => ({ name: `${mix}, bare, up to ${step}, processor time`, unit: 'µs/row', ours: (cpuSeconds * 1e6) / rows, goal: null })),
    { name: `${mix}, rows a second beside all that bare, ${whole.transactions} transactions, ${size}`, unit: 'rows/s', ours: whole.rows / done.seconds, yardstick: whole.rows / whole.seconds, ratio: done.seconds / whole.seconds },
    { name: `${mix}, processor time of the store's thread beside all that bare`, unit: 'µs/row', ours: (done.storeCpuSeconds * 1e6) / whole.rows, yardstick: (whole.cpuSeconds * 1e6) / whole.rows },
    { name: `${mix}, processor time of all threads beside all that bare`, unit: 'µs/row', ours: (done.cpuSeconds * 1e6) / whole.rows, yardstick: (whole.cpuSeconds * 1e6) / whole.rows, goal: null },
  ];
}

const alone = (measured: Measured): Row[] => [
  rowsASecond(`rows a second, ${measured.size}`, measured),
  ...ofFormat(measured, 'vital signs'),
  { name: `most memory held, ${measured.size}`, unit: 'MB', ours: measured.done.peakMb, goal: { of: 'ours', atMost: MOST_MB } },
];

const shared = (measured: Measured): Row[] => [
  { ...rowsASecond(`rows a second beside a desk in use, ${measured.size}`, measured), goal: null },
  { name: `longest turn beside a desk in use, ${measured.size}`, unit: 'ms', ours: measured.done.longestTurn, goal: { of: 'ours', atMost: LONGEST_TURN } },
];

/** Every type, as it comes in practice. */
const mixed = (measured: Measured): Row[] => [
  rowsASecond(`rows a second, all types in Synthea's mix, ${measured.size}`, measured),
  ...ofFormat(measured, 'all types'),
  { name: `JSON a second, all types in Synthea's mix, ${measured.size}`, unit: 'MB/s', ours: measured.megabytes / measured.done.seconds, goal: null },
];

async function oneFolder({ scratch, log }: BenchContext, megabytes: number, mix: Mix, beside: 'alone' | 'shared'): Promise<Measured> {
  const label = `${megabytes}-${mix}-${beside}`;
  const folder = join(scratch, `bundles-${label}`);
  const { files } = writeFhirFolder(folder, megabytes, mix);
  log(`${files} bundles written`);
  const [name, key] = [`store-${label}`, randomBytes(32)];
  const done = await forkTask<ImportAnswer>('import-folder.ts', scratch, name, key.toString('hex'), folder, beside);
  if (done.status !== 'done' || done.refused > 0) throw new Error(`the import ended ${done.status} with ${done.refused} refused`);
  rmSync(folder, { recursive: true });
  const own = openScratch(scratch, name, key);
  const bare = insertBare(scratch, `bare-${label}.db`, own);
  const format = megabytes <= FORMAT_MB && beside === 'alone' ? bareFormat(scratch, own, label) : undefined;
  own.store.close();
  log(`${label}: ${bare.rows} rows: ${done.seconds.toFixed(1)} s, bare ${bare.seconds.toFixed(1)} s`);
  return { size: `${megabytes} MB, ${bare.rows.toLocaleString('en')} rows`, megabytes, done, bare, format };
}

/** Rows of larger folders would not be held in memory at once. */
const FORMAT_MB = 100;

function bareFormat(scratch: string, own: ScratchStore, label: string): ReadonlyMap<string, BareRun> {
  const rows = new ImportedRows(own);
  const runs = new Map(STEPS.map((step) => [step, rows.writeInto(scratch, `${label}-${step.replaceAll(' ', '-')}.db`, step)]));
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
