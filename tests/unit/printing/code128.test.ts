import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { code128Symbols, code128Widths, GS1_START, squareText } from '#domain/printing/code128.ts';
import { codeOfBatch, readBarcode } from '#domain/stock/barcode.ts';

/** What a scanner makes of symbols, by ISO/IEC 15417 alone: FNC1 at the start is told as `]C1`. */
function scanned(symbols: readonly number[]): string {
  const [start = 0, ...rest] = symbols;
  const values = rest.slice(0, -1);
  expect(rest.at(-1)).toBe(values.reduce((sum, value, index) => sum + value * (index + 1), start) % 103);
  let set = { 104: 'B', 105: 'C' }[start];
  let text = '';
  for (const [index, value] of values.entries()) {
    if (value === 102) text += index === 0 ? ']C1' : '\u001d';
    else if (set === 'C' && value === 100) set = 'B';
    else if (set === 'B' && value === 99) set = 'C';
    else text += set === 'C' ? String(value).padStart(2, '0') : String.fromCodePoint(value + 32);
  }
  return text;
}

describe('bars', () => {
  test('are read back as they were meant, in as few symbols as digits allow', () => {
    const symbols = code128Symbols(`${GS1_START}010590123412345710A1`);
    // Start C, FNC1, nine pairs of digits, set B, two letters, check.
    expect(symbols).toEqual([105, 102, 1, 5, 90, 12, 34, 12, 34, 57, 10, 100, 33, 17, 32]);
    expect(code128Widths(`${GS1_START}010590123412345710A1`)?.reduce((sum, width) => sum + width, 0)).toBe(15 * 11 + 13);
  });

  test('of any text that they hold are read back', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 60 }), fc.stringMatching(/^[0-9A-Z]{1,60}$/), fc.stringMatching(/^\d{1,60}$/));
    fc.assert(fc.property(text, fc.boolean(), (content, isGs1) => {
      const symbols = code128Symbols(isGs1 ? `${GS1_START}${content}` : content);
      expect(symbols && scanned(symbols)).toBe(isGs1 ? `]C1${content}` : content);
    }));
    for (const bad of ['', GS1_START, 'é', `A${GS1_START}`, 'x'.repeat(61)]) expect(code128Symbols(bad)).toBeUndefined();
  });
});

describe('the bars of a batch', () => {
  const gtin = fc.stringMatching(/^\d{14}$/);
  const own = fc.stringMatching(/^[A-Z][A-Z0-9-]{0,20}$/);
  const lot = fc.stringMatching(/^[A-Z0-9][A-Z0-9/.-]{0,19}$/);

  test('bring back the item and the lot, from bars, from a square code and from what is written below', () => {
    fc.assert(fc.property(fc.oneof(gtin, own), lot, (code, batch) => {
      const { bars, shown } = codeOfBatch({ code, lot: batch, expiresOn: '2027-12-31' });
      const symbols = code128Symbols(bars);
      for (const read of [symbols ? scanned(symbols) : '', squareText(bars), shown]) expect(readBarcode(read)).toEqual({ code, lot: batch, expiresOn: null });
    }));
  });

  test('hold the expiry where there is no lot, and the item alone where the lot does not fit', () => {
    const code = '05901234123457';
    expect(readBarcode(codeOfBatch({ code, lot: null, expiresOn: '2027-12-31' }).shown)).toEqual({ code, lot: null, expiresOn: '2027-12-31' });
    for (const bad of ['تشغيلة', 'x'.repeat(21), 'A|B', ' ']) expect(codeOfBatch({ code, lot: bad, expiresOn: null })).toEqual({ bars: code, shown: code });
    expect(codeOfBatch({ code: '', lot: 'A1', expiresOn: null })).toEqual({ bars: '', shown: '' });
  });
});
