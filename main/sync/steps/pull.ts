import { limits } from '#domain/sync/wire/limits.ts';
import { PullAnswer } from '#domain/sync/wire/messages.ts';
import type { Packed } from '#domain/sync/wire/pack.ts';
import { unpack, WireError } from '#domain/sync/wire/unpack.ts';
import { schemaVersion } from '#db/migrations/all.ts';
import type { Gathering } from '#db/store.ts';
import type { WriteDb } from '#db/door.ts';
import { indexWaiting, manyWait, WORDS_OF_A_TURN } from '#db/projections/patient-search.ts';
import { OwnOperationUnknown, receivePage } from '#db/sync/receive.ts';
import { syncWrite, type ServerLink } from '../link.ts';
import { NetworkFailure } from '../transport.ts';
import { HistorySplit, OtherTimeline } from './outcome.ts';
import { Pace } from './pace.ts';
import { PagesAhead, type PageAnswer } from './pages-ahead.ts';

export interface Pulled {
  /** How many operations came. */
  readonly operations: number;
  readonly head: number;
  readonly more: boolean;
}

/**
 * How long others wait for their turn while a page is applied, milliseconds: a larger one is applied in parts. Pages on their
 * way wait too: one takes three turns until it is here and the one behind it was asked for.
 */
const TURN_MS = 10;

/** Operations of the first page, for which everybody waits, and at most of one that is made while others are applied here. */
const [FIRST_PAGE, AT_ONCE] = [500, limits.opsPerPull / 2];

/** What is read already must still be unpacked: a page that is here by then is not one that has to be waited for. */
const SOON_MS = 10;

/** So many operations of a backlog at most are committed together: pages of an index that many of them touch are written once. */
const COMMITTED_TOGETHER = 8_000;

/**
 * Fetches the clinic's log page by page and applies it: while one is applied, the next are on their way. Where much comes, a
 * transaction stays open from one part to the next, as long as no answer has to be waited for. Of use for one run.
 */
export class LogLine {
  readonly #link: ServerLink;
  readonly #pace = new Pace(TURN_MS);
  readonly #gathering: Gathering;
  /** Operations that were applied and are not committed yet, unless somebody else wrote since. */
  #gathered = 0;
  readonly #ahead = new PagesAhead((after, signal) => this.#ask(after, 0, signal));
  #asked = 0;
  #wordsFailed = false;

  constructor(link: ServerLink) {
    this.#link = link;
    this.#gathering = link.parts.store.gather(syncWrite);
  }

  /**
   * Fetches and applies what the log holds after this PC's place; waits up to `waitSeconds` for something new. Asks for
   * the pages behind it at once if `looksAhead`. Throws HistorySplit, OtherTimeline.
   */
  async next(waitSeconds: number, looksAhead: boolean, signal?: AbortSignal): Promise<Pulled> {
    if (this.#gathered > 0) await this.#useWait();
    const answer = await (this.#ahead.take() ?? this.#ask(this.#link.place.cursor, waitSeconds, signal));
    // The hello says which, and first compares what this PC knows with it.
    if (answer.kind === 'timeline') throw new OtherTimeline();
    if (answer.kind === 'behind') throw new NetworkFailure('busy');
    if (looksAhead) {
      this.#ahead.follow(answer, signal);
      // So that it leaves before this thread is busy with the page at hand.
      await turn();
    }
    const operations = answer.packed ? unpackPage(answer.packed as unknown as Packed, answer.stored) : [];
    await this.#applyAll(operations, answer.next, answer.more);
    if (!this.#ahead.isAsked) this.commit();
    return { operations: operations.length, head: answer.head, more: answer.more };
  }

  /** What was applied is safe afterwards, and others see it. Call when the run ends, however it does. */
  commit(): void {
    this.#gathered = 0;
    this.#gathering.commit();
  }

  /** Until the next page is here, those who came go into the search index; where none are left, what was applied is committed. */
  async #useWait(): Promise<void> {
    while (this.#ahead.isAwaited && this.#addWords()) await turn();
    if (!(await this.#ahead.isSoonHere(SOON_MS))) this.commit();
  }

  /** False when nobody is left, or when it failed: they are found without the index too, and the log comes first. */
  #addWords(): boolean {
    if (this.#wordsFailed) return false;
    let some = false;
    this.#gathering.add((tx) => {
      try {
        some = manyWait(tx);
        if (some) indexWaiting(tx, WORDS_OF_A_TURN);
      } catch (error) {
        [some, this.#wordsFailed] = [false, true];
        this.#link.parts.log.warn('patient-words-failed', { code: error instanceof Error ? error.name : typeof error });
      }
    });
    return some;
  }

  async #applyAll(operations: readonly Logged[], next: number, more: boolean): Promise<void> {
    const { now } = this.#link.parts;
    for (let at = 0; at < operations.length || at === 0;) {
      const started = now();
      let end = Math.min(at + this.#pace.rows, operations.length);
      // A transaction of another PC is seen here whole or not at all.
      while (end < operations.length && sameGroup(operations[end - 1], operations[end])) end += 1;
      const part = operations.slice(at, end);
      const isLast = end === operations.length;
      const cursor = isLast ? next : part.at(-1)?.seq ?? next;
      if (part.length > 0 || cursor !== this.#link.place.cursor) this.#apply(part, cursor, isLast && !more && this.#gathered === 0);
      if (this.#gathered >= COMMITTED_TOGETHER) {
        this.commit();
        await this.#gathering.rest();
      }
      at = end;
      if (isLast) return;
      this.#pace.took(now() - started);
      await turn();
    }
  }

  #apply(operations: readonly Logged[], cursor: number, isAll: boolean): void {
    let isSplit = false;
    const work = (tx: WriteDb): void => {
      try {
        receivePage(tx, this.#link.place, operations, cursor);
      } catch (error) {
        if (!(error instanceof OwnOperationUnknown)) throw error;
        // Nothing of this part was applied; those before it, which stand in the same transaction, stay.
        isSplit = true;
      }
    };
    if (isAll) this.#link.parts.store.write(syncWrite, work);
    else this.#gathering.add(work);
    if (isSplit) throw new HistorySplit();
    this.#gathered += isAll ? 0 : operations.length;
  }

  #ask(after: number, waitSeconds: number, signal: AbortSignal | undefined): Promise<PageAnswer> {
    const timeline = this.#link.place.timelines.at(-1)?.id ?? '';
    const limit = Math.min(AT_ONCE, FIRST_PAGE * 2 ** this.#asked++);
    return this.#link.ask(PullAnswer, {
      method: 'GET', path: `/pull?after=${String(after)}&timeline=${timeline}&limit=${String(limit)}&wait=${String(waitSeconds)}&schema=${String(schemaVersion)}`,
      timeoutMs: (waitSeconds + 30) * 1000, ...(signal ? { signal } : {}),
    });
  }
}

/** Fetches and applies one page. Throws HistorySplit, OtherTimeline. */
export async function pullOnce(link: ServerLink, waitSeconds: number): Promise<Pulled> {
  const line = new LogLine(link);
  try {
    return await line.next(waitSeconds, false);
  } finally {
    line.commit();
  }
}

function unpackPage(packed: Packed, stored: readonly number[] | undefined): ReturnType<typeof unpack> {
  try {
    return unpack(packed, stored);
  } catch (error) {
    throw error instanceof WireError ? new NetworkFailure('not-daybook') : error;
  }
}

const turn = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

type Logged = ReturnType<typeof unpack>[number];

const sameGroup = (a: Logged | undefined, b: Logged | undefined): boolean => a?.origin === b?.origin && a?.group === b?.group;

