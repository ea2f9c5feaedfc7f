import { setImmediate as nextTurn } from 'node:timers/promises';
import { err, ok, type Result } from '#domain/kit/result.ts';
import type { Clock } from '#domain/kit/time.ts';
import type { Printer } from '#domain/contract/printing.ts';
import { newJob, reprintOf, stepJob, usualRetry, type JobEvent, type PrintJob, type RetryPolicy, type SendFailure } from '#domain/printing/queue.ts';
import type { DocumentRenderer } from './render-document.ts';
import { targetKey, type sendToPrinter } from './transport/send-to-printer.ts';

/** Where jobs are kept; every call is done when it returns, so that a killed program knows what it had begun. */
export interface JobStore {
  readonly save: (job: PrintJob) => void;
  readonly get: (id: string) => PrintJob | undefined;
  /** Jobs that are queued or were being sent, oldest first. */
  readonly open: () => readonly PrintJob[];
}

export interface SpoolerOptions {
  readonly store: JobStore;
  readonly now: Clock;
  readonly newId: () => string;
  /** The printer of a job as set up now; undefined when it is gone or switched off in the settings. */
  readonly printerOf: (job: PrintJob) => Printer | undefined;
  readonly render: DocumentRenderer;
  readonly send: typeof sendToPrinter;
  readonly timeoutMs?: number;
  readonly retry?: RetryPolicy;
  /** Told after each saved change, to refresh screens. */
  readonly onChange?: (job: PrintJob) => void;
  /** Told when a document could not be drawn, which is a fault of this program. */
  readonly onFault?: (error: unknown) => void;
}

export interface Spooler {
  /** Marks what an earlier run left half sent as uncertain, then prints what waits. Call once. */
  readonly start: () => void;
  /** Looks for jobs that were queued in the store by somebody else's transaction. */
  readonly wake: () => void;
  /** Waits for the job under way to be broken off. Waiting jobs stay queued for the next start. */
  readonly stop: () => Promise<void>;
  readonly submit: (job: Pick<PrintJob, 'document' | 'title' | 'printerId'>) => PrintJob;
  /** A new job that names the old one, on another printer when one is given. */
  readonly reprint: (id: string, printerId?: string) => Result<PrintJob, JobRefusal>;
  readonly cancel: (id: string) => Result<PrintJob, JobRefusal>;
  readonly retry: (id: string) => Result<PrintJob, JobRefusal>;
  /** A person saw that an uncertain job did come out. */
  readonly confirmPrinted: (id: string) => Result<PrintJob, JobRefusal>;
  /** Resolves when nothing is being sent and nothing is due. */
  readonly idle: () => Promise<void>;
}

export type JobRefusal = 'not-found' | 'wrong-state';

/** A drawn slip at 9600 baud takes up to 25 s. */
const SEND_TIMEOUT_MS = 45_000;

/** Runs the print queue: in order and one at a time on each printer, different printers side by side. */
export function createSpooler(options: SpoolerOptions): Spooler {
  return new Runner(options);
}

interface Sending {
  readonly jobId: string;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

class Runner implements Spooler {
  readonly #options: SpoolerOptions;
  /** By printer (targetKey). */
  readonly #sending = new Map<string, Sending>();
  #timer: NodeJS.Timeout | undefined;
  #running = false;

  constructor(options: SpoolerOptions) {
    this.#options = options;
  }

  start = (): void => {
    for (const job of this.#options.store.open()) if (job.state.status === 'sending') this.#step(job, { type: 'interrupted' });
    this.#running = true;
    this.#pump();
  };

  wake = (): void => this.#pump();

  stop = async (): Promise<void> => {
    this.#running = false;
    clearTimeout(this.#timer);
    const sending = [...this.#sending.values()];
    for (const { abort } of sending) abort.abort();
    await Promise.all(sending.map(({ ended }) => ended));
  };

  submit = (job: Pick<PrintJob, 'document' | 'title' | 'printerId'>): PrintJob => {
    const made = newJob({ ...job, id: this.#options.newId() }, this.#options.now());
    this.#save(made);
    this.#pump();
    return made;
  };

  reprint = (id: string, printerId?: string): Result<PrintJob, JobRefusal> => {
    const old = this.#options.store.get(id);
    if (!old) return err('not-found');
    const made = reprintOf(old, this.#options.newId(), this.#options.now(), printerId);
    if (made.ok) {
      this.#save(made.value);
      this.#pump();
    }
    return made;
  };

  cancel = (id: string): Result<PrintJob, JobRefusal> => {
    const under = [...this.#sending.values()].find(({ jobId }) => jobId === id);
    const job = this.#options.store.get(id);
    if (!under || !job) return this.#ask(id, { type: 'cancel' });
    // Whether it was still in time shows when the line has been let go: cancelled or uncertain.
    under.abort.abort();
    return ok(job);
  };

  retry = (id: string): Result<PrintJob, JobRefusal> => this.#ask(id, { type: 'retry' });

  confirmPrinted = (id: string): Result<PrintJob, JobRefusal> => this.#ask(id, { type: 'confirm-printed' });

  idle = async (): Promise<void> => {
    while (this.#sending.size > 0) await Promise.all([...this.#sending.values()].map(({ ended }) => ended));
  };

  #ask(id: string, event: JobEvent): Result<PrintJob, JobRefusal> {
    const job = this.#options.store.get(id);
    if (!job) return err('not-found');
    const stepped = this.#step(job, event);
    if (stepped.ok) this.#pump();
    return stepped;
  }

  #step(job: PrintJob, event: JobEvent): Result<PrintJob, 'wrong-state'> {
    const stepped = stepJob(job, event, this.#options.now(), this.#options.retry ?? usualRetry);
    if (stepped.ok) this.#save(stepped.value);
    return stepped;
  }

  #save(job: PrintJob): void {
    this.#options.store.save(job);
    this.#options.onChange?.(job);
  }

  /** Starts the oldest job of every free printer, and sleeps until the next one is due. */
  #pump(): void {
    if (!this.#running) return;
    clearTimeout(this.#timer);
    const taken = new Set(this.#sending.keys());
    let nextDue = Infinity;
    for (const job of this.#options.store.open()) {
      if (job.state.status !== 'queued') continue;
      const printer = this.#options.printerOf(job);
      const lane = printer ? targetKey(printer.target) : `none ${job.id}`;
      if (taken.has(lane)) continue;
      // A job that waits for its next try keeps its place: slips come out in the order they were asked for.
      taken.add(lane);
      if (job.state.notBefore <= this.#options.now()) this.#begin(job, printer, lane);
      else nextDue = Math.min(nextDue, job.state.notBefore);
    }
    if (nextDue === Infinity) return;
    // Bounded, so that a clock set backwards cannot make a slip wait for hours.
    const wait = Math.min(Math.max(1, nextDue - this.#options.now()), (this.#options.retry ?? usualRetry).maxDelayMs);
    this.#timer = setTimeout(() => this.#pump(), wait);
    this.#timer.unref();
  }

  #begin(job: PrintJob, printer: Printer | undefined, lane: string): void {
    const started = this.#step(job, { type: 'start' });
    if (!started.ok) return;
    const abort = new AbortController();
    const ended = this.#finish(started.value, printer, abort.signal, lane).catch((error: unknown) => this.#options.onFault?.(error));
    this.#sending.set(lane, { jobId: job.id, abort, ended });
  }

  async #finish(job: PrintJob, printer: Printer | undefined, signal: AbortSignal, lane: string): Promise<void> {
    try {
      // Not within the turn that queued it: a chain of jobs that fail at once must not grow the stack.
      await nextTurn();
      this.#step(job, await this.#print(job, printer, signal));
    } finally {
      this.#sending.delete(lane);
      this.#pump();
    }
  }

  async #print(job: PrintJob, printer: Printer | undefined, signal: AbortSignal): Promise<JobEvent> {
    if (!printer) return failed({ code: 'no-printer', started: false });
    let bytes: Uint8Array;
    try {
      bytes = await this.#options.render(job.document, printer);
    } catch (error) {
      this.#options.onFault?.(error);
      return failed({ code: 'cannot-render', started: false });
    }
    const timeoutMs = this.#options.timeoutMs ?? SEND_TIMEOUT_MS;
    try {
      const sent = await this.#options.send(printer.target, bytes, { timeoutMs, signal, name: `${job.document.kind}-${job.id}` });
      if (sent.ok) return { type: 'sent' };
      const stopping = sent.error.code === 'cancelled' && !sent.error.started && !this.#running;
      return stopping ? { type: 'put-back' } : failed(sent.error);
    } catch (error) {
      this.#options.onFault?.(error);
      // How far it came is unknown, so a person must look.
      return failed({ code: 'offline', started: true });
    }
  }
}

const failed = (failure: SendFailure): JobEvent => ({ type: 'failed', failure });
