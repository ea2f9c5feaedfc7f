import { describe, expect, test } from 'vitest';
import { failureOf, testDesk, type Client, type DeskUnderTest } from '#tests/support/desk.ts';
import { rowsOf } from '#tests/support/store.ts';

const PHOTO = 'data:image/jpeg;base64,/9j/4AAQSkZJRg==';
const newcomer = { name: 'Amina Juma', ageOrBirth: '34', sex: 'female' } as const;

const serviceOf = async (client: Client): Promise<string> => (await client.clinic.services({})).services[0]?.id ?? '';

// spec: REG-1
describe('a photo taken while registering', () => {
  test('is stored with the patient and the token', async () => {
    const reception = (await testDesk()).as('reception');
    const { patient, token } = await reception.patients.register({ ...newcomer, serviceId: await serviceOf(reception), photo: PHOTO });
    expect(patient.photo).toBe(PHOTO);
    expect(token.label).toMatch(/^[A-Z]-\d+$/);
  });

  test('that is no JPEG stores neither patient nor token', async () => {
    const desk = await testDesk();
    const reception = desk.as('reception');
    const call = reception.patients.register({ ...newcomer, serviceId: await serviceOf(reception), photo: 'data:image/svg+xml;base64,PHN2Zz4=' });
    expect(await failureOf(call)).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'photo', code: 'not-a-jpeg' }] } });
    expect([rowsOf(desk.desk.parts.store, 'patient'), rowsOf(desk.desk.parts.store, 'token')]).toEqual([[], []]);
  });
});

/** Seven patients, 1 to 7, of whom 2 and 5 were put away. */
async function sevenPatients(desk: DeskUnderTest): Promise<Client> {
  const manager = desk.as('manager');
  for (const count of [1, 2, 3, 4, 5, 6, 7]) {
    const { id } = await manager.patients.create({ ...newcomer, name: `Patient ${count}` });
    if (count === 2 || count === 5) await manager.patients.archive({ patientId: id, reason: '' });
  }
  return manager;
}

/** Every page of two, as the digits of the names. */
async function allPages(client: Client, wanted: Omit<NonNullable<Parameters<Client['patients']['list']>[0]>, 'after' | 'limit'>): Promise<string> {
  let [names, after]: [string, string | undefined] = ['', undefined];
  do {
    const { patients, next } = await client.patients.list({ ...wanted, limit: 2, ...(after === undefined ? {} : { after }) });
    names += patients.map(({ name }) => name.at(-1)).join('');
    after = next ?? undefined;
  } while (after !== undefined);
  return names;
}

describe('the list of all patients', () => {
  test('goes either way, and leaves out, includes or shows nothing but archived records', async () => {
    const client = await sevenPatients(await testDesk());
    expect(await allPages(client, {})).toBe('13467');
    expect(await allPages(client, { order: 'newest-first' })).toBe('76431');
    expect(await allPages(client, { archived: 'with' })).toBe('1234567');
    expect(await allPages(client, { order: 'newest-first', archived: 'with' })).toBe('7654321');
    expect(await allPages(client, { order: 'newest-first', archived: 'only' })).toBe('52');
  });

  test('with a text finds archived records where they are wanted, and refuses what a search cannot do', async () => {
    const client = await sevenPatients(await testDesk());
    const found = async (archived: 'without' | 'with'): Promise<number> => (await client.patients.list({ text: 'patient', archived })).patients.length;
    expect([await found('without'), await found('with')]).toEqual([5, 7]);
    expect(await failureOf(client.patients.list({ text: 'patient', archived: 'only' }))).toMatchObject({ code: 'INVALID' });
  });

  test('after a patient nobody knows ends at once', async () => {
    const client = await sevenPatients(await testDesk());
    const after = '0198c1de-0000-7000-8000-0000000000c9';
    for (const order of ['oldest-first', 'newest-first'] as const) expect(await client.patients.list({ after, order })).toEqual({ patients: [], next: null });
  });
});
