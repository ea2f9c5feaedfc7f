import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, decimalsOf, decimalText, exactShare, inCash, isCurrency, moneyText, MOST_MONEY, readMoney, share, type Decimals } from '#domain/kit/money.ts';

const money = fc.integer({ min: 0, max: MOST_MONEY });
const decimals = fc.constantFrom<Decimals>(0, 2, 3);
const sum = (parts: readonly number[]): number => parts.reduce((all, part) => all + part, 0);

describe('money', () => {
  test('has the decimals of its currency', () => {
    expect(['KES', 'UGX', 'KWD', 'JPY', 'EUR'].map(decimalsOf)).toEqual([2, 0, 3, 0, 2]);
    expect([moneyText(1_234_567, 'KES'), moneyText(-5, 'KES'), moneyText(1200, 'UGX'), moneyText(1, 'KWD')]).toEqual(['KES 12,345.67', 'KES -0.05', 'UGX 1,200', 'KWD 0.001']);
  });

  test('is read as people type it', () => {
    const read = (typed: string, of: Decimals): unknown => { const r = readMoney(typed, of, MOST_MONEY); return r.ok ? r.value : r.error.code; };
    expect([read('12.5', 2), read('1,234.50', 2), read('1.234,50', 2), read('1 234', 2), read('1.234', 2), read('1.234', 3), read('١٢٫٥', 2), read('.5', 2)])
      .toEqual([1250, 123_450, 123_450, 123_400, 123_400, 1234, 1250, 50]);
    expect([read('', 2), read('1.2.3', 2), read('-5', 2), read('1.255', 2), read('12.5', 0), read('99999999999.99', 2), read('twelve', 2), read('12,50,00', 2)])
      .toEqual(['not-money', 'not-money', 'negative', 125_500, 'too-many-decimals', 'too-large', 'not-money', 'not-money']);
  });

  test('is read again as it was written', () => {
    fc.assert(fc.property(money, decimals, (amount, of) => { expect(readMoney(decimalText(amount, of), of)).toEqual({ ok: true, value: amount }); }));
  });

  test('is split without losing a unit, and no part is a unit away from its share', () => {
    fc.assert(fc.property(fc.integer({ min: -MOST_MONEY, max: MOST_MONEY }), fc.array(money, { minLength: 1, maxLength: 40 }), (amount, weights) => {
      const parts = allocate(amount, weights);
      expect(sum(parts)).toBe(amount);
      const whole = weights.reduce((all, weight) => all + BigInt(weight), 0n);
      if (whole === 0n) return;
      parts.forEach((part, index) => {
        const off = BigInt(part) * whole - BigInt(amount) * BigInt(weights[index] ?? 0);
        expect((off < 0n ? -off : off) < whole).toBe(true);
      });
    }));
  });

  test('a share is the nearest whole, and both shares of a half go the same way', () => {
    expect([share(5, 1, 2), share(-5, 1, 2), share(1, 1, 3), share(0, 7, 9), share(7, 0, 3)]).toEqual([3, -3, 0, 0, 0]);
    fc.assert(fc.property(money, fc.integer({ min: 0, max: 10_000 }), (amount, rate) => {
      const off = 2n * (BigInt(share(amount, rate, 10_000)) * 10_000n - BigInt(amount) * BigInt(rate));
      expect(off <= 10_000n && off > -10_000n).toBe(true);
    }));
  });

  test('in cash it is the nearest multiple of the smallest coin', () => {
    expect([inCash(1002, 5), inCash(1003, 5), inCash(-1003, 5), inCash(1003, 1), inCash(25, 50)]).toEqual([1000, 1005, -1005, 1003, 50]);
    fc.assert(fc.property(money, fc.constantFrom(1, 5, 10, 25, 50, 100), (amount, step) => {
      const cash = inCash(amount, step);
      expect(cash % step).toBe(0);
      expect(Math.abs(cash - amount) * 2).toBeLessThanOrEqual(step);
    }));
  });
});

describe('an amount', () => {
  test.each([
    ['12', 2, 1200], ['12.5', 2, 1250], ['12,50', 2, 1250], ['1,250.50', 2, 125_050], ['1.250,50', 2, 125_050], ['1 250', 2, 125_000], ["1'250.05", 2, 125_005], ['1,250', 2, 125_000], ['0', 2, 0], ['.5', 2, 50],
    ['١٢٫٥٠', 2, 1250], ['1.250', 3, 1250], ['1,250,000', 0, 1_250_000], ['999999999999', 2, 99_999_999_999_900], ['999,999,999,999.99', 2, 99_999_999_999_999], ['007', 0, 7], ['12.00', 0, 12], ['12.5000', 2, 1250], ['１２．５', 2, 1250],
  ])('%s with %i decimals is %i', (typed, decimals, minor) => {
    expect(readMoney(typed, decimals)).toEqual({ ok: true, value: minor });
  });

  test.each([
    ['-5', 2, 'negative'], ['−5', 2, 'negative'], ['', 2, 'not-money'], ['12a', 2, 'not-money'], ['12.', 2, 'not-money'], ['1.2.3', 2, 'not-money'], ['12,34,567', 2, 'not-money'],
    ['12.5', 0, 'too-many-decimals'], ['0.125', 2, 'too-many-decimals'], ['1000000000000', 2, 'too-large'], ['1e5', 2, 'not-money'],
  ])('%s with %i decimals is refused as %s', (typed, decimals, code) => {
    expect(readMoney(typed, decimals)).toMatchObject({ ok: false, error: { code } });
  });

  test('is read again as it is written, in every currency\'s decimals', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 999_999_999_999 }), fc.constantFrom(0, 2, 3), (minor, decimals) => {
      expect(readMoney(decimalText(minor, decimals), decimals)).toEqual({ ok: true, value: minor });
    }));
  });

  test('has the decimals of its currency', () => {
    expect(['KES', 'JPY', 'KWD', 'USD'].map(decimalsOf)).toEqual([2, 0, 3, 2]);
    expect([isCurrency('XXQ'), isCurrency('kes'), isCurrency('KES')]).toEqual([false, false, true]);
  });

  test('is shared out to the nearest unit', () => {
    expect([exactShare(100, 1, 3), exactShare(100, 1, 8), exactShare(-100, 1, 8), exactShare(5, 1, 2)]).toEqual([33n, 13n, -13n, 3n]);
  });
});
