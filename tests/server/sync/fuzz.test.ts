import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issueAdminCode } from '#server/admin/admin-code.ts';
import { tokenStatement } from '#server/auth/statements.ts';
import { inClinic } from '#server/db/transactions.ts';
import { openContribution } from '#server/sync/contribute.ts';
import { Pc } from './pc.ts';
import { httpServer, type HttpServer } from './support.ts';

/** Bodies a run tries; `DAYBOOK_FUZZ=100000` for a night. */
const RUNS = Number(process.env.DAYBOOK_FUZZ ?? 40);
const RUNS_OF_A_TOKEN = 200;
const random = (bytes: Uint8Array): Uint8Array => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>);

/** `token` fetches one: they run out, and a night is longer. */
async function enrolled(): Promise<{ server: HttpServer; pc: Pc; token: () => Promise<string> }> {
  const server = await httpServer();
  const pc = new Pc(server.database.newId(), '', server.database.newId, Date.now());
  const code = await issueAdminCode(server.database, random, Date.now);
  const made = await server.ask('POST', '/v1/clinics', { body: {
    v: 1, code, deviceId: pc.id, device: { name: 'Desk', publicKey: pc.publicKey, schema: 1, program: '1' }, clinic: { id: pc.clinicId, code: 'KB7', name: 'Kibo' }, slot: '3F', letter: 'A',
  } });
  const timeline = (made.body as { timelines: { id: string }[] }).timelines[0]?.id ?? '';
  const path = `/v1/sync/${pc.clinicId}/token`;
  const token = async (): Promise<string> => {
    const { nonce } = (await server.ask('POST', path, { body: { device: pc.id } })).body as { nonce: string };
    return ((await server.ask('POST', path, { body: { device: pc.id, nonce, signature: pc.sign(tokenStatement(pc.clinicId, pc.id, nonce)) } })).body as { token: string }).token;
  };
  return { server, pc: Object.assign(pc, { timeline }), token };
}

const scalar = fc.oneof(
  fc.string({ unit: 'binary' }), fc.constantFrom('\0', '\ud800', '\u001f', '=', ''), fc.integer(), fc.maxSafeInteger(), fc.double(), fc.constant(null), fc.boolean(),
  fc.constantFrom(-1, 0, 2 ** 31, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e300),
);
const list = fc.array(fc.oneof(scalar, fc.array(scalar, { maxLength: 4 })), { maxLength: 10 });

/** A message like a real one with one place of it changed for something else. */
const changedAt = (whole: unknown, at: readonly number[], put: unknown): unknown => {
  const [first, ...rest] = at;
  if (first === undefined || typeof whole !== 'object' || whole === null) return put;
  const keys = Object.keys(whole);
  if (keys.length === 0) return put;
  const key = keys[first % keys.length] ?? '';
  const copy = (Array.isArray(whole) ? [...(whole as unknown[])] : { ...whole }) as Record<string, unknown>;
  copy[key] = changedAt(copy[key], rest, put);
  return copy;
};
const change = fc.record({ at: fc.array(fc.nat(40), { minLength: 1, maxLength: 7 }), put: fc.oneof(scalar, list, fc.jsonValue()) });

describe('whatever is sent', () => {
  it(`is answered in words, never by a fault, and leaves a stream that goes on (${String(RUNS)} runs)`, async () => {
    const { server, pc, token: newToken } = await enrolled();
    let [token, tokenRuns] = ['', 0];
    const path = (rest: string): string => `/v1/sync/${pc.clinicId}${rest}`;
    await openContribution({ database: server.database, now: Date.now, newId: server.database.newId } as never, pc.clinicId, 'admin:x', 86_400_000);
    let from = 1;
    const isAnswer = ({ status, body }: { status: number; body: unknown }): void => {
      expect(status, JSON.stringify(body)).toBeLessThan(500);
      if (status >= 400) expect(body).toMatchObject({ code: expect.any(String) as string, message: expect.any(String) as string });
    };
    await fc.assert(fc.asyncProperty(change, fc.constantFrom('push', 'contribute'), fc.dictionary(fc.constantFrom('after', 'limit', 'timeline', 'schema', 'now', 'table', 'bucket'), fc.string({ unit: 'binary' })), async ({ at, put }, kind, query) => {
      if (tokenRuns++ % RUNS_OF_A_TOKEN === 0) token = await newToken();
      pc.write({ rowId: server.database.newId(), columns: [[1, 'x'], [2, 'y']] }, { rowId: server.database.newId(), columns: [[2, 'z']], kind: 2, previous: [] });
      const good = pc.push(from);
      const body = kind === 'push' ? good : { v: 1, timeline: pc.timeline, packed: good.packed };
      isAnswer(await server.ask('POST', path(`/${kind}`), { token, body: changedAt(body, at, put) }));
      const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, value.toWellFormed()])).toString();
      for (const rest of ['pull', 'hello', 'sums', 'bucket', 'links']) isAnswer(await server.ask('GET', path(`/${rest}?${search}`), { token }));
      const next = await server.ask('POST', path('/push'), { token, body: good });
      expect(next).toMatchObject({ status: 200, body: { kind: 'stored', last: pc.stream.length } });
      from = pc.stream.length + 1;
    }), { numRuns: RUNS });
    const twice = await inClinic(server.database, pc.clinicId, (tx) => tx.selectFrom('op_log').select('op_id').groupBy('op_id').having((eb) => eb.fn.countAll(), '>', 1).execute());
    expect(twice).toEqual([]);
    expect(server.lines.filter((line) => line.includes('http.bug'))).toEqual([]);
  }, 60_000 + RUNS * 100);

  it('is counted by what was wrong with it, and the stream goes on', async () => {
    const { server, pc, token: newToken } = await enrolled();
    const token = await newToken();
    pc.write({ table: 9_999, rowId: server.database.newId(), columns: [[1, 'x']] });
    pc.write({ rowId: server.database.newId(), columns: [[2, 'x'.repeat(15_000_000)]] });
    const good = pc.push();
    const send = (path: string, body: unknown) => server.ask('POST', `/v1/sync/${path}/push`, { token, body });
    const wrong = [{ ...good, chain: Buffer.alloc(16).toString('base64url') }, { ...good, signature: pc.sign('x') }, { ...good, device: server.database.newId() }];
    for (const body of wrong) expect((await send(pc.clinicId, body)).status).toBeGreaterThanOrEqual(400);
    expect((await send(server.database.newId(), good)).status).toBe(403);
    expect((await send(pc.clinicId, JSON.stringify(good).slice(0, -9))).status).toBe(400);
    expect((await send(pc.clinicId, `"${'x'.repeat(25 * 1024 * 1024)}"`)).status).toBe(413);
    expect(await send(pc.clinicId, good)).toMatchObject({ body: { kind: 'stored', last: 2 } });
    // The answer may have been lost: what is handed in again was counted.
    expect((await send(pc.clinicId, good)).body).toMatchObject({ kind: 'stored', fates: [{ fate: 'quarantined' }, { fate: 'quarantined' }] });
    const counts = server.running.metrics.text();
    for (const code of ['broken-chain', 'wrong-signature', 'foreign-operation', 'forbidden', 'bad-request', 'too-large']) expect(counts).toContain(`daybook_http_errors_total{code="${code}"} 1\n`);
    for (const reason of ['unknown-table', 'too-large']) expect(counts).toContain(`daybook_sync_incidents_total{kind="set-aside-${reason}"} 1\n`);
  }, 60_000);

  it('even operations that are strange inside a whole and signed message', async () => {
    const { server, pc, token: newToken } = await enrolled();
    let [token, tokenRuns] = ['', 0];
    const strange = fc.record({
      rowId: fc.string({ unit: 'binary', maxLength: 300 }), table: fc.nat(70), schemaVersion: fc.oneof(fc.nat(), fc.maxSafeNat()), hlc: fc.maxSafeNat(),
      intent: fc.string({ unit: 'binary', maxLength: 100 }), columns: fc.array(fc.tuple(fc.integer({ min: 1, max: 100_000 }), fc.oneof(fc.string({ unit: 'binary' }), fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)), fc.maxSafeInteger(), fc.constant(null))), { maxLength: 5 }),
    });
    let from = 1;
    await fc.assert(fc.asyncProperty(fc.array(strange, { minLength: 1, maxLength: 4 }), async (writings) => {
      if (tokenRuns++ % RUNS_OF_A_TOKEN === 0) token = await newToken();
      pc.write(...writings);
      const request = pc.push(from);
      const text = Buffer.from(JSON.stringify(request)).toString('utf8');
      const answer = await server.ask('POST', `/v1/sync/${pc.clinicId}/push`, { token, body: text });
      expect(answer.body).toMatchObject({ kind: 'stored', last: pc.stream.length });
      from = pc.stream.length + 1;
    }), { numRuns: RUNS });
    const kept = await inClinic(server.database, pc.clinicId, async (tx) => ({
      log: await tx.selectFrom('op_log').select('op_id').where('origin', '=', pc.id).execute(), aside: await tx.selectFrom('quarantine').select('op_id').execute(),
    }));
    expect(new Set([...kept.log, ...kept.aside].map(({ op_id }) => op_id))).toEqual(new Set(pc.stream.map(({ opId }) => opId)));
  }, 60_000 + RUNS * 100);
});
