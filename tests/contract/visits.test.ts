import { describe, expect, test } from 'vitest';
import { failureOf, testDesk, type DeskUnderTest } from '#tests/support/desk.ts';

async function called(desk: DeskUnderTest) {
  const reception = desk.as('reception');
  const { services } = await reception.clinic.services({});
  const { rooms } = await reception.clinic.rooms({});
  const registered = await reception.patients.register({ name: 'Ines Duarte', ageOrBirth: '30', sex: 'female', serviceId: services[0]?.id ?? '' });
  const doctor = desk.as('doctor');
  await doctor.queue.callNext({ roomId: rooms[0]?.id ?? '' });
  return { doctor, patientId: registered.patient.id, tokenId: registered.token.id };
}

describe('a visit', () => {
  test('begins with the first thing written, by the token the patient was called by, and ends it', async () => {
    const desk = await testDesk();
    const { doctor, patientId, tokenId } = await called(desk);
    expect(await doctor.encounters.current({ patientId })).toMatchObject({ visit: null, others: [], token: { id: tokenId, status: 'called', serviceName: 'Consultation', roomName: 'Room 1' } });
    const { encounterId } = await doctor.encounters.setReason({ patientId, reason: ' Cough for a week ' });
    const { visit, token } = await doctor.encounters.current({ patientId });
    expect(visit).toMatchObject({ id: encounterId, reason: 'Cough for a week', status: 'in-progress', title: 'Consultation', tokenLabel: 'A-001', roomName: 'Room 1', startedBy: 'The doctor' });
    expect(token?.status).toBe('serving');
    desk.advance(600_000);
    await doctor.encounters.finish({ patientId, encounterId, outcome: 'treated' });
    const page = await doctor.encounters.page({ patientId, encounterId });
    expect(page).toMatchObject({ status: 'finished', outcome: 'treated', endedBy: 'The doctor', startedAt: '2026-03-14T09:00:00.000Z', endedAt: '2026-03-14T09:10:00.000Z' });
    expect((await doctor.queue.today({})).entries[0]).toMatchObject({ id: tokenId, status: 'done' });
    expect(await doctor.encounters.current({ patientId })).toEqual({ visit: null, others: [], token: null });
  });

  test('is one, whoever writes into it', async () => {
    const desk = await testDesk();
    const { doctor, patientId } = await called(desk);
    const { encounterId } = await doctor.encounters.start({ patientId });
    expect(await desk.as('nurse').encounters.start({ patientId })).toEqual({ encounterId });
    await desk.as('nurse').record.addProcedure({ patientId, inVisit: true, title: 'Dressing changed' });
    expect((await doctor.encounters.page({ patientId, encounterId })).procedures).toMatchObject([{ title: 'Dressing changed', recordedBy: 'The nurse' }]);
  });

  test('holds what was written and measured in it', async () => {
    const desk = await testDesk();
    const { doctor, patientId, tokenId } = await called(desk);
    await desk.as('nurse').vitals.record({ patientId, tokenId, entries: [{ code: 'heart-rate', typed: '88', unit: '/min' }] });
    const { encounterId } = await doctor.encounters.signNote({ patientId, text: 'Chest clear.' });
    await doctor.record.addCondition({ patientId, inVisit: true, category: 'diagnosis', title: 'Bronchitis, acute', codeSystem: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'J20.9' });
    await doctor.prescriptions.add({ patientId, inVisit: true, drug: 'Paracetamol', dose: '1', doseUnit: 'tablet', timing: '3', days: '5' });
    await doctor.encounters.refer({ patientId, toPlace: 'District hospital', reason: 'X-ray', urgency: 'urgent' });
    expect(await doctor.encounters.followUp({ patientId, due: '2w' })).toMatchObject({ encounterId, dueOn: '2026-03-28' });
    const page = await doctor.encounters.page({ patientId, encounterId });
    expect(page.notes).toMatchObject([{ text: 'Chest clear.', kind: 'visit', signedBy: 'The doctor' }]);
    expect(page.conditions).toMatchObject([{ title: 'Bronchitis, acute', code: 'J20.9', category: 'diagnosis', clinicalStatus: 'active' }]);
    expect(page.prescriptions).toMatchObject([{ drug: 'Paracetamol', quantity: 15, quantityUnit: 'tablet', status: 'active' }]);
    expect(page.referrals).toMatchObject([{ toPlace: 'District hospital', urgency: 'urgent', status: 'sent' }]);
    expect(page.followUps).toMatchObject([{ dueOn: '2026-03-28', status: 'wanted' }]);
    expect(page.measures).toMatchObject([{ code: 'heart-rate', value: 88 }]);
  });

  test('that ended takes addenda and nothing else, until it is opened again', async () => {
    const desk = await testDesk();
    const { doctor, patientId, tokenId } = await called(desk);
    const { encounterId, note } = await doctor.encounters.signNote({ patientId, text: 'Chest clear.' });
    await doctor.encounters.finish({ patientId, encounterId, outcome: null });
    expect(await failureOf(doctor.encounters.setReason({ patientId, encounterId, reason: 'Late' }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'visit-ended' } });
    expect(await failureOf(doctor.encounters.finish({ patientId, encounterId, outcome: null }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'visit-ended' } });
    await doctor.encounters.signNote({ patientId, text: 'Temperature was 38.', amendsId: note.id });
    expect((await doctor.encounters.page({ patientId, encounterId })).notes).toMatchObject([{ kind: 'visit', amendsId: null }, { kind: 'addendum', amendsId: note.id, encounterId }]);
    await doctor.encounters.reopen({ patientId, encounterId });
    expect((await doctor.encounters.current({ patientId })).visit?.id).toBe(encounterId);
    expect((await doctor.queue.today({})).entries.find(({ id }) => id === tokenId)?.status).toBe('serving');
    await doctor.encounters.setReason({ patientId, encounterId, reason: 'Late' });
  });

  test('left open for more than a day is another one, and can still be ended', async () => {
    const desk = await testDesk();
    const { doctor, patientId } = await called(desk);
    const { encounterId } = await doctor.encounters.start({ patientId });
    desk.advance(25 * 3600_000);
    const later = desk.as('doctor');
    expect(await later.encounters.current({ patientId })).toMatchObject({ visit: null, others: [{ id: encounterId }] });
    const next = await later.encounters.start({ patientId });
    expect(next.encounterId).not.toBe(encounterId);
    await later.encounters.finish({ patientId, encounterId, outcome: 'left' });
    expect((await later.encounters.current({ patientId })).others).toEqual([]);
  });

  test('in which nothing was written can be put away, and no other', async () => {
    const desk = await testDesk();
    const { doctor, patientId } = await called(desk);
    const { encounterId } = await doctor.encounters.start({ patientId });
    await doctor.encounters.discard({ patientId, encounterId });
    expect((await doctor.encounters.current({ patientId })).visit).toBeNull();
    const { encounterId: second } = await doctor.encounters.signNote({ patientId, text: 'Something.' });
    expect(await failureOf(doctor.encounters.discard({ patientId, encounterId: second }))).toMatchObject({ data: { reason: 'visit-has-content' } });
  });

  test('a double press stores one note', async () => {
    const desk = await testDesk();
    const { doctor, patientId } = await called(desk);
    const commandId = '01920000-0000-7000-8000-000000000001';
    const first = await doctor.encounters.signNote({ patientId, text: 'Once.', commandId });
    expect(await doctor.encounters.signNote({ patientId, text: 'Once.', commandId })).toEqual(first);
    expect((await doctor.encounters.page({ patientId, encounterId: first.encounterId })).notes).toHaveLength(1);
  });
});

describe('what cannot be', () => {
  test('a note without text or of 100 kB is refused with its limit', async () => {
    const desk = await testDesk();
    const { doctor, patientId } = await called(desk);
    expect(await failureOf(doctor.encounters.signNote({ patientId, text: ' \n ' }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'text', code: 'empty' }] } });
    expect(await failureOf(doctor.encounters.signNote({ patientId, text: 'x'.repeat(100_000) }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'text', code: 'too-long', limit: 20_000 }] } });
    expect((await doctor.encounters.current({ patientId })).visit).toBeNull();
  });

  test('a visit, note or referral of another patient', async () => {
    const desk = await testDesk();
    const { doctor, patientId } = await called(desk);
    const other = await desk.as('reception').patients.create({ name: 'Somebody else', ageOrBirth: '40', sex: 'male' });
    const { encounterId, note } = await doctor.encounters.signNote({ patientId, text: 'Mine.' });
    expect(await failureOf(doctor.encounters.page({ patientId: other.id, encounterId }))).toMatchObject({ code: 'NOT_FOUND', data: { what: 'visit' } });
    expect(await failureOf(doctor.encounters.signNote({ patientId: other.id, encounterId, text: 'x' }))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await failureOf(doctor.encounters.signNote({ patientId: other.id, amendsId: note.id, text: 'x' }))).toMatchObject({ code: 'NOT_FOUND', data: { what: 'note' } });
    expect(await failureOf(doctor.encounters.finish({ patientId: other.id, encounterId, outcome: null }))).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a follow-up in the past, a referral to nowhere, a record that is archived', async () => {
    const desk = await testDesk();
    const { doctor, patientId } = await called(desk);
    expect(await failureOf(doctor.encounters.followUp({ patientId, due: '1/1/2026' }))).toMatchObject({ data: { issues: [{ field: 'due', code: 'past' }] } });
    expect(await failureOf(doctor.encounters.refer({ patientId, toPlace: ' ', reason: 'x' }))).toMatchObject({ data: { issues: [{ field: 'toPlace', code: 'empty' }] } });
    await desk.as('reception').patients.archive({ patientId });
    expect(await failureOf(doctor.encounters.start({ patientId }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'patient-archived' } });
  });
});
