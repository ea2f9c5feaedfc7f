import { describe, expect, test } from 'vitest';
import { BOXES, confirmationOf, confirmedCodes, emptyBoxes, entriesOf, isEmpty, judge, suggestionOf, type BoxCode, type Boxes } from '#renderer/screens/vitals/boxes.ts';

const clinic = { temperatureUnit: 'Cel', weightUnit: 'kg', heightUnit: 'cm', glucoseUnit: 'mg/dL' } as const;
const empty = emptyBoxes(clinic);
const adult = { ageDays: 40 * 365 };
const typed = (parts: Partial<Record<BoxCode, string>>): Boxes => ({
  ...empty, ...Object.fromEntries(Object.entries(parts).map(([code, text]) => [code, { ...empty[code as BoxCode], typed: text }])),
});

test('boxes begin in the units of the clinic', () => {
  expect(isEmpty(empty)).toBe(true);
  const fahrenheit = emptyBoxes({ ...clinic, temperatureUnit: '[degF]', glucoseUnit: 'mmol/L' });
  expect([fahrenheit.temperature.unit, fahrenheit.glucose.unit, fahrenheit['blood-pressure'].unit, fahrenheit.pain.unit]).toEqual(['[degF]', 'mmol/L', 'mm[Hg]', '{score}']);
});

test('only filled boxes are sent, in the order of the form', () => {
  expect(entriesOf(typed({ oxygen: 'air', temperature: '37', 'blood-pressure': '120/80' }))).toEqual([
    { code: 'blood-pressure', typed: '120/80', unit: 'mm[Hg]' }, { code: 'temperature', typed: '37', unit: 'Cel' }, { code: 'oxygen', typed: 'air', unit: '' },
  ]);
});

test('a usual set of every box passes and derives the body mass index', () => {
  const usual = { 'blood-pressure': '120/80', 'heart-rate': '72', temperature: '36,8', spo2: '98', 'respiratory-rate': '16', weight: '70', height: '175', pain: '0', consciousness: 'A', oxygen: 'air', glucose: '95' };
  expect(Object.keys(usual)).toEqual([...BOXES]);
  const { byBox, checked } = judge(typed(usual), adult);
  expect([...byBox]).toEqual([]);
  expect(checked.values.find((value) => value.code === 'bmi')?.value).toBeCloseTo(22.857, 3);
});

describe('complaints stand at their box', () => {
  const at = (parts: Partial<Record<BoxCode, string>>): BoxCode[] => [...judge(typed(parts), adult).byBox.keys()];

  test('both numbers of a pressure at the one box', () => {
    expect(at({ 'blood-pressure': '80/120' })).toEqual(['blood-pressure']);
    expect(at({ 'blood-pressure': '400/80' })).toEqual(['blood-pressure']);
    expect(at({ 'blood-pressure': '120' })).toEqual(['blood-pressure']);
  });

  test('a strange body mass index at the height, oxygen at its box', () => {
    expect(at({ weight: '190', height: '125' })).toEqual(['height']);
    expect(at({ oxygen: '90' })).toEqual(['oxygen']);
  });
});

describe('what one key can mend', () => {
  const suggestion = (parts: Partial<Record<BoxCode, string>>, code: BoxCode) => {
    const verdict = judge(typed(parts), adult).byBox.get(code);
    return verdict && suggestionOf(verdict);
  };

  test('98 °C was meant as °F, 1.7 cm as metres', () => {
    expect(suggestion({ temperature: '98' }, 'temperature')).toEqual({ kind: 'unit', unit: '[degF]' });
    expect(suggestion({ height: '1.7' }, 'height')).toEqual({ kind: 'unit', unit: 'm' });
  });

  test('a pulse of 0 is a state', () => {
    expect(suggestion({ 'heart-rate': '0' }, 'heart-rate')).toEqual({ kind: 'state', state: 'no-pulse' });
    const boxes = { ...empty, 'heart-rate': { typed: 'No pulse', unit: '/min', state: 'no-pulse' } };
    expect(entriesOf(boxes)).toEqual([{ code: 'no-pulse', typed: 'No pulse', unit: '' }]);
    expect([...judge(boxes, adult).byBox]).toEqual([]);
  });

  test('nothing is suggested for an ordinary slip', () => {
    expect(suggestion({ 'heart-rate': '999' }, 'heart-rate')).toBeUndefined();
  });
});

describe('a confirmation', () => {
  test('counts for what stood in the box when it was given, and for nothing else', () => {
    const before = typed({ temperature: '41.5' });
    const confirmed = { temperature: confirmationOf('temperature', before) };
    expect(confirmedCodes(before, judge(before, adult), confirmed)).toEqual(['temperature:unusually-high']);
    const after = typed({ temperature: '42' });
    expect(confirmedCodes(after, judge(after, adult), confirmed)).toEqual([]);
  });

  test('of height and weight together is void when either changes', () => {
    const before = typed({ weight: '190', height: '125' });
    const confirmed = { height: confirmationOf('height', before) };
    expect(confirmedCodes(before, judge(before, adult), confirmed)).toEqual(['bmi:weight-or-height-wrong']);
    const after = typed({ weight: '189', height: '125' });
    expect(confirmedCodes(after, judge(after, adult), confirmed)).toEqual([]);
  });
});
