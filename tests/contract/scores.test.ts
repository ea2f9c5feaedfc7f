import { expect, test } from 'vitest';
import { failureOf, testDesk } from '#tests/support/desk.ts';

const box = (code: string, typed: string, unit: string) => ({ code, typed, unit });
const breathless = [box('respiratory-rate', '26', '/min'), box('spo2', '91', '%'), box('oxygen', '2 l', 'L/min'), box('heart-rate', '118', '/min')];
const rest = [box('blood-pressure', '104/62', 'mm[Hg]'), box('temperature', '38.4', 'Cel'), box('consciousness', 'A', '')];

async function waitingPeople() {
  const desk = await testDesk();
  const reception = desk.as('reception');
  const { services } = await reception.clinic.services({});
  const serviceId = services[0]?.id ?? '';
  const first = await reception.patients.register({ name: 'Ines Duarte', ageOrBirth: '30', sex: 'female', serviceId });
  desk.advance(1000);
  const ill = await reception.patients.register({ name: 'Samuel Okoro', ageOrBirth: '52', sex: 'male', serviceId });
  const nurse = desk.as('nurse');
  const queue = async () => (await nurse.queue.today({})).entries;
  const record = (patientId: string, entries: typeof rest, tokenId?: string) => nurse.vitals.record({ patientId, entries, confirmed: [], ...(tokenId ? { tokenId } : {}) });
  return { desk, nurse, serviceId, first, ill, queue, record };
}

test('a whole set gives the score, which moves the person up the queue and stands there with its parts', async () => {
  const { desk, ill, first, nurse, queue, record } = await waitingPeople();
  expect((await queue()).map(({ label }) => label)).toEqual([first.token.label, ill.token.label]);
  await record(ill.patient.id, [...breathless, ...rest], ill.token.id);
  const [top] = await queue();
  expect(top).toMatchObject({
    label: ill.token.label, priority: 'emergency', undoable: true,
    score: { rule: 'news2', total: 12, band: 'high', missing: [], parts: { 'respiratory-rate': 3, spo2: 3, oxygen: 2, systolic: 1, pulse: 2, consciousness: 0, temperature: 1 } },
  });
  // The desk sees who goes first, not how ill they are.
  expect((await desk.as('reception').queue.today({})).entries[0]).toMatchObject({ label: ill.token.label, priority: 'emergency', score: null });
  expect((await nurse.vitals.score({ patientId: ill.patient.id }))).toMatchObject({ applies: true, score: { total: 12, inputs: { pulse: 118, onOxygen: true } }, earlier: [] });
});

test('a part of a set never counts as a whole one, but what it already reaches moves the person', async () => {
  const { ill, queue, record } = await waitingPeople();
  await record(ill.patient.id, rest, ill.token.id);
  expect((await queue()).find(({ label }) => label === ill.token.label)).toMatchObject({ priority: 'ordinary', score: { total: null, knownTotal: 2, band: 'incomplete' } });
  await record(ill.patient.id, breathless);
  expect((await queue())[0]).toMatchObject({ label: ill.token.label, priority: 'emergency', score: { total: 12 } });
});

test('what was set more urgent stays so, and nobody is moved down', async () => {
  const { ill, nurse, queue, record } = await waitingPeople();
  await nurse.queue.setPriority({ tokenId: ill.token.id, priority: 'emergency' });
  await record(ill.patient.id, [...breathless.slice(0, 1), ...rest], ill.token.id);
  expect((await queue())[0]).toMatchObject({ priority: 'emergency', score: { band: 'medium' } });
});

test('a value taken back takes its score with it', async () => {
  const { ill, nurse, record } = await waitingPeople();
  const score = async () => (await nurse.vitals.score({ patientId: ill.patient.id })).score;
  const { observations: [only] } = await record(ill.patient.id, [box('spo2', '88', '%')]);
  expect(await score()).toMatchObject({ knownTotal: 3, band: 'low-medium' });
  await nurse.vitals.markInError({ observationId: only?.id ?? '', reason: 'finger out' });
  expect(await score()).toMatchObject({ total: null, knownTotal: 0, band: 'incomplete', parts: {} });
});

test('values taken apart are not put together', async () => {
  const { ill, nurse, record } = await waitingPeople();
  const takenAt = new Date(Date.now() - 31 * 60_000).toISOString();
  await nurse.vitals.record({ patientId: ill.patient.id, entries: breathless, takenAt });
  await record(ill.patient.id, rest);
  expect((await nurse.vitals.score({ patientId: ill.patient.id })).score).toMatchObject({ total: null, missing: ['respiratory-rate', 'spo2', 'oxygen', 'pulse'] });
});

test('children and pregnant women are not scored', async () => {
  const { desk, serviceId, nurse, record } = await waitingPeople();
  const reception = desk.as('reception');
  for (const person of [{ name: 'Lia', ageOrBirth: '9', sex: 'female' as const }, { name: 'Mara', ageOrBirth: '28', sex: 'female' as const, pregnant: true }]) {
    const { patient } = await reception.patients.register({ ...person, serviceId });
    await record(patient.id, [box('heart-rate', '140', '/min')]);
    expect(await nurse.vitals.score({ patientId: patient.id })).toMatchObject({ applies: false, score: null });
  }
});

test('only a doctor sets the scale for a target of 88 to 92 %, who and when stand with it, and the score follows', async () => {
  const { desk, ill, nurse, record } = await waitingPeople();
  await record(ill.patient.id, [box('spo2', '90', '%'), box('oxygen', 'air', '')]);
  expect((await nurse.vitals.score({ patientId: ill.patient.id })).score?.parts).toMatchObject({ spo2: 3 });
  expect((await failureOf(nurse.vitals.setSpo2Scale({ patientId: ill.patient.id, scale: 2 })))?.code).toBe('NOT_ALLOWED');
  await desk.as('doctor').vitals.setSpo2Scale({ patientId: ill.patient.id, scale: 2 });
  const { score, spo2Scale } = await nurse.vitals.score({ patientId: ill.patient.id });
  expect(score).toMatchObject({ parts: { spo2: 0 }, inputs: { spo2Scale: 2 } });
  expect(spo2Scale).toMatchObject({ scale: 2, by: expect.any(String) });
});
