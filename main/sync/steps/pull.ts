import { limits } from '#domain/sync/wire/limits.ts';
import { PullAnswer, type Infer } from '#domain/sync/wire/messages.ts';
import type { Packed } from '#domain/sync/wire/pack.ts';
import { unpack, WireError } from '#domain/sync/wire/unpack.ts';
import { schemaVersion } from '#db/migrations/all.ts';
import { OwnOperationUnknown, receivePage } from '#db/sync/receive.ts';
import { syncWrite, type ServerLink } from '../link.ts';
import { NetworkFailure } from '../transport.ts';
import { HistorySplit, OtherTimeline } from './outcome.ts';
import { Pace } from './pace.ts';

export interface Pulled {
  /** How many operations came. */
  readonly operations: number;
  readonly head: number;
  readonly more: boolean;
}

/** How long others wait for their turn while a page is applied, milliseconds: a larger one is applied in parts. */
const TURN_MS = 50;

/** Fetches the clinic's log page by page and applies it: while one is applied, the next is on its way. Of use for one run. */
export class LogLine {
  readonly #link: ServerLink;
  readonly #pace = new Pace(TURN_MS);
  #ahead: Promise<Answer> | undefined;

  constructor(link: ServerLink) {
    this.#link = link;
  }

  /**
   * Fetches and applies what the log holds after this PC's place; waits up to `waitSeconds` for something new. Asks for
   * the page behind it at once if `looksAhead`. Throws HistorySplit, OtherTimeline.
   */
  async next(waitSeconds: number, looksAhead: boolean, signal?: AbortSignal): Promise<Pulled> {
    const answer = await (this.#ahead ?? this.#ask(this.#link.place.cursor, waitSeconds, signal));
    this.#ahead = undefined;
    // The hello says which, and first compares what this PC knows with it.
    if (answer.kind === 'timeline') throw new OtherTimeline();
    if (answer.kind === 'behind') throw new NetworkFailure('busy');
    if (looksAhead && answer.more) {
      this.#ahead = this.#ask(answer.next, 0, signal);
      // It is heard when its turn comes, or never if this page ends the run.
      this.#ahead.catch(() => undefined);
      // So that it leaves before this thread is busy with the page at hand.
      await turn();
    }
    const operations = answer.packed ? unpackPage(answer.packed as unknown as Packed, answer.stored) : [];
    await applyAll(this.#link, this.#pace, operations, answer.next);
    return { operations: operations.length, head: answer.head, more: answer.more };
  }

  #ask(after: number, waitSeconds: number, signal: AbortSignal | undefined): Promise<Answer> {
    const timeline = this.#link.place.timelines.at(-1)?.id ?? '';
    return this.#link.ask(PullAnswer, {
      method: 'GET', path: `/pull?after=${String(after)}&timeline=${timeline}&limit=${String(limits.opsPerPull)}&wait=${String(waitSeconds)}&schema=${String(schemaVersion)}`,
      timeoutMs: (waitSeconds + 30) * 1000, ...(signal ? { signal } : {}),
    });
  }
}

type Answer = Infer<typeof PullAnswer>;

/** Fetches and applies one page. Throws HistorySplit, OtherTimeline. */
export const pullOnce = (link: ServerLink, waitSeconds: number): Promise<Pulled> => new LogLine(link).next(waitSeconds, false);

function unpackPage(packed: Packed, stored: readonly number[] | undefined): ReturnType<typeof unpack> {
  try {
    return unpack(packed, stored);
  } catch (error) {
    throw error instanceof WireError ? new NetworkFailure('not-daybook') : error;
  }
}

async function applyAll(link: ServerLink, pace: Pace, operations: ReturnType<typeof unpack>, next: number): Promise<void> {
  for (let at = 0; at < operations.length || at === 0;) {
    const started = link.parts.now();
    let end = Math.min(at + pace.rows, operations.length);
    // A transaction of another PC is seen here whole or not at all.
    while (end < operations.length && sameGroup(operations[end - 1], operations[end])) end += 1;
    const part = operations.slice(at, end);
    const cursor = end === operations.length ? next : part.at(-1)?.seq ?? next;
    if (part.length > 0 || cursor !== link.place.cursor) apply(link, part, cursor);
    at = end;
    if (at >= operations.length) return;
    pace.took(link.parts.now() - started);
    await turn();
  }
}

const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

type Logged = ReturnType<typeof unpack>[number];

const sameGroup = (a: Logged | undefined, b: Logged | undefined): boolean => a?.origin === b?.origin && a?.group === b?.group;

function apply(link: ServerLink, operations: readonly Logged[], cursor: number): void {
  try {
    link.parts.store.write(syncWrite, (tx) => receivePage(tx, link.place, operations, cursor));
  } catch (error) {
    throw error instanceof OwnOperationUnknown ? new HistorySplit() : error;
  }
}
