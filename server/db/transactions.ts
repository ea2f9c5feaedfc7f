import { sql, type Transaction } from 'kysely';
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
  return attempt(database, options, async (tx) => {
    await enter(tx, CLINIC_ROLE, clinicId, options);
    return work(tx as unknown as ClinicTx);
  });
}

/** Runs `work` in one transaction on the tables outside clinics; rows of clinics cannot be read or written. Retries as `inClinic` does. */
export function asServer<T>(database: Database, work: (tx: ServerTx) => Promise<T>, options: TransactionOptions = {}): Promise<T> {
  return attempt(database, options, async (tx) => {
    await enter(tx, SERVER_ROLE, '', options);
    return work(tx as unknown as ServerTx);
  });
}

/** All settings end with the transaction, so that a pooled connection carries nothing to the next one. */
async function enter(tx: Transaction<Schema>, role: string, clinicId: string, options: TransactionOptions): Promise<void> {
  const lock = `${options.lockTimeoutMs ?? LOCK_TIMEOUT_MS}ms`;
  const statement = `${STATEMENT_TIMEOUT_MS}ms`;
  await sql`SELECT set_config('app.clinic_id', ${clinicId}, true), set_config('lock_timeout', ${lock}, true),
    set_config('statement_timeout', ${statement}, true), set_config('role', ${role}, true)`.execute(tx);
}

async function attempt<T>(database: Database, options: TransactionOptions, work: (tx: Transaction<Schema>) => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      const begin = database.kysely.transaction();
      const wanted = options.snapshot ? begin.setIsolationLevel('repeatable read').setAccessMode('read only') : begin;
      return await wanted.execute(work);
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (tried >= ATTEMPTS) throw new DatabaseBusy('the rows needed stay locked', { cause: error });
      await database.pause(tried);
    }
  }
}

/** Lock time-out, deadlock victim, serialization failure: the same work may succeed a moment later. */
const PASSING = new Set(['55P03', '40P01', '40001']);

const isPassing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && PASSING.has(error.code);
