/** What every published score gives. A result can be explained for ever: rule, version, inputs and parts are kept with it. spec: CDS-1 */
export interface ScoreResult<Part extends string = string, Band extends string = string> {
  /** Stable for ever. */
  readonly rule: string;
  /** Raised whenever the same inputs would give another result. */
  readonly version: number;
  /** Null while an input is missing: a sum of some parts is not the score. */
  readonly total: number | null;
  /** The sum of the parts that are known. */
  readonly knownTotal: number;
  /** The band of a whole set; null while an input is missing. */
  readonly band: Band | null;
  /** The band that is reached already, whatever the missing inputs turn out to be; null when none is. */
  readonly atLeast: Band | null;
  readonly parts: Readonly<Partial<Record<Part, number>>>;
  readonly missing: readonly Part[];
}

/** Lowest and highest value, both included, null for open; and the points for it. */
export type BandRow = readonly [low: number | null, high: number | null, points: number];

/** Half up to the table's step, so that every value meets exactly one row: 35.04 gives 35.0, 35.05 gives 35.1. */
export function toStep(value: number, step: number): number {
  const steps = Number((value / step).toPrecision(12));
  return Number((Math.floor(steps + 0.5) * step).toPrecision(12));
}

/** The points of a value already rounded to the table's step. Throws a RangeError for a gap in the table. */
export function pointsOf(rows: readonly BandRow[], value: number): number {
  const row = rows.find(([low, high]) => (low === null || value >= low) && (high === null || value <= high));
  if (!row) throw new RangeError('A value between two rows of the table');
  return row[2];
}
