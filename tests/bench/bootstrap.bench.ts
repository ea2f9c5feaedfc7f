import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hlcFromMs } from '#domain/sync/clock.ts';
import type { Scalar } from '#domain/sync/operation.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import { ChunkWriter, inOrder, type Chunk } from '#server/sync/snapshot-chunks.ts';
import { tierOf } from '#server/sync/snapshot-tiers.ts';
import type { Bench, BenchContext, Row } from './harness/bench.ts';
import { processorSeconds } from './harness/processor-time.ts';
import { bareCopy } from './support/bare-copy.ts';
import { clinicRows } from './support/clinic-rows.ts';
import { bareInsert } from './support/fill.ts';
import { forkTask } from './support/fork-task.ts';
import type { Joined } from './support/joining-pc.ts';
import { seeded } from './support/people.ts';
import { bareFile, bareSchema, scratchStore, type ScratchStore } from './support/scratch-store.ts';

const TOGETHER = 4_000;
const NOW = Date.UTC(2026, 0, 1);

/**
 * A PC that joins a clinic: processor time until every row of the copy is in its store, with indexes, versions and the
 * words patients are found by; both parts, in the steps that leave the desk free. And what a row takes on the wire.
 */
export const bench: Bench = {
  name: 'bootstrap',
  yardstick: 'prepared inserts of the same rows one by one, same columns and indexes, 4,000 to a transaction, same cipher, WAL and FULL',
  sizes: { full: [1_000_000], quick: [20_000] },
  goal: { of: 'ours', atMost: 8 },
  minutes: 30,
  async run(context) {
    const rows: Row[] = [];
    for (const size of context.sizes) rows.push(...await oneSize(context, size));
    return rows;
  },
};

async function oneSize({ scratch, log, quick }: BenchContext, wanted: number): Promise<Row[]> {
  const folder = join(scratch, `copy-${wanted}`);
  const copy = await madeCopy(wanted, folder);
  log(`${copy.rows} rows in ${copy.chunks} chunks`);
  const joined = await forkTask<Joined>('joining-pc.ts', scratch, folder);
  const own = scratchStore(scratch, `schema-${wanted}`);
  own.store.close();
  const bare = bareLoad(scratch, own, wanted);
  const least = bareCopy(scratch, own, folder);
  const size = `${copy.rows.toLocaleString('en')} rows`;
  const atMost = (most: number) => (quick ? null : { of: 'ours', atMost: most } as const);
  return [
    // Eight seconds are asked of a million rows.
    { name: `processor time, ${size}`, unit: 's', ours: joined.all, yardstick: bare, goal: atMost((8 * copy.rows) / 1_000_000) },
    { name: `the least that such a store does, ${size}`, unit: 's', ours: least.all, yardstick: bare, goal: null },
    { name: `of it the rows without indexes, ${size}`, unit: 's', ours: least.rows, goal: null },
    { name: `of it until the desk can be used, ${size}`, unit: 's', ours: joined.usable, goal: null },
    { name: `on the wire, ${size}`, unit: 'B/row', ours: copy.bytes / copy.rows, goal: { of: 'ours', atMost: 60 } },
    { name: `longest turn until the desk can be used, ${size}`, unit: 'ms', ours: joined.longest.first, goal: atMost(200) },
    { name: `longest turn while people work, ${size}`, unit: 'ms', ours: joined.longest.all, goal: atMost(100) },
    { name: `processor time of the daily comparison, ${size}`, unit: 's', ours: joined.summed.spent, goal: null },
    { name: `longest turn of the daily comparison, ${size}`, unit: 'ms', ours: joined.summed.longest, goal: atMost(100) },
    { name: `most memory at any time, ${size}`, unit: 'MB', ours: joined.most, goal: atMost(300) },
    { name: `memory afterwards, ${size}`, unit: 'MB', ours: joined.after, goal: null },
  ];
}

/** The same rows for both sides: ids come from a seed. */
function rowsAgain(wanted: number): ReturnType<typeof clinicRows> {
  const random = seeded(7);
  const hex = (digits: number): string => Math.floor(random() * 16 ** digits).toString(16).padStart(digits, '0');
  return clinicRows(wanted, 1, (ms) => {
    const time = Math.floor(ms).toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-a${hex(3)}-${hex(12)}`;
  });
}

/** Makes what a server would send and leaves it in a folder: the PC that joins is not to be measured with it in memory. */
async function madeCopy(wanted: number, folder: string): Promise<{ readonly rows: number; readonly chunks: number; readonly bytes: number }> {
  const random = seeded(9);
  const chunks: Chunk[] = [];
  mkdirSync(folder);
  const keep = (chunk: Chunk, body: Buffer): Promise<void> => {
    chunks.push(chunk);
    writeFileSync(join(folder, chunk.sha256), body);
    return Promise.resolve();
  };
  const writers = new Map<SyncedTable, ChunkWriter>();
  let rows = 0;
  for (const { table, row, at } of rowsAgain(wanted)) {
    const spec: TableSpec = tables[table];
    const values: Record<number, Scalar> = {};
    for (const [name, { id }] of Object.entries(spec.columns)) values[id] = (row as unknown as Record<string, Scalar>)[name] ?? null;
    const writer = writers.get(table) ?? new ChunkWriter(spec.id, keep);
    writers.set(table, writer);
    const line = { rowId: row.id, hlc: hlcFromMs(at) + (rows % 2048), tie: Math.floor(random() * 2 ** 48), over: null, values };
    await writer.add(tierOf(spec.id, NOW)(values), 0, line, JSON.stringify(values).length);
    rows += 1;
  }
  for (const writer of writers.values()) await writer.end();
  writeFileSync(join(folder, 'chunks.json'), JSON.stringify(inOrder(chunks)));
  return { rows, chunks: chunks.length, bytes: chunks.reduce((sum, { bytes }) => sum + bytes, 0) };
}

function bareLoad(scratch: string, own: ScratchStore, wanted: number): number {
  const names: SyncedTable[] = ['patient', 'patient_identifier', 'token', 'encounter', 'token_event', 'observation'];
  const file = bareFile(scratch, `bare-${wanted}.db`, names.flatMap((name) => bareSchema(own, name)));
  const inserts = new Map<SyncedTable, ReturnType<typeof bareInsert>>();
  let [spent, part] = [0, [] as { table: SyncedTable; row: object }[]];
  const write = file.transaction((rows: typeof part) => {
    for (const { table, row } of rows) {
      const insert = inserts.get(table) ?? bareInsert(file, table, row);
      inserts.set(table, insert);
      insert.run(row);
    }
  });
  const flush = (): void => {
    const start = processorSeconds();
    write(part);
    spent += processorSeconds() - start;
    part = [];
  };
  for (const { table, row } of rowsAgain(wanted)) {
    part.push({ table, row });
    if (part.length === TOGETHER) flush();
  }
  flush();
  file.close();
  return spent;
}
