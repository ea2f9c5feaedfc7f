import { sql, type Transaction } from 'kysely';
import { Problem } from '../problem.ts';
import type { Database } from './database.ts';
import type { Schema } from './schema.ts';

/** One step of the schema. Numbers have gaps; a released step is never edited. */
export interface ServerMigration {
  readonly version: number;
  readonly name: string;
  up(tx: Transaction<Schema>): Promise<void>;
}

/** Any fixed number: two servers that start at once on one database take turns on it. */
export const MIGRATION_LOCK = 4_480_010;

/**
 * Brings the database to the newest version: all pending steps and their record in one transaction, so a cut at any
 * moment leaves the old version whole. Throws Problem for a database of a later program.
 */
export function migrateServer({ kysely }: Database, migrations: readonly ServerMigration[]): Promise<{ from: number; to: number }> {
  return kysely.transaction().execute(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(tx);
    const from = await schemaVersion(tx);
    const newest = Math.max(0, ...migrations.map((step) => step.version));
    if (from > newest) throw new Problem(`The database is of version ${from} and this program knows ${newest}. Nothing was changed. Update the server and start again.`);
    await runSteps(tx, migrations.filter((step) => step.version > from));
    return { from, to: newest };
  });
}

/** Applies `steps` in the order of their numbers and records each, inside the caller's transaction. */
export async function runSteps(tx: Transaction<Schema>, steps: readonly ServerMigration[]): Promise<void> {
  await makeVersionTable(tx);
  for (const step of [...steps].sort((a, b) => a.version - b.version)) {
    await step.up(tx);
    await tx.insertInto('schema_version').values({ version: step.version, name: step.name }).execute();
  }
}

async function schemaVersion(tx: Transaction<Schema>): Promise<number> {
  await makeVersionTable(tx);
  const row = await tx.selectFrom('schema_version').select((eb) => eb.fn.max('version').as('version')).executeTakeFirst();
  return row?.version ?? 0;
}

async function makeVersionTable(tx: Transaction<Schema>): Promise<void> {
  await sql`CREATE TABLE IF NOT EXISTS schema_version(version int PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`.execute(tx);
}
