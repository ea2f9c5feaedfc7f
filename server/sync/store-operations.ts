import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import type { Contender } from '#domain/sync/conflict.ts';
import { tieOf } from '#domain/sync/operation.ts';
import { tables } from '#domain/sync/tables.ts';
import type { OperationFate } from '#domain/sync/wire/messages.ts';
import type { OriginOperation } from '#domain/sync/wire/logged.ts';
import type { ClinicTx } from '../db/schema.ts';
import type { QuarantineReason } from './classify.ts';
import { storeConflicts } from './conflict-rows.ts';
import { moveServer, serverHead, type LockedClinic } from './device-rows.ts';
import { usedNumbers } from './issued-numbers.ts';
import { appendLog, knownOperations, logRows, writersOf } from './log-rows.ts';
import { mergeBatch } from './merge-batch.ts';
import { flagged, type News, type Storable } from './news.ts';
import { RowMap } from './row-map.ts';
import { serverOperations, type ServerWrite } from './server-stream.ts';
import { loadState, storeState } from './state-rows.ts';
import type { StoreParts } from './sync-parts.ts';
import { conflictWrites } from './conflict-writes.ts';

type Fate = z.infer<typeof OperationFate>;

export interface StoredOperations {
  /** How many of the wanted ones were not in the log before. */
  readonly taken: number;
  readonly head: number;
  readonly fates: Fate[];
  /** Why each operation was set aside that had not been before. */
  readonly setAside: readonly string[];
}

/** An operation that cannot be stored, and why. */
export interface SetAside {
  readonly linked: { readonly operation: OriginOperation };
  readonly reason: QuarantineReason;
}

export interface Batch {
  readonly wanted?: readonly Storable[];
  /**
   * Instead of `wanted`: whoever asks expects the clinic to have neither the operations nor the rows they insert nor the
   * numbers of these, and brings them as `wanted` when it had one (isNoNews).
   */
  readonly news?: News | undefined;
  readonly bad?: readonly SetAside[];
  /** What the server itself has to say with it. */
  readonly also?: readonly ServerWrite[];
  /** Statements that go to the database with it, so that it is asked once less. */
  readonly with?: readonly RawBuilder<unknown>[];
}

/**
 * Gives operations their places in the clinic's log, merges them, and says what must be said about it: conflicts go
 * into the log as operations of the server. The clinic must be locked.
 */
export async function storeOperations(
  tx: ClinicTx, parts: StoreParts, clinicId: string, clinic: LockedClinic, { wanted = [], news, bad = [], also = [], with: others = [] }: Batch,
): Promise<StoredOperations> {
  const now = parts.now();
  const { log, statements = [], begun, changes } = news ?? asTheyCome(await withoutKnown(tx, clinicId, wanted), now);
  const state = { ...await loadState(tx, clinicId, changes), ...(news ? {} : { usedNumbers: await usedNumbers(tx, clinicId, changes) }) };
  const authors = new Authors(changes);
  const appended = appendLog(tx, clinicId, clinic.lastSeq, log, [...statements, ...others]);
  // The database writes the log while the rows are merged here.
  const [outcome] = await Promise.all([
    passed().then(() => mergeBatch(changes, state, { contender: authors.contender, newId: parts.newId }, now)), appended,
  ]);
  await authors.lookUp(tx, clinicId);
  const writes = [...also, ...conflictWrites(outcome, state, authors.named, now)];
  const end = clinic.lastSeq + log.count;
  // A row that was handed back and of which more is to be said, such as a conflict that goes on: one after the other.
  const goesOn = writes.some(({ table, rowId }) => outcome.changed.some((row) => row.table === tables[table].id && row.rowId === rowId));
  if (goesOn) await storeState(tx, clinicId, { outcome, begun, seq: end, hlc: clinic.hlc, moves: true });
  const said = await sayAsServer(tx, parts, clinicId, clinic, writes, end);
  const seq = end + said.count;
  if (!goesOn) await storeState(tx, clinicId, { outcome, begun, seq, hlc: said.hlc, moves: seq > clinic.lastSeq });
  await storeConflicts(tx, clinicId, outcome, authors.named);
  const aside = await notInLog(tx, clinicId, bad);
  const setAside = await storeQuarantine(tx, clinicId, aside);
  return { head: seq, taken: log.count, setAside, fates: fatesOf(changes, outcome.conflicting, aside) };
}

/** What the log has is not set aside, whoever brings it once more: a stopped PC that a restored server knows under a later name alone sends all it ever wrote. */
async function notInLog(tx: ClinicTx, clinicId: string, bad: readonly SetAside[]): Promise<readonly SetAside[]> {
  const known = await knownOperations(tx, clinicId, bad.map(({ linked }) => linked.operation.opId));
  return known.size === 0 ? bad : bad.filter(({ linked, reason }) => reason === 'repeated-id' || !known.has(linked.operation.opId));
}

/** Operations whose rows may all be there. */
const asTheyCome = (list: readonly Storable[], now: number): Pick<News, 'log' | 'changes'> & Partial<News> =>
  ({ log: logRows(flagged(list, now)), changes: list.map(({ operation }) => operation) });

async function withoutKnown(tx: ClinicTx, clinicId: string, wanted: readonly Storable[]): Promise<readonly Storable[]> {
  const known = await knownOperations(tx, clinicId, wanted.map(({ operation }) => operation.opId));
  return wanted.filter(({ operation }) => !known.has(operation.opId));
}

/** One turn of the event loop: what was to be sent has been sent. */
const passed = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

/** The server's own operations, merged, summed and logged after `last` like any other. */
async function sayAsServer(
  tx: ClinicTx, parts: StoreParts, clinicId: string, clinic: LockedClinic, writes: readonly ServerWrite[], last: number,
): Promise<{ readonly count: number; readonly hlc: number }> {
  if (writes.length === 0) return { count: 0, hlc: clinic.hlc };
  const server = await serverHead(tx, parts, clinicId, clinic);
  const source = { newId: parts.newId, nowMs: parts.now() };
  const targets = serverOperations({ ...server }, writes, { rows: new RowMap(), open: new Map() }, source);
  const state = await loadState(tx, clinicId, targets);
  const operations = serverOperations(server, writes, state, source);
  const outcome = mergeBatch(operations, state, { contender: nobody, newId: parts.newId }, parts.now());
  const seq = last + operations.length;
  await appendLog(tx, clinicId, last, logRows(flagged(operations.map((operation) => ({ operation })), parts.now())));
  await storeState(tx, clinicId, { outcome, seq, hlc: server.hlc, moves: true });
  await moveServer(tx, clinicId, server);
  return { count: operations.length, hlc: server.hlc };
}

function nobody(): never {
  throw new Error('the server met another writer in a table of its own');
}

/** Finds who wrote the versions that stand against an operation: in the same batch, or in the log. */
class Authors {
  readonly #operations: readonly OriginOperation[];
  /** Made when the first is asked for: most batches clash with nothing. */
  #batch: ReadonlyMap<string, OriginOperation> | undefined;
  readonly #missing: { rowId: string; version: readonly [number, number] }[] = [];
  readonly #found = new Map<string, OriginOperation>();

  constructor(operations: readonly OriginOperation[]) {
    this.#operations = operations;
  }

  readonly contender = (_table: number, rowId: string, _column: number, version: readonly [number, number], value: Contender['value']): Contender => {
    this.#batch ??= new Map(this.#operations.map((op) => [keyOf(op.rowId, [op.hlc, tieOf(op.opId)]), op]));
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

async function storeQuarantine(tx: ClinicTx, clinicId: string, bad: readonly SetAside[]): Promise<string[]> {
  if (bad.length === 0) return [];
  const { rows } = await sql<{ reason: string }>`INSERT INTO quarantine (clinic_id, op_id, origin, dseq, reason, body)
    SELECT ${clinicId}, * FROM unnest(${bad.map(({ linked }) => linked.operation.opId)}::uuid[], ${bad.map(({ linked }) => linked.operation.origin)}::uuid[],
      ${bad.map(({ linked }) => linked.operation.dseq)}::bigint[], ${bad.map(({ reason }) => reason)}::text[],
      ${bad.map(({ linked }) => JSON.stringify(linked.operation))}::text[]) ON CONFLICT DO NOTHING RETURNING reason`.execute(tx);
  return rows.map(({ reason }) => reason);
}

function fatesOf(operations: readonly OriginOperation[], conflicting: ReadonlySet<string>, bad: readonly SetAside[]): Fate[] {
  const told = conflicting.size === 0 ? [] : operations.filter(({ opId }) => conflicting.has(opId));
  return [
    ...told.map(({ dseq, opId }): Fate => ({ dseq, opId, fate: 'conflict', reason: '' })),
    ...bad.map(({ linked: { operation }, reason }): Fate => ({ dseq: operation.dseq, opId: operation.opId, fate: 'quarantined', reason })),
  ];
}

