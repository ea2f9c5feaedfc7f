import { randomBytes, randomUUID } from 'node:crypto';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import { idSource, type Id } from '#domain/kit/ids.ts';
import { openDatabase, type Database, type Target } from '#server/db/database.ts';
import { asServer, inClinic } from '#server/db/transactions.ts';
import { openRegister, registerPath, type Register } from '#server/backup/register.ts';
import { startServer, type RunningServer, type ServerOptions } from '#server/compose.ts';
import { silentLog, type Log } from '#server/log.ts';
import { systemRandom, tempFolder } from './store.ts';
import { sharedPostgres } from './server/shared-postgres.ts';

export interface TestDatabase extends Database {
  readonly newId: () => Id;
  /** A clinic with its cursor at 0 and its first timeline, as the server makes them. */
  newClinic(code?: string): Promise<TestClinic>;
}

export interface TestClinic {
  readonly id: string;
  readonly code: string;
  readonly timeline: string;
}

/** A migrated, empty PostgreSQL database of its own for one test, dropped when the test ends. */
export async function testDatabase(): Promise<TestDatabase> {
  const target = await newDatabaseFor(true);
  const database = openDatabase({ target, log: silentLog, connections: 10, pause: async () => undefined });
  onTestFinished(async () => {
    await database.end();
    await dropDatabase(target);
  });
  const newId = idSource(Date.now, systemRandom);
  let made = 0;
  const newClinic = async (code = `T${String(++made).padStart(2, '0')}`): Promise<TestClinic> => {
    const clinic = { id: newId(), code, timeline: randomUUID() };
    await asServer(database, (tx) => tx.insertInto('clinic').values({ clinic_id: clinic.id, code, name: `Clinic ${code}` }).execute());
    await inClinic(database, clinic.id, async (tx) => {
      await tx.insertInto('clinic_cursor').values({ clinic_id: clinic.id, last_seq: 0, timeline: clinic.timeline }).execute();
      await tx.insertInto('timeline').values({ clinic_id: clinic.id, ord: 0, timeline: clinic.timeline, start_seq: 0, reason: 'created' }).execute();
      await tx.insertInto('slot_counter').values({ clinic_id: clinic.id, next_slot: 0 }).execute();
    });
    return clinic;
  };
  return { ...database, newId, newClinic };
}

export interface TestServer extends RunningServer {
  readonly database: TestDatabase;
  readonly register: Register;
  /** `fetch` of a path on this server. */
  ask(path: string, init?: RequestInit): Promise<Response>;
}

interface ServerWanted extends Pick<ServerOptions, 'extensions' | 'limits'> {
  readonly database?: TestDatabase;
  readonly now?: () => number;
  readonly log?: Log;
}

/** The server on a free loopback port over a database of its own, stopped when the test ends. */
export async function testServer(wanted: ServerWanted = {}): Promise<TestServer> {
  const database = wanted.database ?? await testDatabase();
  const now = wanted.now ?? Date.now;
  const register = openRegister(registerPath(tempFolder()), now);
  const { extensions = [], limits, log = silentLog } = wanted;
  const server = await startServer(
    { database, register, log, now, elapsed: () => performance.now(), newId: database.newId, random: systemRandom, version: '0' },
    { host: '127.0.0.1', port: 0, portIsFixed: true, extensions, ...(limits ? { limits } : {}) },
  );
  onTestFinished(() => server.close());
  return { ...server, database, register, ask: (path, init) => fetch(`${server.address}${path}`, init) };
}

/** A database without a table, for what tests migrations and restores; the caller opens it, this drops it. */
export async function emptyDatabase(): Promise<Target> {
  const target = await newDatabaseFor(false);
  onTestFinished(() => dropDatabase(target));
  return target;
}

async function newDatabaseFor(migrated: boolean): Promise<Target> {
  const shared = await sharedPostgres();
  const name = `test_${randomBytes(8).toString('hex')}`;
  await onServer(shared.target, `CREATE DATABASE ${name} TEMPLATE ${migrated ? shared.template : 'template0'}`);
  return { ...shared.target, database: name };
}

const dropDatabase = (target: Target): Promise<void> => onServer({ ...target, database: 'daybook' }, `DROP DATABASE IF EXISTS ${target.database ?? ''} WITH (FORCE)`);

async function onServer(target: Target, statement: string): Promise<void> {
  const client = new pg.Client(target);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
