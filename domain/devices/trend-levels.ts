/** Widths at which streamed values are kept, so that any stretch of time is drawn from few rows. spec: VIT-4 */

export interface TrendLevel {
  /** Seconds that one row stands for. */
  readonly seconds: number;
  /** How long its rows are kept, milliseconds; null for as long as the stay. */
  readonly keptMs: number | null;
}

const HOUR = 3_600_000;

/** Finest first. */
export const trendLevels: readonly TrendLevel[] = [
  { seconds: 1, keptMs: 2 * HOUR }, { seconds: 10, keptMs: 72 * HOUR }, { seconds: 60, keptMs: 60 * 24 * HOUR }, { seconds: 600, keptMs: null },
];

export interface TrendChoice {
  /** The level to read, seconds. */
  readonly level: number;
  /** Seconds of one point: a whole number of the level's rows. */
  readonly width: number;
}

/**
 * The coarsest level that still gives the wanted number of points, else the finest that is kept that far back.
 * @param from @param to @param now milliseconds since 1970
 */
export function chooseLevel(from: number, to: number, points: number, now: number): TrendChoice {
  const wanted = Math.max(1, (to - from) / 1000 / points);
  const kept = trendLevels.filter(({ keptMs }) => keptMs === null || now - from <= keptMs);
  const level = kept.findLast(({ seconds }) => seconds <= wanted) ?? kept[0] ?? trendLevels[trendLevels.length - 1];
  const seconds = level?.seconds ?? 600;
  return { level: seconds, width: Math.ceil(wanted / seconds) * seconds };
}
