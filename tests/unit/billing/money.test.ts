import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { allocate, decimalsOf, decimalText, inCash, moneyText, MOST_MONEY, readMoney, share, type Decimals } from '#domain/billing/money.ts';

const money = fc.integer({ min: 0, max: MOST_MONEY });
const decimals = fc.constantFrom<Decimals>(0, 2, 3);
const sum = (parts: readonly number[]): number => parts.reduce((all, part) => all + part, 0);

describe('money', () => {
  test('has the decimals of its currency', () => {
    expect(['KES', 'UGX', 'KWD', 'JPY', 'EUR'].map(decimalsOf)).toEqual([2, 0, 3, 0, 2]);
    expect([moneyText(1_234_567, 'KES'), moneyText(-5, 'KES'), moneyText(1200, 'UGX'), moneyText(1, 'KWD')]).toEqual(['KES 12,345.67', 'KES -0.05', 'UGX 1,200', 'KWD 0.001']);
  });

  test('is read as people type it', () => {
    const read = (typed: string, of: Decimals): unknown => { const r = readMoney(typed, of); return r.ok ? r.value : r.error; };
    expect([read('12.5', 2), read('1,234.50', 2), read('1.234,50', 2), read('1 234', 2), read('1.234', 2), read('1.234', 3), read('١٢٫٥', 2), read('.5', 2)])
      .toEqual([1250, 123_450, 123_450, 123_400, 123_400, 1234, 1250, 50]);
    expect([read('', 2), read('1.2.3', 2), read('-5', 2), read('1.255', 2), read('12.5', 0), read('99999999999.99', 2), read('twelve', 2), read('12,50,00', 2)])
      .toEqual(['not-money', 'not-money', 'negative', 125_500, 'too-exact', 'too-large', 'not-money', 'not-money']);
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
