import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkVitalsForm, confirmCode } from '#domain/vitals/form.ts';
import type { VitalEntry } from '#domain/vitals/form.ts';

const adult = { ageDays: 40 * 365 };
const entry = (code: string, typed: string, unit = ''): VitalEntry => ({ code, typed, unit });
const check = (...entries: VitalEntry[]) => checkVitalsForm(entries, adult);

describe('the vitals form', () => {
  test('a whole set by hand, with what was typed beside what it means', () => {
    const { refused, unusual, values } = check(
      entry('blood-pressure', '120/80', 'mm[Hg]'), entry('heart-rate', '72', '/min'), entry('temperature', '98,6', '[degF]'),
      entry('spo2', '٩٨', '%'), entry('respiratory-rate', '16', '/min'), entry('weight', '154', '[lb_av]'), entry('height', '1.75', 'm'),
      entry('pain', '3', '{score}'), entry('consciousness', 'a'), entry('oxygen', '2 L'), entry('glucose', '5.6', 'mmol/L'), entry('waist', '  ', 'cm'),
    );
    expect({ refused, unusual }).toEqual({ refused: [], unusual: [] });
    const brief = values.map((v) => [v.code, v.value ?? v.text, v.unit, v.typedValue, v.typedUnit]);
    expect(brief).toEqual([
      ['systolic', 120, 'mm[Hg]', '120', 'mm[Hg]'], ['diastolic', 80, 'mm[Hg]', '80', 'mm[Hg]'], ['heart-rate', 72, '/min', '72', '/min'],
      ['temperature', 37, 'Cel', '98,6', '[degF]'], ['spo2', 98, '%', '٩٨', '%'], ['respiratory-rate', 16, '/min', '16', '/min'],
      ['weight', 69.853_224_98, 'kg', '154', '[lb_av]'], ['height', 175, 'cm', '1.75', 'm'], ['pain', 3, '{score}', '3', '{score}'],
      ['consciousness', 'A', '', 'a', null], ['o2-flow', 2, 'L/min', '2 L', 'L/min'], ['glucose', 5.6, 'mmol/L', '5.6', 'mmol/L'],
      ['bmi', 22.809_216_3200, 'kg/m2', null, null],
    ]);
  });

  test('impossible values are refused with the limit and the probable unit', () => {
    expect(check(entry('temperature', '98.6', 'Cel')).refused)
      .toEqual([{ field: 'temperature', code: 'too-high', limit: '25–45 Cel', suggestion: '98.6 [degF]' }]);
    expect(check(entry('heart-rate', '0', '/min')).refused).toEqual([{ field: 'heart-rate', code: 'state-not-number', suggestion: 'no-pulse' }]);
  });

  test('unusual ones are asked about once, by a stable word', () => {
    const { unusual, refused, values } = check(entry('temperature', '41.5', 'Cel'));
    expect(refused).toEqual([]);
    expect(unusual.map(confirmCode)).toEqual(['temperature:unusually-high']);
    expect(values).toHaveLength(1);
  });

  test('pressure: diastolic below systolic, pulse pressure of at least ten', () => {
    expect(check(entry('blood-pressure', '80/80', 'mm[Hg]')).refused).toEqual([{ field: 'diastolic', code: 'not-below-systolic' }]);
    expect(check(entry('systolic', '90', 'mm[Hg]'), entry('diastolic', '82', 'mm[Hg]')).unusual.map(confirmCode)).toEqual(['diastolic:narrow-pulse-pressure']);
    expect(check(entry('blood-pressure', '90/80', 'mm[Hg]')).unusual).toEqual([]);
    expect(check(entry('blood-pressure', '16/10,7', 'kPa')).refused).toEqual([]);
    expect(check(entry('blood-pressure', '120', 'mm[Hg]')).refused).toEqual([{ field: 'blood-pressure', code: 'diastolic-missing' }]);
  });

  test('a weight and height that cannot belong together are asked about', () => {
    expect(check(entry('weight', '200', 'kg'), entry('height', '121', 'cm')).unusual.map((issue) => issue.code)).toContain('weight-or-height-wrong');
  });

  test.each([
    ['air', 'oxygen', 'room-air'], ['0', 'oxygen', 'room-air'], ['40%', 'fio2', 40], ['0.4', 'fio2', 40], ['15', 'o2-flow', 15], ['٢', 'o2-flow', 2],
  ])('oxygen %s', (typed, code, stored) => {
    const [value] = check(entry('oxygen', typed)).values;
    expect([value?.code, value?.value ?? value?.text]).toEqual([code, stored]);
  });

  test.each([['oxygen', '20%'], ['oxygen', '71 L'], ['oxygen', 'some'], ['consciousness', 'x'], ['pain', '11'], ['mood', '3'], ['weight', '1e3'], ['weight', '-70'], ['weight', '1.234,5']])(
    '%s "%s" is refused', (code, typed) => {
      const units: Record<string, string> = { pain: '{score}', weight: 'kg' };
      expect(check(entry(code, typed, units[code])).refused).toHaveLength(1);
    });

  test('a value given twice is refused, not overwritten', () => {
    expect(check(entry('systolic', '120', 'mm[Hg]'), entry('blood-pressure', '130/80', 'mm[Hg]')).refused).toEqual([{ field: 'systolic', code: 'given-twice' }]);
  });

  test('no text breaks the form', () => {
    const codes = fc.constantFrom('blood-pressure', 'temperature', 'oxygen', 'consciousness', 'no-pulse', 'glucose', '__proto__', 'constructor');
    fc.assert(fc.property(codes, fc.string({ unit: 'binary', maxLength: 40 }), fc.constantFrom('mm[Hg]', 'Cel', '', 'mg/dL'), (code, typed, unit) => {
      const { values } = check(entry(code, typed, unit));
      for (const value of values) expect(value.value === null || Number.isFinite(value.value)).toBe(true);
    }));
  });
});
