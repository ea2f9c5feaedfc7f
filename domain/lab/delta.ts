/** A change since the last value that is large enough to look twice: a mixed-up specimen, or something new. spec: LAB-1 */
export interface Delta {
  readonly previous: number;
  /** Instant of the earlier value. */
  readonly at: string;
  /** Signed change in percent of the earlier value, rounded. */
  readonly percent: number;
}

/** How long an earlier value says something about a new one. */
export const DELTA_DAYS = 90;

export interface Earlier { readonly value: number; readonly at: string }

/** The difference from the last value, where it reaches the test's limit; both in one unit. */
export function deltaOf(value: number, earlier: Earlier | undefined, limitPercent: number | null, at: string): Delta | null {
  if (limitPercent === null || earlier === undefined || earlier.value === 0) return null;
  const days = (Date.parse(at) - Date.parse(earlier.at)) / 86_400_000;
  if (days < 0 || days > DELTA_DAYS) return null;
  const percent = ((value - earlier.value) / Math.abs(earlier.value)) * 100;
  return Math.abs(percent) >= limitPercent ? { previous: earlier.value, at: earlier.at, percent: Math.round(percent) } : null;
}
