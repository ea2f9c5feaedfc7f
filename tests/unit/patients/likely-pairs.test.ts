import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blockingKeys, LIKELY_DUPLICATE, scoreDuplicate, type Identity } from '#domain/patients/duplicates.ts';
import { PairFinder } from '#domain/patients/likely-pairs.ts';

const pairsOf = (people: readonly Identity[]): string[] => {
  const finder = new PairFinder();
  for (const who of people) finder.add(who);
  return [...finder.pairs()].flatMap(({ found }) => found).map(({ first, second }) => `${String(first)} ${String(second)}`).sort();
};

const people = fc.array(fc.record({
  name: fc.tuple(fc.constantFrom('Amina', 'Aminah', 'Juma', 'Wanjiru', 'Muhammad', 'José'), fc.constantFrom('Otieno', 'Yusuf', 'Kamau', 'Pérez', 'Mwangi')).map((parts) => parts.join(' ')),
  sex: fc.constantFrom('female', 'male', 'unknown'), birthDate: fc.option(fc.constantFrom('1990-03-12', '1990-12-03', '1980-03-12', '1991-01-01', '2015-07-30')),
  birthEstimated: fc.boolean(), phone: fc.option(fc.constantFrom('0712345678', '+254712345678', '0799000111')),
}), { maxLength: 25 });

/** Everybody against everybody. */
const plainly = (list: readonly Identity[]): string[] => {
  const keys = list.map((who) => new Set(blockingKeys(who)));
  return list.flatMap((a, first) => list.slice(first + 1).flatMap((b, more) => {
    const second = first + 1 + more;
    const meet = [...(keys[first] ?? [])].some((key) => keys[second]?.has(key));
    return meet && scoreDuplicate(a, b).score >= LIKELY_DUPLICATE ? [`${String(first)} ${String(second)}`] : [];
  })).sort();
};

// spec: REG-5
test('whoever is likely one person with another is found, once, as by comparing everybody with everybody', () => {
  fc.assert(fc.property(people, (list) => { expect(pairsOf(list)).toEqual(plainly(list)); }), { numRuns: 300 });
});

test('among a thousand of one name those of nearly one birth date are found', () => {
  const day = (n: number): string => `${String(1930 + (n % 90))}-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`;
  const crowd: Identity[] = Array.from({ length: 1000 }, (_, n) => ({ name: 'Mohamed Ali', sex: 'male', birthDate: day(n), birthEstimated: false, phone: null }));
  const all = pairsOf([...crowd, { name: 'Mohammed Aly', sex: 'male', birthDate: '1911-11-11', birthEstimated: false, phone: null }, { name: 'Mohamed Ali', sex: 'male', birthDate: '1911-11-13', birthEstimated: false, phone: null }]);
  expect(all).toContain('1000 1001');
});
