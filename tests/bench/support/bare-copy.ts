import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import type { Scalar } from '#domain/sync/operation.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { tableById, tables, type SyncedTable } from '#domain/sync/tables.ts';
import { readChunk, type ChunkRows } from '#domain/sync/wire/snapshot-chunk.ts';
import type { Connection } from '#db/connection.ts';
import type { Chunk } from '#db/sync/arrival.ts';
import { processorSeconds } from '../harness/processor-time.ts';
import { bareFile, bareSchema, type ScratchStore } from './scratch-store.ts';

/** Rows of one statement, as in the product. */
const ROWS = 48;

/**
 * The least that any store of this make does with a copy: unpacks its chunks, inserts bare rows with their versions, a chunk to a
 * transaction, and makes the product's indexes of all of them at the end, which is the cheapest way and blocks everybody. No guard,
 * projection, word or turn for others. Returns seconds of processor time: of the rows, and of all.
 */
export function bareCopy(scratch: string, own: ScratchStore, folder: string): { readonly rows: number; readonly all: number } {
  const chunks = JSON.parse(readFileSync(join(folder, 'chunks.json'), 'utf8')) as Chunk[];
  const names = new Set(chunks.flatMap(({ table }) => tableById(table) ?? []));
  const schema = [...names].flatMap((name) => bareSchema(own, name));
  const isTable = (sql: string): boolean => sql.startsWith('CREATE TABLE');
  const file = bareFile(scratch, 'bare-copy.db', schema.filter(isTable).map((sql) => sql.replace(') STRICT', ', row_hlc INTEGER NOT NULL, row_tie INTEGER NOT NULL) STRICT')));
  const start = processorSeconds();
  for (const { table, sha256 } of chunks) {
    const [name, rows] = [tableById(table), readChunk(zstdDecompressSync(readFileSync(join(folder, sha256))).toString('utf8'))];
    if (name === undefined) throw new Error('a table that nobody knows');
    file.exec('BEGIN');
    insertAll(file, name, rows);
    file.exec('COMMIT');
  }
  const rows = processorSeconds() - start;
  for (const sql of schema) if (!isTable(sql)) file.exec(sql);
  const all = processorSeconds() - start;
  file.close();
  return { rows, all };
}

function insertAll(file: Connection, name: SyncedTable, { ids, clocks, ties, columns }: ChunkRows): void {
  const spec: TableSpec = tables[name];
  const filled = Object.entries(spec.columns).flatMap(([column, { id }]) => {
    const list = columns.get(id);
    return list ? [{ column, list, isAlike: list.every((value) => value === list[0]) }] : [];
  });
  const differing = filled.filter(({ isAlike }) => !isAlike);
  const same: Record<string, Scalar> = Object.fromEntries(filled.filter(({ isAlike }) => isAlike).map(({ column, list }) => [column, list[0] ?? null]));
  const row = `(${['?', '?', '?', ...differing.map(() => '?'), ...Object.keys(same).map((column) => `:${column}`)].join(', ')})`;
  const into = `INSERT INTO ${name} (${['id', 'row_hlc', 'row_tie', ...differing.map(({ column }) => column), ...Object.keys(same)].join(', ')}) VALUES `;
  const [many, one] = [file.prepare(into + new Array<string>(ROWS).fill(row).join(', ')), file.prepare(into + row)];
  for (let from = 0; from < ids.length;) {
    const to = ids.length - from >= ROWS ? from + ROWS : from + 1;
    const parameters: Scalar[] = [];
    for (let at = from; at < to; at += 1) {
      parameters.push(ids[at] ?? '', clocks[at] ?? 0, ties[at] ?? 0);
      for (const { list } of differing) parameters.push(list[at] ?? null);
    }
    (to - from === ROWS ? many : one).run(parameters, same);
    from = to;
  }
}
