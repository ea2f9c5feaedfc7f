import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { intakesOf, MOST_DAYS, MOST_DOSE, quantityOf, readDosage } from '#domain/record/dosage.ts';
import { readTiming } from '#domain/record/timing.ts';

const boxes = { dose: '', timing: '', days: '', quantity: '' };

describe('a quantity', () => {
  test.each([
    [{ dose: 1, unit: 'tablet', perDay: 3, days: 7 }, 21],
    [{ dose: 0.5, unit: 'tablet', perDay: 3, days: 7 }, 11],
    [{ dose: 5, unit: 'mL', perDay: 3, days: 5 }, 75],
    [{ dose: 2.5, unit: 'mL', perDay: 3, days: 5 }, 38],
    [{ dose: 70, unit: 'mg', perDay: 1 / 7, days: 28 }, 280],
    [{ dose: 1, unit: 'tablet', perDay: 1 / 7, days: 3 }, 1],
    [{ dose: 0.1, unit: 'mg', perDay: 3, days: 1 }, 0.3],
    [{ dose: 2, unit: 'puff', perDay: 4, days: 30 }, 240],
  ])('of %o is %d', (dosage, wanted) => { expect(quantityOf(dosage)).toBe(wanted); });

  const dosage = fc.record({
    dose: fc.integer({ min: 1, max: 8_000 }).map((n) => n / 8), unit: fc.constantFrom('tablet', 'capsule', 'mL', 'mg', 'drop'),
    perDay: fc.constantFrom(1 / 7, 0.5, 1, 2, 3, 4, 6), days: fc.integer({ min: 1, max: MOST_DAYS }),
  });

  test('suffices for every intake and wastes less than one piece', () => {
    fc.assert(fc.property(dosage, (each) => {
      const need = each.dose * intakesOf(each.perDay, each.days);
      const quantity = quantityOf(each);
      expect(quantity).toBeGreaterThanOrEqual(need - 1e-6);
      expect(quantity - need).toBeLessThan(1);
    }));
  });

  test('of what is counted is whole', () => {
    fc.assert(fc.property(dosage, (each) => { expect(Number.isInteger(quantityOf({ ...each, unit: 'tablet' }))).toBe(true); }));
  });

  test('never falls when dose, intakes or days grow', () => {
    fc.assert(fc.property(dosage, (each) => {
      const quantity = quantityOf(each);
      expect(quantityOf({ ...each, dose: each.dose + 0.5 })).toBeGreaterThanOrEqual(quantity);
      expect(quantityOf({ ...each, perDay: each.perDay + 1 })).toBeGreaterThanOrEqual(quantity);
      expect(quantityOf({ ...each, days: each.days + 1 })).toBeGreaterThanOrEqual(quantity);
    }));
  });
});

describe('the boxes of a prescription', () => {
  test('give the quantity where none is typed', () => {
    expect(readDosage({ ...boxes, dose: '1/2', timing: '1-0-1', days: '10' }, 'tablet')).toEqual({ ok: true, value: { dose: 0.5, perDay: 2, days: 10, quantity: 10 } });
  });
  test('keep the quantity that is typed', () => {
    expect(readDosage({ ...boxes, dose: '1', timing: '3', days: '7', quantity: '30' }, 'tablet')).toMatchObject({ ok: true, value: { quantity: 30 } });
  });
  test('may be empty', () => {
    expect(readDosage(boxes, 'tablet')).toEqual({ ok: true, value: { dose: null, perDay: null, days: null, quantity: null } });
  });
  test.each([
    [{ dose: '0' }, { field: 'dose', code: 'not-positive' }], [{ dose: '-1' }, { field: 'dose', code: 'not-positive' }],
    [{ dose: '123456789012' }, { field: 'dose', code: 'too-large', limit: MOST_DOSE }], [{ dose: 'two' }, { field: 'dose', code: 'not-a-number' }],
    [{ dose: '1/0' }, { field: 'dose', code: 'too-large', limit: MOST_DOSE }], [{ dose: '1e3' }, { field: 'dose', code: 'not-a-number' }],
    [{ timing: 'sometimes' }, { field: 'timing', code: 'timing-unreadable' }], [{ timing: '0' }, { field: 'timing', code: 'timing-unreadable' }],
    [{ timing: '400' }, { field: 'timing', code: 'too-large', limit: 48 }], [{ days: '400' }, { field: 'days', code: 'too-large', limit: 366 }],
    [{ days: '2.5' }, { field: 'days', code: 'not-whole' }], [{ quantity: '0' }, { field: 'quantity', code: 'not-positive' }],
  ])('%o cannot be', (typed, error) => { expect(readDosage({ ...boxes, ...typed }, 'tablet')).toEqual({ ok: false, error }); });

  test.each([['½', 0.5], ['1½', 1.5], ['1 1/2', 1.5], ['0,5', 0.5], ['٠٫٥', 0.5], ['٢', 2], ['.25', 0.25]])('a dose of %s is %d', (dose, wanted) => {
    expect(readDosage({ ...boxes, dose }, 'tablet')).toMatchObject({ ok: true, value: { dose: wanted } });
  });

  test('never give a quantity that is not a finite positive number, whatever is typed', () => {
    fc.assert(fc.property(fc.record({ dose: fc.string(), timing: fc.string(), days: fc.string(), quantity: fc.string() }), (typed) => {
      const read = readDosage(typed, 'mL');
      if (!read.ok) return;
      for (const value of Object.values(read.value)) if (value !== null) expect(Number.isFinite(value) && value > 0).toBe(true);
    }));
  });
});

describe('how often', () => {
  test.each([
    ['3', 3], ['3x', 3], ['3 times a day', 3], ['2 veces al día', 2], ['1-0-1', 2], ['1-1-1-1', 4], ['1-0-2', 3], ['0.5-0-0.5', 1], ['q8h', 3], ['8h', 3], ['every 6 hours', 4],
    ['c/12h', 2], ['cada 8 horas', 3], ['كل 8 ساعات', 3], ['كل ٦ ساعات', 4], ['bd', 2], ['b.d.', 2], ['TDS', 3], ['once daily', 1], ['twice a day', 2], ['weekly', 1 / 7], ['2/week', 2 / 7],
    ['every 2 days', 1 / 2], ['cada 2 semanas', 1 / 14], ['48h', 1 / 2], ['مرتين يوميا', 2], ['semanal', 1 / 7],
  ])('%s is %d a day', (typed, wanted) => { expect(readTiming(typed)).toBeCloseTo(wanted, 9); });

  test.each(['', '0', '0-0-0', 'as the doctor said', 'q0h', '<script>', '-3'])('%s says nothing', (typed) => { expect(readTiming(typed)).toBeUndefined(); });
});
