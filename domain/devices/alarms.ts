/** When a bed calls for somebody. spec: VIT-5 */
import { paediatricRange } from '../vitals/paediatric-ranges.ts';

export type AlarmCause = 'high' | 'low' | 'sensor-off' | 'silent';

/** Canonical unit; null is no limit. A value on the limit is inside. */
export interface Limit {
  readonly low: number | null;
  readonly high: number | null;
}

export type Limits = Readonly<Record<string, Limit>>;

/**
 * What holds where nobody set anything. Adults: the values at which NEWS2 (Royal College of Physicians, 2017) gives three points
 * to one measure alone, 39 °C for fever, where it gives two. Children under 16 years: the normal range of their age (PALS
 * 2015), and the adult's saturation. These are this project's choice for clinicians to review.
 * @param ageDays null when unknown: as an adult
 */
export function usualLimits(ageDays: number | null): Limits {
  const child = ageDays === null ? undefined : paediatricRange(ageDays);
  const within = ([low, high]: readonly [number, number]): Limit => ({ low, high });
  return {
    spo2: { low: 92, high: null },
    'heart-rate': child ? within(child.heartRate) : { low: 41, high: 130 },
    'respiratory-rate': child ? within(child.respiratoryRate) : { low: 9, high: 24 },
    systolic: child ? within(child.systolic) : { low: 91, high: 219 },
    temperature: { low: 35.1, high: 39 },
  };
}

/** How far back inside a value must come before an alarm ends, canonical unit: a value that plays about its limit rings once. */
const MARGIN: Readonly<Record<string, number>> = { spo2: 1, 'heart-rate': 3, 'respiratory-rate': 1, systolic: 3, temperature: 0.2 };

/** Which limit a value is beyond. `standing`: the alarm that rings already, which ends only a margin inside. */
export function beyondLimit(code: string, value: number, limit: Limit | undefined, standing: AlarmCause | null): 'high' | 'low' | null {
  if (!limit) return null;
  const margin = MARGIN[code] ?? 0;
  if (limit.high !== null && value > limit.high - (standing === 'high' ? margin : 0)) return 'high';
  if (limit.low !== null && value < limit.low + (standing === 'low' ? margin : 0)) return 'low';
  return null;
}

/** How long something must last before it rings, milliseconds. A device that fell silent has waited already. */
export const alarmDelayMs: Readonly<Record<AlarmCause, number>> = { high: 5000, low: 5000, 'sensor-off': 10_000, silent: 3000 };

/** One thing that is watched: a value of a stay, or a device. */
export interface Watch {
  /** What is wrong now, and since when; null while nothing is. */
  readonly cause: AlarmCause | null;
  readonly since: number;
  /** The alarm that rings. */
  readonly raised: AlarmCause | null;
}

export const calm: Watch = { cause: null, since: 0, raised: null };

/** What changed: at most one alarm ends and one begins. */
export interface WatchStep {
  readonly watch: Watch;
  readonly ended: AlarmCause | null;
  readonly raised: AlarmCause | null;
}

/**
 * Carries a watch on to `at` (milliseconds of a clock that never goes back).
 * @param cause what is wrong at this moment, null for nothing
 * @param atOnce a finished measurement is no flicker: it rings without waiting
 */
export function stepWatch(before: Watch, cause: AlarmCause | null, at: number, atOnce = false): WatchStep {
  const since = cause === before.cause ? before.since : at;
  const ended = before.raised !== null && before.raised !== cause ? before.raised : null;
  const standing = ended === null ? before.raised : null;
  const rings = cause !== null && standing === null && (atOnce || at - since >= alarmDelayMs[cause]);
  return { watch: { cause, since, raised: rings ? cause : standing }, ended, raised: rings ? cause : null };
}

/** What an alarm's weight is judged by. */
export interface Weighed {
  readonly cause: AlarmCause;
  readonly value: number | null;
  readonly limit: number | null;
}

/** Which of several alarms is told first: a value beyond its limit before a device that says nothing, and of two values the one further beyond, by its limit. */
export function worstFirst<T>(all: readonly T[], alarmOf: (one: T) => Weighed): T[] {
  const weight = (one: T): number => {
    const { cause, value, limit } = alarmOf(one);
    if (cause === 'silent') return -1;
    if (cause === 'sensor-off') return -2;
    return value === null || limit === null || limit === 0 ? 0 : Math.abs(value - limit) / Math.abs(limit);
  };
  return [...all].sort((a, b) => weight(b) - weight(a));
}
