import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatPatientNumber, parsePatientNumber } from '#domain/patients/number.ts';
import { formatToken, parseToken, tokenLetters } from '#domain/queue/token.ts';
import { judgeStore, newSuffix, type StoreAtStart } from '#domain/sync/store-guard.ts';

const chainAt = (dseq: number): string => `link ${String(dseq)}`;
const store = (part: Partial<StoreAtStart> = {}): StoreAtStart => ({ dseq: 100, chainAt, lastMachine: 'here', machine: 'here', ...part });
const mark = (dseq: number, chain = chainAt(dseq)) => ({ dseq, chain, at: 0 });

test('a store fits marks it has grown beyond, and one that nobody marked', () => {
  expect(judgeStore(store(), [mark(100), mark(90)])).toBe('fits');
  expect(judgeStore(store(), [])).toBe('fits');
  expect(judgeStore(store({ lastMachine: null }), [])).toBe('fits');
  expect(judgeStore(store({ machine: null }), [])).toBe('fits');
});

test('one mark beyond the store, or with another history, is enough to say that it went back', () => {
  expect(judgeStore(store(), [mark(100), mark(101)])).toBe('rolled-back');
  expect(judgeStore(store(), [mark(40, 'another')])).toBe('rolled-back');
  expect(judgeStore(store({ dseq: 0, chainAt: () => undefined }), [mark(3)])).toBe('rolled-back');
});

test('another machine is said only of a store that did not go back', () => {
  expect(judgeStore(store({ machine: 'there' }), [mark(100)])).toBe('moved');
  expect(judgeStore(store({ machine: 'there' }), [mark(200)])).toBe('rolled-back');
});

test('a suffix is new to the store, and its numbers and tokens are read back as they were written', () => {
  const chance = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(fc.property(chance, fc.integer({ min: 1, max: 99_999 }), (chances, counter) => {
    let at = 0;
    const next = (): number => chances[at++ % chances.length] ?? 0;
    const used: string[] = [];
    for (let i = 0; i < 3; i += 1) {
      const suffix = newSuffix(used, next);
      expect(suffix).toMatch(/^[A-HJKMNP-TV-Z]{1,2}$/);
      const number = { clinic: 'KB7', slot: '3F', suffix, counter };
      expect(parsePatientNumber(formatPatientNumber(number))).toEqual({ ok: true, value: number });
      const letters = tokenLetters('A', suffix);
      expect(parseToken(formatToken(letters, counter))).toEqual({ deskLetter: letters, counter });
      used.push(suffix);
    }
    if (new Set(chances.map((each) => Math.floor(each * 22))).size > 2) expect(new Set(used.map((each) => each.length)).size).toBeLessThanOrEqual(2);
  }));
});
