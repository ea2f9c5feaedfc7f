import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalValue, quantityCodes, quantityOf, unitsFor } from '#domain/vitals/quantities.ts';
import { findUnit, fromCanonical, roundForDisplay, toCanonical } from '#domain/vitals/units.ts';

const unit = (canonical: Parameters<typeof findUnit>[0], ucum: string) => findUnit(canonical, ucum)!;

describe('unit conversion', () => {
  test.each([
    ['temperature', 98.6, '[degF]', 37],
    ['temperature', 104, '[degF]', 40],
    ['temperature', 95, '[degF]', 35],
    ['weight', 150, '[lb_av]', 68.038_855_5],
    ['weight', 3400, 'g', 3.4],
    ['height', 65, '[in_i]', 165.1],
    ['height', 1.7, 'm', 170],
    ['systolic', 16, 'kPa', 120.009_852],
    ['glucose', 126, 'mg/dL', 6.993_938_586_56],
    ['fio2', 0.4, '1', 40],
    ['haemoglobin', 125, 'g/L', 12.5],
  ] as const)('%s %d %s', (code, value, ucum, expected) => {
    expect(canonicalValue(code, value, ucum)).toBeCloseTo(expected, 6);
  });

  test('an exact conversion reads exactly', () => {
    expect(canonicalValue('temperature', 98.6, '[degF]')).toBe(37);
    expect(canonicalValue('height', 65, '[in_i]')).toBe(165.1);
    expect(canonicalValue('temperature', -40, '[degF]')).toBe(-40);
  });

  test('there and back gives the typed value again, in every unit of every quantity', () => {
    for (const code of quantityCodes) {
      for (const each of unitsFor(code)) {
        fc.assert(fc.property(fc.integer({ min: 0, max: 100_000 }), (hundredths) => {
          const typed = hundredths / 100;
          const back = fromCanonical(toCanonical(typed, each), each);
          expect(Math.abs(back - typed)).toBeLessThan(1e-8 * Math.max(1, typed));
        }), { numRuns: 50 });
      }
    }
  });

  test('a unit of another quantity is not understood', () => {
    expect(canonicalValue('temperature', 37, 'kg')).toBeUndefined();
    expect(canonicalValue('spo2', 0.98, '1')).toBeUndefined();
  });

  test('the first unit of each quantity is its canonical one', () => {
    for (const code of quantityCodes) expect(unitsFor(code)[0]?.ucum).toBe(quantityOf(code).unit);
  });

  test('display rounds half away from zero, as read', () => {
    expect(roundForDisplay(37.05, unit('Cel', 'Cel'))).toBe(37.1);
    expect(roundForDisplay(1.005, { decimals: 2 })).toBe(1.01);
    expect(roundForDisplay(119.5, unit('mm[Hg]', 'mm[Hg]'))).toBe(120);
  });

  test('LOINC codes carry a valid check digit and none is used twice', () => {
    const codes = quantityCodes.map((code) => quantityOf(code).loinc);
    for (const code of codes) expect(loincCheckDigit(code.split('-')[0]!), code).toBe(Number(code.split('-')[1]));
    expect(new Set(codes).size).toBe(codes.length);
  });
});

/** Mod 10 (Luhn), as LOINC describes it. */
function loincCheckDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const n = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (n > 9 ? n - 9 : n);
  }, 0);
  return (10 - (sum % 10)) % 10;
}
