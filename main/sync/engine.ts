import { arrivalOf } from '#db/sync/arrival.ts';
import { lastOwn } from '#db/sync/outbox.ts';
import { placeOf } from '#db/sync/place.ts';
import { BackOff } from './backoff.ts';
import { checkDaily } from './daily-check.ts';
import { CopyFetcher, LOG_IS_ENOUGH } from './copy-fetcher.ts';
import { isDamaged, mendUnreadable } from './fresh-copy.ts';
import { ServerLink, type SyncParts } from './link.ts';
import { endOf } from './pause.ts';
import { contribute } from './steps/contribute.ts';
import { Decisions } from './steps/discarded.ts';
import { fork } from './steps/fork.ts';
import { handIn, hasUnsent } from './steps/hand-in.ts';
import { hello, type Hello } from './steps/hello.ts';
import { offerCopies } from './steps/offer-copies.ts';
import { FreshCopyWanted, HistorySplit, OtherTimeline, type StopReason } from './steps/outcome.ts';
import { LogLine } from './steps/pull.ts';
import { BatchSize, pushOnce } from './steps/push.ts';
import { Restarts } from './restarts.ts';
import { Reports, type ReportParts } from './steps/report.ts';
import { NetworkFailure, ServerRefusal } from './transport.ts';
import { WordTurns } from './word-turns.ts';

/** What the exchange is doing, for the one honest line. */
export type EngineState =
  | { readonly kind: 'alone' }
  | { readonly kind: 'connecting' }
  /** `head` is the end of the clinic's log as the server last said. */
  | { readonly kind: 'online'; readonly head: number }
  | { readonly kind: 'offline'; readonly reason: NetworkFailure['reason'] | 'fault'; readonly nextTryAt: number }
  | { readonly kind: 'stopped'; readonly reason: StopReason };

/** What a PC does with itself that was taken out of its clinic. */
export interface RemovalSteps {
  begin(): void;
  handedIn(operations: number): void;
  carryOut(): Promise<void>;
}

export interface EngineParts extends SyncParts, ReportParts {
  /** A number in [0, 1). */
  readonly chance: () => number;
  /** Resolves after `ms`, or at once when the signal ends. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The name of this PC for other people. */
  readonly deviceName: () => string;
  readonly onState: (state: EngineState) => void;
  readonly removal: RemovalSteps;
  /** From how many operations on a PC that joins takes a copy of the clinic instead of its log; the product's own number when absent. */
  readonly copyFrom?: number;
}

/** How long a pull waits for news. */
const WAIT_SECONDS = 25;
/** After a refusal that the next hello explains. */
const SOON_MS = 500;
/** A PC that was stopped asks this often whether that changed, and hands in what was written meanwhile. */
const ASK_AGAIN_MS = 30_000;
/** Several changes of one moment go in one request. */
const GATHER_MS = 15;

/**
 * Keeps this PC and its server in step: one run at a time, of a line that sends and a line that fetches. Whatever
 * fails is begun again from what is stored; nothing here ever holds up work at the desk.
 */
export class SyncEngine {
  readonly #parts: EngineParts;
  readonly #link: ServerLink;
  readonly #reports: Reports;
  readonly #decisions: Decisions;
  readonly #restarts = new Restarts();
  readonly #copy: CopyFetcher;
  readonly #words: WordTurns;
  readonly #backOff = new BackOff();
  readonly #end = new AbortController();
  readonly #size = new BatchSize();
  #state: EngineState = { kind: 'alone' };
  #wake: () => void = () => undefined;
  #sleeping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(parts: EngineParts) {
    this.#parts = parts;
    this.#link = new ServerLink(parts);
    this.#reports = new Reports(this.#link, parts, this.#restarts);
    this.#decisions = new Decisions(this.#link);
    this.#words = new WordTurns(parts);
    this.#copy = new CopyFetcher(this.#link, { ...parts, copyFrom: parts.copyFrom ?? LOG_IS_ENOUGH, onPiece: () => { this.#worked(); } });
  }

  get state(): EngineState {
    return this.#state;
  }

  /** How often it broke off within the last hour though the server had answered. */
  get restarts(): number {
    return this.#restarts.count(this.#parts.now());
  }

  start(): void {
    this.#running ??= Promise.all([this.#loop(), this.#words.run(this.#end.signal)]).then(() => undefined);
  }

  /** Something was written here: send it. */
  nudge(): void {
    this.#wake();
  }

  /** Somebody asks for it, or the network changed: do not wait any longer. */
  tryNow(): void {
    this.#backOff.reset();
    this.#sleeping.abort();
    this.#wake();
  }

  async close(): Promise<void> {
    this.#end.abort();
    this.#sleeping.abort();
    await this.#running;
  }

  async #loop(): Promise<void> {
    const ended = this.#end.signal;
    while (!ended.aborted && placeOf(this.#parts.store.read)) {
      const pause = await this.#run().catch((error: unknown) => this.#afterFailure(error));
      if (ended.aborted) return;
      if (pause === 'stop') return;
      this.#sleeping = new AbortController();
      await this.#parts.wait(pause, AbortSignal.any([ended, this.#sleeping.signal]));
    }
  }

  /** One run, until something fails or the server stops this PC. Returns how long to wait before the next. */
  async #run(): Promise<number | 'stop'> {
    if (this.#state.kind !== 'stopped') this.#say({ kind: 'connecting' });
    const run = new AbortController();
    const signal = AbortSignal.any([run.signal, this.#end.signal]);
    try {
      const answer = await hello(this.#link, signal);
      if (answer.status !== 'active') return await this.#stoppedBy(answer, signal);
      this.#say({ kind: 'online', head: answer.head });
      await Promise.all([this.#sendLine(signal), this.#receive(signal, answer.head, answer.contribute)]);
      return 0;
    } finally {
      run.abort();
      this.#words.hold(false);
    }
  }

  /** A PC that was suspended or revoked still hands in what it has; a revoked one then forgets the record. */
  async #stoppedBy({ status, commands, contribute: wanted }: Hello, signal: AbortSignal): Promise<number | 'stop'> {
    const revoked = status === 'revoked';
    this.#say({ kind: 'stopped', reason: revoked ? 'revoked' : 'suspended' });
    const { removal, log } = this.#parts;
    if (revoked) removal.begin();
    const operations = await handIn(this.#link, this.#size, signal);
    if (!revoked) return ASK_AGAIN_MS;
    // It reads nothing more that could tell what a restored server lacks, so it gives all it knows of.
    if (wanted) await contribute(this.#link, signal);
    removal.handedIn(operations);
    if (!commands.includes('wipe') || hasUnsent(this.#link)) return ASK_AGAIN_MS;
    log.warn('sync-removed', { handedIn: operations });
    this.#words.end();
    await removal.carryOut();
    return 'stop';
  }

  async #sendLine(signal: AbortSignal): Promise<void> {
    const size = this.#size;
    const over = endOf(signal);
    while (!signal.aborted) {
      const news = new Promise<void>((resolve) => { this.#wake = resolve; });
      while (await pushOnce(this.#link, size, signal)) this.#worked();
      // What was written between the last look and now must not wait for the next write.
      if (lastOwn(this.#parts.store.read) > this.#link.place.acked) continue;
      const emptyAt = this.#parts.now();
      await Promise.race([news, over]);
      // The first change after a rest goes at once.
      const rest = GATHER_MS - Math.max(0, this.#parts.now() - emptyAt);
      if (rest > 0) await this.#parts.wait(rest, signal);
    }
  }

  /** What work needs first; then what is new, and beside it history and, once all is here, the daily look whether it agrees. */
  async #receive(signal: AbortSignal, head: number, contributionWanted: boolean): Promise<void> {
    await this.#copy.first(head, signal);
    this.#words.nudge();
    await offerCopies(this.#link, signal);
    await Promise.all([
      this.#fetchLine(signal, contributionWanted), this.#copy.rest(signal).then(() => {
        this.#words.nudge();
        return checkDaily(this.#link, this.#parts.wait, signal);
      }),
    ]);
  }

  async #fetchLine(signal: AbortSignal, contributionWanted: boolean): Promise<void> {
    let more = true;
    let wanted = contributionWanted;
    const line = new LogLine(this.#link);
    try {
      while (!signal.aborted) {
        const pulled = await line.next(more ? 0 : WAIT_SECONDS, true, signal);
        this.#worked();
        this.#words.hold(pulled.more);
        this.#say({ kind: 'online', head: pulled.head });
        await this.#reports.sendIfDue(signal);
        // What was discarded is done here once this PC has read what others wrote before.
        if (!pulled.more) await this.#decisions.hearIfDue(signal);
        if (arrivalOf(this.#parts.store.read)?.stage === 'wanted') throw new FreshCopyWanted();
        more = pulled.more;
        // What the server said of this PC's own operations comes back behind these: such as that one of them closed a conflict.
        if (more || !wanted || hasUnsent(this.#link)) continue;
        wanted = await contribute(this.#link, signal) > 0;
      }
    } finally {
      line.commit();
    }
  }

  #worked(): void {
    this.#backOff.reset();
  }

  /** What to do after a failure: how long to wait, or not to go on. */
  async #afterFailure(error: unknown): Promise<number | 'stop'> {
    if (this.#end.signal.aborted) return 'stop';
    if (error instanceof FreshCopyWanted) return 0;
    if (this.#state.kind === 'online') this.#restarts.note(this.#parts.now());
    return isDamaged(error) && await this.#mended() ? SOON_MS : this.#next(error);
  }

  async #next(error: unknown): Promise<number | 'stop'> {
    if (error instanceof OtherTimeline) return 0;
    if (error instanceof HistorySplit) return this.#newName();
    if (error instanceof ServerRefusal && error.code === 'unknown-device') return this.#stop('unknown-device');
    if (error instanceof ServerRefusal && error.code === 'upgrade') return this.#outdated();
    // The next hello says which, and what then is to be done.
    if (error instanceof ServerRefusal && (error.code === 'suspended' || error.code === 'revoked')) return SOON_MS;
    const reason = error instanceof NetworkFailure ? error.reason : 'fault';
    if (reason === 'fault') this.#parts.log.warn('sync-fault', { code: error instanceof ServerRefusal ? error.code : errorName(error) });
    const ms = this.#backOff.next(this.#parts.chance(), error instanceof NetworkFailure ? error.retryAfterMs : 0);
    this.#say({ kind: 'offline', reason, nextTryAt: this.#parts.now() + ms });
    return ms;
  }

  /** Whether something damaged was made anew, so that it may be tried again. */
  async #mended(): Promise<boolean> {
    try {
      return (await mendUnreadable(this.#parts, this.#link)).length > 0;
    } catch (error) {
      this.#parts.log.error('store-not-mended', { code: errorName(error) });
      return false;
    }
  }

  async #newName(): Promise<number> {
    try {
      await fork(this.#link, this.#parts.deviceName(), this.#end.signal);
      this.#parts.log.warn('sync-new-name');
      return 0;
    } catch (error) {
      if (error instanceof HistorySplit) throw error;
      return this.#backOff.next(this.#parts.chance());
    }
  }

  /** The server is newer than this program: it sends nothing, but takes what this PC has. */
  async #outdated(): Promise<number | 'stop'> {
    const pause = this.#stop('upgrade');
    await handIn(this.#link, this.#size, this.#end.signal).catch((error: unknown) => {
      this.#parts.log.warn('sync-fault', { code: error instanceof ServerRefusal ? error.code : errorName(error) });
    });
    return pause;
  }

  #stop(reason: StopReason): number {
    this.#say({ kind: 'stopped', reason });
    return ASK_AGAIN_MS;
  }

  #say(state: EngineState): void {
    this.#state = state;
    this.#parts.onState(state);
  }
}

const errorName = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

