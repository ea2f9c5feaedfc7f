import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { initials } from '#domain/patients/initials.ts';
import { cleanName, foldName, latinName, MAX_NAME, searchTokens } from '#domain/patients/names.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
const cleaned = (text: string): string => {
  const result = cleanName(text);
  return result.ok ? result.value : `(${result.error.code})`;
};

describe('a name as stored', () => {
  test.each([
    ['  Ana   María \t López\n', 'Ana María López'], ['Jose\u0301', 'José'], ['A\u0000na', 'A na'], ['\u202eanA\u202c', 'anA'], ['Ana\ud800 L', 'Ana L'], ['Ana\ufeff\u200b', 'Ana'],
    ['\ue000Ana', 'Ana'], ['محمد علي', 'محمد علي'], ['می\u200cخواهم', 'می\u200cخواهم'], ['राम कुमार', 'राम कुमार'], ['Ana 👩‍⚕️', 'Ana 👩‍⚕️'], ["Ng'ang'a O’Brien", "Ng'ang'a O’Brien"],
  ])('%j → %j', (typed, stored) => {
    expect(cleaned(typed)).toBe(stored);
  });

  test('nothing to see is empty, signs alone are no name; too much is refused with the limit', () => {
    for (const text of ['', '   ', '\u0000', '\u200c\u200d']) expect(cleaned(text)).toBe('(empty)');
    for (const text of ['---', '😀', '…']) expect(cleaned(text)).toBe('(no-letters)');
    expect(cleanName('a'.repeat(MAX_NAME)).ok).toBe(true);
    expect(cleanName('😀a'.repeat(MAX_NAME / 2)).ok).toBe(true);
    expect(cleanName('a'.repeat(10_000))).toEqual({ ok: false, error: { code: 'too-long', limit: 200 } });
  });

  test('cleaning twice changes nothing, and what is left is well-formed and printable', () => {
    fc.assert(fc.property(anyText, (text) => {
      const result = cleanName(text);
      if (!result.ok) return;
      expect(cleanName(result.value)).toEqual(result);
      expect(result.value.isWellFormed()).toBe(true);
      expect(result.value).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]| {2}|^ | $/u);
    }), { numRuns: 2000 });
  });
});

describe('a name as searched', () => {
  test('in plain letters is read as it is among others', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
      // A letter with an accent behind it takes the way of all other scripts.
      expect(foldName(`${text} é`)).toBe(`${foldName(text)} e`.trim());
      expect(latinName(`${text} é`)).toBe(`${latinName(text)} e`.trim());
      expect(searchTokens(`${text} é`)).toEqual([...new Set([...searchTokens(text), 'e'])]);
    }), { numRuns: 2000 });
  });

  test.each([
    ['José Ñuñez', 'jose nunez'], ["O'Brien-Smith", 'obrien smith'], ["Ng'ang'a", 'nganga'], ['أحمد', 'احمد'], ['فاطمة', 'فاطمه'], ['مُحَمَّد', 'محمد'], ['ИВАНОВ', 'иванов'], ['Ana 2٣', 'ana 23'],
  ])('%s folds to %s', (name, folded) => {
    expect(foldName(name)).toBe(folded);
  });

  test.each([['محمد', 'mhmd'], ['राम', 'ram'], ['Łukasz', 'lukasz'], ['Søren Weiß', 'soren weiss'], ['Мария', 'mariya'], ['Ana 😀', 'ana']])('%s in Latin letters is %s', (name, latin) => {
    expect(latinName(name)).toBe(latin);
  });

  test.each([['محمد علي', 'mhmd'], ['José', 'jose'], ['José', 'JOSÉ'], ['राम', 'ram'], ['Łukasz', 'lukasz'], ["Ng'ang'a", 'nganga'], ['فاطمة', 'فاطمه'], ['أحمد', 'احمد'], ['Ali Hassan', 'hassan ali']])(
    '%s is found by %s', (name, typed) => {
      const index = searchTokens(name);
      for (const token of searchTokens(typed)) expect(index).toContain(token);
    });

  test('whatever is stored is found by itself, and any text by nothing worse than no words', () => {
    fc.assert(fc.property(anyText, (text) => {
      const tokens = searchTokens(text);
      expect(new Set(tokens).size).toBe(tokens.length);
      for (const token of tokens) expect(token).toMatch(/^[\p{L}\p{N}]+$/u);
      const result = cleanName(text);
      if (result.ok) for (const token of searchTokens(result.value)) expect(searchTokens(result.value.toUpperCase()).length > 0 || token === '').toBe(true);
    }), { numRuns: 2000 });
  });
});

test.each([['Ana María López', 'AL'], ['ana', 'A'], ['محمد علي', 'مع'], ['e\u0301va', 'É'], ['राम कुमार', 'राकु'], ['', ''], ['😀', '']])('initials of %s: %s', (name, expected) => {
  expect(initials(name).normalize('NFC')).toBe(expected);
});
