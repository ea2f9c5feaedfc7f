import { describe, expect, it } from 'vitest';
import { issueAdminCode } from '#server/admin/admin-code.ts';
import { hashCode, newCode } from '#server/admin/codes.ts';
import { readRegisterFile } from '#server/backup/register.ts';
import { USUAL_LIMITS } from '#server/http/admission.ts';
import { openDatabase } from '#server/db/database.ts';
import { silentLog } from '#server/log.ts';
import { asServer } from '#server/db/transactions.ts';
import { testDatabase, testServer, type TestServer } from '#tests/support/server.ts';
import { seededRandom, systemRandom } from '#tests/support/store.ts';

const as = (authorization: string, body?: object): RequestInit => ({ headers: { authorization }, ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}) });

async function administrator(server: TestServer, now: () => number = Date.now): Promise<string> {
  const code = await issueAdminCode(server.database, systemRandom, now);
  const answer = await server.ask('/v1/admin/claim', as(`Code ${code}`, { name: 'Office' }));
  return `Bearer ${(await answer.json() as { token: string }).token}`;
}

describe('one-time codes', () => {
  it('are found however they are typed', () => {
    const code = newCode(seededRandom(7));
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    for (const typed of [code.toLowerCase(), code.replaceAll('-', ' '), code.replaceAll('-', '').replaceAll('0', 'o').replaceAll('1', 'l')]) {
      expect(hashCode(typed).equals(hashCode(code)), typed).toBe(true);
    }
    expect(hashCode(`${code}A`).equals(hashCode(code))).toBe(false);
  });

  it('are stored only as a hash, serve once, end after ten minutes and when a newer one is made', async () => {
    let ms = 1_700_000_000_000;
    const server = await testServer({ now: () => ms });
    const claim = async (code: string): Promise<number> => (await server.ask('/v1/admin/claim', as(`Code ${code}`, { name: 'Office' }))).status;
    const make = () => issueAdminCode(server.database, systemRandom, () => ms);
    const older = await make();
    const code = await make();
    const rows = await asServer(server.database, (tx) => tx.selectFrom('admin_code').select('code_hash').execute());
    expect(rows).toEqual([{ code_hash: hashCode(code) }]);
    expect([await claim(older), await claim('0000-0000-0000'), await claim(code), await claim(code)]).toEqual([401, 401, 200, 401]);
    const late = await make();
    ms += 10 * 60_000;
    expect(await claim(late)).toBe(401);
  });

  it('are used by one of many who try at the same moment', async () => {
    const server = await testServer({ limits: { ...USUAL_LIMITS } });
    const code = await issueAdminCode(server.database, systemRandom, Date.now);
    const answers = await Promise.all(Array.from({ length: 8 }, () => server.ask('/v1/admin/claim', as(`Code ${code}`, { name: 'Office' }))));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, ...Array<number>(7).fill(401)]);
  });
});

describe('an administrator', () => {
  it('makes clinics whose codes do not meet, notes them in the register, and lets PCs join', async () => {
    const server = await testServer();
    const token = await administrator(server);
    const [first, second] = [server.database.newId(), server.database.newId()];
    const make = async (clinicId: string, code: string) => (await server.ask('/v1/admin/clinics', as(token, { clinicId, code, name: 'Kibo' }))).status;
    expect([await make(first, 'KB7'), await make(first, 'KB7'), await make(first, 'KB8'), await make(second, 'kb7'), await make(second, 'K-7')]).toEqual([200, 200, 409, 409, 400]);
    expect(readRegisterFile(server.register.path).entries).toEqual([{ kind: 'clinic', clinicId: first, code: 'KB7', name: 'Kibo' }]);
    const join = await server.ask(`/v1/admin/clinics/${first}/join-codes`, as(token, { role: 'desk' }));
    const { code } = await join.json() as { code: string };
    const stored = await asServer(server.database, (tx) => tx.selectFrom('join_code').select(['code_hash', 'clinic_id', 'role']).execute());
    expect(stored).toEqual([{ code_hash: hashCode(code), clinic_id: first, role: 'desk' }]);
    expect((await server.ask(`/v1/admin/clinics/${second}/join-codes`, as(token, {}))).status).toBe(404);
    expect(await (await server.ask(`/v1/admin/clinics/${first}/devices`, as(token))).json()).toEqual({ devices: [] });
  });

  it('is nobody without the token, with a wrong one, or after being stopped', async () => {
    const server = await testServer();
    const token = await administrator(server);
    const asked = async (authorization: string): Promise<number> => (await server.ask('/v1/admin/clinics', as(authorization))).status;
    expect([await asked(token), await asked(''), await asked('Bearer x'), await asked(token.replace('Bearer', 'Basic')), await asked(`${token} ${token}`)]).toEqual([200, 401, 401, 401, 401]);
    await asServer(server.database, (tx) => tx.updateTable('admin').set({ revoked_at: new Date() }).execute());
    expect(await asked(token)).toBe(401);
  });
});

describe('what watches the server', () => {
  it('hears that it is ready, and its numbers on this machine', async () => {
    const server = await testServer();
    expect(await (await server.ask('/health')).json()).toEqual({ ready: true, version: '0' });
    expect(await (await server.ask('/metrics')).text()).toContain('daybook_http_requests_total{path="/health",status="200"} 1');
    expect((await server.ask('/metrics', { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(401);
  });

  it('hears 503 while the database does not answer', async () => {
    const away = openDatabase({ target: { host: '127.0.0.1', port: 1 }, log: silentLog });
    const database = { ...await testDatabase(), ...away };
    const server = await testServer({ database });
    const answers = await Promise.all(['/health', '/v1/admin/clinics'].map((path) => server.ask(path, as('Bearer x'))));
    expect(answers.map((answer) => answer.status)).toEqual([503, 503]);
    expect(await answers[0]?.json()).toMatchObject({ code: 'database-away' });
    await away.end();
  });
});
