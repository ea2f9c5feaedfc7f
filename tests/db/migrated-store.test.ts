import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Connection } from '#db/connection.ts';
import { openStore, STORE_FILE } from '#db/store.ts';
import { placeMigrated } from '#tests/support/migrated-store.ts';
import { foreignConnection, tempFolder, testKey } from '#tests/support/store.ts';

/** Version, schema and every row of a store. */
function everything(db: Connection): unknown {
  const schema = db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name').all() as { type: string; name: string }[];
  const tables = schema.filter(({ type }) => type === 'table').map(({ name }) => name);
  return { version: db.pragma('user_version'), schema, rows: tables.map((name) => [name, db.prepare(`SELECT * FROM "${name}"`).all()]) };
}

test('the store that tests begin with is the one the program makes where there is none', () => {
  const [placed, made] = [tempFolder(), tempFolder()];
  placeMigrated(placed, testKey);
  openStore({ folder: made, key: testKey, now: () => 1, newId: () => 'never asked' }).close();
  expect(everything(foreignConnection(join(placed, STORE_FILE)))).toEqual(everything(foreignConnection(join(made, STORE_FILE))));
});

test('a store that is there stays as it is', () => {
  const folder = tempFolder();
  const path = join(folder, STORE_FILE);
  writeFileSync(path, 'kept');
  placeMigrated(folder, testKey);
  expect(() => foreignConnection(path)).toThrow();
});
