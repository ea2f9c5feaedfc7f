import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asciiDigits, readDecimal } from '#domain/kit/digits.ts';

test.each([['٠١٢٣٤٥٦٧٨٩', 'Arabic'], ['۰۱۲۳۴۵۶۷۸۹', 'Persian'], ['०१२३४५६७८९', 'Devanagari'], ['০১২৩৪৫৬৭৮৯', 'Bengali'], ['๐๑๒๓๔๕๖๗๘๙', 'Thai'], ['０１２３４５６７８９', 'full width']])(
  '%s (%s) are digits', (digits) => {
    expect(asciiDigits(`a${digits}-`)).toBe('a0123456789-');
  });

test.each([['36.8', 36.8], ['36,8', 36.8], ['٣٦٫٨', 36.8], [' 120 ', 120], ['.5', 0.5], ['5.', 5]])('"%s" is %d', (text, value) => {
  expect(readDecimal(text)).toBe(value);
});

test.each(['', '-5', '+5', '1e3', '1.234,5', '1,2,3', '12 5', 'NaN', 'Infinity', '0x10', '1'.repeat(30), '.'])('"%s" is no number', (text) => {
  expect(readDecimal(text)).toBeUndefined();
});

test('any text gives a finite number or nothing', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const value = readDecimal(text);
    expect(value === undefined || (Number.isFinite(value) && value >= 0)).toBe(true);
  }));
});
