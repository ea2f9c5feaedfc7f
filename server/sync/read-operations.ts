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
  let known = '';
  for (const { opId, origin } of operations) {
    if (!UUID.test(opId) || (origin !== known && !UUID.test(origin))) throw new SyncRefusal('malformed', 400);
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

/** Parts what can go into the log from what is set aside; `aside` sets all of it aside. */
export function sortOperations<T extends { readonly operation: OriginOperation }>(
  list: readonly T[], aside: QuarantineReason | null, isServers: (operation: OriginOperation) => boolean = () => false,
): Sorted<T> {
  const large = largeGroups(list);
  const seen = new Set<string>();
  const good: T[] = [];
  const bad: { linked: T; reason: QuarantineReason }[] = [];
  for (const linked of list) {
    const { operation } = linked;
    const repeated = seen.has(operation.opId) ? 'repeated-id' as const : null;
    seen.add(operation.opId);
    const reason = aside ?? repeated ?? (large.size > 0 && large.has(groupKey(operation)) ? 'group-too-large' : quarantineReason(operation, isServers(operation)));
    if (reason === null) good.push(linked);
    else bad.push({ linked, reason });
  }
  return { good, bad };
}

const groupKey = ({ origin, group }: OriginOperation): string => `${origin}:${String(group)}`;

function largeGroups(list: readonly { readonly operation: OriginOperation }[]): ReadonlySet<string> {
  if (list.length <= limits.opsPerGroup) return new Set();
  const sizes = new Map<string, number>();
  for (const { operation } of list) sizes.set(groupKey(operation), (sizes.get(groupKey(operation)) ?? 0) + 1);
  return new Set([...sizes].filter(([, size]) => size > limits.opsPerGroup).map(([key]) => key));
}
