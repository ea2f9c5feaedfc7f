import type { DeviceState, PortSettings } from '#domain/contract/devices.ts';
import type { DeviceCommand } from '#domain/devices/catalogue.ts';
import type { DeviceIdentity, ReadingFlag } from '#domain/devices/reading.ts';
import type { DeviceProfile } from '#db/queries/devices.ts';
import type { Decoded, Driver, Framer, Session } from './driver.ts';
import { portProblemOf, type Line, type Ports } from './port/line.ts';
import type { Timers } from './timers.ts';

export type Work = 'idle' | 'busy' | 'done' | 'failed' | 'timed-out';

/** When the bytes of a frame were received, on both clocks. */
export interface Heard {
  readonly wall: number;
  readonly steady: number;
}

export interface ConnectionEvents {
  /** State, flags or work changed. */
  changed(connection: Connection): void;
  /** A frame said something. */
  decoded(connection: Connection, decoded: Decoded, raw: Uint8Array, heard: Heard): void;
}

interface Parts {
  readonly ports: Ports;
  readonly timers: Timers;
  readonly driver: Driver;
  readonly events: ConnectionEvents;
}

/** Waits between two tries to open a line, milliseconds: a device just plugged in is not ready for some seconds. */
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000, 30_000] as const;
const waitOf = (tries: number): number => RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] ?? 1000;
/** A line that says nothing for so many times what its device allows is closed and opened again: some hang without telling anybody. */
const REOPEN_AFTER = 2;
/** How often a look is taken whether the port is there, milliseconds. */
const LOOK_MS = 1000;
/** What arrives so soon after a measurement's end was measured on whoever had the device then, milliseconds. */
const TAIL_MS = 3000;

/**
 * The line to one remembered device, from closed to speaking and back. Whatever goes wrong it is opened again, later and later,
 * until it is stopped. Its owner calls `tick` a few times a second.
 */
export class Connection {
  readonly driver: Driver;
  state: DeviceState = 'opening';
  /** Since when, milliseconds since 1970. */
  since: number;
  flags: readonly ReadingFlag[] = [];
  identity: DeviceIdentity = {};
  work: Work = 'idle';
  workCode: string | null = null;
  /** What was asked for last, until it has ended. */
  asked: DeviceCommand | null = null;
  /** When the last frame was heard on this line. */
  lastFrame: Heard | null = null;
  profile: DeviceProfile;
  readonly #parts: Parts;
  readonly #framer: Framer<unknown>;
  readonly #settings: PortSettings;
  #session: Session<unknown> | null = null;
  #line: Line | null = null;
  #openedAt = 0;
  #lookedAt = -Infinity;
  #settledAt = 0;
  #tries = 0;
  #stopWaiting: (() => void) | null = null;
  #stopped = false;
  /** Counts openings, so that one that answers late is known to be out of date. */
  #turn = 0;
  /** The measurement under way was begun on somebody else. */
  #notTheirs = false;
  #notTheirsUntil = -Infinity;

  constructor(profile: DeviceProfile, parts: Parts) {
    this.profile = profile;
    this.driver = parts.driver;
    this.#parts = parts;
    this.#framer = parts.driver.newFramer();
    this.#settings = profile.settings ?? settingsOf(parts.driver);
    this.since = parts.timers.wall();
  }

  /** Opens the line now, whatever it was waiting for. */
  open(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    if (this.#stopped || this.#line) return;
    const path = this.profile.path;
    if (path === null || !this.#parts.ports.present(path)) {
      this.#enter('absent');
      this.#retry();
      return;
    }
    if (this.state !== 'silent') this.#enter('opening');
    const turn = ++this.#turn;
    const events = {
      data: (chunk: Uint8Array) => { if (turn === this.#turn) this.#take(chunk); },
      ended: () => { if (turn === this.#turn) this.#lost('absent'); },
    };
    this.#parts.ports.open(path, this.#settings, events).then(
      (line) => { if (turn === this.#turn && !this.#stopped) this.#opened(line); else void line.close(); },
      (error: unknown) => { if (turn === this.#turn) this.#lost(portProblemOf(error)); },
    );
  }

  /** Closes the line for good. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#close();
    this.#enter('off');
  }

  async reconnect(): Promise<void> {
    this.#tries = 0;
    await this.#close();
    this.open();
  }

  /** Looks after silence, and after lines that went without a word. */
  tick(): void {
    const now = this.#parts.timers.steady();
    this.#lookAtPort(now);
    const allowed = this.driver.facts.silentAfterMs;
    if (!this.#line || allowed === null) return;
    const quiet = now - Math.max(this.lastFrame?.steady ?? -Infinity, this.#settledAt);
    if (this.state === 'on' && quiet >= allowed) this.#enter('silent');
    // A line that never spoke may belong to a device that is switched off: it is opened anew, but ever less often.
    const patience = allowed * REOPEN_AFTER + (this.state === 'listening' ? waitOf(this.#tries) : 0);
    if (quiet >= patience && now - this.#openedAt >= patience) void this.#reopen();
  }

  #lookAtPort(now: number): void {
    if (now - this.#lookedAt < LOOK_MS) return;
    this.#lookedAt = now;
    const there = this.profile.path !== null && this.#parts.ports.present(this.profile.path);
    if (this.#line && !there) this.#lost('absent');
    else if (!this.#line && there && this.state === 'absent') this.open();
  }

  /** Somebody asks the device for something. Returns false when it cannot be asked now. */
  tell(command: DeviceCommand): boolean {
    if (!this.#session || !this.#line) return false;
    this.asked = command;
    this.#session.command(command);
    return true;
  }

  /** Another patient has the device from now on: bytes of a frame that began before belong to nobody, nor does a measurement under way. */
  handedOver(): void {
    this.#framer.reset();
    if (this.work !== 'busy') return;
    this.#notTheirs = true;
    if (this.driver.facts.commands.includes('stop')) this.#session?.command('stop');
  }

  #opened(line: Line): void {
    this.#line = line;
    const now = this.#parts.timers.steady();
    this.#openedAt = now;
    this.#settledAt = now + this.driver.facts.settleMs;
    this.#framer.reset();
    if (this.state !== 'silent') this.#enter('listening');
    this.#session = this.driver.newSession?.(
      { write: (bytes) => { line.write(bytes); }, after: (ms, work) => this.#parts.timers.after(ms, work) },
      { decoded: (decoded, raw) => { this.#said(decoded, raw, this.#heard()); }, state: (work, code) => { this.#working(work, code ?? null); } },
    ) ?? null;
    this.#session?.open();
  }

  #heard = (): Heard => ({ wall: this.#parts.timers.wall(), steady: this.#parts.timers.steady() });

  #take(chunk: Uint8Array): void {
    const heard = this.#heard();
    if (heard.steady < this.#settledAt) return;
    const frames = this.#framer.push(chunk);
    if (frames.length === 0) return;
    this.lastFrame = heard;
    this.#tries = 0;
    if (this.state !== 'on') this.#enter('on');
    for (const frame of frames) {
      if (this.#session) {
        this.#session.frame(frame);
        continue;
      }
      const decoded = this.driver.decode(frame);
      if (decoded) this.#said(decoded, this.driver.rawOf(frame), heard);
    }
  }

  #said(decoded: Decoded, raw: Uint8Array, heard: Heard): void {
    if (decoded.identity) this.identity = { ...this.identity, ...decoded.identity };
    const flags = decoded.reading?.flags;
    const changed = flags !== undefined && !sameFlags(flags, this.flags);
    if (flags) this.flags = flags;
    if (!this.#notTheirs && heard.steady >= this.#notTheirsUntil) this.#parts.events.decoded(this, decoded, raw, heard);
    if (changed) this.#parts.events.changed(this);
  }

  #working(work: Work, code: string | null): void {
    if (work !== 'busy' && this.#notTheirs) {
      this.#notTheirs = false;
      this.#notTheirsUntil = this.#parts.timers.steady() + TAIL_MS;
    }
    this.work = work;
    this.workCode = code;
    if (work !== 'busy') {
      const { asked } = this;
      this.#parts.timers.after(TAIL_MS, () => { if (this.work !== 'busy' && this.asked === asked) this.asked = null; });
    }
    this.#parts.events.changed(this);
  }

  /** The line is gone: say why, and try again after a while. */
  #lost(problem: Exclude<DeviceState, 'off' | 'opening' | 'listening' | 'on' | 'silent'>): void {
    this.#enter(problem);
    void this.#close().then(() => { if (!this.#line) this.#retry(); });
  }

  async #reopen(): Promise<void> {
    this.#enter('silent');
    await this.#close();
    this.#retry();
  }

  #retry(): void {
    if (this.#stopped) return;
    const wait = waitOf(this.#tries);
    this.#tries += 1;
    this.#stopWaiting?.();
    this.#stopWaiting = this.#parts.timers.after(wait, () => { this.open(); });
  }

  async #close(): Promise<void> {
    this.#turn += 1;
    this.#stopWaiting?.();
    this.#stopWaiting = null;
    this.#session?.close();
    this.#session = null;
    const line = this.#line;
    this.#line = null;
    if (this.work === 'busy') this.#working('failed', null);
    await line?.close();
  }

  #enter(state: DeviceState): void {
    if (this.state === state) return;
    this.state = state;
    this.since = this.#parts.timers.wall();
    this.#parts.events.changed(this);
  }
}

/** The factory's own settings of a driver's device. */
export function settingsOf({ facts }: Driver): PortSettings {
  const line = facts.lines[0] ?? { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' };
  return { line, dtr: facts.dtr, rts: facts.rts };
}

const sameFlags = (a: readonly ReadingFlag[], b: readonly ReadingFlag[]): boolean => a.length === b.length && a.every((flag, i) => flag === b[i]);
