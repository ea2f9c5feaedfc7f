import { closeSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import type { ReadDb } from '#db/read.ts';

const PAGE_BYTES = 4096;
const SPOILED_BYTES = 64;

/** The page at which a table begins: all of a small table, the way to every row of a large one. */
export const firstPageOf = (db: ReadDb, table: string): number =>
  (db.statement("SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) as { rootpage: number }).rootpage;

/** Changes some bytes of a page of a closed store, as a disk that goes bad does. `path` is the database's. */
export function spoilPage(path: string, page: number): void {
  const file = openSync(path, 'r+');
  const at = (page - 1) * PAGE_BYTES + 100;
  if (at + SPOILED_BYTES > statSync(path).size) throw new Error('no such page');
  const bytes = Buffer.alloc(SPOILED_BYTES);
  readSync(file, bytes, 0, SPOILED_BYTES, at);
  writeSync(file, bytes.map((byte) => byte ^ 0xff), 0, SPOILED_BYTES, at);
  closeSync(file);
}
