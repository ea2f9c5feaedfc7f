import { describe, expect, test } from 'vitest';
import { failureOf, testDesk, type Client } from '#tests/support/desk.ts';

const newcomer = { ageOrBirth: '34', sex: 'female' } as const;

const stateOf = async (client: Client, patientId: string): Promise<Record<string, string>> => {
  const { purposes } = await client.consents.list({ patientId });
  return Object.fromEntries(purposes.map(({ purpose, latest, allowed }) => [purpose, `${latest?.decision ?? 'unasked'} ${allowed ? 'yes' : 'no'}`]));
};

/** The patients of an export. */
async function exported(client: Client): Promise<{ names: string[]; leftOut: number }> {
  const { file, leftOut } = await client.exchange.export({ format: 'csv' });
  return { names: ['Amina Juma', 'Petra Sandoval', 'Zawadi Otieno'].filter(((text) => (name: string) => text.includes(name))(await file.text())), leftOut };
}

// spec: REG-7
describe('what a patient allows', () => {
  test('is written down with who and when, changed, and kept with every earlier answer', async () => {
    const desk = await testDesk();
    const reception = desk.as('reception');
    const { id: patientId } = await reception.patients.create({ ...newcomer, name: 'Amina Juma' });
    expect(await stateOf(reception, patientId)).toEqual({ treatment: 'unasked yes', sharing: 'unasked yes', reminders: 'unasked yes', research: 'unasked no' });
    await reception.consents.record({ patientId, purpose: 'research', decision: 'given', givenBy: ' Her mother ', note: 'asked twice' });
    desk.advance(60_000);
    const { history } = await reception.consents.record({ patientId, purpose: 'research', decision: 'withdrawn' });
    expect(await stateOf(reception, patientId)).toMatchObject({ research: 'withdrawn no' });
    expect(history.map(({ decision, person, givenBy, note, at }) => ({ decision, person, givenBy, note, at }))).toEqual([
      { decision: 'withdrawn', person: 'The reception', givenBy: null, note: null, at: '2026-03-14T09:01:00.000Z' },
      { decision: 'given', person: 'The reception', givenBy: 'Her mother', note: 'asked twice', at: '2026-03-14T09:00:00.000Z' },
    ]);
    expect(await failureOf(reception.consents.record({ patientId, purpose: 'research', decision: 'refused' }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'decision', code: 'already-so' }] } });
  });

  test('decides whether the record leaves the clinic, and the export says how many are left out', async () => {
    const desk = await testDesk();
    const manager = desk.as('manager');
    const [amina, petra] = [await manager.patients.create({ ...newcomer, name: 'Amina Juma' }), await manager.patients.create({ ...newcomer, name: 'Petra Sandoval' })];
    await manager.patients.create({ ...newcomer, name: 'Zawadi Otieno' });
    expect(await exported(manager)).toEqual({ names: ['Amina Juma', 'Petra Sandoval', 'Zawadi Otieno'], leftOut: 0 });
    await manager.consents.record({ patientId: amina.id, purpose: 'sharing', decision: 'given' });
    await manager.consents.record({ patientId: petra.id, purpose: 'sharing', decision: 'refused' });
    expect(await exported(manager)).toEqual({ names: ['Amina Juma', 'Zawadi Otieno'], leftOut: 1 });
    await manager.consents.saveDefaults({ treatment: true, sharing: false, reminders: true, research: false });
    expect(await exported(manager)).toEqual({ names: ['Amina Juma'], leftOut: 2 });
    desk.advance(1000);
    await manager.consents.record({ patientId: amina.id, purpose: 'sharing', decision: 'withdrawn' });
    expect(await exported(manager)).toEqual({ names: [], leftOut: 3 });
    const { file } = await manager.exchange.export({ format: 'fhir' });
    expect(await file.text()).not.toContain('Juma');
  });

  test('can be asked while registering', async () => {
    const reception = (await testDesk()).as('reception');
    const serviceId = (await reception.clinic.services({})).services[0]?.id ?? '';
    const { patient } = await reception.patients.register({ ...newcomer, name: 'Amina Juma', serviceId, consents: [{ purpose: 'reminders', decision: 'refused' }] });
    expect(await stateOf(reception, patient.id)).toMatchObject({ reminders: 'refused no', sharing: 'unasked yes' });
  });
});

// spec: ENC-3
describe('providers', () => {
  test('are kept with kind, speciality, number and rooms, each linked to one person at most', async () => {
    const desk = await testDesk();
    const manager = desk.as('manager');
    const room = (await manager.clinic.rooms({})).rooms[0];
    const personId = desk.personOf('doctor');
    const doctor = await manager.providers.save({ kind: 'doctor', personId, name: ' Dr. Grace Mwangi ', speciality: 'Paediatrics', registrationNumber: 'A-1', roomIds: [room?.id ?? ''] });
    expect(doctor).toMatchObject({ kind: 'doctor', personId, name: 'Dr. Grace Mwangi', speciality: 'Paediatrics', registrationNumber: 'A-1', roomIds: [room?.id], phone: null, active: true });
    expect(await failureOf(manager.providers.save({ kind: 'nurse', personId, name: 'Another' }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'personId', code: 'person-taken' }] } });
    expect(await failureOf(manager.providers.save({ kind: 'nurse', name: '  ' }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'name', code: 'empty' }] } });
    expect(await failureOf(manager.providers.save({ kind: 'nurse', name: 'N', roomIds: [personId] }))).toMatchObject({ code: 'NOT_FOUND' });
    await manager.providers.save({ ...doctor, speciality: '', registrationNumber: '', phone: '', email: '', active: false });
    const { providers } = await desk.as('reception').providers.list({});
    expect(providers).toEqual([{ ...doctor, speciality: null, registrationNumber: null, active: false }]);
    expect((await manager.providers.people({})).people.map(({ name }) => name)).toContain('The doctor');
  });
});
