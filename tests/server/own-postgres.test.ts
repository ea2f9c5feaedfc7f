import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { writeBackup } from '#server/backup/write-backup.ts';
import { checkPostgres } from '#server/db/check-server.ts';
import { openDatabase, type Database } from '#server/db/database.ts';
import { migrateServer } from '#server/db/migrate.ts';
import { serverMigrations } from '#server/db/migrations/all.ts';
import { silentLog } from '#server/log.ts';
import { startBundled, type BundledPostgres } from '#server/postgres/bundled.ts';
import { endLeftover, isAlive } from '#server/postgres/leftover.ts';
import { testDatabase } from '#tests/support/server.ts';
import { serverProcess } from '#tests/support/server/server-process.ts';

/** A bundled PostgreSQL as a clinic gets it, fsync on, for the tests of this file. */
let folder = '';
let postgres: BundledPostgres;
let database: Database;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'daybook-own-postgres-'));
  await start();
}, 120_000);

afterAll(async () => {
  await database.end();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

async function start(): Promise<void> {
  postgres = await startBundled({ data: folder, log: silentLog, newPassword: () => 'only-for-tests' });
  database = openDatabase({ target: postgres.target, log: silentLog });
}

describe('the bundled PostgreSQL', () => {
  it('keeps what it acknowledged, listens on nothing a network reaches and logs no values', async () => {
    await checkPostgres(database);
    const { rows } = await sql<{ name: string; setting: string }>`SELECT name, setting FROM pg_settings
      WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'listen_addresses', 'password_encryption', 'data_checksums', 'log_error_verbosity') ORDER BY name`.execute(database.kysely);
    expect(Object.fromEntries(rows.map((row) => [row.name, row.setting]))).toEqual({
      data_checksums: 'on', fsync: 'on', full_page_writes: 'on', listen_addresses: process.platform === 'win32' ? '127.0.0.1' : '', log_error_verbosity: 'terse',
      password_encryption: 'scram-sha-256', synchronous_commit: 'on',
    });
    await sql`CREATE TABLE person(name text PRIMARY KEY)`.execute(database.kysely);
    await sql`INSERT INTO person VALUES ('Ruth Okello')`.execute(database.kysely);
    await expect(sql`INSERT INTO person VALUES ('Ruth Okello')`.execute(database.kysely)).rejects.toMatchObject({ code: '23505' });
    await sql`DROP TABLE person`.execute(database.kysely);
    const log = readFileSync(join(folder, 'postgres.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toContain('Okello');
    const wrong = openDatabase({ target: { ...postgres.target, password: 'guess' }, log: silentLog, connections: 1 });
    await expect(sql`SELECT 1`.execute(wrong.kysely)).rejects.toMatchObject({ code: '28P01' });
    await wrong.end();
  });

  it('refuses a PostgreSQL that would lose acknowledged work', async () => {
    // The tests' own runs without fsync.
    await expect(checkPostgres(await testDatabase())).rejects.toThrow(/fsync/);
  }, 60_000);

  it('starts although its last process number now belongs to somebody else, whom it leaves alone', async () => {
    await database.end();
    await postgres.stop();
    const stranger = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore', cwd: folder });
    try {
      const pid = stranger.pid ?? 0;
      const file = join(folder, 'postgres', 'postmaster.pid');
      writeFileSync(file, `${String(pid)}\n${join(folder, 'postgres')}\n`);
      expect(await endLeftover(join(folder, 'postgres'))).toBe('stale');
      await start();
      expect(isAlive(pid)).toBe(true);
    } finally {
      stranger.kill('SIGKILL');
    }
  }, 60_000);
});

describe('DATABASE_URL', () => {
  it('names another PostgreSQL, and a restore killed before its end leaves that as it was', async () => {
    const url = `postgresql://${String(postgres.target.user)}:only-for-tests@localhost:${String(postgres.target.port)}/daybook?host=${encodeURIComponent(String(postgres.target.host))}`;
    await migrateServer(database, serverMigrations);
    const file = join(folder, 'backup');
    await sql`INSERT INTO clinic(clinic_id, code, name) VALUES (gen_random_uuid(), 'OLD', 'In the backup')`.execute(database.kysely);
    await writeBackup(database, { file, now: Date.now, registerText: '' });
    await sql`UPDATE clinic SET code = 'KEPT'`.execute(database.kysely);
    // The restore stops after loading, when it puts the walls back, for as long as this test holds the lock.
    await sql`CREATE FUNCTION hold() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN
      IF to_regclass('public.clinic') IS NOT NULL THEN
        IF EXISTS (SELECT FROM clinic WHERE code = 'OLD') THEN PERFORM pg_advisory_xact_lock(77); END IF;
      END IF; END $$`.execute(database.kysely);
    await sql`CREATE EVENT TRIGGER hold ON ddl_command_end WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION hold()`.execute(database.kysely);
    const holder = await database.pool.connect();
    await holder.query('SELECT pg_advisory_lock(77)');
    const restore = serverProcess(['restore', file, '--replace', '--data', join(folder, 'other')], { DATABASE_URL: url });
    const waiting = sql<{ n: number }>`SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory' AND objid = 77 AND NOT granted`;
    const isHeld = async (): Promise<void> => { expect((await waiting.execute(database.kysely)).rows).toEqual([{ n: 1 }]); };
    await Promise.race([vi.waitFor(isHeld, { timeout: 60_000 }), restore.ended.then(() => { throw new Error(restore.said()); })]);
    process.kill(restore.pid, 'SIGKILL');
    expect(await restore.ended).toBe('SIGKILL');
    holder.release(true);
    const codes = async (): Promise<unknown> => (await sql`SELECT code FROM clinic`.execute(database.kysely)).rows;
    expect(await codes()).toEqual([{ code: 'KEPT' }]);

    const whole = serverProcess(['restore', file, '--replace', '--data', join(folder, 'other')], { DATABASE_URL: url });
    expect([await whole.ended, whole.said()]).toEqual([0, expect.stringContaining('Restored 1 clinic as of')]);
    expect(await codes()).toEqual([{ code: 'OLD' }]);
  }, 120_000);

  it('that leads nowhere is told without its password', async () => {
    const server = serverProcess(['--data', join(folder, 'nowhere')], { DATABASE_URL: 'postgresql://me:hidden-word@127.0.0.1:1/x' });
    expect([await server.ended, server.said()]).toEqual([1, expect.stringMatching(/^The database cannot be used \(ECONNREFUSED\)\. Check DATABASE_URL/)]);
    expect(server.said()).not.toContain('hidden-word');
  }, 60_000);
});
