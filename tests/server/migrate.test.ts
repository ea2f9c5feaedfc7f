import { sql } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDatabase, type Database } from '#server/db/database.ts';
import { migrateServer, type ServerMigration } from '#server/db/migrate.ts';
import { serverMigrations } from '#server/db/migrations/all.ts';
import { silentLog } from '#server/log.ts';
import { ALL_TABLES } from '#server/backup/tables.ts';
import { emptyDatabase, testDatabase } from '#tests/support/server.ts';

async function empty(): Promise<Database> {
  const database = openDatabase({ target: await emptyDatabase(), log: silentLog });
  onTestFinished(() => database.end());
  return database;
}

async function tablesOf(database: Database): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`.execute(database.kysely);
  return rows.map((row) => row.name);
}

const makes = (version: number, table: string): ServerMigration => ({
  version, name: table, up: async (tx) => { await sql.raw(`CREATE TABLE ${table}(id int)`).execute(tx); },
});
const fails: ServerMigration = { version: 30, name: 'fails', up: async (tx) => { await sql`SELECT 1 / 0`.execute(tx); } };

describe('migrations of the server', () => {
  it('make every table that backup and the types know, and nothing else', async () => {
    expect(await tablesOf(await testDatabase())).toEqual([...ALL_TABLES].sort());
  });

  it('leave nothing behind when one of several fails', async () => {
    const database = await empty();
    await migrateServer(database, [makes(10, 'one')]);
    await expect(migrateServer(database, [makes(10, 'one'), makes(20, 'two'), fails])).rejects.toThrow(/division/);
    expect(await tablesOf(database)).toEqual(['one', 'schema_version']);
    expect(await migrateServer(database, [makes(10, 'one'), makes(20, 'two')])).toEqual({ from: 10, to: 20 });
  });

  it('run once when two servers start at the same moment', async () => {
    const [first, second] = [await empty()].flatMap((database) => [database, database]) as [Database, Database];
    const results = await Promise.all([migrateServer(first, serverMigrations), migrateServer(second, serverMigrations)]);
    const newest = serverMigrations.at(-1)?.version;
    expect(results.map((result) => result.from).sort((a, b) => a - b)).toEqual([0, newest]);
  });

  it('keep of a number that was printed twice the row that had it first', async () => {
    const database = await empty();
    await migrateServer(database, serverMigrations.filter(({ version }) => version < 40));
    const clinic_id = '018f0000-0000-7000-8000-000000000001';
    const give = (number: string, row_id: string): { clinic_id: string; tbl: number; number: string; row_id: string } => ({ clinic_id, tbl: 10, number, row_id });
    await database.kysely.insertInto('issued_number').values([give('KB7-1', 'b'), give('KB7-1', 'a'), give('KB7-1', 'c'), give('KB7-2', 'd')]).execute();
    await migrateServer(database, serverMigrations);
    expect(await database.kysely.selectFrom('issued_number').select(['number', 'row_id']).orderBy('number').execute()).toEqual([{ number: 'KB7-1', row_id: 'a' }, { number: 'KB7-2', row_id: 'd' }]);
  });

  it('leave the log as it was without the links beside it', async () => {
    const database = await empty();
    await migrateServer(database, serverMigrations.filter(({ version }) => version < 50));
    const id = '018f0000-0000-7000-8000-000000000001';
    await sql`INSERT INTO op_log (clinic_id, seq, origin, dseq, grp, op_id, tbl, row_id, kind, hlc, sv, at, intent, cols, prev, chain)
      VALUES (${id}, 1, ${id}, 1, 1, ${id}, 10, 'a', 1, 2048, 20, 7, 'test.write', '[[2,"x"]]', '[]', ${Buffer.alloc(16, 1)})`.execute(database.kysely);
    expect(await migrateServer(database, serverMigrations)).toEqual({ from: 40, to: serverMigrations.at(-1)?.version });
    const { received_at, ...row } = await database.kysely.selectFrom('op_log').selectAll().executeTakeFirstOrThrow();
    expect(received_at).toBeInstanceOf(Date);
    expect(row).toEqual({
      clinic_id: id, seq: 1, origin: id, dseq: 1, grp: 1, op_id: id, tbl: 10, row_id: 'a', kind: 1, hlc: 2048, sv: 20, person_id: null, at: 7, intent: 'test.write', batch: null,
      cols: '[[2,"x"]]', prev: '[]', flags: 0,
    });
  });

  it('refuse a database of a newer server and leave it alone', async () => {
    const database = await empty();
    await migrateServer(database, [makes(10, 'one'), makes(20, 'two')]);
    await expect(migrateServer(database, [makes(10, 'one')])).rejects.toThrow(/version 20 and this program knows 10/);
  });
});
