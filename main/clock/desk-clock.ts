import { ClockWatch } from '#domain/sync/clock-watch.ts';
import type { ClockDoubt, ClockEstimate, ClockQuality } from '#domain/sync/clock-guard.ts';

/** The clock of this PC: the system's, corrected by the server's where that is known (sync design 2.17). */
export class DeskClock {
  readonly #system: () => number;
  #watch: ClockWatch;

  constructor(system: () => number) {
    this.#system = system;
    this.#watch = new ClockWatch(system(), null, null);
  }

  /** What the store knows, once it is open: when the program last ran, and the server's clock as last heard. */
  begin(lastRan: number | null, known: ClockEstimate | null): void {
    this.#watch = new ClockWatch(this.#system(), lastRan, known);
  }

  /** Milliseconds since 1970, to stamp with. */
  readonly now = (): number => this.#watch.read(this.#system());

  /** The system's own reading, for what is measured against the server. */
  readonly system = (): number => this.#system();

  quality(): ClockQuality {
    return this.#watch.quality(this.#system());
  }

  doubt(): ClockDoubt & { readonly denied: boolean } {
    return this.#watch.doubt(this.#system());
  }

  /** Server minus system, milliseconds; null while it is not known. */
  offset(): number | null {
    return this.#watch.offset(this.#system());
  }

  heard(estimate: ClockEstimate): void {
    this.#watch.heard(estimate);
  }

  answered(isToday: boolean): void {
    this.#watch.answered(this.#system(), isToday);
  }

  lastRan(): number {
    return this.#watch.lastRan(this.#system());
  }
}
