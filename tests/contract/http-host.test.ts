import { connect as connectTcp } from 'node:net';
import { request, type IncomingHttpHeaders } from 'node:http';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { OwnAddress } from '#domain/kit/reachable.ts';
import { permissions, type Permission } from '#domain/permissions/permissions.ts';
import { StartLinks } from '#main/transport/host-guard.ts';
import { startHost } from '#main/transport/http-host.ts';
import { openApiDocument } from '#main/transport/openapi.ts';
import { rendererFiles } from '#main/transport/renderer-files.ts';
import { sentenceOf } from '#main/cli/args.ts';
import { endpoints, leastInput } from '#tests/support/contract-walk.ts';
import { manager, testDesk, type DeskUnderTest } from '#tests/support/desk.ts';
import { systemRandom, tempFolder } from '#tests/support/store.ts';

const COOKIE_SECRET = 'cookie-secret-of-this-test';
const LINK_SECRET = 'link-secret-of-this-test';

interface Answer { status: number; headers: IncomingHttpHeaders; body: string }
interface Wish { method?: string; headers?: Record<string, string>; body?: unknown }

interface Host {
  port: number;
  base: string;
  links: StartLinks;
  /** Sends the path exactly as written, as no browser would. */
  ask(path: string, wish?: Wish): Promise<Answer>;
}

async function openHost(desk: DeskUnderTest, address = '127.0.0.1', own: readonly OwnAddress[] = []): Promise<Host> {
  const outer = tempFolder();
  const root = join(outer, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<!doctype html><html><head></head><body>the desk<script type="application/json">__START_FACTS__</script></body></html>');
  writeFileSync(join(root, 'assets', 'app.js'), 'export const app = 1;');
  writeFileSync(join(outer, 'secret.txt'), 'not for anybody');
  let made = 0;
  const links = new StartLinks(() => `start-${++made}`, desk.desk.parts.now);
  const host = await startHost({
    desk: desk.desk, address, port: 0, ownAddresses: () => own, files: rendererFiles(root, systemRandom), links, cookieSecret: COOKIE_SECRET, linkSecret: LINK_SECRET,
  });
  onTestFinished(() => host.close());
  return { port: host.port, base: `http://127.0.0.1:${host.port}`, links, ask: (path, wish) => ask(host.port, path, wish) };
}

function ask(port: number, path: string, { method = 'GET', headers = {}, body }: Wish = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const type = text === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) };
    const call = request({ host: '127.0.0.1', port, path, method, headers: { host: `127.0.0.1:${port}`, ...type, ...headers } }, (response) => {
      let answered = '';
      response.on('data', (chunk: Buffer) => { answered += chunk.toString('utf8'); });
      response.on('end', () => { resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answered }); });
    });
    call.on('error', reject);
    call.end(text);
  });
}

/** What comes back for bytes that no HTTP client would send. */
function rawAnswer(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let answered = '';
    connectTcp(port, '127.0.0.1').on('data', (chunk) => { answered += chunk.toString('latin1'); })
      .on('error', () => { resolve(answered); }).on('close', () => { resolve(answered); }).end(bytes);
  });
}

const withCookie = { cookie: `daybook=${COOKIE_SECRET}` };

describe('who may speak to the host', () => {
  test('only callers that address it by its own name', async () => {
    const host = await openHost(await testDesk());
    for (const name of ['evil.example', `evil.example:${host.port}`, '127.0.0.1', `127.0.0.1:${host.port + 1}`, `127.0.0.1.evil.example:${host.port}`]) {
      expect((await host.ask('/', { headers: { ...withCookie, host: name } })).status, name).toBe(403);
    }
    expect(await rawAnswer(host.port, `GET / HTTP/1.0\r\nCookie: daybook=${COOKIE_SECRET}\r\n\r\n`), 'without any name').toMatch(/^HTTP\/1\.1 403/);
    for (const name of [`127.0.0.1:${host.port}`, `localhost:${host.port}`]) {
      expect((await host.ask('/', { headers: { ...withCookie, host: name } })).status, name).toBe(200);
    }
  });

  test('where it listens on every address, callers that name one which this PC has then', async () => {
    const own: OwnAddress[] = [{ address: '192.168.1.20', family: 'IPv4', internal: false }];
    const host = await openHost(await testDesk(), '0.0.0.0', own);
    const named = async (name: string): Promise<number> => (await host.ask('/', { headers: { ...withCookie, host: `${name}:${host.port}` } })).status;
    expect([await named('192.168.1.20'), await named('127.0.0.1'), await named('10.0.0.20'), await named('0.0.0.0'), await named('evil.example')]).toEqual([200, 200, 403, 403, 403]);
    own.splice(0, 1, { address: '10.0.0.20', family: 'IPv4', internal: false });
    expect([await named('192.168.1.20'), await named('10.0.0.20')]).toEqual([403, 200]);
  });

  test('only pages of its own, also with the cookie', async () => {
    const host = await openHost(await testDesk());
    for (const origin of ['http://evil.example', 'null', 'http://127.0.0.1', `http://localhost:${host.port}`, `http://127.0.0.1:${host.port}.evil.example`]) {
      expect((await host.ask('/', { headers: { ...withCookie, origin } })).status, origin).toBe(403);
      expect((await host.ask('/api/patients', { headers: { origin } })).status, origin).toBe(403);
    }
    expect((await host.ask('/', { headers: { ...withCookie, origin: host.base } })).status).toBe(200);
  });

  test('only browsers that were opened with its link', async () => {
    const host = await openHost(await testDesk());
    for (const cookie of ['', 'daybook=', 'daybook=guess', `other=${COOKIE_SECRET}`, `daybook=${COOKIE_SECRET}x`]) {
      const { status, body } = await host.ask('/', { headers: { cookie } });
      expect(status, cookie).toBe(401);
      expect(body).not.toContain('the desk');
    }
    expect((await host.ask('/patients', { headers: { cookie: `a=b; daybook=${COOKIE_SECRET}` } })).body).toContain('the desk');
  });
});

describe('the start link', () => {
  test('works once, sets the cookie for this host alone, and leaves the address', async () => {
    const host = await openHost(await testDesk());
    const token = host.links.make();
    const first = await host.ask(`/display?start=${token}&lang=sw`);
    expect(first).toMatchObject({ status: 303, headers: { location: '/display?lang=sw' } });
    expect(first.headers['set-cookie']).toEqual([`daybook=${COOKIE_SECRET}; Path=/; HttpOnly; SameSite=Strict; Max-Age=31536000`]);
    expect((await host.ask(`/display?start=${token}`)).status).toBe(403);
  });

  test('ends after ten minutes', async () => {
    const desk = await testDesk();
    const host = await openHost(desk);
    const [inTime, late] = [host.links.make(), host.links.make()];
    desk.advance(10 * 60_000);
    expect((await host.ask(`/?start=${inTime}`)).status).toBe(303);
    desk.advance(1);
    expect((await host.ask(`/?start=${late}`)).status).toBe(403);
  });

  test('never leads to another site', async () => {
    const host = await openHost(await testDesk());
    for (const path of ['//evil.example/', '/.//evil.example/', '/\\evil.example/', '/%2F%2Fevil.example/']) {
      const { headers } = await host.ask(`${path}?start=${host.links.make()}`);
      expect(new URL(headers.location ?? '/', host.base).origin, path).toBe(host.base);
    }
  });

  test('is given to those who can read the store\'s folder', async () => {
    const host = await openHost(await testDesk());
    const link = (secret?: string) => host.ask('/link', { method: 'POST', headers: secret === undefined ? {} : { 'x-daybook-link': secret } });
    expect((await link()).status).toBe(403);
    expect((await link('guess')).status).toBe(403);
    const { start } = JSON.parse((await link(LINK_SECRET)).body) as { start: string };
    expect((await host.ask(`/?start=${start}`)).status).toBe(303);
  });
});

describe('files', () => {
  test('are served to the browser with a policy that allows no foreign script', async () => {
    const host = await openHost(await testDesk());
    const page = await host.ask('/', { headers: withCookie });
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'|default-src 'self'/);
    expect(page.headers['content-security-policy']).not.toMatch(/unsafe|\*/);
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    expect((await host.ask('/assets/app.js', { headers: withCookie })).headers['content-type']).toMatch('javascript');
    expect((await host.ask('/', { method: 'POST', headers: withCookie })).status).toBe(405);
  });

  test('the page brings what a window in which nobody is signed in may ask, and no secret', async () => {
    const desk = await testDesk();
    const host = await openHost(desk);
    const { body } = await host.ask('/', { headers: { ...withCookie, 'x-daybook-session': desk.sessionOf('manager') } });
    const facts = /json">(.*)<\/script>/u.exec(body)?.[1] ?? '';
    expect(JSON.parse(facts)).toEqual({
      status: await desk.nobody.setup.status({}), capabilities: await desk.nobody.clinic.capabilities({}), people: await desk.nobody.session.people({}),
    });
    expect(facts).toContain(manager.name);
    expect(facts).not.toMatch(/hash|secret|recovery|token/i);
    expect((await host.ask('/')).body).not.toContain(manager.name);
    expect((await host.ask('/display', { headers: withCookie })).body).not.toContain(manager.name);
  });

  test('outside the folder are never reached, however the path is written', async () => {
    const host = await openHost(await testDesk());
    const paths = [
      '/../secret.txt', '/assets/../../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/%2e%2e%2fsecret.txt', '/..%5csecret.txt', '/assets/..%2f..%2fsecret.txt',
      '//secret.txt', '/./../secret.txt', '/%00secret.txt', '/assets/%2e%2e/%2e%2e/secret.txt', '/....//secret.txt', '/%c0%ae%c0%ae/secret.txt', '/.hidden.txt', '/C:/secret.txt',
    ];
    for (const path of paths) {
      const { status, body } = await host.ask(path, { headers: withCookie });
      expect(body, path).not.toContain('not for anybody');
      // `//name` is a host to a URL, with the root as its path: that is the page itself.
      if (!body.includes('the desk')) expect([400, 404], path).toContain(status);
    }
  });

  test('a request that is no HTTP does not stop the host', async () => {
    const host = await openHost(await testDesk());
    expect(await rawAnswer(host.port, '\x16\x03\x01 hello\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
    for (const path of ['//', '/%', '/?start', '/api/%']) expect((await host.ask(path, { headers: withCookie })).status, path).toBeLessThan(600);
    expect((await host.ask('/', { headers: withCookie })).status).toBe(200);
  });
});

describe('the socket of a window', () => {
  const opens = (host: Host, path: string, headers: Record<string, string>): Promise<boolean> => new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers });
    socket.on('open', () => { socket.terminate(); resolve(true); });
    socket.on('error', () => { resolve(false); });
  });

  test('opens only with the cookie and from a page of this host', async () => {
    const host = await openHost(await testDesk());
    const origin = host.base;
    expect(await opens(host, '/rpc', { ...withCookie, origin })).toBe(true);
    expect(await opens(host, '/rpc', { origin })).toBe(false);
    expect(await opens(host, '/rpc', withCookie)).toBe(false);
    expect(await opens(host, '/rpc', { ...withCookie, origin: 'http://evil.example' })).toBe(false);
    expect(await opens(host, '/rpc', { cookie: 'daybook=guess', origin })).toBe(false);
    expect(await opens(host, '/rpc', { ...withCookie, origin, host: 'evil.example' })).toBe(false);
    expect(await opens(host, '/other', { ...withCookie, origin })).toBe(false);
  });
});

interface Operation { operationId: string; security?: unknown }

/** Where each endpoint is found, as the description says. */
async function operations(): Promise<Map<string, { method: string; path: string }>> {
  const { paths } = await openApiDocument();
  return new Map(Object.entries(paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, { operationId }]) => [operationId, { method: method.toUpperCase(), path }] as const)));
}

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

describe('REST', () => {
  const codeOf = (answer: Answer): string => (answer.status < 300 ? 'answered' : answer.body === '' ? `empty ${answer.status}` : String((JSON.parse(answer.body) as { code?: string }).code));

  test('is described as OpenAPI 3.1, every endpoint but the streams', async () => {
    const host = await openHost(await testDesk());
    const { headers, body } = await host.ask('/api/openapi.json');
    expect(headers['content-type']).toBe('application/json');
    const document = JSON.parse(body) as Record<string, unknown>;
    expect(document).toMatchObject({
      openapi: expect.stringMatching(/^3\.1\.\d+$/) as string, info: { title: 'Daybook', version: expect.any(String) as string },
      security: [{ token: [] }], components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    });
    expect([...(await operations()).keys()].sort()).toEqual(endpoints.filter(({ meta }) => meta.kind !== 'stream').map(({ name }) => name).sort());
    for (const reference of body.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const target = (reference[1] ?? '').split('/').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      expect(target, reference[1]).toBeDefined();
    }
    expect((await host.ask('/api')).body).toContain('/api/patients/{patientId}');
  });

  test('answers nothing without a token, not even what is public at the desk', async () => {
    const desk = await testDesk();
    const host = await openHost(desk);
    const session = { 'x-daybook-session': desk.sessionOf('manager'), ...withCookie };
    for (const [name, { method, path }] of await operations()) {
      if (name === 'auth.login') continue;
      const body = leastInput(endpoints.find((endpoint) => endpoint.name === name)?.input as never);
      if (holdsFile(body)) continue;
      for (const headers of [{}, bearer('dbk_guess'), session]) {
        const answer = await host.ask(fill(path), { method, headers, ...(method === 'GET' ? {} : { body }) });
        expect([answer.status, codeOf(answer)], `${name} ${JSON.stringify(headers)}`).toEqual([401, 'SIGN_IN_NEEDED']);
      }
    }
  });

  test('a token admits exactly to what it names', async () => {
    const desk = await testDesk();
    const host = await openHost(desk);
    const where = await operations();
    const tokens = new Map(permissions.map((permission) => [permission, [desk.tokenFor(permission), desk.tokenFor(...permissions.filter((other) => other !== permission))]] as const));
    for (const { name, meta, input } of endpoints.filter((endpoint) => where.has(endpoint.name))) {
      const body = leastInput(input);
      const [only, allBut] = tokens.get(meta.permission as Permission) ?? [];
      if (only === undefined || allBut === undefined || holdsFile(body)) continue;
      const { method, path } = where.get(name) ?? { method: '', path: '' };
      const send = async (secret: string): Promise<string> => codeOf(await host.ask(fill(path), { method, headers: bearer(secret), ...(method === 'GET' ? {} : { body }) }));
      expect(await send(allBut), name).toBe('NOT_ALLOWED');
      expect(['NOT_ALLOWED', 'SIGN_IN_NEEDED'], name).not.toContain(await send(only));
    }
    expect(desk.log.filter((line) => line.event === 'bug')).toEqual([]);
  });

  // spec: API-1
  test('books, lists, reads and cancels appointments, and reads, changes and retires doctors, at their addresses', async () => {
    const desk = await testDesk();
    const host = await openHost(desk);
    const doctor = await desk.as('manager').providers.save({ kind: 'doctor', name: 'Dr Ochieng' });
    await desk.as('manager').schedules.saveShift({
      providerId: doctor.id, weekday: 1, startMinute: 540, endMinute: 720, roomId: null, serviceId: null, slotMinutes: 30, capacity: 1, validFrom: null, validUntil: null,
    });
    const headers = bearer(desk.tokenFor('appointments.read', 'appointments.book', 'clinic.read', 'clinic.manage'));
    const send = async (method: string, path: string, body?: object): Promise<unknown> => {
      const answer = await host.ask(`/api${path}`, { method, headers, ...(body ? { body } : {}) });
      return [answer.status, JSON.parse(answer.body)];
    };
    const place = { providerId: doctor.id, starts: '2026-03-16T09:30' };
    const [status, { appointment }] = await send('POST', '/appointments', { ...place, name: 'Joseph Otieno' }) as [number, { appointment: { id: string } }];
    expect(status).toBe(201);
    expect(await send('POST', '/appointments', { ...place, name: 'Akinyi' })).toMatchObject([422, { code: 'INVALID', data: { issues: [{ field: 'starts', code: 'slot-taken', limit: '2026-03-16T10:00' }] } }]);
    expect(await send('GET', '/appointments?from=2026-03-16&to=2026-03-16')).toMatchObject([200, { zone: 'Africa/Nairobi', appointments: [{ id: appointment.id, status: 'pending' }] }]);
    expect(await send('GET', `/appointments/${appointment.id}`)).toMatchObject([200, { name: 'Joseph Otieno', startsAt: '2026-03-16T06:30:00.000Z' }]);
    expect(await send('PUT', `/appointments/${appointment.id}/cancel`, { reason: 'travels' })).toMatchObject([200, { status: 'cancelled', cancelReason: 'travels' }]);
    expect(await send('GET', '/appointments/free?from=2026-03-16&to=2026-03-16')).toMatchObject([200, { slots: { length: 6 } }]);
    expect(await send('GET', `/doctors/${doctor.id}`)).toMatchObject([200, { name: 'Dr Ochieng', active: true }]);
    expect(await send('PUT', `/doctors/${doctor.id}`, { speciality: 'Surgery' })).toMatchObject([200, { name: 'Dr Ochieng', speciality: 'Surgery', active: true }]);
    expect(await send('DELETE', `/doctors/${doctor.id}`)).toMatchObject([200, { speciality: 'Surgery', active: false }]);
  });

  test('a revoked token is refused at once', async () => {
    const desk = await testDesk();
    const host = await openHost(desk);
    const manager = desk.as('manager');
    const { token, secret } = await manager.tokens.create({ name: 'Laboratory', permissions: ['patients.read'] });
    const list = (): Promise<Answer> => host.ask('/api/patients', { headers: bearer(secret) });
    expect((await list()).status).toBe(200);
    expect((await manager.tokens.list({})).tokens).toMatchObject([{ name: 'Laboratory', lastUsedAt: new Date().toISOString() }]);
    await manager.tokens.revoke({ id: token.id });
    expect((await list()).status).toBe(401);
  });

  test('patients are made, read, listed, changed and archived', async () => {
    const desk = await testDesk();
    const host = await openHost(desk);
    const headers = bearer(desk.tokenFor('patients.read', 'patients.write', 'patients.archive'));
    const made = await host.ask('/api/patients', { method: 'POST', headers, body: { name: 'Amina Juma', ageOrBirth: '34', sex: 'female' } });
    expect(made.status).toBe(201);
    const patient = JSON.parse(made.body) as { id: string; number: string };
    const at = `/api/patients/${patient.id}`;
    expect(JSON.parse((await host.ask(at, { headers })).body)).toMatchObject({ name: 'Amina Juma', number: patient.number });
    expect(JSON.parse((await host.ask('/api/patients?limit=10', { headers })).body)).toMatchObject({ patients: [{ id: patient.id }], next: null });
    const changed = await host.ask(at, { method: 'PUT', headers, body: { district: 'Moshi' } });
    expect([changed.status, JSON.parse(changed.body)]).toEqual([200, expect.objectContaining({ district: 'Moshi', name: 'Amina Juma' })]);
    expect((await host.ask(at, { method: 'DELETE', headers })).status).toBe(200);
    expect(JSON.parse((await host.ask(at, { headers })).body)).toMatchObject({ archived: true });
    expect(JSON.parse((await host.ask('/api/patients', { headers })).body)).toEqual({ patients: [], next: null });
  });

  test('a patient who does not exist, input of the wrong shape and an unknown path are told by code', async () => {
    const desk = await testDesk();
    const host = await openHost(desk);
    const headers = bearer(desk.tokenFor('patients.read', 'patients.write'));
    const missing = await host.ask('/api/patients/00000000-0000-7000-8000-000000000000', { headers });
    expect([missing.status, codeOf(missing)]).toEqual([404, 'NOT_FOUND']);
    const wrong = await host.ask('/api/patients', { method: 'POST', headers, body: { name: 'Amina Juma', ageOrBirth: '34', sex: 'Amina Juma' } });
    expect([wrong.status, codeOf(wrong)]).toEqual([422, 'INVALID']);
    expect(wrong.body).not.toContain('Amina');
    expect((await host.ask('/api/nothing', { headers })).status).toBe(404);
  });
});

const fill = (path: string): string => `/api${path.replaceAll(/\{\w+\}/g, '00000000-0000-7000-8000-000000000000')}`;
const holdsFile = (input: unknown): boolean => typeof input === 'object' && input !== null && Object.values(input).some((value) => value instanceof File);

test('an address that this PC does not have is told in one sentence', async () => {
  const fault = await openHost(await testDesk(), '192.0.2.20').then(() => undefined, (error: unknown) => error);
  expect(sentenceOf(fault)).toMatch(/^The address given as --host is none of this PC's/);
});

test('a port that is taken is told in one sentence', async () => {
  const desk = await testDesk();
  const host = await openHost(desk);
  const second = startHost({
    desk: desk.desk, address: '127.0.0.1', port: host.port, ownAddresses: () => [], files: rendererFiles('/', systemRandom), links: host.links, cookieSecret: '', linkSecret: '',
  });
  const fault = await second.then(() => undefined, (error: unknown) => error);
  expect(sentenceOf(fault)).toMatch(/^The port is already taken.*--port 0/);
});
