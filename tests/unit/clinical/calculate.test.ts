import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calculate, calculationOf, CALCULATIONS, isMadeFor, questionsFor, type Known } from '#domain/clinical/calculate/all.ts';
import { chooseValues, type About } from '#domain/clinical/calculate/given.ts';
import type { Taken } from '#domain/vitals/taken.ts';
import words from '#renderer/text/en/rules.json' with { type: 'json' };
import type { Answer, Question } from '#domain/clinical/calculate/question.ts';

const NOW = Date.parse('2026-03-02T10:00:00.000Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const about: About = { ageMonths: 40 * 12, ageYears: 40, sex: 'female', pregnant: false, trimester: undefined };
const taken = (code: string, value: number | string, minutesAgo = 5, more: Partial<Taken> = {}): Taken => ({
  code, loinc: null, unit: '', value: typeof value === 'number' ? value : null, text: typeof value === 'string' ? value : null,
  takenAt: new Date(NOW - minutesAgo * MINUTE).toISOString(), ...more,
});
const lab = (loinc: string, value: number, unit: string, minutesAgo = 60): Taken => taken(loinc, value, minutesAgo, { loinc, unit });
const run = (rule: string, known: Partial<Known>) => {
  const calculation = calculationOf(rule);
  if (!calculation) throw new Error(`No such rule: ${rule}`);
  return calculate(calculation, { about, values: [], answers: {}, now: NOW, ...known });
};

describe('a rule fed from the record', () => {
  test('takes the newest value under each name and says when it was taken', () => {
    const { result, inputs, tone } = run('bmi-adult', { values: [taken('weight', 90, 4000), taken('weight', 100, 60, { unit: 'kg' }), taken('height', 170, 200 * 1440, { unit: 'cm' })] });
    expect(result).toMatchObject({ value: expect.closeTo(34.6, 1) as number, band: 'obesity-1' });
    expect(tone).toBe('attention');
    expect(inputs).toContainEqual({ name: 'weight', value: 100, unit: 'kg', takenAt: new Date(NOW - 60 * MINUTE).toISOString(), from: 'record' });
  });

  test('an acute score counts only what was taken within half an hour', () => {
    const set = [taken('respiratory-rate', 24), taken('systolic', 95, 31 + 5), taken('consciousness', 'A')];
    expect(run('qsofa', { values: set }).result).toMatchObject({ total: null, knownTotal: 1, missing: ['systolic'] });
    expect(run('qsofa', { values: [...set.slice(0, 1), taken('systolic', 95, 30), ...set.slice(2)] }).result).toMatchObject({ total: 2, band: 'positive' });
  });

  test('a value older than a rule allows is no value', () => {
    const weight = taken('weight', 80, (366 * DAY) / MINUTE);
    expect(run('bmi-adult', { values: [weight, taken('height', 180)] }).result.missing).toEqual(['weight']);
  });

  test('a laboratory value counts in whatever unit it was reported, and its class by the table of that unit', () => {
    expect(run('egfr-ckd-epi-2021', { values: [lab('14682-9', 88.4, 'umol/L')] }).result).toEqual(run('egfr-ckd-epi-2021', { values: [lab('2160-0', 1, 'mg/dL')] }).result);
    expect(run('glucose-ada-2025', { values: [lab('1558-6', 126, 'mg/dL')] }).result).toMatchObject({ value: 126, unit: 'mg/dL', band: 'diabetes-range' });
    expect(run('glucose-ada-2025', { values: [lab('14771-0', 6.9, 'mmol/L')] }).result).toMatchObject({ value: 6.9, unit: 'mmol/L', band: 'impaired-fasting-glucose' });
    expect(run('lipid-triglycerides', { values: [lab('2571-8', 150, 'mg/dL')] }).result.band).toBe('borderline-high');
  });

  test('what the laboratory calls fasting is fasting, unless somebody says otherwise', () => {
    const values = [lab('14771-0', 6.5, 'mmol/L')];
    expect(run('glucose-ada-2025', { values }).result.band).toBe('impaired-fasting-glucose');
    expect(run('glucose-ada-2025', { values, answers: { 'glucose-test': 'random' } }).result.band).toBe('not-diagnostic');
  });

  test('the lipids of one sample make an LDL, those of two do not', () => {
    const sample = [lab('2093-3', 200, 'mg/dL'), lab('2085-9', 50, 'mg/dL'), lab('2571-8', 150, 'mg/dL')];
    expect(run('ldl-friedewald', { values: sample, answers: { fasting: true } }).result).toMatchObject({ value: 120, band: 'near-optimal', warnings: [] });
    expect(run('ldl-friedewald', { values: [lab('2093-3', 200, 'mg/dL', 5000), ...sample.slice(1)] }).result.missing).toEqual(['total-cholesterol']);
  });

  test('answers and measures together make the FINDRISC, and each part is told', () => {
    const answers = { 'active-daily': false, 'vegetables-daily': false, 'pressure-drugs-ever': true, 'high-glucose-ever': false, 'family-diabetes': 'first-degree' };
    const { result } = run('findrisc', { about: { ...about, ageYears: 60, ageMonths: 720 }, values: [taken('weight', 80), taken('height', 160), taken('waist', 90)], answers });
    expect(result).toMatchObject({ total: 20, parts: { age: 3, bmi: 3, waist: 4, activity: 2, vegetables: 1, 'pressure-drugs': 2, 'high-glucose': 0, family: 5 } });
  });

  test('an answer that is not on the list counts as none', () => {
    expect(run('gcs', { answers: { eye: '9', verbal: '5', motor: '6' } }).result.missing).toEqual(['eye']);
  });

  test('the trimester is asked of pregnant women alone', () => {
    const anaemia = calculationOf('anaemia-who-2024');
    const asked = (pregnant: boolean): boolean => anaemia !== undefined && questionsFor(anaemia, { ...about, pregnant }).some(({ id }) => id === 'trimester');
    expect([asked(false), asked(true)]).toEqual([false, true]);
  });
});

describe('every rule', () => {
  const anyAnswer = (question: Question): fc.Arbitrary<Answer | undefined> => {
    switch (question.kind) {
      case 'yes-no': return fc.option(fc.boolean(), { nil: undefined });
      case 'choice': return fc.option(fc.constantFrom(...question.options), { nil: undefined });
      case 'number': return fc.option(fc.double({ min: question.low, max: question.high, noNaN: true }), { nil: undefined });
    }
  };

  test.each(CALCULATIONS.map((each) => [each.rule.rule, each] as const))('%s says something sensible of any record', (_rule, calculation) => {
    const codes = Object.values(calculation.reads).flatMap(({ codes: ofBody, loincs }) => [...ofBody.map((code) => [code, null] as const), ...loincs.map((loinc) => [loinc, loinc] as const)]);
    const value = codes.length === 0 ? fc.constant(undefined) : fc.record({
      at: fc.constantFrom(...codes), value: fc.double({ min: 0.1, max: 600, noNaN: true }), text: fc.constantFrom('A', 'V', 'room-air'),
      unit: fc.constantFrom('mg/dL', 'mmol/L', 'g/dL', '%', ''), minutes: fc.integer({ min: 0, max: 90 }),
    });
    const person = fc.record({
      ageMonths: fc.option(fc.integer({ min: 0, max: 1300 })), sex: fc.constantFrom('female', 'male', undefined), pregnant: fc.boolean(), trimester: fc.constantFrom(1, 2, 3, undefined),
    });
    fc.assert(fc.property(person, fc.array(value, { maxLength: 12 }), fc.record(Object.fromEntries(calculation.asks.map((question) => [question.id, anyAnswer(question)]))), (somebody, taking, answered) => {
      const who = { ...somebody, ageYears: somebody.ageMonths === null ? null : Math.floor(somebody.ageMonths / 12) } as About;
      const values = taking.flatMap((each) => (each ? [taken(each.at[0], each.value, each.minutes, { loinc: each.at[1], unit: each.unit, text: each.text })] : []));
      const answers = Object.fromEntries(Object.entries(answered).filter(([, answer]) => answer !== undefined)) as Record<string, Answer>;
      const { result, tone } = calculate(calculation, { about: who, values, answers, now: NOW });
      if (result.band !== null) expect(calculation.rule.bands).toContain(result.band);
      expect(tone === null).toBe(result.band === null && result.atLeast === null);
      if (!isMadeFor(calculation, who)) return;
      if (result.band !== null) expect(result.refused ?? null).toBeNull();
    }), { numRuns: 60 });
  });

  test('its bands are calm, grave or neither, and none is named that it does not have', () => {
    for (const { rule, calm, grave } of CALCULATIONS) expect({ rule: rule.rule, unknown: [...calm, ...grave].filter((band) => !rule.bands.includes(band)) }).toEqual({ rule: rule.rule, unknown: [] });
  });
});

test('everything a rule may say has words', () => {
  const has = (...path: readonly string[]): boolean => path.reduce<unknown>((place, key) => (place as Record<string, unknown> | undefined)?.[key], words) !== undefined;
  const silent = CALCULATIONS.flatMap(({ rule, reads, asks }) => [
    has('name', rule.rule) ? [] : rule.rule,
    rule.bands.filter((band) => !has('band', band.replace('.', '_'))),
    [...Object.keys(reads), ...asks.map(({ id }) => id)].filter((name) => !has('input', name)),
    asks.flatMap((ask) => (ask.kind === 'choice' ? ask.options.filter((option) => !has('option', ask.id, option)) : [])),
  ].flat());
  expect(silent).toEqual([]);
});

test('values are chosen whatever their order', () => {
  const source = { weight: { codes: ['weight'], loincs: [], days: 30 } };
  fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 20_000 }), { minLength: 1, maxLength: 8 }), (minutes) => {
    const values = minutes.map((ago) => taken('weight', ago, ago));
    expect(chooseValues(source, values, NOW, false)).toEqual(chooseValues(source, [...values].reverse(), NOW, false));
    expect(chooseValues(source, values, NOW, false).weight?.value).toBe(Math.min(...minutes));
  }));
});
