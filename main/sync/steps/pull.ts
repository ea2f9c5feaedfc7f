import { limits } from '#domain/sync/wire/limits.ts';
import { PullAnswer } from '#domain/sync/wire/messages.ts';
import type { Packed } from '#domain/sync/wire/pack.ts';
import { unpack, WireError } from '#domain/sync/wire/unpack.ts';
import { schemaVersion } from '#db/migrations/all.ts';
import { enterTimeline } from '#db/sync/new-timeline.ts';
import { OwnOperationUnknown, receivePage } from '#db/sync/receive.ts';
import { syncWrite, type ServerLink } from '../link.ts';
import { NetworkFailure } from '../transport.ts';
import { HistorySplit, OtherTimeline } from './outcome.ts';

export interface Pulled {
  /** How many operations came. */
  readonly operations: number;
  readonly head: number;
  readonly more: boolean;
}

/** Operations applied in one transaction: a page larger than this is applied in parts, between which others may work. */
const AT_ONCE = 500;

/**
 * Fetches and applies what the clinic's log holds after this PC's place; waits up to `waitSeconds` for something new.
 * Throws HistorySplit, OtherTimeline.
 */
export async function pullOnce(link: ServerLink, waitSeconds: number, signal?: AbortSignal): Promise<Pulled> {
  const place = link.place;
  const timeline = place.timelines.at(-1)?.id ?? '';
  const answer = await link.ask(PullAnswer, {
    method: 'GET', path: `/pull?after=${String(place.cursor)}&timeline=${timeline}&limit=${String(limits.opsPerPull)}&wait=${String(waitSeconds)}&schema=${String(schemaVersion)}`,
    timeoutMs: (waitSeconds + 30) * 1000, ...(signal ? { signal } : {}),
  });
  if (answer.kind === 'timeline') {
    link.parts.store.write(syncWrite, (tx) => { enterTimeline(tx, answer.timelines); });
    throw new OtherTimeline();
  }
  if (answer.kind === 'behind') throw new NetworkFailure('busy');
  const operations = unpackPage(answer.packed as unknown as Packed);
  await applyAll(link, operations, answer.next);
  return { operations: operations.length, head: answer.head, more: answer.more };
}

function unpackPage(packed: Packed): ReturnType<typeof unpack> {
  try {
    return unpack(packed);
  } catch (error) {
    throw error instanceof WireError ? new NetworkFailure('not-daybook') : error;
  }
}

async function applyAll(link: ServerLink, operations: ReturnType<typeof unpack>, next: number): Promise<void> {
  for (let at = 0; at < operations.length || at === 0;) {
    let end = Math.min(at + AT_ONCE, operations.length);
    // A transaction of another PC is seen here whole or not at all.
    while (end < operations.length && sameGroup(operations[end - 1], operations[end])) end += 1;
    const part = operations.slice(at, end);
    const cursor = end === operations.length ? next : part.at(-1)?.seq ?? next;
    if (part.length > 0 || cursor !== link.place.cursor) apply(link, part, cursor);
    at = end;
    if (at >= operations.length) return;
    await new Promise((resolve) => { setImmediate(resolve); });
  }
}

type Logged = ReturnType<typeof unpack>[number];

const sameGroup = (a: Logged | undefined, b: Logged | undefined): boolean => a?.origin === b?.origin && a?.group === b?.group;

function apply(link: ServerLink, operations: readonly Logged[], cursor: number): void {
  try {
    link.parts.store.write(syncWrite, (tx) => receivePage(tx, link.place, operations, cursor));
  } catch (error) {
    throw error instanceof OwnOperationUnknown ? new HistorySplit() : error;
  }
}
