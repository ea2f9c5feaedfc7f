/**
 * A table of classes over the whole number line: the class below the first cut, then what each cut begins. `from` includes its
 * number and `above` does not, so that every value meets exactly one class and no gap can be written.
 */
export interface Cuts<Class> {
  readonly below: Class;
  /** Ascending. */
  readonly cuts: readonly Cut<Class>[];
}
export type Cut<Class> = readonly [edge: 'from' | 'above', at: number, then: Class];

/** A table whose cuts all include their number, the usual kind. */
export const fromCuts = <Class>(below: Class, ...rows: readonly (readonly [at: number, then: Class])[]): Cuts<Class> =>
  ({ below, cuts: rows.map(([at, then]) => ['from', at, then] as const) });

/** The class of a value. It is not rounded, but the thirteenth digit, which calculating leaves uncertain, decides nothing. */
export function classOf<Class>({ below, cuts }: Cuts<Class>, value: number): Class {
  const exact = Number(value.toPrecision(12));
  const last = cuts.findLast(([edge, at]) => (edge === 'from' ? exact >= at : exact > at));
  return last === undefined ? below : last[2];
}

/** The classes from the lowest to the highest values. */
export const classesOf = <Class>({ below, cuts }: Cuts<Class>): readonly Class[] => [below, ...cuts.map(([, , then]) => then)];
