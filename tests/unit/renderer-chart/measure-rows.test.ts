import { expect, test } from 'vitest';
import type { Observation } from '#domain/contract/vitals.ts';
import { ago } from '#renderer/text/ago.ts';
import { measureRows } from '#renderer/screens/chart/measure-rows.ts';

const at = '2026-03-01T08:00:00.000Z';
const observation = (part: Partial<Observation>): Observation => ({
  id: 'a', setId: 's', code: 'temperature', loinc: null, value: 37, text: null, unit: 'Cel', typedValue: '37', typedUnit: 'Cel', takenAt: at, recordedAt: at,
  recordedBy: 'Nurse', source: 'by-hand', inError: false, errorReason: null, confirmed: false, clock: null, originId: null, ...part,
});

test('the two numbers of one pressure are one line that marks both; a lone number keeps its own', () => {
  const rows = measureRows([
    observation({ id: '1', code: 'systolic', value: 190, unit: 'mm[Hg]' }), observation({ id: '2', code: 'diastolic', value: 95, unit: 'mm[Hg]', inError: true, errorReason: 'slip' }),
    observation({ id: '3', code: 'diastolic', value: 70, unit: 'mm[Hg]', setId: 'other' }),
  ], {}, 40 * 365);
  expect(rows.map(({ code, ids, value, inError, errorReason }) => ({ code, ids, value, inError, errorReason }))).toEqual([
    { code: 'blood-pressure', ids: ['1', '2'], value: '190/95', inError: true, errorReason: 'slip' },
    { code: 'diastolic', ids: ['3'], value: '70', inError: false, errorReason: null },
  ]);
});

test('a value typed in another unit says so; one typed as stored does not', () => {
  const [fahrenheit, celsius] = measureRows([observation({ typedValue: '98.6', typedUnit: '[degF]' }), observation({ id: 'b' })], {}, null);
  expect([fahrenheit?.typed, celsius?.typed]).toEqual(['98.6 °F', null]);
});

test('the age of a value is in the largest unit that says enough', () => {
  const hours = (n: number): string => ago(new Date(Date.parse(at) - n * 3_600_000).toISOString(), Date.parse(at), 'en');
  expect([hours(0.01), hours(0.5), hours(3), hours(23.9), hours(30), hours(24 * 90), hours(24 * 800)]).toEqual(
    ['now', '30 min. ago', '3 hr. ago', '23 hr. ago', '1 day ago', '2 mo. ago', '2 yr. ago'],
  );
});
