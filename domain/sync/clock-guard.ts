/** How far a PC's clock may be believed; kept with what people record. */
export type ClockQuality = 'trusted' | 'stale' | 'suspect';

/** Above this, somebody is told that the clock of this PC differs from the server's. */
export const SKEW_TO_TELL_MS = 2 * 60_000;
/** A server stamp that lies further ahead than this is marked, never refused. */
export const SUSPECT_LEAD_MS = 10 * 60_000;
/** An estimate of the server's time is used this long. */
const ESTIMATE_LASTS_MS = 7 * 86_400_000;
/** A clock that went ahead this far between two looks at it cannot be proved right without asking. */
export const JUMP_TO_ASK_MS = 24 * 3_600_000;

/** A clock that nobody sets goes wrong by no more than this part of the time that passes. */
const DRIFT = 1e-4;

/** The server's clock as last heard: `offsetMs` is server minus system time. */
export interface ClockEstimate {
  readonly offsetMs: number;
  readonly heardAtMs: number;
  /** How far it may be off, milliseconds; not known of one that an older program kept. */
  readonly withinMs?: number;
}

/**
 * The estimate from one answer: the server's time belongs somewhere into the round trip, taken for its middle. Null where the system's
 * clock was set under way: when it was sent and when it came are not of one clock then.
 */
export function estimate(sentMs: number, receivedMs: number, serverMs: number): ClockEstimate | null {
  const withinMs = Math.ceil((receivedMs - sentMs) / 2);
  if (receivedMs < sentMs || withinMs > SKEW_TO_TELL_MS) return null;
  return { offsetMs: Math.round(serverMs - (sentMs + receivedMs) / 2), heardAtMs: receivedMs, withinMs };
}

/**
 * What to believe after an answer. One that was long under way, as each that waits for news is, says little: it confirms what is known,
 * unless both cannot be true, as after a clock was set.
 */
export function believed(known: ClockEstimate | null, heard: ClockEstimate): ClockEstimate {
  if (known?.withinMs === undefined || heard.withinMs === undefined) return heard;
  const knownWithin = known.withinMs + Math.abs(heard.heardAtMs - known.heardAtMs) * DRIFT;
  const contradicts = Math.abs(heard.offsetMs - known.offsetMs) > heard.withinMs + knownWithin;
  return contradicts || heard.withinMs <= knownWithin ? heard : { ...known, heardAtMs: heard.heardAtMs, withinMs: knownWithin };
}

/** Milliseconds since 1970 to stamp with, and how good they are. */
export function physicalTime(systemMs: number, known: ClockEstimate | null): { readonly ms: number; readonly quality: ClockQuality } {
  const age = known === null ? Infinity : systemMs - known.heardAtMs;
  if (known === null || age < 0 || age > ESTIMATE_LASTS_MS) return { ms: systemMs, quality: 'stale' };
  return { ms: systemMs + known.offsetMs, quality: 'trusted' };
}

/** What a measure keeps of the clock that dated it: null when nothing speaks against it, or where no other clock was ever known. */
export const keptQuality = (quality: ClockQuality, hasServer: boolean): 'stale' | 'suspect' | null =>
  quality === 'suspect' || (quality === 'stale' && hasServer) ? quality : null;

/** What to ask or tell after the program opens, from the clock's last known good reading (sync design 2.17). */
export type ClockDoubt =
  | { readonly kind: 'none' }
  | { readonly kind: 'behind'; readonly byMs: number }
  | { readonly kind: 'ahead'; readonly byMs: number };

export function doubtAtStart(systemMs: number, lastSeenMs: number | null): ClockDoubt {
  if (lastSeenMs === null) return { kind: 'none' };
  const by = systemMs - lastSeenMs;
  if (by < -SKEW_TO_TELL_MS) return { kind: 'behind', byMs: -by };
  if (by > JUMP_TO_ASK_MS) return { kind: 'ahead', byMs: by };
  return { kind: 'none' };
}
