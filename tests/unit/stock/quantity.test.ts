import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buyingPack, inPacks, quantityText, readCount, readQuantity } from '#domain/stock/quantity.ts';

const tablets = { unit: 'tablet', packs: [{ name: 'box', size: 100 }, { name: 'strip', size: 10 }] };

describe('a quantity', () => {
  test.each([
    ['304', 304], ['3 boxes + 4', 304], ['3 box 4', 304], ['3 box + 4 tablets', 304], ['2 strips', 20], ['1 b', 100], ['2boxes+1strip+3', 213], ['٣ box + ٤', 304], [' 7 tab ', 7],
  ])('%s is %i base units', (typed, units) => {
    expect(readQuantity(typed, tablets)).toEqual({ ok: true, value: units });
  });

  test.each([
    ['', 'empty'], ['-3', 'negative'], ['2 box + -1', 'negative'], ['1.5', 'fraction'], ['0,5 box', 'fraction'], ['½ box', 'fraction'], ['1/2 strip', 'fraction'],
    ['3 crates', 'unknown-pack'], ['box', 'quantity-unreadable'], ['0', 'not-positive'], ['99999999999', 'too-large'], ['9'.repeat(30), 'too-large'],
  ])('%s is refused as %s', (typed, code) => {
    expect(readQuantity(typed, tablets)).toMatchObject({ ok: false, error: { code } });
  });

  test('of nothing is a count, not a quantity', () => {
    expect(readCount('0', tablets)).toEqual({ ok: true, value: 0 });
    expect(readCount('-1', tablets)).toMatchObject({ ok: false });
  });

  test('whose word means packs of two sizes is not guessed', () => {
    expect(readQuantity('1 b', { unit: 'ml', packs: [{ name: 'bottle', size: 100 }, { name: 'box', size: 1000 }] })).toMatchObject({ ok: false, error: { code: 'unknown-pack' } });
  });

  test('is read again as it is written, whatever the packs', () => {
    const packs = fc.uniqueArray(fc.record({ name: fc.constantFrom('box', 'strip', 'carton', 'jar', 'caja grande', 'شريط'), size: fc.integer({ min: 2, max: 5000 }) }), { selector: ({ name }) => name, maxLength: 4 });
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000_000 }), packs, fc.constantFrom('en', 'es', 'ar', 'hi'), (quantity, own, language) => {
      const counted = { unit: 'tablet', packs: own.filter(({ name }) => name !== 'شريط' || own.every((each) => each.name !== 'strip')) };
      expect(readQuantity(quantityText(quantity, counted, language), counted)).toEqual({ ok: true, value: quantity });
    }));
  });

  test('stands in largest packs first, and keeps its sign below zero', () => {
    expect(inPacks(304, tablets)).toEqual([{ count: 3, name: 'box' }, { count: 4, name: 'tablet' }]);
    expect(inPacks(0, tablets)).toEqual([{ count: 0, name: 'tablet' }]);
    expect(inPacks(-12, tablets)).toEqual([{ count: -1, name: 'strip' }, { count: -2, name: 'tablet' }]);
    expect(buyingPack(tablets)).toEqual({ name: 'box', size: 100 });
    expect(buyingPack({ unit: 'ml', packs: [] })).toEqual({ name: 'ml', size: 1 });
  });
});
