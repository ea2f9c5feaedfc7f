import type { Store } from '#db/store.ts';
import { StoreError } from '#db/errors.ts';
import type { WriteDb } from '#db/door.ts';
import type { ImportReport, Refusal } from '#domain/contract/exchange.ts';
import { dryRunSink } from './dry-run-sink.ts';
import { addRefusals, findJob, insertJob, interruptedJobs, updateJob } from './job-rows.ts';
import { Pace } from './pace.ts';
import { ALONE, Cancelled, SHARED } from './slices.ts';
import type { SliceRun } from './slices.ts';
import type { SliceReport } from './sink.ts';
import { storeSink } from './store-sink.ts';
import { Tally } from './tally.ts';
import { undoImport } from './undo.ts';

/** The intent of every row an import stores. */
export const IMPORT_INTENT = 'exchange.import';
/** A running import's row is brought up to date this often; screens read the live report in between. */
const KEEP_EVERY_MS = 500;

export interface JobParts {
  readonly store: Store;
  readonly now: () => number;
  readonly newId: () => string;
  readonly patientNumber: (tx: WriteDb) => string;
  /** Called with what the person did not cause; returns the id under which it was logged. */
  readonly onBug: (error: unknown) => string;
}

export interface JobRequest extends RunOptions {
  readonly kind: ImportReport['kind'];
  readonly name: string;
  readonly dryRun: boolean;
}

export interface RunOptions {
  readonly personId: string | null;
  /** Nobody else works with the store: larger slices. */
  readonly alone?: boolean;
}

export type JobWork = (run: SliceRun) => Promise<void>;

interface Running {
  readonly report: ImportReport;
  readonly tally: Tally;
  readonly abort: AbortController;
  /** The person asked for it; a desk that closes leaves the import to be undone or repeated. */
  cancelled: boolean;
  finished: Promise<ImportReport>;
}

/** The one import at a time of a store, and what became of the earlier ones. */
export class ImportJobs {
  readonly #parts: JobParts;
  #running: Running | undefined;
  #undoing = false;

  /** Marks imports that a killed process left behind as interrupted: they can be undone, or repeated to finish them. */
  constructor(parts: JobParts) {
    this.#parts = parts;
    const { store } = parts;
    const left = interruptedJobs(store.read);
    if (left.length === 0) return;
    store.write({ personId: null, intent: 'system.start' }, (tx) => {
      for (const report of left) updateJob(tx, { ...report, status: 'interrupted', endedAt: this.#time() });
    });
  }

  /** Whether an import or an undo is at work. */
  get busy(): boolean {
    return this.#running !== undefined || this.#undoing;
  }

  /** A report for a new job, to be stored with `insertJob` before `run`. */
  plan({ kind, name, dryRun }: Pick<JobRequest, 'kind' | 'name' | 'dryRun'>): ImportReport {
    return {
      id: this.#parts.newId(), kind, name: name.slice(0, 300), status: 'running', dryRun, startedAt: this.#time(), endedAt: null,
      done: 0, total: 0, stored: {}, unchanged: {}, kept: {}, skipped: {}, refusedCount: 0, refused: [], error: null,
    };
  }

  /** Starts the work of a planned job, whose row is stored. The promise gives the final report and never rejects. */
  run(report: ImportReport, options: RunOptions, work: JobWork): Promise<ImportReport> {
    const running: Running = { report, tally: new Tally(), abort: new AbortController(), cancelled: false, finished: Promise.resolve(report) };
    this.#running = running;
    running.finished = this.#finish(running, options, work).finally(() => { this.#running = undefined; });
    return running.finished;
  }

  /** Plans, stores and runs a job; for callers without a command of their own. */
  start(request: JobRequest, work: JobWork): { readonly id: string; readonly finished: Promise<ImportReport> } {
    const report = this.plan(request);
    this.#parts.store.write({ personId: request.personId, intent: IMPORT_INTENT }, (tx) => { insertJob(tx, report); });
    return { id: report.id, finished: this.run(report, request, work) };
  }

  /** A job's report as it stands this moment. */
  get(id: string): ImportReport | undefined {
    return this.#running?.report.id === id ? liveReport(this.#running) : findJob(this.#parts.store.read, id);
  }

  /** Ends a running import before its next slice; what it stored is taken back. Returns false when it does not run. */
  cancel(id: string): boolean {
    if (this.#running?.report.id !== id) return false;
    this.#running.cancelled = true;
    this.#running.abort.abort();
    return true;
  }

  /** Takes back what an import added; what stays because somebody has worked with it is added to the report. */
  async undo(report: ImportReport, personId: string | null): Promise<ImportReport> {
    this.#undoing = true;
    try {
      return await this.#undo(report, personId, 'undone');
    } finally {
      this.#undoing = false;
    }
  }

  /** Ends a running import and waits until it has let go of the store. It stays interrupted: nothing is taken back. */
  async close(): Promise<void> {
    this.#running?.abort.abort();
    await this.#running?.finished;
  }

  async #finish(running: Running, options: RunOptions, work: JobWork): Promise<ImportReport> {
    const { personId } = options;
    try {
      await work(this.#sliceRun(running, options));
      return this.#keep({ ...liveReport(running), status: 'done', endedAt: this.#time() }, personId);
    } catch (error) {
      const ended: ImportReport = { ...liveReport(running), endedAt: this.#time() };
      if (!(error instanceof Cancelled)) return this.#keep({ ...ended, status: 'failed', error: this.#codeOf(error) }, personId);
      return running.cancelled ? this.#takeBack(ended, personId) : this.#keep({ ...ended, status: 'interrupted' }, personId);
    }
  }

  async #takeBack(ended: ImportReport, personId: string | null): Promise<ImportReport> {
    if (ended.dryRun) return this.#keep({ ...ended, status: 'cancelled' }, personId);
    try {
      return await this.#undo(ended, personId, 'cancelled');
    } catch (error) {
      return this.#keep({ ...ended, status: 'interrupted', error: this.#codeOf(error) }, personId);
    }
  }

  #sliceRun(running: Running, { personId, alone }: RunOptions): SliceRun {
    const { store, patientNumber } = this.#parts;
    const { report, tally, abort } = running;
    const header = { personId, intent: IMPORT_INTENT, batch: report.id };
    let [listed, keptAt] = [0, this.#parts.now()];
    const onSlice = (tx: WriteDb, { refused }: SliceReport): void => {
      addRefusals(tx, report.id, listed, refused);
      listed += refused.length;
      if (this.#parts.now() - keptAt < KEEP_EVERY_MS) return;
      keptAt = this.#parts.now();
      updateJob(tx, liveReport(running));
    };
    const sink = report.dryRun
      ? dryRunSink(store, { personId, intent: IMPORT_INTENT }, onSlice)
      : storeSink(store, header, { patientNumber, at: () => this.#time() }, onSlice);
    const size = alone === true ? ALONE : SHARED;
    return { sink, tally, signal: abort.signal, size, pace: new Pace(size), onSlice: () => undefined, rest: () => store.rest() };
  }

  async #undo(report: ImportReport, personId: string | null, status: 'undone' | 'cancelled'): Promise<ImportReport> {
    const kept: Refusal[] = [];
    const { store } = this.#parts;
    await undoImport(store, report.id, personId, () => this.#time(), (one) => { kept.push(one); });
    const ended: ImportReport = {
      ...report, status, refusedCount: report.refusedCount + kept.length, refused: [...report.refused, ...kept].slice(0, 200),
    };
    store.write({ personId, intent: 'exchange.undo' }, (tx) => {
      addRefusals(tx, report.id, report.refusedCount, kept);
      updateJob(tx, ended);
    });
    return ended;
  }

  /** Stores a final report. When even that fails, the next start finds the job interrupted. */
  #keep(report: ImportReport, personId: string | null): ImportReport {
    try {
      this.#parts.store.write({ personId, intent: IMPORT_INTENT }, (tx) => { updateJob(tx, report); });
      return report;
    } catch (error) {
      return { ...report, status: 'failed', error: this.#codeOf(error) };
    }
  }

  #codeOf(error: unknown): string {
    return error instanceof StoreError ? `store-${error.problem}` : `bug-${this.#parts.onBug(error)}`;
  }

  #time(): string {
    return new Date(this.#parts.now()).toISOString();
  }
}

function liveReport({ report, tally }: Running): ImportReport {
  const { stored, unchanged, kept, skipped, refused, refusedCount, done, total } = tally;
  return {
    ...report, stored: { ...stored }, unchanged: { ...unchanged }, kept: { ...kept }, skipped: { ...skipped }, refused: [...refused], refusedCount,
    done: Math.min(done, total), total,
  };
}
