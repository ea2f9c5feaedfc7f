import fc from 'fast-check';
import { expect } from 'vitest';
import { classesOf, classOf, type Cuts } from '#domain/clinical/cuts.ts';

/** Cuts ascend, each begins another class, each edge belongs to one side only, and no larger value has a lower class. */
export function expectSoundTable<Class>(table: Cuts<Class>): void {
  const edges = table.cuts.map(([, at]) => at);
  edges.slice(1).forEach((at, i) => {
    const [before, here] = [table.cuts[i], table.cuts[i + 1]];
    // `from 90` and `above 100` may not stand on one number the wrong way round.
    expect(at > (before?.[1] ?? NaN) || (at === before?.[1] && before[0] === 'from' && here?.[0] === 'above')).toBe(true);
  });
  const classes = classesOf(table);
  classes.slice(1).forEach((each, i) => { expect(each).not.toEqual(classes[i]); });
  table.cuts.forEach(([edge, at, then], i) => {
    const [under, over] = [classOf(table, at - 1e-6), classOf(table, at + 1e-6)];
    expect([at, classOf(table, at)]).toEqual([at, edge === 'from' ? then : classes[i]]);
    expect([at, under, over]).toEqual([at, classes[i], then]);
  });
  const rank = (value: number): number => table.cuts.filter(([edge, at]) => (edge === 'from' ? value >= at : value > at)).length;
  const around = fc.double({ min: (edges[0] ?? 0) - 100, max: (edges.at(-1) ?? 0) + 100, noNaN: true });
  fc.assert(fc.property(around, around, (a, b) => {
    const [low, high] = [Number(Math.min(a, b).toPrecision(12)), Number(Math.max(a, b).toPrecision(12))];
    expect(classOf(table, low)).toEqual(classes[rank(low)]);
    expect(rank(low)).toBeLessThanOrEqual(rank(high));
  }), { numRuns: 50 });
}
