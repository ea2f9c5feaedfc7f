import fc from 'fast-check';
import { expect, test } from 'vitest';
import { phoneDigits, phoneTail, samePhone } from '#domain/patients/phone.ts';

test.each([['+254 (712) 345-678', '254712345678'], ['٠٧١٢٣٤٥٦٧٨', '0712345678'], ['0712 345 678 ext 12', '0712345678'], ['0712345678x5', '0712345678'], ['none', '']])('digits of %s', (typed, digits) => {
  expect(phoneDigits(typed)).toBe(digits);
});

test.each([
  ['+254712345678', '0712 345 678'], ['00254712345678', '712345678'], ['+506 8888-1234', '88881234'], ['+34 612 345 678', '612345678'], ['+91 98765 43210', '098765 43210'],
])('%s is %s', (a, b) => {
  expect(samePhone(a, b)).toBe(true);
  expect(phoneTail(a)).toBe(phoneTail(b));
});

test.each([['+254712345678', '+254712345679'], ['112', '+254712345112'], ['', ''], ['000000000', '000000000'], ['+506 8888-1234', '+506 8888-1235']])('%s is not %s', (a, b) => {
  expect(samePhone(a, b)).toBe(false);
});

test('a trunk zero is no digit of the number, and a fragment has no tail', () => {
  expect(phoneTail('0234 5678')).toBe('2345678');
  expect(phoneTail('0712345')).toBeUndefined();
  expect(phoneTail('712345')).toBeUndefined();
});

test('a number is the same line with any country code and separators', () => {
  const local = fc.integer({ min: 20_000_000, max: 999_999_999 }).map(String);
  fc.assert(fc.property(local, fc.integer({ min: 1, max: 999 }), fc.constantFrom(' ', '-', '.', ''), (digits, country, sign) => {
    const international = `+${country}${sign}${[...digits].join(sign)}`;
    expect(samePhone(international, `0${digits}`)).toBe(true);
    expect(phoneTail(international)).toBe(phoneTail(digits));
  }));
});
