import type { Kysely } from 'kysely';
import pg from 'pg';
import { kyselyOver } from './client-kysely.ts';
import type { Database } from './database.ts';
import type { ClinicTx, Schema, ServerTx } from './schema.ts';

/** Roles without login that a transaction takes on; migration 0010 grants each what it may touch. */
export const CLINIC_ROLE = 'daybook_clinic';
export const SERVER_ROLE = 'daybook_server';

const LOCK_TIMEOUT_MS = 5000;
const STATEMENT_TIMEOUT_MS = 120_000;
const ATTEMPTS = 4;

/** Others held what a transaction needed for all its attempts. Nothing was written; the same call may be made again. */
export class DatabaseBusy extends Error {
  override readonly name = 'DatabaseBusy';
}

export interface TransactionOptions {
  /** One consistent picture for several reads; the transaction cannot write. */
  readonly snapshot?: boolean;
  /** Gives up waiting for a row after this (milliseconds, default 5000). */
  readonly lockTimeoutMs?: number;
}

/**
 * Runs `work` in one transaction that can see and write rows of `clinicId` only: a role with no more rights than
 * sync needs, and row-level security as the second wall behind the WHERE clauses. Locks are taken in the order
 * device row, clinic row (sync design 2.7). After a lock time-out, deadlock or serialization failure `work` runs
 * again from the start, four times at most, so it must not do anything outside the transaction. Throws DatabaseBusy.
 */
export function inClinic<T>(database: Database, clinicId: string, work: (tx: ClinicTx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
  return attempt(database, beginning(CLINIC_ROLE, clinicId, options), (tx) => work(tx as unknown as ClinicTx));
}

/** Runs `work` in one transaction on the tables outside clinics; rows of clinics cannot be read or written. Retries as `inClinic` does. */
export function asServer<T>(database: Database, work: (tx: ServerTx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
  return attempt(database, beginning(SERVER_ROLE, '', options), (tx) => work(tx as unknown as ServerTx));
}

/**
 * Begins and takes on the role in one message. All settings end with the transaction, so that a pooled connection
 * carries nothing to the next one. Every key begins with the clinic, so that reading a whole table is never right,
 * however small it was when a plan was made that is still kept.
 */
function beginning(role: string, clinicId: string, { snapshot, lockTimeoutMs = LOCK_TIMEOUT_MS }: TransactionOptions): string {
  const settings = {
    'role': role, 'app.clinic_id': clinicId, 'lock_timeout': `${String(lockTimeoutMs)}ms`, 'statement_timeout': `${String(STATEMENT_TIMEOUT_MS)}ms`,
    ...(role === CLINIC_ROLE ? { enable_seqscan: 'off' } : {}),
  };
  const set = Object.entries(settings).map(([name, value]) => `SET LOCAL ${name} = ${pg.escapeLiteral(value)}`);
  return [snapshot ? 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' : 'BEGIN', ...set].join(';');
}

async function attempt<T>(database: Database, begin: string, work: (tx: Kysely<Schema>) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await once(database, begin, work);
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (tried >= ATTEMPTS) throw new DatabaseBusy('the rows needed stay locked', { cause: error });
      await database.pause(tried);
    }
  }
}

const ignore = (): void => undefined;

async function once<T>({ pool }: Database, begin: string, work: (tx: Kysely<Schema>) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // A connection that breaks fails the query under way; without a listener it would also end the process.
  client.on('error', ignore);
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(kyselyOver(client));
    // A transaction that had failed ends as undone, whoever caught the failure.
    if ((await client.query('COMMIT')).command !== 'COMMIT') throw new Error('a failed transaction was carried on');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: unknown) => { broken = failure instanceof Error ? failure : new Error(String(failure)); });
    throw error;
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

/** Lock time-out, deadlock victim, serialization failure: the same work may succeed a moment later. */
const PASSING = new Set(['55P03', '40P01', '40001']);

const isPassing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && PASSING.has(error.code);
