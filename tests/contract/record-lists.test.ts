import { describe, expect, test } from 'vitest';
import { failureOf, testDesk } from '#tests/support/desk.ts';

async function somebody(allergies: { substance: string; reaction: string }[] = []) {
  const desk = await testDesk();
  const { id: patientId } = await desk.as('reception').patients.create({ name: 'Ines Duarte', ageOrBirth: '1996-03-01', sex: 'female', allergies });
  return { desk, doctor: desk.as('doctor'), patientId };
}

describe('problems', () => {
  test('are added, resolved, opened again, taken out and put back, each with who and when', async () => {
    const { doctor, patientId } = await somebody();
    const { id } = await doctor.record.addCondition({ patientId, category: 'problem', title: 'Asthma', onsetOn: '2020-05-01' });
    expect((await doctor.record.lists({ patientId })).conditions).toMatchObject([{ id, title: 'Asthma', clinicalStatus: 'active', recordedBy: 'The doctor', encounterId: null, asked: false }]);
    expect(await doctor.record.changeCondition({ patientId, conditionId: id, clinicalStatus: 'resolved' })).toMatchObject({ clinicalStatus: 'resolved', endedOn: '2026-03-14' });
    expect(await doctor.record.changeCondition({ patientId, conditionId: id, clinicalStatus: 'active' })).toMatchObject({ clinicalStatus: 'active', endedOn: null });
    await doctor.record.setRemoved({ patientId, list: 'condition', id, removed: true });
    expect((await doctor.record.lists({ patientId })).conditions).toEqual([]);
    await doctor.record.setRemoved({ patientId, list: 'condition', id, removed: false });
    expect((await doctor.record.lists({ patientId })).conditions).toHaveLength(1);
  });

  test('do not begin in the future or before birth, nor end before they began', async () => {
    const { doctor, patientId } = await somebody();
    const add = (onsetOn: string) => doctor.record.addCondition({ patientId, category: 'problem', title: 'Asthma', onsetOn });
    expect(await failureOf(add('2026-03-15'))).toMatchObject({ data: { issues: [{ field: 'onsetOn', code: 'future' }] } });
    expect(await failureOf(add('1990-01-01'))).toMatchObject({ data: { issues: [{ field: 'onsetOn', code: 'before-birth' }] } });
    const { id: conditionId } = await add('2026-03-01');
    expect(await failureOf(doctor.record.changeCondition({ patientId, conditionId, clinicalStatus: 'resolved', endedOn: '2026-02-28' }))).toMatchObject({ data: { issues: [{ field: 'endedOn', code: 'before-start' }] } });
    expect(await failureOf(doctor.record.addProcedure({ patientId, title: 'Suture', performedAt: '2026-03-14T10:00:00.000Z' }))).toMatchObject({ data: { issues: [{ field: 'performedAt', code: 'future' }] } });
  });

  test('stay the patient’s own', async () => {
    const { desk, doctor, patientId } = await somebody();
    const { id } = await doctor.record.addCondition({ patientId, category: 'problem', title: 'Asthma' });
    const other = await desk.as('reception').patients.create({ name: 'Somebody else', ageOrBirth: '40', sex: 'male' });
    expect(await failureOf(doctor.record.setRemoved({ patientId: other.id, list: 'condition', id, removed: true }))).toMatchObject({ code: 'NOT_FOUND' });
    expect(await failureOf(doctor.record.changeCondition({ patientId: other.id, conditionId: id, certainty: 'refuted' }))).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a prescription', () => {
  test('against which an allergy speaks needs a reason, which is kept', async () => {
    const { doctor, patientId } = await somebody([{ substance: 'Penicillin', reaction: 'Rash' }]);
    const amoxicillin = { patientId, drug: 'Amoxicillin', dose: '1', doseUnit: 'capsule', timing: '3', days: '7' };
    expect((await doctor.prescriptions.check({ patientId, drug: 'Amoxicillin' })).warnings).toMatchObject([{ substance: 'Penicillin', kind: 'class', drugClass: 'penicillin' }]);
    const refused = await failureOf(doctor.prescriptions.add(amoxicillin));
    expect(refused).toMatchObject({ code: 'CONFIRM', data: { issues: [{ field: 'drug', code: 'allergy' }] } });
    expect(JSON.stringify(refused)).not.toContain('Penicillin');
    expect(await doctor.prescriptions.add({ ...amoxicillin, allergyReason: 'Took it since without a rash' })).toMatchObject({
      quantity: 21, warning: { substance: 'Penicillin', kind: 'class', reason: 'Took it since without a rash' },
    });
    expect(await doctor.prescriptions.add({ ...amoxicillin, intent: 'elsewhere' })).toMatchObject({ intent: 'elsewhere', warning: null });
  });

  test('is stopped with a reason, renewed from today, and remembered', async () => {
    const { desk, doctor, patientId } = await somebody();
    const first = await doctor.prescriptions.add({ patientId, drug: 'Amlodipine', dose: '1', doseUnit: 'tablet', timing: '1', days: '30', instructions: 'In the morning' });
    desk.advance(30 * 86_400_000);
    const later = desk.as('doctor');
    const second = await later.prescriptions.renew({ patientId, prescriptionId: first.id, days: '60' });
    expect(second).toMatchObject({ drug: 'Amlodipine', days: 60, quantity: 60, startedOn: '2026-04-13', instructions: 'In the morning', status: 'active' });
    expect(await failureOf(later.prescriptions.end({ patientId, prescriptionId: second.id, how: 'stopped' }))).toMatchObject({ data: { issues: [{ field: 'reason', code: 'empty' }] } });
    await later.prescriptions.end({ patientId, prescriptionId: second.id, how: 'stopped', reason: 'Swollen ankles' });
    expect((await later.record.lists({ patientId })).prescriptions).toMatchObject([
      { id: second.id, status: 'stopped', stopReason: 'Swollen ankles', endedOn: '2026-04-13' }, { id: first.id, status: 'completed' },
    ]);
    expect(await failureOf(later.prescriptions.end({ patientId, prescriptionId: second.id, how: 'completed' }))).toMatchObject({ data: { reason: 'prescription-ended' } });
    expect((await later.prescriptions.suggest({ text: 'amlo', language: 'en' })).drugs[0]).toEqual({
      drug: 'Amlodipine', last: { dose: 1, doseUnit: 'tablet', timing: '1', days: 60, instructions: 'In the morning', asNeeded: false, strength: null, form: null, route: null },
    });
    expect((await later.prescriptions.suggest({ text: 'ibup', language: 'es' })).drugs).toEqual([{ drug: 'Ibuprofeno', last: null }]);
  });

  test.each([
    [{ dose: '0' }, 'dose', 'not-positive'], [{ dose: '-2' }, 'dose', 'not-positive'], [{ dose: '999999999999' }, 'dose', 'too-large'], [{ days: '0' }, 'days', 'not-positive'], [{ timing: 'now and then' }, 'timing', 'timing-unreadable'],
    [{ drug: '  ' }, 'drug', 'empty'],
  ])('of %o is refused', async (wrong, field, code) => {
    const { doctor, patientId } = await somebody();
    expect(await failureOf(doctor.prescriptions.add({ patientId, drug: 'Ibuprofen', ...wrong }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field, code }] } });
    expect((await doctor.record.lists({ patientId })).prescriptions).toEqual([]);
  });

  test('is not a nurse’s to write', async () => {
    const { desk, patientId } = await somebody();
    expect(await failureOf(desk.as('nurse').prescriptions.add({ patientId, drug: 'Ibuprofen' }))).toMatchObject({ code: 'NOT_ALLOWED' });
  });
});
