import { randomBytes, webcrypto } from 'node:crypto';
import pg from 'pg';
import { serverSecrets, type ServerSecrets } from '#server/auth/secrets.ts';
import { ALL_TABLES, CLINIC_TABLES } from '#server/backup/tables.ts';
import { openDatabase, type Database } from '#server/db/database.ts';
import { silentLog } from '#server/log.ts';
import { sharedPostgres } from '#tests/support/server/shared-postgres.ts';

export interface SharedDatabase {
  readonly database: Database;
  readonly secrets: ServerSecrets;
}

let shared: Promise<SharedDatabase> | undefined;

/**
 * One migrated database for all executions of this process; each has a clinic of its own in it. It goes with the run's
 * PostgreSQL. `weakening` is run in it when it is made: what a protection that was taken out holds in the database.
 */
export function sharedDatabase(weakening: readonly string[]): Promise<SharedDatabase> {
  shared ??= open(weakening);
  return shared;
}

async function open(weakening: readonly string[]): Promise<SharedDatabase> {
  const { target, template } = await sharedPostgres();
  const name = `sim_${randomBytes(8).toString('hex')}`;
  const client = new pg.Client(target);
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  await client.end();
  const database = openDatabase({ target: { ...target, database: name }, log: silentLog, connections: 6, pause: async () => undefined });
  for (const statement of weakening) await database.pool.query(statement);
  const secrets = await serverSecrets(database, (bytes) => webcrypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>));
  return { database, secrets };
}

/** Ends the connections, so that a command can end; the next execution opens a database anew. */
export async function closeSharedDatabase(): Promise<void> {
  const open = shared;
  shared = undefined;
  if (open) await (await open).database.end();
}

const ONE_TIME = ['clinic', 'join_code', 'nonce', 'admin_code'].filter((table) => ALL_TABLES.includes(table));

/** Leaves nothing of a clinic, so that the same steps find the same database again. */
export async function removeClinic({ database }: SharedDatabase, clinicId: string): Promise<void> {
  const ofClinic = CLINIC_TABLES.map((table) => `DELETE FROM ${table} WHERE clinic_id = '${clinicId}'`);
  await database.pool.query([...ofClinic, ...ONE_TIME.map((table) => `DELETE FROM ${table}`)].join(';'));
}
