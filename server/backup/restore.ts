import { existsSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import type pg from 'pg';
import type { Database } from '../db/database.ts';
import { MIGRATION_LOCK, runSteps, type ServerMigration } from '../db/migrate.ts';
import type { Schema } from '../db/schema.ts';
import { Problem } from '../problem.ts';
import { beginTimeline } from './begin-timeline.ts';
import { copyIn } from './copy.ts';
import { damaged, readEvents, type BackupEvent, type Manifest, type Part } from './format.ts';
import { readRegister, readRegisterFile, syncFolder } from './register.ts';
import { replayRegister, type ReplayReport } from './replay-register.ts';
import { ALL_TABLES, CLINIC_TABLES } from './tables.ts';
import { verifyBackup } from './verify.ts';

export interface RestoreOptions {
  readonly file: string;
  /** Take the place of what the database holds. */
  readonly replace: boolean;
  readonly migrations: readonly ServerMigration[];
  /** This server's register; written from the backup's when there is none. */
  readonly registerPath: string;
  readonly newId: () => string;
}

export interface RestoreReport extends ReplayReport {
  readonly manifest: Manifest;
}

/**
 * Checks a backup, then loads it in one transaction: killed at any moment, the database is what it was before. Each
 * clinic begins a new timeline, by which its PCs notice and send again what the backup lacks (sync design 2.16).
 * Throws Problem.
 */
export async function restoreBackup(database: Database, options: RestoreOptions): Promise<RestoreReport> {
  const manifest = await verifyBackup(options.file);
  const newest = Math.max(...options.migrations.map((step) => step.version));
  if (manifest.schemaVersion > newest) throw new Problem('The backup was made by a newer server. Nothing was changed. Update this one and try again.');
  const client = await database.pool.connect();
  const db = onClient(client);
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await emptied(client, options.replace);
    await step(db, options, (version) => version <= manifest.schemaVersion);
    await forceWalls(client, false);
    const registerText = await loadParts(client, options.file);
    await step(db, options, (version) => version > manifest.schemaVersion);
    await beginTimelines(db, options.newId);
    const entries = [...readRegister(registerText).entries, ...readRegisterFile(options.registerPath).entries];
    const report = await replayRegister(db, entries, options.newId);
    await forceWalls(client, true);
    keepRegister(options.registerPath, registerText);
    await client.query('COMMIT');
    await client.query('ANALYZE');
    client.release();
    return { manifest, ...report };
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Kysely on a connection whose transaction is already open. */
function onClient(client: pg.PoolClient): Kysely<Schema> {
  const one = { query: client.query.bind(client), release: () => undefined } as unknown as pg.PoolClient;
  const pool = { connect: async () => one, end: async () => undefined, options: {} };
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}

async function emptied(client: pg.PoolClient, replace: boolean): Promise<void> {
  await client.query(`SET LOCAL lock_timeout = '30s'`);
  const { rows } = await client.query<{ made: boolean }>(`SELECT to_regclass('public.clinic') IS NOT NULL AS made`);
  if (rows[0]?.made && !replace) {
    const { rowCount } = await client.query('SELECT 1 FROM clinic LIMIT 1');
    if (rowCount !== 0) throw new Problem('The database already holds clinics. Nothing was changed. To put the backup in their place, add --replace.');
  }
  await client.query(`DROP TABLE IF EXISTS ${ALL_TABLES.map((name) => client.escapeIdentifier(name)).join(', ')} CASCADE`);
}

/** The migrations chosen: up to the backup's version before loading, the rest on the loaded rows. */
async function step(db: Kysely<Schema>, { migrations }: RestoreOptions, chosen: (version: number) => boolean): Promise<void> {
  await runSteps(db as Transaction<Schema>, migrations.filter(({ version }) => chosen(version)));
}

/** An owner that is no superuser may only COPY into a table whose wall does not bind owners. */
async function forceWalls(client: pg.PoolClient, forced: boolean): Promise<void> {
  for (const name of CLINIC_TABLES) await client.query(`ALTER TABLE IF EXISTS ${client.escapeIdentifier(name)} ${forced ? '' : 'NO '}FORCE ROW LEVEL SECURITY`);
}

/** Loads every part and returns the text of the backup's register. */
async function loadParts(client: pg.PoolClient, file: string): Promise<string> {
  const events = readEvents(file);
  let registerText = '';
  let next = await events.next();
  while (!next.done) {
    const event: BackupEvent = next.value;
    if (event.kind !== 'part') {
      next = await events.next();
      continue;
    }
    const after = { next };
    const rows = rowsOf(events, after);
    if (event.part.table === 'register') for await (const piece of rows) registerText += piece.toString('utf8');
    else await copyIn(client, copyStatement(client, event.part), rows);
    next = after.next;
  }
  return registerText;
}

/** The rows up to the next control line, which is left in `after`. */
async function* rowsOf(events: AsyncGenerator<BackupEvent>, after: { next: IteratorResult<BackupEvent> }): AsyncGenerator<Buffer> {
  for (;;) {
    after.next = await events.next();
    if (after.next.done || after.next.value.kind !== 'rows') return;
    yield after.next.value.rows;
  }
}

function copyStatement(client: pg.PoolClient, { table, columns }: Part): string {
  if (!ALL_TABLES.includes(table)) throw damaged('it names a table that is not ours');
  return `COPY ${client.escapeIdentifier(table)}(${columns.map((column) => client.escapeIdentifier(column)).join(', ')}) FROM STDIN`;
}

async function beginTimelines(db: Kysely<Schema>, newId: () => string): Promise<void> {
  const cursors = await db.selectFrom('clinic_cursor').select('clinic_id').execute();
  for (const { clinic_id } of cursors) await beginTimeline(db, clinic_id, newId, { reason: 'restored' });
}

/** A server whose disk was lost goes on with the register of the backup. */
function keepRegister(path: string, text: string): void {
  if (existsSync(path) || text === '') return;
  writeFileSync(path, text, { mode: 0o600, flush: true });
  syncFolder(dirname(path));
}
