import { describe, expect, test } from 'vitest';
import type { LabTestShape } from '#domain/contract/lab-shapes.ts';
import { BUILT_IN_TESTS } from '#domain/lab/catalogue.ts';
import { rangeFor } from '#domain/lab/range.ts';
import { addedRange, draftOf, newTest, testOf, type TestDraft } from '#renderer/screens/settings/laboratory/test-draft.ts';

const stored = (code: string): LabTestShape => structuredClone(BUILT_IN_TESTS.find((each) => each.code === code)) as unknown as LabTestShape;
const potassium = stored('potassium');
const draft = draftOf(potassium, 'Potassium');
const withRange = (part: Partial<TestDraft['ranges'][number]>): TestDraft => ({ ...draft, ranges: [...draft.ranges, { ...addedRange(draft.unit), ...part }] });

// spec: LAB-1
describe('the boxes of a laboratory test', () => {
  test('hold every delivered test without changing anything of it', () => {
    for (const each of BUILT_IN_TESTS) expect(testOf(draftOf(stored(each.code), each.names['en'] ?? ''), stored(each.code), 'en'), each.code).toEqual(each);
  });

  test('take one more range for some people, by sex, age and pregnancy, and leave one out', () => {
    const made = testOf(withRange({ sex: 'female', pregnant: 'only', low: '3,2', high: '4.8', age: { unit: 'years', from: '12', before: '' } }), potassium, 'en');
    expect(made?.ranges.slice(0, -1)).toEqual(potassium.ranges);
    expect(made?.ranges.at(-1)).toEqual({ sex: 'female', pregnant: 'only', fromDays: 4383, beforeDays: null, unit: potassium.unit, low: 3.2, high: 4.8, criticalLow: null, criticalHigh: null });
    expect(rangeFor({ ...potassium, ...made } as never, { sex: 'female', ageDays: 9000, pregnant: true }, potassium.unit)).toMatchObject({ low: 3.2, high: 4.8 });
    const young = testOf(withRange({ low: '4', age: { unit: 'days', from: '0', before: '28' } }), potassium, 'en');
    expect(young?.ranges.at(-1)).toMatchObject({ fromDays: 0, beforeDays: 28 });
    expect(testOf({ ...draft, ranges: draft.ranges.slice(1) }, potassium, 'en')?.ranges).toEqual(potassium.ranges.slice(1));
  });

  test('send nothing while an age or a limit is no number', () => {
    for (const from of ['ten', '-1']) expect(testOf(withRange({ age: { unit: 'years', from, before: '' } }), potassium, 'en'), from).toBeUndefined();
    expect(testOf(withRange({ low: 'ten' }), potassium, 'en')).toBeUndefined();
  });

  test('take answers with what each means; an empty one is none', () => {
    const made = testOf({ ...newTest, code: 'dengue', name: 'Dengue', kind: 'coded', ranges: [], choices: [{ code: ' negative ', flag: 'normal' }, { code: '', flag: 'abnormal' }, { code: 'weak positive', flag: 'needs-confirmation' }] }, undefined, 'en');
    expect(made?.choices).toEqual([{ code: 'negative', flag: 'normal' }, { code: 'weak positive', flag: 'needs-confirmation' }]);
  });
});
