import { connect } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { tables } from '#domain/sync/tables.ts';
import { issueAdminCode } from '#server/admin/admin-code.ts';
import { tokenStatement } from '#server/auth/statements.ts';
import { deskLetter, slotNumber, slotText, takeNames } from '#server/auth/slots.ts';
import { inClinic } from '#server/db/transactions.ts';
import { Pc } from './pc.ts';
import { httpServer, type HttpServer } from './support.ts';

const DEVICE = { name: 'Desk 1', schema: 20, program: '0.1.0' };
const random = (bytes: Uint8Array): Uint8Array => crypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>);

interface Enrolled { clinicId: string; deviceId: string; slot: string; letter: string; timelines: { id: string }[]; serverKey: string }

async function tokenOf(server: HttpServer, pc: Pc, change: (signature: string) => string = (same) => same): Promise<{ status: number; token: string; body: object }> {
  const path = `/v1/sync/${pc.clinicId}/token`;
  const { nonce } = (await server.ask('POST', path, { body: { device: pc.id } })).body as { nonce: string };
  const signature = change(pc.sign(tokenStatement(pc.clinicId, pc.id, nonce)));
  const { status, body } = await server.ask('POST', path, { body: { device: pc.id, nonce, signature } });
  return { status, token: (body as { token?: string }).token ?? '', body: { device: pc.id, nonce, signature } };
}

/** A clinic that its first PC brought, and that PC. */
async function founded(): Promise<{ server: HttpServer; pc: Pc; token: string; enrolled: Enrolled; request: object; code: string }> {
  const server = await httpServer();
  const pc = new Pc(server.database.newId(), '', server.database.newId, Date.now());
  const code = await issueAdminCode(server.database, random, Date.now);
  const request = { v: 1, code, deviceId: pc.id, device: { ...DEVICE, publicKey: pc.publicKey }, clinic: { id: pc.clinicId, code: 'KB7', name: 'Kibo' }, slot: '3F', letter: 'A' };
  const { status, body } = await server.ask('POST', '/v1/clinics', { body: request });
  expect([status, body]).toEqual([200, expect.anything()]);
  const { token } = await tokenOf(server, pc);
  const enrolled = body as Enrolled;
  return { server, pc: Object.assign(pc, { timeline: enrolled.timelines[0]?.id ?? '' }), token, enrolled, request, code };
}

/** A manager of the clinic, written by its first PC. */
async function withManager(made: Awaited<ReturnType<typeof founded>>): Promise<string> {
  const { server, pc, token } = made;
  const { columns } = tables.person;
  const [manager] = [server.database.newId()];
  pc.write({ table: tables.person.id, rowId: manager, columns: [[columns.name.id, 'Neema'], [columns.roles.id, '["manager"]'], [columns.active.id, 1]] });
  expect((await server.ask('POST', `/v1/sync/${pc.clinicId}/push`, { token, body: pc.push() })).body).toMatchObject({ kind: 'stored' });
  return manager;
}

describe('slots and letters', () => {
  it('count up and are read back', () => {
    expect([slotText(0), slotText(31), slotText(32), slotText(1023)]).toEqual(['00', '0Z', '10', 'ZZ']);
    for (const number of [0, 1, 500, 1023]) expect(slotNumber(slotText(number))).toBe(number);
    expect(['', '3', '3I', '3FF', '  '].map(slotNumber)).toEqual([-1, -1, -1, -1, -1]);
    expect([0, 25, 26, 27, 51, 52, 701].map(deskLetter)).toEqual(['A', 'Z', 'AA', 'AB', 'AZ', 'BA', 'ZZ']);
  });
});

/** Restores leave slots out, and the slot that a first PC brought may be a late one: there are 1,024. */
it('goes on with slots that nobody had when it comes to the last one, and never gives one twice', async () => {
  const { server, pc } = await founded();
  const { slot } = await inClinic(server.database, pc.clinicId, async (tx) => {
    await tx.updateTable('slot_counter').set({ next_slot: 1_024 + 3 * 32 + 15 }).execute();
    return takeNames(tx, pc.clinicId);
  });
  // 3F is the first PC's.
  expect(slot).toBe('3G');
  await inClinic(server.database, pc.clinicId, (tx) => tx.updateTable('slot_counter').set({ next_slot: 1_024 }).execute());
  expect(await inClinic(server.database, pc.clinicId, (tx) => takeNames(tx, pc.clinicId))).toMatchObject({ slot: '00' });
});

describe('enrolment over HTTP', () => {
  it('lets the first PC bring its clinic and keep what is printed on its cards, and answers the same again', async () => {
    const { server, pc, enrolled, request, token } = await founded();
    expect(enrolled).toMatchObject({ clinicId: pc.clinicId, deviceId: pc.id, slot: '3F', letter: 'A' });
    expect((await server.ask('POST', '/v1/clinics', { body: request })).body).toMatchObject({ slot: '3F', letter: 'A', serverKey: enrolled.serverKey });
    const other = new Pc(pc.clinicId, '', server.database.newId, Date.now());
    expect((await server.ask('POST', '/v1/clinics', { body: { ...request, deviceId: other.id, device: { ...DEVICE, publicKey: other.publicKey } } })).status).toBe(401);
    expect(server.register.map(({ kind }) => kind)).toEqual(['clinic', 'device']);
    const page = (await server.ask('GET', `/v1/sync/${pc.clinicId}/pull?after=0&timeline=${pc.timeline}`, { token })).body;
    expect(page).toMatchObject({ kind: 'page', head: 1, next: 1 });
  });

  it('refuses to bring a clinic that has PCs, and lists a second clinic with the same printed code beside the first', async () => {
    const { server, request } = await founded();
    const newcomer = new Pc('', '', server.database.newId, Date.now());
    const mine = { deviceId: newcomer.id, device: { ...DEVICE, publicKey: newcomer.publicKey } };
    const code = await issueAdminCode(server.database, random, Date.now);
    expect(await server.ask('POST', '/v1/clinics', { body: { ...request, ...mine, code } })).toMatchObject({ status: 409, body: { code: 'clinic-exists' } });
    const fresh = await issueAdminCode(server.database, random, Date.now);
    const clinic = { id: server.database.newId(), code: 'KB7', name: 'Other' };
    expect(await server.ask('POST', '/v1/clinics', { body: { ...request, ...mine, code: fresh, clinic } })).toMatchObject({ status: 200, body: { slot: '3F' } });
  });

  it('lets another PC join with a code that a manager made, once, and gives it its own slot and letter', async () => {
    const made = await founded();
    const { server, pc, token } = made;
    const manager = await withManager(made);
    const path = `/v1/sync/${pc.clinicId}/join-codes`;
    expect(await server.ask('POST', path, { token, body: {} })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await server.ask('POST', path, { token, body: {}, headers: { 'daybook-person': server.database.newId() } })).toMatchObject({ status: 403 });
    const { code } = (await server.ask('POST', path, { token, body: {}, headers: { 'daybook-person': manager } })).body as { code: string };
    const other = new Pc(pc.clinicId, '', server.database.newId, Date.now());
    const request = { v: 1, code: code.toLowerCase(), deviceId: other.id, device: { ...DEVICE, publicKey: other.publicKey } };
    const joined = await server.ask('POST', '/v1/join', { body: request });
    expect(joined).toMatchObject({ status: 200, body: { clinicId: pc.clinicId, slot: '00', letter: 'B' } });
    expect((await server.ask('POST', '/v1/join', { body: request })).body).toMatchObject({ slot: '00', letter: 'B' });
    const third = new Pc(pc.clinicId, '', server.database.newId, Date.now());
    expect(await server.ask('POST', '/v1/join', { body: { ...request, deviceId: third.id, device: { ...DEVICE, publicKey: third.publicKey } } }))
      .toMatchObject({ status: 401, body: { code: 'code-refused' } });
    const list = (await server.ask('GET', `/v1/sync/${pc.clinicId}/devices`, { token, headers: { 'daybook-person': manager } })).body as { devices: { letter: string; status: string }[] };
    expect(list.devices.map(({ letter, status }) => [letter, status])).toEqual([['A', 'active'], ['B', 'active']]);
    const synced = await inClinic(server.database, pc.clinicId, (tx) => tx.selectFrom('row_state').select('row_id').where('tbl', '=', tables.device.id).execute());
    expect(synced.map(({ row_id }) => row_id).sort()).toEqual([pc.id, other.id].sort());
  });

  it('stops whoever guesses codes', async () => {
    const server = await httpServer();
    const pc = new Pc('', '', server.database.newId, Date.now());
    const guess = (n: number): ReturnType<HttpServer['ask']> =>
      server.ask('POST', '/v1/join', { body: { v: 1, code: `AAAA-BBBB-${String(n).padStart(4, '0')}`, deviceId: pc.id, device: { ...DEVICE, publicKey: pc.publicKey } } });
    for (let n = 0; n < 10; n++) expect((await guess(n)).status).toBe(401);
    const stopped = await guess(11);
    expect(stopped).toMatchObject({ status: 429, body: { code: 'too-many' } });
    expect(Number(stopped.response.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('tokens', () => {
  it('are given for a signed nonce, once, and only to the device that signed', async () => {
    const { server, pc } = await founded();
    const { status, body } = await tokenOf(server, pc);
    expect(status).toBe(200);
    expect((await server.ask('POST', `/v1/sync/${pc.clinicId}/token`, { body })).status).toBe(401);
    expect((await tokenOf(server, pc, (signature) => `${signature.slice(0, -4)}AAAA`)).status).toBe(401);
    const stranger = new Pc(pc.clinicId, '', server.database.newId, Date.now());
    expect((await tokenOf(server, stranger)).status).toBe(401);
  });

  it('open one clinic only, and say when a new one would help', async () => {
    const { server, pc, token } = await founded();
    const elsewhere = await server.database.newClinic();
    expect((await server.ask('GET', `/v1/sync/${elsewhere.id}/hello`, { token })).status).toBe(403);
    expect(await server.ask('GET', `/v1/sync/${pc.clinicId}/hello`, { token: `${token.slice(0, -3)}AAA` })).toMatchObject({ status: 401, body: { code: 'token-expired' } });
    expect((await server.ask('GET', `/v1/sync/${pc.clinicId}/hello`)).status).toBe(401);
  });
});

describe('a device over HTTP', () => {
  it('says hello, and its clock is noted', async () => {
    const { server, pc, token } = await founded();
    const answer = await server.ask('GET', `/v1/sync/${pc.clinicId}/hello?now=${String(Date.now() + 3_600_000)}&schema=20`, { token });
    expect(answer).toMatchObject({ status: 200, body: { status: 'active', last: 0, commands: [], contribute: false, head: 1 } });
    const row = await inClinic(server.database, pc.clinicId, (tx) => tx.selectFrom('device').select('skew_ms').where('device_id', '=', pc.id).executeTakeFirst());
    expect(Math.abs((row?.skew_ms ?? 0) - 3_600_000)).toBeLessThan(60_000);
    const numbers = await (await fetch(`${server.running.address}/metrics`)).text();
    expect(numbers).toContain('daybook_clock_skew_seconds_bucket{le="300"} 0');
    expect(numbers).toContain('daybook_clock_skew_seconds_bucket{le="86400"} 1');
  });

  it('that hears of nothing new is answered in fewer than 300 bytes, headers and all', async () => {
    const { server, pc, token } = await founded();
    const { port } = new URL(server.running.address);
    const socket = connect(Number(port), '127.0.0.1');
    onTestFinished(() => { socket.destroy(); });
    let heard = '';
    socket.on('data', (piece) => { heard += piece.toString('latin1'); });
    const { head } = (await server.ask('GET', `/v1/sync/${pc.clinicId}/hello`, { token })).body as { head: number };
    socket.write(`GET /v1/sync/${pc.clinicId}/pull?after=${String(head)}&timeline=${pc.timeline}&wait=0 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    await vi.waitFor(() => { expect(heard).toMatch(/\}$/); }, { timeout: 20_000, interval: 10 });
    expect(JSON.parse(heard.slice(heard.indexOf('\r\n\r\n')))).toEqual({ kind: 'page', next: head, head, more: false, now: expect.any(Number) as number });
    // Twice a place in the millions would take this much more.
    expect(heard.length + 2 * (7 - String(head).length)).toBeLessThanOrEqual(300);
    expect(heard).toMatch(/^HTTP\/1.1 200 OK\r\n/);
  });

  it('is told to wipe itself when a manager revokes it, and what it hands in waits for a decision', async () => {
    const made = await founded();
    const { server, pc, token } = made;
    const manager = await withManager(made);
    const as = { token, headers: { 'daybook-person': manager } };
    const code = ((await server.ask('POST', `/v1/sync/${pc.clinicId}/join-codes`, { ...as, body: {} })).body as { code: string }).code;
    const other = new Pc(pc.clinicId, pc.timeline, server.database.newId, Date.now());
    await server.ask('POST', '/v1/join', { body: { v: 1, code, deviceId: other.id, device: { ...DEVICE, publicKey: other.publicKey } } });
    const theirs = (await tokenOf(server, other)).token;
    const path = (rest: string): string => `/v1/sync/${pc.clinicId}${rest}`;
    expect((await server.ask('POST', path(`/devices/${other.id}/status`), { ...as, body: { status: 'revoked', reason: 'stolen' } })).status).toBe(200);
    expect(await server.ask('GET', path(`/pull?after=0&timeline=${pc.timeline}`), { token: theirs })).toMatchObject({ status: 403, body: { code: 'revoked' } });
    expect(await server.ask('GET', path('/snapshot'), { token: theirs })).toMatchObject({ status: 403, body: { code: 'revoked' } });
    expect((await server.ask('GET', path('/hello'), { token: theirs })).body).toMatchObject({ status: 'revoked', commands: ['wipe'] });
    for (const name of ['Late one', 'Later one']) other.write({ rowId: server.database.newId(), columns: [[2, name]] });
    expect((await server.ask('POST', path('/push'), { token: theirs, body: other.push() })).body).toMatchObject({ kind: 'set-aside', last: 2 });
    const [first, second] = other.stream.map(({ opId }) => opId);
    expect((await server.ask('GET', path('/quarantine'), { token: theirs })).status).toBe(403);
    const list = (await server.ask('GET', path('/quarantine'), as)).body as { counts: object[]; operations: { contents?: string }[] };
    expect(list).toMatchObject({ counts: [{ reason: 'device-not-active', count: 2 }], operations: [{ opId: first }, { opId: second }] });
    expect(list.operations[0]?.contents).toBeUndefined();
    const open = (await server.ask('GET', path('/quarantine?contents=1'), as)).body as { operations: { contents: string }[] };
    expect(JSON.parse(open.operations[0]?.contents ?? '')).toMatchObject({ columns: [[2, 'Late one']] });
    expect((await server.ask('POST', path(`/quarantine/${first ?? ''}/admit`), { ...as, body: { reason: 'seen' } })).status).toBe(200);
    expect((await server.ask('POST', path(`/quarantine/${second ?? ''}/discard`), { ...as, body: { reason: 'a test' } })).status).toBe(200);
    expect(await server.ask('POST', path(`/quarantine/${first ?? ''}/discard`), { ...as, body: { reason: 'x' } })).toMatchObject({ status: 404, body: { code: 'not-waiting' } });
    // Its author is told, if it knows the word; to an older program it stays what it was.
    const fatesFor = async (query: string): Promise<unknown> => ((await server.ask('GET', path(`/hello?${query}`), { token: theirs })).body as { fates: unknown }).fates;
    expect(await fatesFor('aside=1')).toEqual([{ dseq: 2, opId: second, fate: 'discarded', reason: 'device-not-active' }]);
    expect(await fatesFor('aside=3')).toEqual([]);
    expect(await fatesFor('since=0')).toEqual([{ dseq: 2, opId: second, fate: 'quarantined', reason: 'device-not-active' }]);
    const log = await inClinic(server.database, pc.clinicId, (tx) => tx.selectFrom('op_log').select('op_id').where('origin', '=', other.id).execute());
    expect(log).toEqual([{ op_id: first }]);
    const events = await inClinic(server.database, pc.clinicId, (tx) => tx.selectFrom('clinic_event').select(['kind', 'actor']).where('actor', '=', `person:${manager}`).orderBy('at').execute());
    expect(events.map(({ kind }) => kind)).toEqual(['join-code-made', 'device-revoked', 'quarantine-admitted', 'quarantine-discarded']);
    // Nothing of a record reached the log of the server.
    expect(server.lines.join('\n')).not.toMatch(/Late one|Neema|KB7/);
  });

  it('gets a 15 MB note set aside instead of stuck, and a snapshot with Range', async () => {
    const { server, pc, token } = await founded();
    pc.write({ rowId: server.database.newId(), columns: [[2, 'x'.repeat(15_000_000)]] });
    pc.write({ rowId: server.database.newId(), columns: [[2, 'next']] });
    const sent = await server.ask('POST', `/v1/sync/${pc.clinicId}/push`, { token, body: pc.push(1, 1) });
    expect(sent.body).toMatchObject({ kind: 'stored', fates: [{ dseq: 1, fate: 'quarantined', reason: 'too-large' }] });
    expect((await server.ask('POST', `/v1/sync/${pc.clinicId}/push`, { token, body: pc.push(2) })).body).toMatchObject({ kind: 'stored', last: 2 });
    const { manifest } = (await server.ask('GET', `/v1/sync/${pc.clinicId}/snapshot`, { token })).body as { manifest: string };
    const [chunk] = (JSON.parse(manifest) as { chunks: { sha256: string; bytes: number }[] }).chunks;
    const part = await server.ask('GET', `/v1/sync/${pc.clinicId}/chunks/${chunk?.sha256 ?? ''}`, { token, headers: { range: 'bytes=5-' } });
    expect([part.status, part.response.headers.get('content-range'), (part.body as ArrayBuffer).byteLength])
      .toEqual([206, `bytes 5-${String((chunk?.bytes ?? 0) - 1)}/${String(chunk?.bytes)}`, (chunk?.bytes ?? 0) - 5]);
    expect((await server.ask('POST', `/v1/sync/${pc.clinicId}/incidents`, { token, body: { kind: 'sum-mismatch', table: 10, bucket: 3, rows: [], seq: 2 } })).status).toBe(200);
    expect(server.running.metrics.text()).toMatch(/daybook_sync_incidents_total\{kind="sum-mismatch"\} 1/);
  });
});
