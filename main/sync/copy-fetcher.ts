import { tables } from '#domain/sync/tables.ts';
import { allHere, arrivalOf, firstPartHere, forgoCopy, missingChunks, type Chunk } from '#db/sync/arrival.ts';
import { BackOff } from './backoff.ts';
import { syncWrite, type ServerLink } from './link.ts';
import { ChunkBroken, fetchChunk, PieceSize } from './steps/fetch-chunk.ts';
import { fetchManifest } from './steps/fetch-manifest.ts';
import { loadChunk, type Loading } from './steps/load-chunk.ts';
import { CopyPace, type CopyTurns } from './steps/copy-pace.ts';
import { NetworkFailure, ServerRefusal } from './transport.ts';

/** Operations that are fetched from the log as quickly as a copy would come, and bring their history with them. */
export const LOG_IS_ENOUGH = 2_000;
/** Chunks on their way at one time. */
const PARALLEL = 2;
/** How long others wait for their turn: while somebody waits for the rows, and while somebody works (milliseconds). */
const TURNS = { first: { piece: 100, commit: 100 }, all: { piece: 20, commit: 60 } } as const satisfies Record<Part, CopyTurns>;
/** A chunk that comes broken so often in a row is not asked for again at once. */
const MOST_BROKEN = 3;

export interface FetchingParts {
  readonly chance: () => number;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** From how many operations on a PC that joins takes a copy instead of the log. */
  readonly copyFrom: number;
  /** Something of the copy came. */
  readonly onPiece: () => void;
  /** How many rows are written at a time; as many as a turn has time for when absent. */
  readonly pace?: (which: Part) => Loading['pace'];
  /** Chunks on their way at one time, when not as many as usual. */
  readonly parallel?: number;
}

/** What work needs, or all there is. */
export type Part = 'first' | 'all';

/**
 * Brings a copy of the clinic to this PC (sync design 2.11), in two parts: what work needs, and history. Every step
 * goes on from what the store holds, so it may end anywhere and be begun again.
 */
export class CopyFetcher {
  readonly #link: ServerLink;
  readonly #parts: FetchingParts;
  readonly #size = new PieceSize();

  constructor(link: ServerLink, parts: FetchingParts) {
    this.#link = link;
    this.#parts = parts;
  }

  /** Fetches what work needs, if this PC is to get a copy. `head` is the end of the clinic's log. */
  async first(head: number, signal: AbortSignal): Promise<void> {
    const { store } = this.#link.parts;
    const arrival = arrivalOf(store.read);
    if (!arrival || arrival.stage === 'older' || arrival.stage === 'here') return;
    if (arrival.stage === 'wanted' && !arrival.again && head <= this.#parts.copyFrom) {
      store.write(syncWrite, (tx) => { forgoCopy(tx); });
      return;
    }
    await this.#fetch('first', signal);
    store.write(syncWrite, (tx) => { firstPartHere(tx); });
  }

  /** Fetches history while people work. Its own failures wait by themselves; those of the network end the run. */
  async rest(signal: AbortSignal): Promise<void> {
    const { store, log } = this.#link.parts;
    const backOff = new BackOff();
    while (arrivalOf(store.read)?.stage === 'older' && !signal.aborted) {
      try {
        await this.#fetch('all', signal);
        store.write(syncWrite, (tx) => { allHere(tx); });
      } catch (error) {
        if (!(error instanceof ServerRefusal)) throw error;
        log.warn('sync-history-refused', { code: error.code });
        await this.#parts.wait(backOff.next(this.#parts.chance()), signal);
      }
    }
  }

  async #fetch(which: Part, signal: AbortSignal): Promise<void> {
    for (let broken = 0; ;) {
      await this.#manifest(signal);
      try {
        await this.#chunks(which, signal);
        return;
      } catch (error) {
        if (error instanceof ChunkBroken && ++broken < MOST_BROKEN) continue;
        if (error instanceof ChunkBroken) throw new NetworkFailure('cut');
        // The copy is not kept any more: on with a newer one, without what is here already.
        if (!(error instanceof ServerRefusal && error.code === 'gone')) throw error;
        this.#isGone = true;
      }
    }
  }

  #isGone = false;

  /** Sees that the list of chunks is one of the server's present life. */
  async #manifest(signal: AbortSignal): Promise<void> {
    const arrival = arrivalOf(this.#link.parts.store.read);
    const isPresent = arrival?.timeline === this.#link.place.timelines.at(-1)?.id;
    if (arrival?.stage !== 'wanted' && isPresent && !this.#isGone) return;
    for (;;) {
      const made = await fetchManifest(this.#link, signal);
      if (made === 'here') break;
      await this.#parts.wait(made, signal);
      signal.throwIfAborted();
    }
    this.#isGone = false;
  }

  async #chunks(which: Part, signal: AbortSignal): Promise<void> {
    const waiting = missingChunks(this.#link.parts.store.read, which).sort(wordsFirst);
    const failed = new AbortController();
    const both = AbortSignal.any([signal, failed.signal]);
    const gathering = this.#link.parts.store.gather(syncWrite);
    const loading = { link: this.#link, gathering, pace: this.#parts.pace?.(which) ?? new CopyPace(TURNS[which]) };
    let before = Promise.resolve();
    const line = async (): Promise<void> => {
      for (let chunk = waiting.shift(); chunk; chunk = waiting.shift()) {
        const body = await fetchChunk(this.#link, chunk, { size: this.#size, onPiece: this.#parts.onPiece }, both);
        // One after the other: decoded chunks are what takes memory, and rows of one table touch the same pages.
        await (before = before.then(() => loadChunk(loading, chunk, body, both)));
      }
    };
    const lines = Array.from({ length: this.#parts.parallel ?? PARALLEL }, line);
    try {
      await Promise.all(lines);
      if (which === 'all') await gathering.end();
    } finally {
      failed.abort();
      await Promise.allSettled(lines);
    }
  }
}

/** A patient is found by identifiers too: those that are here first need not be added to the search words one by one. */
const wordsFirst = (a: Chunk, b: Chunk): number => a.tier - b.tier || rank(a) - rank(b);
const rank = ({ table }: Chunk): number => (table === tables.patient_identifier.id ? 0 : 1);
