import { sql } from 'kysely';
import type { z } from 'zod';
import type { Contender } from '#domain/sync/conflict.ts';
import { hlcFromMs } from '#domain/sync/clock.ts';
import { SUSPECT_LEAD_MS } from '#domain/sync/clock-guard.ts';
import { tieOf } from '#domain/sync/operation.ts';
import type { OperationFate } from '#domain/sync/wire/messages.ts';
import type { OriginOperation } from '#domain/sync/wire/logged.ts';
import type { ClinicTx } from '../db/schema.ts';
import type { QuarantineReason } from './classify.ts';
import type { OperationTexts } from './chain.ts';
import { loadOpen, storeConflicts } from './conflict-rows.ts';
import { moveClinic, type LockedClinic } from './device-rows.ts';
import { appendLog, FLAG_CLOCK_SUSPECT, knownOperations, writersOf, type Entry } from './log-rows.ts';
import { mergeBatch, type BatchState } from './merge-batch.ts';
import { serverOperations, type ServerWrite } from './server-stream.ts';
import { loadRows, storeRows } from './state-rows.ts';
import type { SyncParts } from './sync-parts.ts';
import { conflictWrites } from './conflict-writes.ts';

type Fate = z.infer<typeof OperationFate>;

export interface StoredOperations {
  /** How many of the wanted ones were not in the log before. */
  readonly taken: number;
  readonly head: number;
  readonly fates: Fate[];
}

/** An operation to store; without a link when another PC contributed it. */
export interface Storable {
  readonly operation: OriginOperation;
  readonly chain: Buffer | null;
  readonly texts?: OperationTexts;
}

/** An operation that cannot be stored, and why. */
export interface SetAside {
  readonly linked: { readonly operation: OriginOperation };
  readonly reason: QuarantineReason;
}

/**
 * Gives operations their places in the clinic's log, merges them, and says what must be said about it: conflicts go
 * into the log as operations of the server. The clinic must be locked.
 */
export async function storeOperations(
  tx: ClinicTx, parts: SyncParts, clinicId: string, clinic: LockedClinic, wanted: readonly Storable[],
  bad: readonly SetAside[] = [], also: readonly ServerWrite[] = [],
): Promise<StoredOperations> {
  const now = parts.now();
  const known = await knownOperations(tx, clinicId, wanted.map(({ operation }) => operation.opId));
  const fresh = wanted.filter(({ operation }) => !known.has(operation.opId));
  const operations = fresh.map(({ operation }) => operation);
  const state: BatchState = { rows: await loadRows(tx, clinicId, operations), open: await loadOpen(tx, clinicId, operations) };
  const authors = new Authors(operations);
  const entries = numbered(fresh, clinic.lastSeq, now);
  const appended = appendLog(tx, clinicId, entries);
  // The database writes the log while the rows are merged here.
  const [outcome] = await Promise.all([
    passed().then(() => mergeBatch(operations, state, { contender: authors.contender, newId: parts.newId }, now)), appended,
  ]);
  await authors.lookUp(tx, clinicId);
  const writes = [...also, ...conflictWrites(outcome, state, authors.named, now)];
  const own = await sayAsServer(tx, parts, clinicId, clinic, writes, clinic.lastSeq + fresh.length + writes.length);
  const seq = clinic.lastSeq + fresh.length + own.length;
  await appendLog(tx, clinicId, numbered(own.map((operation): Storable => ({ operation, chain: null })), clinic.lastSeq + fresh.length, now));
  if (seq > clinic.lastSeq) await moveClinic(tx, clinicId, seq, clinic.server, own.length > 0);
  await storeRows(tx, clinicId, state, outcome, seq);
  await storeConflicts(tx, clinicId, outcome, authors.named);
  await storeQuarantine(tx, clinicId, bad);
  return { head: seq, taken: fresh.length, fates: fatesOf(operations, outcome.conflicting, bad) };
}

/** One turn of the event loop: what was to be sent has been sent. */
const passed = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

/** Places in the log after `last`, in the given order. */
const numbered = (list: readonly Storable[], last: number, now: number): Entry[] => list.map(({ operation, chain, texts }, i) => ({
  operation, chain, texts, seq: last + 1 + i, flags: operation.hlc > hlcFromMs(now + SUSPECT_LEAD_MS) ? FLAG_CLOCK_SUSPECT : 0,
}));

/** The server's own operations, merged and summed like any other. */
async function sayAsServer(
  tx: ClinicTx, parts: SyncParts, clinicId: string, clinic: LockedClinic, writes: readonly ServerWrite[], seq: number,
): Promise<OriginOperation[]> {
  if (writes.length === 0) return [];
  const targets = serverOperations({ ...clinic.server }, writes, { rows: new Map(), open: new Map() }, { newId: parts.newId, nowMs: parts.now() });
  const state: BatchState = { rows: await loadRows(tx, clinicId, targets), open: new Map() };
  const operations = serverOperations(clinic.server, writes, state, { newId: parts.newId, nowMs: parts.now() });
  const outcome = mergeBatch(operations, state, { contender: nobody, newId: parts.newId }, parts.now());
  await storeRows(tx, clinicId, state, outcome, seq);
  return operations;
}

function nobody(): never {
  throw new Error('the server met another writer in a table of its own');
}

/** Finds who wrote the versions that stand against an operation: in the same batch, or in the log. */
class Authors {
  readonly #batch: ReadonlyMap<string, OriginOperation>;
  readonly #missing: { rowId: string; version: readonly [number, number] }[] = [];
  readonly #found = new Map<string, OriginOperation>();

  constructor(operations: readonly OriginOperation[]) {
    this.#batch = new Map(operations.map((op) => [keyOf(op.rowId, [op.hlc, tieOf(op.opId)]), op]));
  }

  readonly contender = (_table: number, rowId: string, _column: number, version: readonly [number, number], value: Contender['value']): Contender => {
    const writer = this.#batch.get(keyOf(rowId, version));
    if (!writer) this.#missing.push({ rowId, version });
    return { ...nameOf(writer), opId: writer?.opId ?? keyOf(rowId, version), version, value };
  };

  async lookUp(tx: ClinicTx, clinicId: string): Promise<void> {
    if (this.#missing.length === 0) return;
    const rows = await writersOf(tx, clinicId, this.#missing.map(({ rowId }) => rowId), this.#missing.map(({ version }) => version[0]));
    for (const op of rows) this.#found.set(keyOf(op.rowId, [op.hlc, tieOf(op.opId)]), op);
  }

  /** A contender with its author, once the log was asked. */
  readonly named = (contender: Contender): Contender => {
    const writer = this.#found.get(contender.opId);
    return writer ? { ...contender, ...nameOf(writer), opId: writer.opId } : contender;
  };
}

const keyOf = (rowId: string, version: readonly [number, number]): string => `${rowId}@${String(version[0])}:${String(version[1])}`;

const nameOf = (op: OriginOperation | undefined): Pick<Contender, 'origin' | 'personId' | 'at'> =>
  ({ origin: op?.origin ?? '', personId: op?.personId ?? null, at: op?.at ?? 0 });

async function storeQuarantine(tx: ClinicTx, clinicId: string, bad: readonly SetAside[]): Promise<void> {
  if (bad.length === 0) return;
  await sql`INSERT INTO quarantine (clinic_id, op_id, origin, dseq, reason, body)
    SELECT ${clinicId}, * FROM unnest(${bad.map(({ linked }) => linked.operation.opId)}::uuid[], ${bad.map(({ linked }) => linked.operation.origin)}::uuid[],
      ${bad.map(({ linked }) => linked.operation.dseq)}::bigint[], ${bad.map(({ reason }) => reason)}::text[],
      ${bad.map(({ linked }) => JSON.stringify(linked.operation))}::text[]) ON CONFLICT DO NOTHING`.execute(tx);
}

function fatesOf(operations: readonly OriginOperation[], conflicting: ReadonlySet<string>, bad: readonly SetAside[]): Fate[] {
  return [
    ...operations.filter(({ opId }) => conflicting.has(opId)).map(({ dseq, opId }): Fate => ({ dseq, opId, fate: 'conflict', reason: '' })),
    ...bad.map(({ linked: { operation }, reason }): Fate => ({ dseq: operation.dseq, opId: operation.opId, fate: 'quarantined', reason })),
  ];
}

