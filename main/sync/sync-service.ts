import type { SyncStatus } from '#domain/contract/sync.ts';
import { countConflicts } from '#db/queries/conflicts.ts';
import { lastCheck } from '#db/queries/integrity.ts';
import { arrivalOf, arrivalProgress } from '#db/sync/arrival.ts';
import { incidentsSeenUpTo } from '#db/sync/incidents.ts';
import { outboxState } from '#db/sync/outbox.ts';
import { placeOf, type SyncPlace } from '#db/sync/place.ts';
import type { Store } from '#db/store.ts';
import type { DeskClock } from '../clock/desk-clock.ts';
import { traceOf, type Log } from '../log.ts';
import { SyncEngine, type EngineParts, type EngineState, type RemovalSteps } from './engine.ts';
import { found, join, type Enrolling } from './enrol.ts';
import { mendUnreadable } from './fresh-copy.ts';
import { ServerLink } from './link.ts';
import { httpSend } from './http-send.ts';
import { NetworkFailure, type Send } from './transport.ts';

export interface SyncServiceParts {
  readonly store: Store;
  readonly log: Log;
  /** The system's own, for what is measured against the server; `clock` is what it comes to. */
  readonly now: () => number;
  readonly clock: Pick<DeskClock, 'heard' | 'quality' | 'offset'>;
  readonly newId: () => string;
  readonly chance: () => number;
  readonly wait: EngineParts['wait'];
  /** Shown to other PCs and in messages of the server. */
  readonly program: string;
  readonly diskFree: EngineParts['diskFree'];
  /** What this PC does with itself when it was taken out of the clinic. */
  readonly removal: RemovalSteps;
  /** Says that the state changed, so that screens read it again. */
  readonly onState: () => void;
}

/** So long after something was written it is told if it still waits. */
const TELL_MS = 500;

/** The exchange with a server, if this PC has one: starts with the program and after enrolling. */
export class SyncService {
  readonly #parts: SyncServiceParts;
  #engine: SyncEngine | undefined;
  #send: ReturnType<typeof httpSend> | undefined;
  #link: ServerLink | undefined;
  #stopListening: () => void = () => undefined;
  #mending: Promise<unknown> | undefined;
  /** How many changes wait, as whoever asked last was told. */
  #told = 0;
  #telling: Promise<void> | undefined;
  readonly #end = new AbortController();

  constructor(parts: SyncServiceParts) {
    this.#parts = parts;
  }

  /** Begins when this PC has a server; otherwise there is nothing to do. */
  start(): void {
    const place = placeOf(this.#parts.store.read);
    if (!place || this.#engine) return;
    const { store, log, now, newId, chance, wait, onState, program, diskFree, removal } = this.#parts;
    this.#send = httpSend({ server: place.server, certificate: place.certificate, now });
    const onClock = (estimate: Parameters<DeskClock['heard']>[0]): void => { this.#parts.clock.heard(estimate); };
    // Asked anew each time: whom to believe may change.
    const send: Send = (request) => (this.#send ?? unsent)(request);
    const parts = { store, log, now, newId, onClock, send };
    this.#link = new ServerLink(parts);
    this.#engine = new SyncEngine({
      ...parts, chance, wait, deviceName: () => this.#pcName(), onState, program, diskFree, removal, lastCheck: () => lastCheck(store.read)?.at ?? null,
    });
    const engine = this.#engine;
    let sent = 0;
    this.#stopListening = store.onChange(({ sequence }) => {
      if (sequence === sent) return;
      sent = sequence;
      engine.nudge();
      this.#tellSoon();
    });
    engine.start();
  }

  /** Brings this PC's clinic to a server. Throws NetworkFailure, ServerRefusal. */
  async connect(wanted: Enrolling): Promise<void> {
    await this.#enrol(wanted, found);
  }

  /** Takes part in a clinic. Throws NetworkFailure, ServerRefusal. */
  async join(wanted: Enrolling): Promise<void> {
    await this.#enrol(wanted, join);
  }

  async #enrol(wanted: Enrolling, how: typeof found): Promise<void> {
    const { store, now, newId, program } = this.#parts;
    const send = httpSend({ ...wanted, now });
    try {
      await how({ store, send, newId, now, program }, wanted);
    } finally {
      send.close();
    }
    this.start();
  }

  /** The server is believed by another certificate from now on. */
  lookAnew(): void {
    const place = placeOf(this.#parts.store.read);
    if (!place) return;
    this.#send?.close();
    this.#send = httpSend({ server: place.server, certificate: place.certificate, now: this.#parts.now });
    this.tryNow();
  }

  tryNow(): void {
    this.#engine?.tryNow();
  }

  /** A page of the store could not be read: what is damaged is made anew, once however many meet it. */
  damaged(): void {
    const { store, log, now, newId } = this.#parts;
    this.#mending ??= mendUnreadable({ store, log, now, newId }, this.#link)
      .catch((error: unknown) => { log.error('store-not-mended', traceOf(error)); })
      .finally(() => { this.#mending = undefined; });
  }

  /** How often the exchange broke off within the last hour. */
  get restarts(): number {
    return this.#engine?.restarts ?? 0;
  }

  /** The line to the server; undefined while this PC works alone. */
  get link(): ServerLink | undefined {
    return this.#link;
  }

  status(): SyncStatus {
    const { store, clock } = this.#parts;
    const place = placeOf(store.read);
    const state: EngineState = this.#engine?.state ?? { kind: 'alone' };
    const outbox = place ? outboxState(store.read, place.acked) : { waiting: 0, oldestAt: null };
    this.#told = outbox.waiting;
    const { setAside, deferred } = heldBack(store);
    return {
      ...wordsOf(state), server: place?.server ?? null, waiting: outbox.waiting, oldestWaiting: instant(outbox.oldestAt),
      lastContact: instant(place?.lastContact || null),
      progress: { here: place?.cursor ?? 0, head: headOf(state, place) }, arriving: arriving(store), conflicts: countConflicts(store.read), setAside, deferred,
      clock: { quality: clock.quality(), offsetMs: clock.offset() }, putBack: putBack(store),
    };
  }

  /** What was written while nothing can be sent is in the line too; what has gone by then needs no word. */
  #tellSoon(): void {
    const { store, log, wait, onState } = this.#parts;
    this.#telling ??= wait(TELL_MS, this.#end.signal).then(() => {
      this.#telling = undefined;
      const place = this.#end.signal.aborted ? undefined : placeOf(store.read);
      if (place && outboxState(store.read, place.acked).waiting !== this.#told) onState();
    // The store is closed where the record goes.
    }).catch((error: unknown) => { log.warn('sync-not-told', traceOf(error)); });
  }

  #pcName(): string {
    const { store } = this.#parts;
    const device = placeOf(store.read)?.streams.at(-1)?.device ?? '';
    const row = store.read.statement('SELECT name FROM device WHERE id = ?').get(device) as { name: string } | undefined;
    return row?.name ?? 'PC';
  }

  async close(): Promise<void> {
    this.#stopListening();
    this.#end.abort();
    await this.#engine?.close();
    await this.#telling;
    await this.#mending;
    this.#send?.close();
  }
}

const unsent: Send = () => Promise.reject(new NetworkFailure('unreachable'));

/** What the engine's state says by itself. */
function wordsOf(state: EngineState): Pick<SyncStatus, 'state' | 'reason' | 'nextTryAt'> {
  const reason = state.kind === 'offline' || state.kind === 'stopped' ? state.reason : null;
  return { state: state.kind, reason, nextTryAt: state.kind === 'offline' ? instant(state.nextTryAt) : null };
}

const instant = (ms: number | null): string | null => (ms === null || ms === 0 ? null : new Date(ms).toISOString());

const headOf = (state: EngineState, place: SyncPlace | undefined): number => Math.max(place?.cursor ?? 0, state.kind === 'online' ? state.head : 0);

function arriving({ read }: Store): SyncStatus['arriving'] {
  const progress = arrivalProgress(read);
  return progress && { stage: progress.stage, again: progress.again, rows: progress.rows, of: progress.of, since: instant(progress.since) };
}

function putBack({ read }: Store): SyncStatus['putBack'] {
  const last = read.statement("SELECT at, kind, detail FROM sync_incident WHERE kind IN ('store-rolled-back', 'store-moved') ORDER BY at DESC LIMIT 1")
    .get() as { at: string; kind: 'store-rolled-back' | 'store-moved'; detail: string } | undefined;
  return last && Date.parse(last.at) > incidentsSeenUpTo(read) ? { kind: last.kind, at: last.at, letters: last.detail } : null;
}

/** What waits for a row that is still on its way with the history is not held back. */
function heldBack({ read }: Store): { setAside: number; deferred: number } {
  return read.statement(`SELECT (SELECT count(*) FROM operation_fate WHERE fate = 'quarantined') AS setAside, (SELECT count(*) FROM deferred_operation WHERE NOT (reason = 'no-row' AND ?)) AS deferred`)
    .get(arrivalOf(read)?.stage === 'older' ? 1 : 0) as { setAside: number; deferred: number };
}
