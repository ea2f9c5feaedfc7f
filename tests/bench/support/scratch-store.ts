import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { idSource } from '#domain/kit/ids.ts';
import { connect, type Connection } from '#db/connection.ts';
import { openStore, STORE_FILE, type Store } from '#db/store.ts';
import { seeded } from './people.ts';

/** A store in the bench's own folder, and what is needed to open another one of the same make beside it. */
export interface ScratchStore {
  readonly store: Store;
  readonly folder: string;
  readonly key: Uint8Array;
  readonly newId: () => string;
}

/** Opens an empty encrypted store in a new folder below `scratch`. */
export const scratchStore = (scratch: string, name: string): ScratchStore => openScratch(scratch, name, randomBytes(32));

/** Opens the encrypted store in this folder below `scratch`; makes it when there is none. */
export function openScratch(scratch: string, name: string, key: Uint8Array): ScratchStore {
  const folder = join(scratch, name);
  const newId = idSource(Date.now, cheapRandom(randomBytes(4).readUInt32LE()));
  return { store: openStore({ folder, key, now: Date.now, newId }), folder, key, newId };
}

/** The yardstick's own connection to a scratch store: the same cipher and settings, nothing in between. */
export const bareReader = ({ folder, key }: ScratchStore): Connection => connect(join(folder, STORE_FILE), key, 'read');

/** Waits until what was written is on the disk: single commits measured right after a large fill would otherwise pay for it. */
export function settle({ folder, key }: ScratchStore): void {
  const file = join(folder, STORE_FILE);
  const own = connect(file, key, 'write');
  own.pragma('wal_checkpoint(TRUNCATE)');
  own.close();
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}

/** A new encrypted file with the store's cipher, WAL and FULL sync, and no other rule than what `schema` says. */
export function bareFile(scratch: string, name: string, schema: readonly string[]): Connection {
  mkdirSync(scratch, { recursive: true });
  const file = connect(join(scratch, name), randomBytes(32), 'write');
  for (const statement of schema) file.exec(statement);
  return file;
}

/** The bare table a synced table is compared with: the same columns and indexes, without guards and versions. */
export function bareSchema({ folder, key }: ScratchStore, table: string): string[] {
  const store = connect(join(folder, STORE_FILE), key, 'read');
  const columns = store.pragma(`table_info(${table})`) as { name: string; type: string; notnull: 0 | 1; pk: 0 | 1 }[];
  const own = columns.filter(({ name }) => !name.startsWith('row_')).map(({ name, type, notnull, pk }) => {
    if (pk) return `${name} INTEGER PRIMARY KEY`;
    return `${name} ${type}${notnull ? ' NOT NULL' : ''}${name === 'id' ? ' UNIQUE' : ''}`;
  });
  const indexes = store.prepare("SELECT sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL").all(table) as { sql: string }[];
  store.close();
  return [`CREATE TABLE ${table} (${own.join(', ')}) STRICT`, ...indexes.map(({ sql }) => sql)];
}

/** Ids of both sides come from here: fast, so that what is measured is the writing. */
function cheapRandom(seed: number): (bytes: Uint8Array) => Uint8Array {
  const random = seeded(seed);
  return (bytes) => {
    for (let i = 0; i < bytes.length; i++) bytes[i] = random() * 256;
    return bytes;
  };
}
