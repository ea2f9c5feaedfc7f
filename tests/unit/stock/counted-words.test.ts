import { expect, test } from 'vitest';
import { countedWord, isSameThing } from '#domain/stock/counted-words.ts';
import { readQuantity } from '#domain/stock/quantity.ts';

const said = (name: string, language: string, ...counts: readonly number[]): string[] => counts.map((count) => countedWord(name, count, language));

test('the usual words are said with a number as each language says them', () => {
  expect(said('box', 'en', 1, 2, 0, -1, -3)).toEqual(['box', 'boxes', 'boxes', 'box', 'boxes']);
  expect(said('Box', 'es', 1, 3)).toEqual(['caja', 'cajas']);
  expect(said('tablet', 'ar', 1, 2, 3, 10, 11, 99, 100)).toEqual(['قرص', 'قرص', 'أقراص', 'أقراص', 'قرصًا', 'قرصًا', 'قرص']);
  expect(said('صندوق', 'en', 5)).toEqual(['boxes']);
});

test('a word for the same that the clinic chose in this language stays its own', () => {
  expect(said('comprimido', 'es', 1, 4)).toEqual(['comprimido', 'comprimidos']);
  expect(said('comprimido', 'en', 4)).toEqual(['tablets']);
  expect(said('vial', 'es', 2)).toEqual(['viales']);
  expect(said('vial', 'en', 2)).toEqual(['vials']);
});

test('any other name stays as it was typed', () => {
  expect(said('Big crate', 'en', 5)).toEqual(['Big crate']);
  expect(said('box', 'hi', 5)).toEqual(['box']);
  expect(isSameThing('crate', 'crate')).toBe(false);
});

test('what is shown can be typed, in whatever language the item was written', () => {
  const item = { unit: 'tablet', packs: [{ name: 'box', size: 100 }, { name: 'strip', size: 10 }] };
  for (const typed of ['3 boxes + 4 tablets', '3 cajas + 4 tabletas', '3 صناديق + 4 أقراص']) expect(readQuantity(typed, item), typed).toEqual({ ok: true, value: 304 });
});
