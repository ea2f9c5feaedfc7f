/**
 * Hybrid logical clock in 53 bits, so that a stamp is a safe integer everywhere: 42 bits of milliseconds since
 * 2020-01-01 UTC (good until 2159) and 11 bits of counter. A counter that overflows carries into the millisecond.
 */
export type Hlc = number;

const EPOCH_MS = Date.UTC(2020, 0, 1);
const PER_MS = 2048;
/** A stamp from elsewhere may pull this clock forward by no more than this (a poisoned clock must not spread). */
const MAX_LEAD_MS = 10 * 60_000;

export const hlcFromMs = (ms: number): Hlc => Math.max(0, Math.floor(ms) - EPOCH_MS) * PER_MS;
export const msOfHlc = (h: Hlc): number => Math.floor(h / PER_MS) + EPOCH_MS;

/**
 * The stamp of a local write: never below the wall clock, the last stamp or any value it replaces. The third
 * term lets a person overwrite whatever they can see, however far in the future its stamp lies.
 */
export function stampWrite(physicalMs: number, last: Hlc, replaced: Hlc): Hlc {
  return Math.max(hlcFromMs(physicalMs), last + 1, replaced + 1);
}

/**
 * The clock after a local write that carries `stamp`. What the column rule took from a poisoned value stays with that
 * write: the clock follows it no further than it would follow another PC, or one edit would carry it off for ever.
 */
export const afterWrite = (physicalMs: number, last: Hlc, stamp: Hlc): Hlc => hear(physicalMs, stampWrite(physicalMs, last, 0), stamp);

/** The clock after hearing a stamp from another PC. */
export function hear(physicalMs: number, last: Hlc, heard: Hlc): Hlc {
  return Math.max(last, Math.min(heard, hlcFromMs(physicalMs + MAX_LEAD_MS)));
}

/** For logs and people: `2026-03-14T09:21:07.412Z+0003`. */
export function hlcText(h: Hlc): string {
  return `${new Date(msOfHlc(h)).toISOString()}+${String(h % PER_MS).padStart(4, '0')}`;
}
