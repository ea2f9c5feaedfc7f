import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLater, newest, versionOf, type Version } from '#domain/sync/version.ts';

/** Few distinct clocks and ties, so that equal ones are met often. */
const version: fc.Arbitrary<Version> = fc.tuple(fc.nat(4), fc.nat(4));

describe('the order of versions', () => {
  test('is total: of two different versions exactly one is later', () => {
    fc.assert(fc.property(version, version, (a, b) => {
      const same = a[0] === b[0] && a[1] === b[1];
      expect([isLater(a, b), isLater(b, a)].filter(Boolean)).toHaveLength(same ? 0 : 1);
    }));
  });

  test('is transitive', () => {
    fc.assert(fc.property(version, version, version, (a, b, c) => {
      if (isLater(a, b) && isLater(b, c)) expect(isLater(a, c)).toBe(true);
    }));
  });

  test('the clock decides before the tie', () => {
    expect(isLater([2, 0], [1, 9])).toBe(true);
    expect(isLater([1, 1], [1, 0])).toBe(true);
  });

  test('keeping the later one gives the same winner in any order and however often a version arrives', () => {
    const winner = (versions: readonly Version[]): Version => versions.reduce((a, b) => (isLater(b, a) ? b : a));
    fc.assert(fc.property(fc.array(version, { minLength: 1, maxLength: 8 }), fc.infiniteStream(fc.nat()), (versions, order) => {
      const shuffled = [...versions, ...versions].map((v) => ({ v, at: order.next().value })).sort((a, b) => a.at - b.at).map(({ v }) => v);
      expect(winner(shuffled)).toEqual(winner(versions));
    }));
  });
});

describe('versions of a row', () => {
  const row = { base: [5, 1], over: { 3: [9, 2], 4: [7, 7] } } as const;

  test('a column written since has its own, the others the row\'s', () => {
    expect(versionOf(row, 3)).toEqual([9, 2]);
    expect(versionOf(row, 1)).toEqual([5, 1]);
  });

  test('the newest of them stands for the row', () => {
    expect(newest(row)).toEqual([9, 2]);
    expect(newest({ base: [9, 3], over: row.over })).toEqual([9, 3]);
  });
});
