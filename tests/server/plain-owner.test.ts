import { sql } from 'kysely';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { restoreBackup } from '#server/backup/restore.ts';
import { writeBackup } from '#server/backup/write-backup.ts';
import { openDatabase, type Database } from '#server/db/database.ts';
import { migrateServer } from '#server/db/migrate.ts';
import { serverMigrations } from '#server/db/migrations/all.ts';
import { inClinic } from '#server/db/transactions.ts';
import { silentLog } from '#server/log.ts';
import { createClinic } from '#server/admin/clinics.ts';
import { openRegister } from '#server/backup/register.ts';
import { testDatabase } from '#tests/support/server.ts';
import { sharedPostgres } from '#tests/support/server/shared-postgres.ts';
import { systemRandom, tempFolder } from '#tests/support/store.ts';

it('works for an owner that is no superuser, whom the walls bind too', async () => {
  const template = await testDatabase();
  const { target } = await sharedPostgres();
  const owner = `owner_${String(template.target.database)}`;
  const databases: Database[] = [];
  onTestFinished(async () => {
    for (const database of databases) await database.end();
    for (const name of ['one', 'two']) await sql.raw(`DROP DATABASE IF EXISTS ${owner}_${name} WITH (FORCE)`).execute(template.kysely);
    await sql.raw(`DROP OWNED BY ${owner}; DROP ROLE ${owner}`).execute(template.kysely);
  });
  // The first PostgreSQL this role meets has the two roles already; it may grant them to itself.
  await sql.raw(`CREATE ROLE ${owner} LOGIN CREATEROLE PASSWORD 'only-for-tests'`).execute(template.kysely);
  await sql.raw(`GRANT daybook_clinic, daybook_server TO ${owner} WITH INHERIT FALSE, SET TRUE`).execute(template.kysely);
  const open = async (name: string): Promise<Database> => {
    await sql.raw(`CREATE DATABASE ${owner}_${name} OWNER ${owner} TEMPLATE template0`).execute(template.kysely);
    const database = openDatabase({ target: { ...target, database: `${owner}_${name}`, user: owner, password: 'only-for-tests' }, log: silentLog });
    databases.push(database);
    return database;
  };
  const folder = tempFolder();
  const [one, two] = [await open('one'), await open('two')];
  await migrateServer(one, serverMigrations);
  const clinicId = template.newId();
  const register = openRegister(join(folder, 'register.jsonl'), Date.now);
  const made = await createClinic({ database: one, register, now: Date.now, newId: template.newId, random: systemRandom }, { clinicId, code: 'KB7', name: 'Kibo' });
  // Outside a transaction of a clinic the owner sees nothing of it.
  expect((await sql`SELECT 1 FROM clinic_cursor`.execute(one.kysely)).rows).toEqual([]);
  const manifest = await writeBackup(one, { file: join(folder, 'backup'), now: Date.now, registerText: '' });
  expect(manifest.clinics).toMatchObject([{ clinicId, timeline: made.timeline }]);
  await restoreBackup(two, { file: join(folder, 'backup'), replace: false, migrations: serverMigrations, registerPath: join(folder, 'none'), newId: template.newId });
  const timelines = await inClinic(two, clinicId, (tx) => tx.selectFrom('timeline').select('reason').orderBy('ord').execute());
  expect(timelines).toEqual([{ reason: 'created' }, { reason: 'restored' }]);
}, 60_000);
