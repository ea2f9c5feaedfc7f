import { expect, test } from 'vitest';
import { RULES, ruleOf } from '#domain/clinical/rules.ts';
import { failureOf, testDesk } from '#tests/support/desk.ts';
import { chartLines } from '#tests/support/risk-charts.ts';

const box = (code: string, typed: string, unit: string) => ({ code, typed, unit });

async function oneAdult() {
  const desk = await testDesk();
  const reception = desk.as('reception');
  const { services } = await reception.clinic.services({});
  const { patient } = await reception.patients.register({ name: 'Ines Duarte', ageOrBirth: '52', sex: 'female', serviceId: services[0]?.id ?? '' });
  const doctor = desk.as('doctor');
  const take = (...entries: readonly ReturnType<typeof box>[]) => doctor.vitals.record({ patientId: patient.id, entries: [...entries], confirmed: ['weight', 'waist'] });
  const rule = async (name: string, answers = {}) => (await doctor.scores.list({ patientId: patient.id, answers })).rules.find((each) => each.rule === name);
  return { desk, doctor, patientId: patient.id, take, rule };
}

test('the rules made for a person are calculated from what was taken, with their parts and times', async () => {
  const { take, rule } = await oneAdult();
  expect(await rule('bmi-adult')).toMatchObject({ value: null, band: null, missing: ['weight', 'height'] });
  await take(box('weight', '92', 'kg'), box('height', '160', 'cm'), box('blood-pressure', '165/95', 'mm[Hg]'), box('heart-rate', '80', '/min'));
  expect(await rule('bmi-adult')).toMatchObject({ band: 'obesity-2', tone: 'attention', check: false, inputs: [{ name: 'weight', value: 92, unit: 'kg', from: 'record' }, { name: 'height', value: 160 }] });
  expect(await rule('blood-pressure-who-2021')).toMatchObject({ band: 'hypertension-same-day', tone: 'grave', check: true });
  // Made for others.
  expect([await rule('pews-parshuram'), await rule('meows')]).toEqual([undefined, undefined]);
});

test('a value taken back no longer counts', async () => {
  const { doctor, take, rule } = await oneAdult();
  const { observations } = await take(box('heart-rate', '130', '/min'), box('blood-pressure', '90/60', 'mm[Hg]'));
  expect(await rule('shock-index')).toMatchObject({ band: 'severe' });
  await doctor.vitals.markInError({ observationId: observations.find(({ code }) => code === 'heart-rate')?.id ?? '', reason: 'other patient' });
  expect(await rule('shock-index')).toMatchObject({ band: null, missing: ['pulse'] });
});

test('a kept result stays as it was made, whatever is measured later', async () => {
  const { desk, doctor, patientId, take, rule } = await oneAdult();
  await take(box('weight', '70', 'kg'), box('height', '160', 'cm'));
  const kept = await doctor.scores.keep({ patientId, rule: 'bmi-adult' });
  expect(kept).toMatchObject({ band: 'overweight', value: expect.closeTo(27.34, 2) as number, unit: 'kg/m2' });
  desk.advance(60_000);
  await take(box('weight', '63', 'kg'));
  expect(await rule('bmi-adult')).toMatchObject({ band: 'normal' });
  expect(await doctor.scores.earlier({ patientId, rule: 'bmi-adult' })).toEqual({ results: [kept] });
});

test('lasting answers are offered again, those about now are not', async () => {
  const { doctor, patientId, take, rule } = await oneAdult();
  await take(box('weight', '92', 'kg'), box('height', '160', 'cm'), box('waist', '99', 'cm'));
  const answers = { 'active-daily': false, 'vegetables-daily': true, 'pressure-drugs-ever': false, 'high-glucose-ever': false, 'family-diabetes': 'none' };
  expect(await rule('findrisc', answers)).toMatchObject({ total: 11, band: 'slightly-elevated' });
  await doctor.scores.keep({ patientId, rule: 'findrisc', answers });
  await doctor.scores.keep({ patientId, rule: 'gcs', answers: { eye: '4', verbal: '5', motor: '6' } });
  expect(await rule('findrisc')).toMatchObject({ total: 11, answers });
  expect(await rule('gcs')).toMatchObject({ total: null, answers: {}, missing: ['eye', 'verbal', 'motor'] });
});

test('what says nothing yet cannot be kept, and a rule made for others is not there', async () => {
  const { desk, doctor, patientId } = await oneAdult();
  expect(await failureOf(doctor.scores.keep({ patientId, rule: 'bmi-adult' }))).toMatchObject({ code: 'INVALID' });
  expect(await failureOf(doctor.scores.keep({ patientId, rule: 'pews-parshuram' }))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await failureOf(desk.as('cashier').scores.list({ patientId, answers: {} }))).toMatchObject({ code: 'NOT_ALLOWED' });
});

test('the risk of heart and vessels is told once the clinic has imported its charts and said where it is', async () => {
  const { desk, doctor, patientId, take, rule } = await oneAdult();
  const manager = desk.as('manager');
  await take(box('blood-pressure', '145/80', 'mm[Hg]'));
  expect(await rule('cvd-who-2019')).toMatchObject({ refused: 'no-table', value: null });
  expect(await failureOf(manager.scores.importCharts({ csv: chartLines().slice(0, -1).join('\n') }))).toMatchObject({ code: 'INVALID', data: { issues: [{ code: 'table-incomplete' }] } });
  expect((await manager.scores.charts({})).charts).toBeNull();
  await manager.scores.importCharts({ csv: chartLines().join('\n') });
  expect(await rule('cvd-who-2019')).toMatchObject({ refused: null, missing: ['smoker', 'diabetes', 'totalCholesterol', 'region'] });
  expect(await failureOf(manager.scores.setRegion({ region: 'nowhere' }))).toMatchObject({ code: 'INVALID' });
  await manager.scores.setRegion({ region: 'far' });
  expect((await manager.scores.charts({})).charts).toMatchObject({ regions: ['near', 'far'], region: 'far' });
  expect(await rule('cvd-who-2019', { smoker: true, diabetes: false })).toMatchObject({ missing: ['totalCholesterol'] });
  expect(await rule('cvd-who-2019', { 'known-disease': true })).toMatchObject({ refused: 'already-high-risk' });
  expect(await failureOf(doctor.scores.importCharts({ csv: '' }))).toMatchObject({ code: 'NOT_ALLOWED' });
  await manager.scores.importCharts({ csv: chartLines().join('\n') });
  expect((await manager.scores.charts({})).charts).toMatchObject({ region: 'far' });
  expect((await doctor.scores.list({ patientId, answers: {} })).rules.some(({ rule: name }) => name === 'cvd-who-2019')).toBe(true);
});

test('every rule with recalled numbers says so wherever it is calculated: of adults, children, infants and pregnant women', async () => {
  const desk = await testDesk();
  const doctor = desk.as('doctor');
  const people = [
    { name: 'Samuel Okoro', ageOrBirth: '58', sex: 'male' }, { name: 'Amina Yusuf', ageOrBirth: '27', sex: 'female', pregnant: true },
    { name: 'Lia Duarte', ageOrBirth: '8m', sex: 'female' }, { name: 'Ben Otieno', ageOrBirth: '3', sex: 'male' }, { name: 'Rosa Lima', ageOrBirth: '12', sex: 'female' },
  ] as const;
  const marked = new Set<string>();
  for (const person of people) {
    const { id: patientId } = await desk.as('reception').patients.create(person);
    for (const { rule, check } of (await doctor.scores.list({ patientId, answers: {} })).rules) {
      expect([rule, check]).toEqual([rule, ruleOf(rule)?.mark !== null]);
      if (check) marked.add(rule);
    }
  }
  // Growth has a page of its own, which says it under its curves.
  expect(RULES.filter(({ rule, mark }) => mark !== null && !marked.has(rule) && !rule.startsWith('growth-')).map(({ rule }) => rule)).toEqual([]);
});
