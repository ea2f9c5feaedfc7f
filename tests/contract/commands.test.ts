import { describe, expect, test } from 'vitest';
import { verifyLog } from '#db/queries/audit.ts';
import { findAnswer } from '#db/queries/commands.ts';
import { failureOf, testDesk, type DeskUnderTest } from '#tests/support/desk.ts';
import { logOf, rowsOf, sampleRow } from '#tests/support/store.ts';

const COMMAND = '0198c1de-0000-7000-8000-0000000000c1';
const amina = { name: 'Amina Juma', ageOrBirth: '34', sex: 'female', phone: '0713 000 111' } as const;

const patients = (desk: DeskUnderTest): unknown[] => rowsOf(desk.desk.parts.store, 'patient');
const operations = (desk: DeskUnderTest): number => logOf(desk.desk.parts.store).length;

describe('a command sent twice with the same id', () => {
  test('gives the first answer again and writes once', async () => {
    const desk = await testDesk();
    const reception = desk.as('reception');
    const first = await reception.patients.create({ ...amina, commandId: COMMAND });
    const after = operations(desk);
    desk.advance(5000);
    expect(await reception.patients.create({ ...amina, commandId: COMMAND })).toEqual(first);
    expect(operations(desk)).toBe(after);
    expect(patients(desk)).toHaveLength(1);
  });

  test('also at the same moment, while a PIN is being hashed', async () => {
    const desk = await testDesk();
    const manager = desk.as('manager');
    const save = (): Promise<unknown> => manager.users.save({ name: 'Joseph', roles: ['nurse'], language: null, active: true, pin: '7391', commandId: COMMAND });
    const before = rowsOf(desk.desk.parts.store, 'person').length;
    const answers = await Promise.all([save(), save(), save(), save(), save()]);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(rowsOf(desk.desk.parts.store, 'person')).toHaveLength(before + 1);
  });

  test('also after the program has been started again', async () => {
    const desk = await testDesk();
    const first = await desk.as('reception').patients.create({ ...amina, commandId: COMMAND });
    await desk.close();
    const again = await testDesk({ folder: desk.folder });
    expect(await again.as('reception').patients.create({ ...amina, commandId: COMMAND })).toEqual(first);
    expect(patients(again)).toHaveLength(1);
  });

  test('for another endpoint is refused and writes nothing, one after the other or at once', async () => {
    const desk = await testDesk();
    const manager = desk.as('manager');
    await manager.patients.create({ ...amina, commandId: COMMAND });
    const before = operations(desk);
    expect(await failureOf(manager.clinic.saveRoom({ name: 'Room 9', active: true, commandId: COMMAND }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'command-id-used' } });
    expect(operations(desk)).toBe(before);

    const other = COMMAND.replace('c1', 'c2');
    const outcomes = await Promise.all([
      failureOf(manager.users.save({ name: 'Joseph', roles: ['nurse'], language: null, active: true, pin: '7391', commandId: other })),
      failureOf(manager.clinic.saveRoom({ name: 'Room 9', active: true, commandId: other })),
    ]);
    expect(outcomes.filter((outcome) => outcome === undefined)).toHaveLength(1);
    expect(outcomes.find((outcome) => outcome !== undefined)).toMatchObject({ code: 'CONFLICT', data: { reason: 'command-id-used' } });
  });

  test('is judged anew when it failed the first time', async () => {
    const desk = await testDesk();
    const manager = desk.as('manager');
    expect(await failureOf(manager.clinic.saveRoom({ name: ' ', active: true, commandId: COMMAND }))).toMatchObject({ code: 'INVALID' });
    expect(await manager.clinic.saveRoom({ name: 'Room 9', active: true, commandId: COMMAND })).toMatchObject({ name: 'Room 9' });
  });

  test('shows its answer only to those who may send it', async () => {
    const desk = await testDesk();
    await desk.as('reception').patients.create({ ...amina, commandId: COMMAND });
    expect(await failureOf(desk.as('cashier').patients.create({ ...amina, commandId: COMMAND }))).toMatchObject({ code: 'NOT_ALLOWED' });
  });

  test('is a new command a week later', async () => {
    const desk = await testDesk();
    await desk.as('reception').patients.create({ ...amina, commandId: COMMAND });
    desk.advance(8 * 24 * 60 * 60_000);
    await desk.close();
    const again = await testDesk({ folder: desk.folder });
    await again.as('reception').patients.create({ ...amina, commandId: COMMAND });
    expect(patients(again)).toHaveLength(2);
  });
});

describe('a token', () => {
  test('issued or registered twice with one id is one token, told again from its row, of which no more than its id is kept', async () => {
    const desk = await testDesk();
    const reception = desk.as('reception');
    const serviceId = (await reception.clinic.services({})).services[0]?.id ?? '';
    const OTHER = COMMAND.replace('c1', 'c2');
    const registered = await reception.patients.register({ ...amina, serviceId, commandId: OTHER });
    const issued = await reception.queue.issue({ patientId: registered.patient.id, serviceId, commandId: COMMAND });
    expect(issued).toMatchObject({ label: 'A-002', serviceId, patientId: registered.patient.id, waitingAhead: 1, issuedAt: expect.any(String) as string });
    desk.advance(5000);
    await reception.queue.issue({ patientId: registered.patient.id, serviceId });
    const asTold = async (as: typeof reception): Promise<void> => {
      expect(await as.queue.issue({ patientId: registered.patient.id, serviceId, commandId: COMMAND })).toEqual(issued);
      expect(await as.patients.register({ ...amina, serviceId, commandId: OTHER })).toEqual(registered);
    };
    await asTold(reception);
    const kept = [COMMAND, OTHER].map((id) => findAnswer(desk.desk.parts.store.read, id));
    expect(kept).toEqual([
      { endpoint: 'queue.issue', answer: [issued.id, 1], toTell: true }, { endpoint: 'patients.register', answer: [registered.token.id, 0], toTell: true },
    ]);
    await desk.close();
    const again = await testDesk({ folder: desk.folder });
    await asTold(again.as('reception'));
    expect(rowsOf(again.desk.parts.store, 'token')).toHaveLength(3);
  });
});

describe('without an id', () => {
  test('every command is a new one', async () => {
    const desk = await testDesk();
    const reception = desk.as('reception');
    await reception.patients.create(amina);
    await reception.patients.create(amina);
    expect(patients(desk)).toHaveLength(2);
  });
});

describe('what a call leaves in the log', () => {
  test('a write carries who, through which endpoint and when', async () => {
    const desk = await testDesk();
    await desk.as('reception').patients.create(amina);
    const written = logOf(desk.desk.parts.store).filter((op) => op.intent === 'patients.create');
    expect(written.length).toBeGreaterThan(0);
    for (const op of written) expect(op).toMatchObject({ personId: desk.personOf('reception'), at: Date.now() });
  });

  test('a look at a record is written down before the record is shown', async () => {
    const desk = await testDesk();
    const { id } = await desk.as('reception').patients.create(amina);
    await desk.as('doctor').patients.get({ patientId: id });
    await desk.as('nurse').patients.chart({ patientId: id });
    expect(rowsOf(desk.desk.parts.store, 'record_access').map(({ patient_id, person_id, endpoint }) => ({ patient_id, person_id, endpoint }))).toEqual([
      { patient_id: id, person_id: desk.personOf('doctor'), endpoint: 'patients.get' },
      { patient_id: id, person_id: desk.personOf('nurse'), endpoint: 'patients.chart' },
    ]);
    const { entries } = await desk.as('manager').audit.list({ patientId: id });
    expect(entries.slice(0, 2).map(({ person, action }) => ({ person, action }))).toEqual([
      { person: 'The nurse', action: 'patients.chart' }, { person: 'The doctor', action: 'patients.get' },
    ]);
  });

  test('a refused look leaves nothing', async () => {
    const desk = await testDesk();
    const { id } = await desk.as('reception').patients.create(amina);
    expect(await failureOf(desk.as('cashier').patients.chart({ patientId: id }))).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(rowsOf(desk.desk.parts.store, 'record_access')).toEqual([]);
  });

  test('of a birth that changed, what was written with it and stayed is no change', async () => {
    const desk = await testDesk();
    const { id: patientId } = await desk.as('reception').patients.create({ ...amina, ageOrBirth: '34' });
    const changesOfNewest = async (): Promise<unknown[]> => (await desk.as('manager').audit.list({ patientId })).entries[0]?.changes.map(({ field }) => field) ?? [];
    await desk.as('reception').patients.update({ patientId, ageOrBirth: '36' });
    expect(logOf(desk.desk.parts.store).at(-1)?.columns.map(([column]) => column).sort()).toEqual([4, 5]);
    expect(await changesOfNewest()).toEqual(['birth_date']);
    await desk.as('reception').patients.update({ patientId, ageOrBirth: '1990-02-03' });
    expect((await changesOfNewest()).sort()).toEqual(['birth_date', 'birth_estimated']);
    // Somebody's choice is told, though it keeps the value that was shown.
    desk.desk.parts.store.write({ personId: desk.personOf('manager'), intent: 'sync.resolve' }, (tx) => { tx.resolve('patient', patientId, 'birth_date', '1990-02-03', []); });
    expect(await changesOfNewest()).toEqual(['birth_date']);
  });

  test('the chain stays whole', async () => {
    const desk = await testDesk();
    await desk.as('reception').patients.create(amina);
    expect(await desk.as('manager').audit.verify({})).toEqual({ intact: true, entries: verifyLog(desk.desk.parts.store.read).entries, firstBad: null });
  });
});

describe('the stream of changes', () => {
  test('names areas and patients of each commit, for those who are signed in', async () => {
    const desk = await testDesk();
    const reception = desk.as('reception');
    const changes = await desk.as('nurse').clinic.changes({});
    expect((await changes.next()).value).toEqual({ areas: [], patientIds: [], sequence: expect.any(Number) as number });
    const { id } = await reception.patients.create(amina);
    expect((await changes.next()).value).toEqual({ areas: expect.arrayContaining(['patients']) as string[], patientIds: [id], sequence: operations(desk) });
    await changes.return(undefined);
  });

  test('names no patient where a commit is about more of them than a window shows', async () => {
    const desk = await testDesk();
    const { store } = desk.desk.parts;
    const changes = await desk.as('nurse').clinic.changes({});
    await changes.next();
    const register = (count: number): void => {
      store.write({ personId: null, intent: 'test' }, (tx) => { for (let n = 0; n < count; n++) tx.insert('patient', sampleRow('patient', tx.newId(), n)); });
    };
    register(100);
    expect((await changes.next()).value).toMatchObject({ patientIds: { length: 100 } });
    register(101);
    expect((await changes.next()).value).toMatchObject({ areas: expect.arrayContaining(['patients']) as string[], patientIds: [] });
    await changes.return(undefined);
  });
});
