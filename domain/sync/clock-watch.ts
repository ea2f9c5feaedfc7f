import { believed, doubtAtStart, JUMP_TO_ASK_MS, physicalTime, SKEW_TO_TELL_MS, type ClockDoubt, type ClockEstimate, type ClockQuality } from './clock-guard.ts';

const NO_DOUBT: ClockDoubt = { kind: 'none' };
/** A clock that was ahead counts as set right again when it is this close to when the program last ran. */
const SET_RIGHT_MS = 24 * 3_600_000;

/**
 * What a PC makes of its own clock while the program runs (sync design 2.17). Times are milliseconds since 1970. The
 * system's clock is told on each reading; the server's word, when there is one, settles every doubt.
 */
export class ClockWatch {
  #known: ClockEstimate | null;
  #doubt: ClockDoubt;
  /** When the program last ran, or when the clock last told what nobody doubts, as far as is known. */
  #lastRan: number | null;
  /** The latest reading that counts: one before it is a clock that went back. */
  #highest: number;
  /** Somebody said that the date it shows is not today's. */
  #denied = false;

  constructor(systemMs: number, lastRanMs: number | null, known: ClockEstimate | null) {
    this.#known = known;
    this.#lastRan = lastRanMs;
    this.#doubt = doubtAtStart(systemMs, lastRanMs);
    this.#highest = Math.max(systemMs, lastRanMs ?? systemMs);
  }

  /** What to stamp with now: the server's time as far as it is known, else the system's. */
  read(systemMs: number): number {
    this.#look(systemMs);
    return physicalTime(systemMs, this.#known).ms;
  }

  quality(systemMs: number): ClockQuality {
    this.#look(systemMs);
    return this.#doubt.kind === 'none' ? physicalTime(systemMs, this.#known).quality : 'suspect';
  }

  /** What to ask or tell the people here. */
  doubt(systemMs: number): ClockDoubt & { readonly denied: boolean } {
    this.#look(systemMs);
    return { ...this.#doubt, denied: this.#denied };
  }

  /** What the server's clock adds to this one; null while it is not known or too old. */
  offset(systemMs: number): number | null {
    return physicalTime(systemMs, this.#known).quality === 'trusted' ? (this.#known?.offsetMs ?? null) : null;
  }

  /** The server answered. */
  heard(estimate: ClockEstimate): void {
    this.#known = believed(this.#known, estimate);
    this.#settle(estimate.heardAtMs);
  }

  /** Somebody says whether the date shown is today's. */
  answered(systemMs: number, isToday: boolean): void {
    if (isToday) this.#settle(systemMs);
    else if (this.#doubt.kind !== 'none') this.#denied = true;
  }

  /** What to keep for the next start: never a reading that is in doubt. */
  lastRan(systemMs: number): number {
    this.#look(systemMs);
    if (this.#doubt.kind === 'ahead') return this.#lastRan ?? systemMs;
    return this.#highest;
  }

  #settle(systemMs: number): void {
    this.#doubt = NO_DOUBT;
    this.#denied = false;
    this.#highest = systemMs;
  }

  /** Set ahead while the program ran, or the PC slept for days: nobody can tell but the people here, or the server. What is known of that counts as after a start. */
  #ahead(byMs: number): void {
    this.#lastRan = this.#highest;
    this.#doubt = { kind: 'ahead', byMs };
  }

  #look(systemMs: number): void {
    if (this.#doubt.kind === 'ahead') {
      const since = systemMs - (this.#lastRan ?? systemMs);
      if (since > -SKEW_TO_TELL_MS && since < SET_RIGHT_MS) this.#settle(systemMs);
      return;
    }
    const back = this.#highest - systemMs;
    if (back > SKEW_TO_TELL_MS) {
      // What was known of the server's clock was counted from a reading that no longer holds.
      if (this.#doubt.kind === 'none') this.#known = null;
      this.#doubt = { kind: 'behind', byMs: back };
    } else if (this.#doubt.kind === 'behind') this.#settle(systemMs);
    else if (-back > JUMP_TO_ASK_MS) this.#ahead(-back);
    else if (back < 0) this.#highest = systemMs;
  }
}
