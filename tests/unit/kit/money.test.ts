import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currencyDecimals, isCurrency, moneyText, readMoney, shareOf } from '#domain/kit/money.ts';

describe('an amount', () => {
  test.each([
    ['12', 2, 1200], ['12.5', 2, 1250], ['12,50', 2, 1250], ['1,250.50', 2, 125_050], ['1.250,50', 2, 125_050], ['1 250', 2, 125_000], ["1'250.05", 2, 125_005], ['1,250', 2, 125_000], ['0', 2, 0], ['.5', 2, 50],
    ['١٢٫٥٠', 2, 1250], ['1.250', 3, 1250], ['1,250,000', 0, 1_250_000], ['999999999999', 2, 99_999_999_999_900], ['999,999,999,999.99', 2, 99_999_999_999_999], ['007', 0, 7],
  ])('%s with %i decimals is %i', (typed, decimals, minor) => {
    expect(readMoney(typed, decimals)).toEqual({ ok: true, value: minor });
  });

  test.each([
    ['-5', 2, 'negative'], ['−5', 2, 'negative'], ['', 2, 'not-a-number'], ['12a', 2, 'not-a-number'], ['12.', 2, 'not-a-number'], ['1.2.3', 2, 'not-a-number'], ['12,34,567', 2, 'not-a-number'],
    ['12.5', 0, 'too-many-decimals'], ['0.125', 2, 'too-many-decimals'], ['1000000000000', 2, 'too-large'], ['1e5', 2, 'not-a-number'],
  ])('%s with %i decimals is refused as %s', (typed, decimals, code) => {
    expect(readMoney(typed, decimals)).toMatchObject({ ok: false, error: { code } });
  });

  test('is read again as it is written, in every currency\'s decimals', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), fc.constantFrom(0, 2, 3), (minor, decimals) => {
      expect(readMoney(moneyText(minor, decimals), decimals)).toEqual({ ok: true, value: minor });
    }));
  });

  test('has the decimals of its currency', () => {
    expect(['KES', 'JPY', 'KWD', 'USD'].map(currencyDecimals)).toEqual([2, 0, 3, 2]);
    expect([isCurrency('XXQ'), isCurrency('kes'), isCurrency('KES')]).toEqual([false, false, true]);
  });

  test('is shared out to the nearest unit', () => {
    expect([shareOf(100, 1, 3), shareOf(100, 1, 8), shareOf(-100, 1, 8), shareOf(5, 1, 2)]).toEqual([33n, 13n, -13n, 3n]);
  });
});
