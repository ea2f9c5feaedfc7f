import type { LiveValue } from '#domain/contract/bedside.ts';

/** What this window saw of one value: when the desk last renewed it, and how long before that. Milliseconds. */
export interface Seen {
  readonly at: number;
  readonly everyMs: number | null;
}

/** Least patience with a stream, and patience with one of which a single value came. */
const PATIENCE_MS = 4_000;
const UNKNOWN_PACE_MS = 60_000;
/** So many of its own intervals may a stream miss. */
const MISSED = 3;

/** What was seen of a value after one more event told of it. */
export function seeAgain(before: Seen | undefined, value: Pick<LiveValue, 'at'>): Seen {
  const at = Date.parse(value.at);
  if (!before) return { at, everyMs: null };
  return at === before.at ? before : { at, everyMs: Math.abs(at - before.at) };
}

/**
 * Whether a value may be shown as the present one. The desk says when a device fell silent; this window also has to notice when it
 * is the desk that fell silent, and then a stream's number must not stand there as if it still came.
 * @param now the desk's clock
 */
export function isCurrent(value: LiveValue, seen: Seen | undefined, now: number, connected: boolean): boolean {
  if (value.stale) return false;
  if (value.kind === 'record') return true;
  if (!connected) return false;
  const patience = seen?.everyMs === null || seen === undefined ? UNKNOWN_PACE_MS : Math.max(PATIENCE_MS, seen.everyMs * MISSED);
  return now - Date.parse(value.at) <= patience;
}
