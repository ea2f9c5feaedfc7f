import { describe, expect, test } from 'vitest';
import { serveDesk, type RestAnswer, type ServedDesk } from '#tests/support/served-desk.ts';
import { manager } from '#tests/support/desk.ts';

const PASSWORD = 'a quiet room with a view';
const idOf = ({ body }: RestAnswer): string => (body as { id: string }).id;
const codeOf = ({ body }: RestAnswer): string => (body as { code: string }).code;

async function signedIn({ rest }: ServedDesk, name: string = manager.name, password: string = manager.password): Promise<string> {
  const { status, body } = await rest('POST', '/auth/login', undefined, { name, password });
  expect(status).toBe(200);
  return (body as { token: string }).token;
}

const nurse = { name: 'Halima Said', roles: ['nurse'], password: PASSWORD };

describe('staff over REST', () => {
  test('a manager signs in with a password, adds somebody, and they sign in', async () => {
    const served = await serveDesk();
    const { rest } = served;
    const token = await signedIn(served);
    const made = await rest('POST', '/auth/register', token, nurse);
    expect(made).toMatchObject({ status: 201, body: { name: nurse.name, roles: ['nurse'], active: true, hasPin: false } });
    const theirs = await signedIn(served, 'halima said', PASSWORD);
    expect((await rest('GET', '/patients', theirs)).status).toBe(200);
    // A nurse may not see who works here.
    expect(await rest('GET', '/staff', theirs)).toMatchObject({ status: 403, body: { code: 'NOT_ALLOWED' } });
    expect(await rest('POST', '/auth/register', theirs, nurse)).toMatchObject({ status: 403 });
  });

  test('what they do stands under their name', async () => {
    const served = await serveDesk();
    const { rest, desk } = served;
    const made = await rest('POST', '/patients', await signedIn(served), { name: 'Amina Juma', ageOrBirth: '34', sex: 'female' });
    expect(made.status).toBe(201);
    const { person_id: personId } = desk.desk.parts.store.read.statement("SELECT person_id FROM operation WHERE intent = 'patients.create'").get() as { person_id: string };
    expect((await rest('GET', `/staff/${personId}`, await signedIn(served))).body).toMatchObject({ name: manager.name });
  });

  test('wrong names and passwords are answered alike, and too many lock out', async () => {
    const { rest } = await serveDesk();
    const tries: RestAnswer[] = [];
    tries.push(await rest('POST', '/auth/login', undefined, { name: 'Nobody', password: PASSWORD }));
    for (let i = 0; i < 6; i += 1) tries.push(await rest('POST', '/auth/login', undefined, { name: manager.name, password: `${PASSWORD}${i}` }));
    expect(tries[0]).toEqual(tries[1]);
    expect(tries.map(codeOf)).toContain('LOCKED_OUT');
    expect(codeOf(await rest('POST', '/auth/login', undefined, { name: manager.name, password: manager.password }))).toBe('LOCKED_OUT');
  });

  test('a token ends with the day, with its person and when it is given back', async () => {
    const served = await serveDesk();
    const { rest, desk } = served;
    const token = await signedIn(served);
    const id = idOf(await rest('POST', '/auth/register', token, nurse));
    const theirs = await signedIn(served, nurse.name, PASSWORD);
    expect((await rest('DELETE', `/staff/${id}`, token)).status).toBe(200);
    expect((await rest('GET', '/patients', theirs)).status).toBe(401);
    expect((await rest('GET', `/staff/${id}`, token)).body).toMatchObject({ active: false });
    expect((await rest('POST', '/auth/logout', token)).status).toBe(200);
    expect((await rest('GET', '/staff', token)).status).toBe(401);
    const another = await signedIn(served);
    desk.advance(12 * 3_600_000);
    expect((await rest('GET', '/staff', another)).status).toBe(401);
  });

  test('staff are listed, changed in what is sent, and the last manager stays', async () => {
    const served = await serveDesk();
    const { rest } = served;
    const token = await signedIn(served);
    const id = idOf(await rest('POST', '/auth/register', token, nurse));
    expect(await rest('PUT', `/staff/${id}`, token, { roles: ['nurse', 'lab'] })).toMatchObject({ status: 200, body: { name: nurse.name, roles: ['nurse', 'lab'], active: true } });
    const { staff } = (await rest('GET', '/staff', token)).body as { staff: { id: string; roles: string[] }[] };
    expect(staff).toHaveLength(2);
    const first = staff.find(({ roles }) => roles.includes('manager'))!.id;
    expect(await rest('DELETE', `/staff/${first}`, token)).toMatchObject({ status: 409, body: { data: { reason: 'last-manager' } } });
    expect(await rest('PUT', `/staff/${id}`, token, { password: '1' })).toMatchObject({ status: 422, body: { code: 'INVALID' } });
    expect((await rest('PUT', '/staff/00000000-0000-7000-8000-000000000000', token, { name: 'x' })).status).toBe(404);
    expect((await signedIn(served, nurse.name, PASSWORD)).length).toBeGreaterThan(20);
  });
});
