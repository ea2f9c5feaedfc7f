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

async function comingIn(person: { readonly name: string; readonly ageOrBirth: string; readonly pregnant?: boolean }) {
  const people = await waitingPeople();
  const { patient, token } = await people.desk.as('reception').patients.register({ ...person, sex: 'female', serviceId: people.serviceId });
  const entry = async (as = people.nurse) => (await as.queue.today({})).entries.find(({ label }) => label === token.label);
  const take = (entries: typeof rest) => {
    people.desk.advance(1000);
    return people.nurse.vitals.record({ patientId: patient.id, entries, confirmed: entries.flatMap(({ code }) => [`${code}:unusually-high`, `${code}:unusually-low`]) });
  };
  return { ...people, patientId: patient.id, tokenId: token.id, entry, take };
}

test('a pregnant woman with a trigger of the obstetric chart is moved up, with the reason, and it can be taken back', async () => {
  const { desk, nurse, patientId, tokenId, entry, take, queue } = await comingIn({ name: 'Mara', ageOrBirth: '28', pregnant: true });
  await take([box('heart-rate', '88', '/min')]);
  expect(await entry()).toMatchObject({ priority: 'pregnant', warning: null });
  await take([box('heart-rate', '128', '/min')]);
  expect(await entry()).toMatchObject({ priority: 'triage', undoable: true, score: null, warning: { rule: 'meows', place: 'triage', severePressure: false } });
  expect((await queue())[0]?.patient.id).toBe(patientId);
  expect(await entry(desk.as('reception'))).toMatchObject({ priority: 'triage', warning: null });
  expect((await nurse.scores.earlier({ patientId, rule: 'meows' })).results).toMatchObject([{ band: 'trigger', parts: { pulse: 2 }, by: 'The nurse' }]);
  await nurse.queue.undo({ tokenId });
  expect(await entry()).toMatchObject({ priority: 'pregnant' });
  await take([box('blood-pressure', '160/84', 'mm[Hg]')]);
  expect(await entry()).toMatchObject({ priority: 'emergency', warning: { place: 'emergency', severePressure: true } });
});

test('a warning whose value is taken back is none any more; nobody is moved down by it', async () => {
  const { nurse, entry, take } = await comingIn({ name: 'Mara', ageOrBirth: '28', pregnant: true });
  const { observations: [fast] } = await take([box('heart-rate', '128', '/min')]);
  await nurse.vitals.markInError({ observationId: fast?.id ?? '', reason: 'other arm' });
  expect(await entry()).toMatchObject({ priority: 'triage', warning: null });
});

test('a child with the points of those who went to intensive care is an emergency, also by what a doctor answers', async () => {
  const { desk, patientId, entry, take } = await comingIn({ name: 'Lia', ageOrBirth: '5' });
  await take([
    box('heart-rate', '135', '/min'), box('respiratory-rate', '45', '/min'), box('blood-pressure', '104/62', 'mm[Hg]'), box('capillary-refill', '2', 's'), box('spo2', '97', '%'),
    box('oxygen', 'air', ''),
  ]);
  expect(await entry()).toMatchObject({ priority: 'ordinary', warning: null });
  await desk.as('doctor').scores.keep({ patientId, rule: 'pews-parshuram', answers: { effort: 'severe-or-apnoea' } });
  expect(await entry()).toMatchObject({ priority: 'emergency', undoable: true, warning: { rule: 'pews-parshuram', place: 'emergency' } });
});

test('a child\'s own values are enough for a place', async () => {
  const { entry, take } = await comingIn({ name: 'Lia', ageOrBirth: '5' });
  await take([box('heart-rate', '155', '/min'), box('respiratory-rate', '55', '/min')]);
  expect(await entry()).toMatchObject({ priority: 'emergency', score: null, warning: { rule: 'pews-parshuram', place: 'emergency', severePressure: false } });
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
