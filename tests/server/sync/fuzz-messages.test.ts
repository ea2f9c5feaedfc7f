import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import type { Operation } from '#domain/sync/operation.ts';
import { pack, type Packable } from '#domain/sync/wire/pack.ts';
import { forkStatement, tokenStatement } from '#server/auth/statements.ts';
import { openContribution } from '#server/sync/contribute.ts';
import { ClinicServer } from '#tests/sync/product/clinic-server.ts';
import { closeSharedDatabase, removeClinic, sharedDatabase } from '#tests/sync/product/database.ts';
import { Pc } from './pc.ts';

/** Messages of one run; `DAYBOOK_FUZZ=100000` for a long one. */
const CASES = Number(process.env.DAYBOOK_FUZZ ?? 1_500);
/** Messages that one clinic gets: each good one makes it larger, and sums, buckets and copies read all of it. */
const A_CLINIC = 2_500;
const CLINICS = Math.ceil(CASES / A_CLINIC);
/** After so many messages a good one must still get through. */
const GOOD_AFTER = 25;
const NOW = Date.UTC(2026, 2, 14, 9);

afterAll(closeSharedDatabase);

/** The server's routes without sockets, a clinic on it, and a PC that joined as PCs do. */
async function clinic(): Promise<{ server: ClinicServer; pc: Pc; token: string; send: (method: string, path: string, body?: unknown) => Promise<{ status: number; body: never }> }> {
  const server = new ClinicServer(await sharedDatabase([]), 7, () => NOW);
  let token = '';
  const send = async (method: string, path: string, body?: unknown): Promise<{ status: number; body: never }> => {
    const answer = await server.ask({ method, path, headers: token === '' ? {} : { authorization: `Bearer ${token}` }, body: body === undefined ? undefined : Buffer.from(JSON.stringify(body)) });
    return { status: answer.status, body: JSON.parse(answer.body.toString('utf8')) as never };
  };
  const made = new Pc(server.parts.newId(), '', server.parts.newId, NOW);
  server.clinicId = made.clinicId;
  const { body } = await send('POST', '/v1/clinics', {
    v: 1, code: await server.adminCode(), deviceId: made.id, device: { name: 'Desk', publicKey: made.publicKey, schema: 1, program: '1' },
    clinic: { id: made.clinicId, code: 'FZ7', name: 'Kibo' }, slot: '3F', letter: 'A',
  });
  const pc = Object.assign(made, { timeline: (body as { timelines: { id: string }[] }).timelines[0]?.id ?? '' });
  const path = `/v1/sync/${pc.clinicId}/token`;
  const { nonce } = (await send('POST', path, { device: pc.id })).body as { nonce: string };
  ({ token } = (await send('POST', path, { device: pc.id, nonce, signature: pc.sign(tokenStatement(pc.clinicId, pc.id, nonce)) })).body as { token: string });
  await openContribution(server.parts, pc.clinicId, 'admin:x', 86_400_000);
  return { server, pc, token, send };
}

const scalar = fc.oneof(
  fc.string({ unit: 'binary' }), fc.constantFrom('\0', '\ud800', '\u001f', '=', '', '__proto__'), fc.integer(), fc.maxSafeInteger(), fc.double(), fc.constant(null), fc.boolean(),
  fc.constantFrom(-1, 0, 2 ** 31, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e300),
);
const anything = fc.oneof(scalar, fc.array(fc.oneof(scalar, fc.array(scalar, { maxLength: 4 })), { maxLength: 10 }), fc.jsonValue());

/** One place of a message and what stands there instead. */
const change = fc.record({ at: fc.array(fc.nat(40), { minLength: 1, maxLength: 7 }), put: anything });
const message = fc.record({
  endpoint: fc.nat(14), changes: fc.array(change, { maxLength: 3 }),
  /** Cuts the text, or packs it as it is not. */
  cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 5 }),
  encoding: fc.constantFrom('', '', '', '', 'gzip', 'br', 'zstd', 'wrong-gzip', 'wrong-zstd', 'nonsense'),
  query: fc.dictionary(fc.constantFrom('after', 'limit', 'timeline', 'schema', 'now', 'since', 'table', 'bucket', 'before', 'wait'), fc.oneof(fc.string({ unit: 'binary' }), fc.nat().map(String)), { maxKeys: 4 }),
  /** Changes what a contribution holds before it is packed, so that it comes further than its shape. */
  inside: fc.boolean(),
  token: fc.constantFrom('good', 'good', 'good', 'good', 'none', 'bad'),
});
type Message = typeof message extends fc.Arbitrary<infer T> ? T : never;

function changedAt(whole: unknown, at: readonly number[], put: unknown): unknown {
  const [first, ...rest] = at;
  if (first === undefined || typeof whole !== 'object' || whole === null) return put;
  const keys = Object.keys(whole);
  const key = keys[first % Math.max(1, keys.length)];
  if (key === undefined) return put;
  const copy = (Array.isArray(whole) ? [...(whole as unknown[])] : { ...whole }) as Record<string, unknown>;
  copy[key] = changedAt(copy[key], rest, put);
  return copy;
}

interface Good {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
}

/** A good message for each way in; those that only read have no body. */
function goodMessage(pc: Pc, from: number, { endpoint, inside, changes }: Message, id: () => string): Good {
  const of = (rest: string): string => `/v1/sync/${pc.clinicId}${rest}`;
  const device = { name: 'Desk', publicKey: pc.publicKey, schema: 1, program: '1' };
  const push = pc.push(from);
  switch (endpoint) {
    case 0: case 1: return { method: 'POST', path: of('/push'), body: push };
    case 2: return { method: 'POST', path: of('/contribute'), body: { v: 1, timeline: pc.timeline, packed: inside ? packedWith(pc.stream.slice(from - 1), pc.id, changes) ?? push.packed : push.packed } };
    case 3: {
      const request = { v: 1 as const, device: pc.id, newDevice: id(), from: 0, chain: Buffer.alloc(16).toString('base64url'), publicKey: pc.publicKey, name: 'Copy', replaces: false };
      return { method: 'POST', path: of('/fork'), body: { ...request, signature: pc.sign(forkStatement(pc.clinicId, request as never)) } };
    }
    case 4: return { method: 'POST', path: of('/token'), body: { device: pc.id } };
    case 5: return { method: 'POST', path: '/v1/join', body: { v: 1, code: 'ABCD-EFGH-JKMN', deviceId: id(), device } };
    case 6: return { method: 'POST', path: of('/report'), body: { program: '1', schema: 1, outbox: 0, oldestUnsent: null, cursor: 0, diskFreeBytes: 1, lastBackup: null, lastCheck: null } };
    case 7: return { method: 'POST', path: of('/rows'), body: { table: 10, rows: [id()] } };
    case 8: return { method: 'POST', path: of('/incidents'), body: { kind: 'sum-mismatch', table: 10, bucket: 1, rows: [id()], seq: 1 } };
    case 9: return { method: 'GET', path: of('/pull'), query: { after: String(from - 1), timeline: pc.timeline } };
    case 10: return { method: 'GET', path: of('/bucket'), query: { table: '10', bucket: '7' } };
    default: return { method: 'GET', path: of(['/hello', '/sums', '/links', '/snapshot'][endpoint - 11] ?? '/snapshot') };
  }
}

/** The operations with something else in some places, packed; undefined when they cannot be packed. */
function packedWith(operations: readonly Operation[], origin: string, changes: Message['changes']): unknown {
  const changed = changes.reduce<unknown>((whole, { at, put }) => changedAt(whole, at, put), operations.map((operation) => ({ ...operation, chain: undefined, origin })));
  try {
    return pack(changed as Packable[]);
  } catch {
    return undefined;
  }
}

/** The clock stands still, so that whoever may wait would wait for ever. */
const searchOf = (query: Readonly<Record<string, string>>): string =>
  new URLSearchParams(Object.entries(query).map(([key, value]) => [key, key === 'wait' && Number(value) > 0 ? '0' : value.toWellFormed()])).toString();

const PACK: Readonly<Record<string, (text: Buffer) => Buffer>> = { gzip: gzipSync, br: brotliCompressSync, zstd: zstdCompressSync };

function asSent({ changes, cut, encoding }: Message, body: unknown): { bytes: Buffer; headers: Record<string, string> } {
  const text = Buffer.from(JSON.stringify(changes.reduce((whole, { at, put }) => changedAt(whole, at, put), body)) ?? '');
  const packed = PACK[encoding]?.(text) ?? text;
  const bytes = cut === null ? packed : packed.subarray(0, Math.floor(packed.length * cut));
  return { bytes, headers: encoding === '' ? {} : { 'content-encoding': encoding.replace('wrong-', '') } };
}

it.each(Array.from({ length: CLINICS }, (_, i) => i + 1))(`whatever is sent is answered in words, counted, and leaves a stream that goes on (clinic %i of ${String(CLINICS)})`, async () => {
  const { server, pc, token, send } = await clinic();
  onTestFinished(() => removeClinic(server.shared, pc.clinicId));
  let [sent, pushed] = [0, 0];
  const goes = async (): Promise<void> => {
    pc.write({ rowId: server.parts.newId(), columns: [[2, 'y']] });
    expect(await send('POST', `/v1/sync/${pc.clinicId}/push`, pc.push(pushed + 1))).toMatchObject({ status: 200, body: { kind: 'stored', last: pc.stream.length } });
    pushed = pc.stream.length;
  };
  await goes();
  await fc.assert(fc.asyncProperty(message, async (one) => {
    pc.write({ rowId: server.parts.newId(), columns: [[2, 'x'], [6, 'z']] }, { rowId: server.parts.newId(), columns: [[2, 'z']], kind: 2, previous: [] });
    const { method, path, body, query } = goodMessage(pc, pushed + 1, one, server.parts.newId);
    const search = searchOf({ ...query, ...one.query });
    const { bytes, headers } = asSent(one.inside && path.endsWith('/contribute') ? { ...one, changes: [] } : one, body);
    const authorization = one.token === 'good' ? { authorization: `Bearer ${token}` } : one.token === 'bad' ? { authorization: `Bearer ${token.slice(1)}` } : {};
    const answer = await server.ask({ method, path: method === 'GET' ? `${path}?${search}` : path, headers: { ...headers, ...authorization }, body: body === undefined ? undefined : bytes });
    expect(answer.status, answer.body.toString('utf8')).toBeLessThan(500);
    expect(answer.status).toBeGreaterThanOrEqual(200);
    if (answer.status >= 400) expect(JSON.parse(answer.body.toString('utf8'))).toMatchObject({ code: expect.any(String) as string, message: expect.any(String) as string });
    sent += 1;
    if (sent % GOOD_AFTER === 0) await goes();
  }), { numRuns: Math.min(CASES, A_CLINIC) });
  await goes();
  const kept = await server.in(async (tx) => ({
    log: new Set((await tx.selectFrom('op_log').select('op_id').where('origin', '=', pc.id).execute()).map(({ op_id }) => op_id)),
    aside: new Set((await tx.selectFrom('quarantine').select('op_id').execute()).map(({ op_id }) => op_id)),
  }));
  expect(pc.stream.filter(({ opId }) => !kept.log.has(opId) && !kept.aside.has(opId))).toEqual([]);
  expect(server.bugs).toEqual([]);
  expect(server.metrics.text()).toMatch(/daybook_http_errors_total\{code="bad-request"\} [1-9]/);
}, 60_000 + A_CLINIC * 100);
