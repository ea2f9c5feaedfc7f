/** What every published rule gives. A result can be explained for ever: rule, version, inputs and parts are kept with it. spec: CDS-1 */
export interface RuleResult<Part extends string = string, Band extends string = string> {
  /** Stable for ever. */
  readonly rule: string;
  /** Raised whenever the same inputs would give another result. */
  readonly version: number;
  /** The band of a whole set; null while an input is missing, or where the rule says nothing. */
  readonly band: Band | null;
  /** The band that is reached already, whatever the missing inputs turn out to be; null when none is. */
  readonly atLeast: Band | null;
  /** The points, or the amounts, that the result is made of. */
  readonly parts: Readonly<Partial<Record<Part, number>>>;
  readonly missing: readonly Part[];
  /** Why the rule says nothing although nothing is missing, such as `outside-population`. */
  readonly refused?: Refusal;
}

export type Refusal =
  | 'outside-population' | 'age-unknown' | 'outside-accepted-range' | 'contradictory-inputs' | 'not-testable' | 'oedema'
  | 'triglycerides-too-high' | 'result-not-positive' | 'not-positive' | 'region-not-in-pack' | 'no-table' | 'already-high-risk';

/** Points that are added up. */
export interface ScoreResult<Part extends string = string, Band extends string = string> extends RuleResult<Part, Band> {
  /** Null while an input is missing: a sum of some parts is not the score. */
  readonly total: number | null;
  /** The sum of the parts that are known. */
  readonly knownTotal: number;
}

/** A measure or the result of a formula, with the class it falls into. */
export interface ValueResult<Part extends string = string, Band extends string = string> extends RuleResult<Part, Band> {
  /** Not rounded, except where the rule says so; null while an input is missing or where the rule says nothing. */
  readonly value: number | null;
  /** UCUM. */
  readonly unit: string;
}

/** A rule and its version, as each result carries them. */
export interface RuleId {
  readonly rule: string;
  readonly version: number;
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

interface Adding<Part extends string, Band extends string> extends RuleId {
  readonly order: readonly Part[];
  /** Undefined while the part is not known. */
  readonly points: (part: Part) => number | undefined;
  readonly bandOf: (total: number, points: readonly number[]) => Band;
  /** Bands that are no news: reaching them with some parts says nothing. */
  readonly quiet: readonly Band[];
}

/** A score whose parts can only add to it, as far as its parts are known. */
export function addUp<Part extends string, Band extends string>({ rule, version, order, points, bandOf, quiet }: Adding<Part, Band>): ScoreResult<Part, Band> {
  const parts: Partial<Record<Part, number>> = {};
  for (const part of order) {
    const known = points(part);
    if (known !== undefined) parts[part] = known;
  }
  const known = order.flatMap((part) => parts[part] ?? []);
  const missing = order.filter((part) => parts[part] === undefined);
  const knownTotal = known.reduce((sum, each) => sum + each, 0);
  const reached = bandOf(knownTotal, known);
  const complete = missing.length === 0;
  return {
    rule, version, total: complete ? knownTotal : null, knownTotal, band: complete ? reached : null,
    atLeast: complete || quiet.includes(reached) ? null : reached, parts, missing,
  };
}

interface Classing<Part extends string, Band extends string> extends RuleId {
  readonly unit: string;
  readonly needs: Readonly<Record<Part, number | undefined>>;
  /** Called once everything is known. */
  readonly value: (known: Readonly<Record<Part, number>>) => number;
  readonly bandOf: (value: number) => Band | null;
}

/** A value made of numbers, and its class, once all of them are known. */
export function valueAndClass<Part extends string, Band extends string>({ rule, version, unit, needs, value, bandOf }: Classing<Part, Band>): ValueResult<Part, Band> {
  const missing = (Object.keys(needs) as Part[]).filter((part) => needs[part] === undefined);
  if (missing.length > 0) return { ...saysNothing({ rule, version }, unit), parts: known(needs), missing };
  const made = value(needs as Readonly<Record<Part, number>>);
  return { rule, version, unit, value: made, band: bandOf(made), atLeast: null, parts: known(needs), missing: [] };
}

function known<Part extends string>(needs: Readonly<Record<Part, number | undefined>>): Partial<Record<Part, number>> {
  return Object.fromEntries(Object.entries(needs).filter(([, amount]) => amount !== undefined)) as Partial<Record<Part, number>>;
}

/** A value that the rule does not give, and why. */
export function saysNothing({ rule, version }: RuleId, unit: string, refused?: Refusal): ValueResult<never, never> {
  return { rule, version, unit, value: null, band: null, atLeast: null, parts: {}, missing: [], ...(refused === undefined ? {} : { refused }) };
}
