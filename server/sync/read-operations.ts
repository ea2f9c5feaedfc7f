import { limits } from '#domain/sync/wire/limits.ts';
import type { OriginOperation } from '#domain/sync/wire/logged.ts';
import type { Packed } from '#domain/sync/wire/pack.ts';
import { unpack, WireError } from '#domain/sync/wire/unpack.ts';
import { quarantineReason, type QuarantineReason } from './classify.ts';
import { SyncRefusal } from './refusal.ts';

/** A message holds no more, however many bytes it has: beyond that it costs more memory than it may. */
const MOST_OPERATIONS = 20_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The operations of a message. Throws SyncRefusal `malformed`, `batch-size`. */
export function readOperations(packed: unknown): OriginOperation[] {
  const operations = unpacked(packed);
  if (operations.length === 0 || operations.length > MOST_OPERATIONS) throw new SyncRefusal('batch-size', 422);
  // Operations and devices are named by UUIDs; rows may have other names.
  let known: string | undefined;
  for (const { opId, origin, dseq } of operations) {
    // Numbers count up from the first of a group, and what is beyond the exact ones no list holds.
    if (!UUID.test(opId) || (origin !== known && !UUID.test(origin)) || !Number.isSafeInteger(dseq)) throw new SyncRefusal('malformed', 400);
    known = origin;
  }
  return operations;
}

function unpacked(packed: unknown): OriginOperation[] {
  try {
    return unpack(packed as Packed);
  } catch (error) {
    throw error instanceof WireError ? new SyncRefusal('malformed', 400) : error;
  }
}

export interface Sorted<T> {
  readonly good: readonly T[];
  readonly bad: readonly { readonly linked: T; readonly reason: QuarantineReason }[];
}

/**
 * Parts what can go into the log from what is set aside; `aside` sets all of it aside. A transaction is shown whole or
 * not at all, so what was written together with a bad operation waits with it.
 */
export function sortOperations<T extends { readonly operation: OriginOperation }>(
  list: readonly T[], aside: QuarantineReason | null, isServers: (operation: OriginOperation) => boolean = () => false,
): Sorted<T> {
  const reasons = aside === null ? reasonsOf(list, isServers) : list.map(() => aside);
  if (reasons.every((reason) => reason === null)) return { good: list, bad: [] };
  const spoiled = new Set(list.filter((_, i) => reasons[i] !== null).map(({ operation }) => groupKey(operation)));
  const good: T[] = [];
  const bad: { linked: T; reason: QuarantineReason }[] = [];
  list.forEach((linked, i) => {
    const reason = reasons[i] ?? (spoiled.has(groupKey(linked.operation)) ? 'written-together' : null);
    if (reason === null) good.push(linked);
    else bad.push({ linked, reason });
  });
  return { good, bad };
}

/** Why each operation by itself cannot be stored; null for those that can. */
function reasonsOf(list: readonly { readonly operation: OriginOperation }[], isServers: (operation: OriginOperation) => boolean): (QuarantineReason | null)[] {
  const large = largeGroups(list);
  const seen = new Set<string>();
  return list.map(({ operation }) => {
    const repeated = seen.has(operation.opId);
    seen.add(operation.opId);
    if (repeated) return 'repeated-id';
    return large.size > 0 && large.has(groupKey(operation)) ? 'group-too-large' : quarantineReason(operation, isServers(operation));
  });
}

const groupKey = ({ origin, group }: OriginOperation): string => `${origin}:${String(group)}`;

function largeGroups(list: readonly { readonly operation: OriginOperation }[]): ReadonlySet<string> {
  if (list.length <= limits.opsPerGroup) return new Set();
  const sizes = new Map<string, number>();
  for (const { operation } of list) sizes.set(groupKey(operation), (sizes.get(groupKey(operation)) ?? 0) + 1);
  return new Set([...sizes].filter(([, size]) => size > limits.opsPerGroup).map(([key]) => key));
}
