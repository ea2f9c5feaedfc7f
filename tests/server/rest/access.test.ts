import { expect, test, vi } from 'vitest';
import { PROGRAM_PERMISSIONS, type ProgramPermission } from '#server/rest/program-tokens.ts';
import { tokenCommand } from '#server/rest/token-command.ts';
import type { TokenParts } from '#server/rest/program-tokens.ts';
import { ClinicHub } from '#server/sync/hub.ts';
import { serverSecrets } from '#server/auth/secrets.ts';
import { systemRandom } from '#tests/support/store.ts';
import { newcomer, restClinic, TEST_MS, WAIT, type RestClinic } from './clinic.ts';

const someone = '00000000-0000-7000-8000-000000000001';
const endpoints: readonly (readonly [method: string, path: string, needs: ProgramPermission, body?: object])[] = [
  ['GET', '/api/patients', 'patients.read'],
  ['GET', `/api/patients/${someone}`, 'patients.read'],
  ['POST', '/api/patients/duplicates', 'patients.read', { ...newcomer }],
  ['POST', '/api/patients', 'patients.write', { ...newcomer }],
  ['PUT', `/api/patients/${someone}`, 'patients.write', {}],
  ['DELETE', `/api/patients/${someone}`, 'patients.archive'],
];

test('every endpoint lets in exactly the tokens that have its permission', async () => {
  const { server, token } = await restClinic();
  for (const held of PROGRAM_PERMISSIONS) {
    const { token: secret } = await token(held);
    for (const [method, path, needs, body] of endpoints) {
      const { status, body: answer } = await server.ask(method, path, { token: secret, body });
      if (held === needs) expect([method, path, status === 200 || status === 201 || status === 404]).toEqual([method, path, true]);
      else expect({ method, path, status, answer }).toMatchObject({ status: 403, answer: { code: 'NOT_ALLOWED', data: { permission: needs } } });
    }
  }
  const described = await server.ask('GET', '/api/openapi.json');
  expect(described.status).toBe(200);
  const { openapi, paths } = described.body as { openapi: string; paths: Record<string, Record<string, object>> };
  expect(openapi).toMatch(/^3\.1/);
  const listed = Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} /api${path}`)).sort();
  expect(listed).toEqual(endpoints.map(([method, path]) => `${method} ${path.replace(someone, '{patientId}')}`).sort());
  const page = await server.ask('GET', '/api');
  expect(page.response.headers.get('content-type')).toContain('text/html');
  expect(Buffer.from(page.body as unknown as ArrayBuffer).toString('utf8')).toContain('/api/patients/{patientId}');
}, TEST_MS);

test('a token ends for good when an administrator or a manager at a desk ends it, and only its own clinic is behind it', async () => {
  const { server, token, adminToken, clinicId, manager } = await restClinic();
  const ask = async (secret: string): Promise<number> => (await server.ask('GET', '/api/patients', { token: secret })).status;
  expect([await ask('dbs_wrong'), await ask('nonsense'), (await server.ask('GET', '/api/patients')).status, await ask(adminToken)]).toEqual([401, 401, 401, 401]);
  const [one, two] = [await token('patients.read'), await token('patients.read')];
  expect([await ask(one.token), await ask(two.token)]).toEqual([200, 200]);
  expect((await server.ask('POST', `/v1/admin/clinics/${someone}/tokens/${one.tokenId}/revoke`, { token: adminToken })).status).toBe(404);
  expect((await server.ask('POST', `/v1/admin/clinics/${clinicId}/tokens/${one.tokenId}/revoke`, { token: adminToken })).status).toBe(200);
  expect([await ask(one.token), await ask(two.token)]).toEqual([401, 200]);
  await vi.waitFor(async () => { expect((await manager.tokens.list({})).tokens.find(({ id }) => id === two.tokenId)).toMatchObject({ name: 'Laboratory', active: true }); }, WAIT);
  await manager.tokens.revoke({ id: two.tokenId });
  await vi.waitFor(async () => { expect(await ask(two.token)).toBe(401); }, WAIT);
  const listed = await server.ask('GET', `/v1/admin/clinics/${clinicId}/tokens`, { token: adminToken });
  const { tokens } = listed.body as { tokens: { tokenId: string; lastUsedAt: string | null; revokedAt: string | null }[] };
  expect(tokens.find(({ tokenId }) => tokenId === one.tokenId)).toMatchObject({ lastUsedAt: expect.any(String) as string, revokedAt: expect.any(String) as string });
  expect(JSON.stringify(tokens)).not.toContain(one.token.slice(4));
}, TEST_MS);

test('what is wrong is named without being repeated, and too many calls are told to wait', async () => {
  const { api, server, token } = await restClinic();
  expect(await api('POST', '/patients', { ...newcomer, name: '   ' })).toMatchObject({ status: 422, body: { code: 'INVALID', data: { issues: [{ field: 'name', code: 'empty' }] } } });
  const old = await api<object>('POST', '/patients', { ...newcomer, ageOrBirth: '31/31/1990' });
  expect(old).toMatchObject({ status: 422, body: { data: { issues: [{ field: 'ageOrBirth' }] } } });
  const shape = await api<object>('POST', '/patients', { ...newcomer, sex: 'secret-word' });
  expect(shape).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST', data: { issues: [{ path: ['sex'] }] } } });
  expect(JSON.stringify([old, shape])).not.toMatch(/secret-word|31\/31/);
  expect(await api('GET', `/patients/${someone}`)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND', data: { what: 'patient' } } });
  expect(await api('GET', '/patients/not-an-id')).toMatchObject({ status: 400 });
  expect(await api('GET', '/patients?archived=only&text=a')).toMatchObject({ status: 422 });
  expect((await api('POST', '/patients', '[1')).status).toBe(400);
  const { token: secret } = await token('patients.archive');
  // Refused before anything is looked up, and counted all the same.
  const answers = await Promise.all(Array.from({ length: 400 }, async () => (await server.ask('GET', '/api/patients', { token: secret })).status));
  expect([...new Set(answers)].sort()).toEqual([403, 429]);
}, TEST_MS);

test('an operator makes, lists and ends tokens on the command line', async () => {
  const { server, clinicId } = await restClinic();
  const { database } = server;
  const parts: TokenParts = { database, now: Date.now, newId: database.newId, random: systemRandom, key: (await serverSecrets(database, systemRandom)).key, hub: new ClinicHub() };
  const code = await clinicCode(server);
  const [line = ''] = await tokenCommand(parts, ['make', code.toLowerCase(), 'Laboratory', 'patients.read']);
  const secret = line.split(' ')[1] ?? '';
  expect((await server.ask('GET', '/api/patients', { token: secret })).status).toBe(200);
  const row = (await tokenCommand(parts, ['list'])).find((each) => each.includes(`${code}  Laboratory  patients.read  `));
  expect(row).not.toContain(secret.slice(4));
  await tokenCommand(parts, ['revoke', row?.split(' ')[0] ?? '']);
  expect((await server.ask('GET', '/api/patients', { token: secret })).status).toBe(401);
  for (const words of [[], ['make', code], ['make', 'NONE', 'x', 'patients.read'], ['make', code, 'x', 'users.manage'], ['revoke', clinicId], ['revoke', 'x']]) {
    await expect(tokenCommand(parts, words)).rejects.toThrow();
  }
}, TEST_MS);

const clinicCode = async ({ database }: RestClinic['server']): Promise<string> => (await database.pool.query<{ code: string }>('SELECT code FROM clinic')).rows[0]?.code ?? '';
