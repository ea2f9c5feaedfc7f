import { randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { createServer, type Server } from 'node:tls';
import { expect, onTestFinished, test, vi } from 'vitest';
import { issueAdminCode } from '#server/admin/admin-code.ts';
import { failureOf, testDesk } from '#tests/support/desk.ts';
import { selfSigned } from '#tests/support/tls/self-signed.ts';
import { httpServer } from './sync/support.ts';
import { inStep, TEST_MS, WAIT } from './two-pcs.ts';

const random = (bytes: Uint8Array): Uint8Array => randomFillSync(bytes);

/** TLS before a server that speaks without, under a certificate that the clinic made for itself. */
async function underTls(port: number, madeAt: number): Promise<{ tls: Server; address: string; cut(): void }> {
  const open = new Set<Socket>();
  const tls = createServer(selfSigned('clinic-server', '127.0.0.1', madeAt), (socket) => {
    open.add(socket);
    const server = connect(port, '127.0.0.1');
    socket.pipe(server).pipe(socket);
    socket.on('error', () => server.destroy()).once('close', () => server.destroy());
    server.on('error', () => socket.destroy()).once('close', () => socket.destroy());
  });
  const cut = (): void => { for (const socket of open) socket.destroy(); };
  onTestFinished(() => {
    cut();
    tls.close();
  });
  tls.listen(0, '127.0.0.1');
  await once(tls, 'listening');
  return { tls, cut, address: `https://127.0.0.1:${String((tls.address() as AddressInfo).port)}` };
}

/** What a PC shows of a server that it does not know. */
async function shownBy(attempt: Promise<unknown>): Promise<{ certificate: string; words: string }> {
  const failure = await failureOf(attempt);
  expect(failure).toMatchObject({ code: 'SERVER', data: { reason: 'certificate', certificate: { words: expect.stringMatching(/^(\w{4} ){5}\w{4}$/) as string } } });
  return (failure as unknown as { data: { certificate: { certificate: string; words: string } } }).data.certificate;
}

test('a server under a certificate of the clinic\'s own is believed when a person compared it, and another one only when asked again', async () => {
  const server = await httpServer();
  // Certificates go by the real time, which the desks do not.
  const madeAt = Date.now();
  const { tls, address, cut } = await underTls(server.running.port, madeAt);
  const code = await issueAdminCode(server.database, random, Date.now);
  const first = await testDesk();
  const one = first.as('manager');
  const wanted = { server: address, code, pcName: 'Reception' };
  const shown = await shownBy(one.sync.connect(wanted));
  // Typed as the address stands in people's heads, without a scheme: also where the server is on this PC.
  expect((await shownBy(one.sync.connect({ ...wanted, server: address.replace('https://', '') }))).words).toBe(shown.words);
  // The code was not spent, and another certificate is not taken for it.
  const stranger = selfSigned('stranger', '127.0.0.1', madeAt).cert;
  expect((await shownBy(one.sync.connect({ ...wanted, certificate: stranger }))).words).toBe(shown.words);
  await one.sync.connect({ ...wanted, certificate: shown.certificate });
  await inStep(first);

  const join = await one.sync.joinCode({});
  expect(join.certificate).toBe(shown.words);
  expect(await one.sync.certificate({})).toMatchObject({ shown: { words: shown.words }, believed: shown.words });
  const second = await testDesk({ setUp: false });
  const asked = await shownBy(second.nobody.sync.join({ server: address, code: join.code, pcName: 'Nurse' }));
  expect(asked.words).toBe(join.certificate);
  await second.nobody.sync.join({ server: address, code: join.code, pcName: 'Nurse', certificate: asked.certificate });
  await vi.waitFor(async () => { expect((await second.nobody.setup.status({})).ready).toBe(true); }, WAIT);

  tls.setSecureContext(selfSigned('clinic-server', '127.0.0.1', madeAt));
  // Known also while nothing has come to an end: letters that hold no more are not to be compared with.
  const renewed = await one.sync.certificate({});
  expect([renewed.believed, renewed.shown?.words === shown.words]).toEqual([shown.words, false]);
  cut();
  await vi.waitFor(async () => {
    expect(await one.sync.status({})).toMatchObject({ state: 'offline', reason: 'certificate' });
  }, WAIT);
  const { shown: now } = await one.sync.certificate({});
  expect(now?.words).not.toBe(shown.words);
  expect(await failureOf(one.sync.trust({ certificate: 'no certificate' }))).toMatchObject({ code: 'INVALID' });
  await one.sync.trust({ certificate: now?.certificate ?? '' });
  expect((await one.sync.certificate({})).believed).toBe(now?.words);
  await inStep(first);
  expect((await one.sync.incidents({})).incidents).toMatchObject([{ kind: 'certificate', detail: now?.words }]);
}, TEST_MS);
