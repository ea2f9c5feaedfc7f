/** Time and cables that do what a test tells them, for devices in virtual time. */
import type { PortSettings } from '#domain/contract/devices.ts';
import { PortError, type LineEvents, type PortListing, type PortProblem, type Ports } from '#main/devices/port/line.ts';
import type { Timers } from '#main/devices/timers.ts';

interface Planned { at: number; order: number; work: () => void; everyMs: number | null }

/** Time that passes only when it is told to. */
export class VirtualTimers implements Timers {
  now: number;
  #planned: Planned[] = [];
  #order = 0;
  readonly #settled: () => Promise<void>;

  /** @param settled waits until what was begun has come to rest: promises, or lines that take real time */
  constructor(now: number, settled = kept) {
    this.now = now;
    this.#settled = settled;
  }

  wall = (): number => this.now;
  steady = (): number => this.now;

  after(ms: number, work: () => void): () => void {
    return this.#plan(ms, work, null);
  }

  every(ms: number, work: () => void): () => void {
    return this.#plan(ms, work, ms);
  }

  /** Forgets everything that was planned, as a killed process does. */
  killAll(): void {
    this.#planned = [];
  }

  /** Lets time pass; what is planned happens in its order, and promises are kept in between. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    for (;;) {
      await this.#settled();
      let next: Planned | undefined;
      for (const one of this.#planned) if (!next || one.at < next.at || (one.at === next.at && one.order < next.order)) next = one;
      if (!next || next.at > until) break;
      this.now = Math.max(this.now, next.at);
      if (next.everyMs === null) this.#planned.splice(this.#planned.indexOf(next), 1);
      else next.at += next.everyMs;
      next.work();
    }
    this.now = until;
    await this.#settled();
  }

  #plan(ms: number, work: () => void, everyMs: number | null): () => void {
    const planned = { at: this.now + Math.max(0, ms), order: this.#order++, work, everyMs };
    this.#planned.push(planned);
    return () => {
      const place = this.#planned.indexOf(planned);
      if (place >= 0) this.#planned.splice(place, 1);
    };
  }
}

/** Promises are kept. */
export const kept = async (): Promise<void> => { for (let i = 0; i < 6; i += 1) await Promise.resolve(); };

/** Cables that a test plugs in and pulls out. */
export class VirtualPorts implements Ports {
  readonly plugged = new Set<string>();
  readonly problems = new Map<string, PortProblem>();
  listing: PortListing = { ports: [], listing: 'ok' };
  readonly opened: { path: string; settings: PortSettings }[] = [];
  readonly written = new Map<string, Uint8Array[]>();
  readonly #open = new Map<string, LineEvents>();
  /** Lines whose other end is gone without anybody being told. */
  readonly hung = new Set<string>();

  async open(path: string, settings: PortSettings, events: LineEvents) {
    this.opened.push({ path, settings });
    const problem = this.problems.get(path) ?? (this.plugged.has(path) ? (this.#open.has(path) ? 'held' : null) : 'absent');
    if (problem !== null) throw new PortError(problem);
    this.#open.set(path, events);
    return {
      write: (bytes: Uint8Array) => { this.written.set(path, [...(this.written.get(path) ?? []), bytes]); },
      close: async () => {
        if (this.#open.get(path) === events) this.#open.delete(path);
        this.hung.delete(path);
      },
    };
  }

  list = async (): Promise<PortListing> => this.listing;
  present = (path: string): boolean => this.plugged.has(path);
  anySpeed = (): boolean => true;
  isOpen = (path: string): boolean => this.#open.has(path);

  /** Returns whether anybody heard it. */
  send(path: string, bytes: Uint8Array): boolean {
    const line = this.hung.has(path) ? undefined : this.#open.get(path);
    line?.data(bytes);
    return line !== undefined;
  }

  pull(path: string): void {
    this.plugged.delete(path);
    const line = this.#open.get(path);
    this.#open.delete(path);
    line?.ended();
  }
}
