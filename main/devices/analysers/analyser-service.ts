/** Every analyser of this PC from the desk's start to its end. spec: VIT-7 */
import { inZone } from '#domain/kit/time.ts';
import { forgetRawBefore, listAnalysers, type AnalyserSetup } from '#db/queries/analysers.ts';
import { findClinic } from '#db/queries/clinic.ts';
import type { AnalyserPort, Channel, OpenPort, PortEvents, PortState } from './analyser-port.ts';
import type { Source } from './file-results.ts';
import { Intake, type IntakeParts } from './intake.ts';
import { analyserSession } from './session.ts';

/** Bytes as they came are kept this long after they were read. */
const RAW_KEPT_MS = 90 * 24 * 60 * 60_000;
/** Milliseconds until a port that could not be opened is tried again; doubled each time up to the second. */
const RETRY_MS = [2000, 60_000] as const;

export interface AnalyserState {
  readonly state: 'off' | PortState;
  readonly address: string | null;
  readonly faults: number;
  /** A stable word: what went wrong last. */
  readonly lastFault: string | null;
}

export interface ServiceParts extends IntakeParts {
  readonly openPort: (setup: AnalyserSetup) => OpenPort;
  /** Calls once after `ms`, unless the returned function is called before. */
  readonly after: (ms: number, work: () => void) => () => void;
  /** A state changed that lists show. */
  readonly changed: () => void;
}

const OFF: AnalyserState = { state: 'off', address: null, faults: 0, lastFault: null };

export class AnalyserService {
  readonly #parts: ServiceParts;
  readonly #intake: Intake;
  readonly #running = new Map<string, Running>();

  constructor(parts: ServiceParts) {
    this.#parts = parts;
    this.#intake = new Intake(parts);
  }

  /** Files what an earlier run had only kept, then listens. */
  start(): void {
    const setups = listAnalysers(this.#parts.store.read);
    this.#intake.resume((id) => {
      const setup = setups.find((each) => each.id === id);
      return setup && sourceOf(setup);
    });
    const { store, now } = this.#parts;
    if (setups.length > 0) store.write({ personId: null, intent: 'analysers.forget' }, (tx) => { forgetRawBefore(tx, now() - RAW_KEPT_MS); });
    for (const setup of setups) if (setup.active) this.#open(setup);
  }

  /** Takes an analyser's settings as they are in the store now. */
  async refresh(id: string): Promise<void> {
    const before = this.#running.get(id);
    this.#running.delete(id);
    await before?.close();
    const setup = listAnalysers(this.#parts.store.read).find((each) => each.id === id);
    // Meanwhile somebody else may have changed it again.
    if (setup?.active === true && !this.#running.has(id)) this.#open(setup);
    this.#parts.changed();
  }

  stateOf(id: string): AnalyserState {
    return this.#running.get(id)?.shown ?? OFF;
  }

  async stop(): Promise<void> {
    const all = [...this.#running.values()];
    this.#running.clear();
    await Promise.all(all.map((each) => each.close()));
  }

  #open(setup: AnalyserSetup): void {
    this.#running.set(setup.id, new Running(setup, this.#parts, this.#intake));
  }
}

function sourceOf({ id, name, protocol, line }: AnalyserSetup): Source {
  return { analyserId: id, analyserName: name, protocol, port: line.kind === 'tcp' ? `tcp ${line.host}:${String(line.port)}` : line.path };
}

/** One analyser: its port, opened again whenever it is lost, and the conversations over it. */
class Running {
  shown: AnalyserState = { ...OFF, state: 'waiting' };
  readonly #setup: AnalyserSetup;
  readonly #parts: ServiceParts;
  readonly #intake: Intake;
  #port: AnalyserPort | undefined;
  #retryMs: number = RETRY_MS[0];
  #stopRetry: (() => void) | undefined;
  #closed = false;

  constructor(setup: AnalyserSetup, parts: ServiceParts, intake: Intake) {
    this.#setup = setup;
    this.#parts = parts;
    this.#intake = intake;
    this.#port = parts.openPort(setup)(this.#events);
  }

  #events: PortEvents = {
    opened: (write) => this.#converse(write),
    state: (state, address) => {
      if (this.#closed) return;
      this.#retryMs = RETRY_MS[0];
      this.#set(address === undefined ? { state } : { state, address });
    },
    failed: (state, code) => { this.#lost(state, code); },
  };

  #converse(write: (bytes: Uint8Array) => void): Channel {
    const { store, now, after, changed } = this.#parts;
    return analyserSession({
      source: sourceOf(this.#setup), intake: this.#intake, withoutEnquiry: this.#setup.withoutEnquiry, write, after, taken: changed,
      stamp: () => stampOf(now(), findClinic(store.read)?.zone ?? 'UTC'),
      fault: (code) => { this.#set({ faults: this.shown.faults + 1, lastFault: code }); },
    });
  }

  #lost(state: PortState, code: string): void {
    if (this.#closed) return;
    const port = this.#port;
    this.#port = undefined;
    this.#set({ state, lastFault: code });
    void port?.close();
    this.#stopRetry = this.#parts.after(this.#retryMs, () => {
      if (!this.#closed) this.#port = this.#parts.openPort(this.#setup)(this.#events);
    });
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MS[1]);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopRetry?.();
    await this.#port?.close();
  }

  #set(change: Partial<AnalyserState>): void {
    this.shown = { ...this.shown, ...change };
    this.#parts.changed();
  }
}

/** `YYYYMMDDHHMMSS` in the clinic. */
function stampOf(ms: number, zone: string): string {
  const { date, time } = inZone(ms, zone);
  return `${date}${time}${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`.replace(/[-:]/g, '');
}
