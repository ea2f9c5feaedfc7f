import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { httpSend } from '#main/sync/http-send.ts';
import { shownCertificate } from '#main/sync/shown-certificate.ts';
import { verifyBackup } from '#server/backup/verify.ts';
import { endLeftover, isAlive } from '#server/postgres/leftover.ts';
import { serverProcess } from '#tests/support/server/server-process.ts';
import { tempFolder } from '#tests/support/store.ts';
import { selfSigned } from '#tests/support/tls/self-signed.ts';

const CLINIC = '01890000-0000-7000-8000-0000000000aa';
const addressOf = /Daybook server: (http:\/\/127\.0\.0\.1:\d+)/;
const codeOf = /Administrator code: ([0-9A-Z-]{14})/;

const post = (url: string, authorization: string, body: object): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { authorization }, body: JSON.stringify(body) });

const postgresOf = (data: string): number => Number.parseInt(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8'), 10);

it('starts with no set-up, survives kill -9, backs up while it runs and stops in order', async () => {
  const data = tempFolder();
  onTestFinished(async () => { await endLeftover(join(data, 'postgres')); });
  const first = serverProcess(['--data', data, '--port', '0']);
  const address = (await first.saying(addressOf))[1] ?? '';
  const code = (await first.saying(codeOf))[1] ?? '';
  expect(await (await fetch(`${address}/health`)).json()).toMatchObject({ ready: true });

  // The code makes one administrator, once; nothing in the data folder gives it away.
  const claimed = await post(`${address}/v1/admin/claim`, `Code ${code.toLowerCase().replaceAll('-', ' ').replaceAll(' ', '')}`, { name: 'Office' });
  const { token } = await claimed.json() as { token: string };
  expect((await post(`${address}/v1/admin/claim`, `Code ${code}`, { name: 'Thief' })).status).toBe(401);
  const clinic = { clinicId: CLINIC, code: 'KB7', name: 'Kibo' };
  const made = await (await post(`${address}/v1/admin/clinics`, `Bearer ${token}`, clinic)).json();
  expect(await (await post(`${address}/v1/admin/clinics`, `Bearer ${token}`, clinic)).json()).toEqual(made);

  // One server per folder; backup and code work beside it.
  const second = serverProcess(['--data', data, '--port', '0']);
  expect([await second.ended, second.said()]).toEqual([1, `Another Daybook server already works on ${data}. Stop it first, or choose another folder with --data DIR.\n`]);
  const file = join(data, 'backup');
  const backup = serverProcess(['backup', file, '--data', data]);
  expect([await backup.ended, backup.said()]).toEqual([0, expect.stringContaining('Backup of 1 clinic,')]);
  expect((await verifyBackup(file)).clinics).toMatchObject([{ clinicId: CLINIC, lastSeq: 0 }]);
  const refused = serverProcess(['restore', file, '--data', data]);
  expect([await refused.ended, refused.said()]).toEqual([1, expect.stringMatching(/^Another Daybook server/)]);
  const another = serverProcess(['code', '--data', data]);
  expect(codeOf.exec((await another.ended, another.said()))).not.toBeNull();

  // Killed, it leaves its PostgreSQL behind; the next start finds exactly that one.
  const orphan = postgresOf(data);
  process.kill(first.pid, 'SIGKILL');
  expect(await first.ended).toBe('SIGKILL');
  expect(isAlive(orphan)).toBe(true);
  const { cert, key } = selfSigned('clinic-server', '127.0.0.1', Date.now());
  const [certFile, keyFile] = [join(data, 'cert.pem'), join(data, 'key.pem')];
  writeFileSync(certFile, cert);
  writeFileSync(keyFile, key);
  const third = serverProcess(['--data', data, '--port', '0', '--cert', certFile, '--key', keyFile]);
  const again = (await third.saying(/Daybook server: (https:\S+)/))[1] ?? '';
  const [, letters] = await third.saying(/Certificate: ((?:\w{4} ){5}\w{4})\n/);
  expect((await shownCertificate(again))?.words).toBe(letters);
  expect(isAlive(orphan)).toBe(false);
  const send = httpSend({ server: again, certificate: cert, now: Date.now });
  onTestFinished(() => { send.close(); });
  const { body: listed } = await send({ method: 'GET', path: '/v1/admin/clinics', token, timeoutMs: 30_000 });
  expect(listed).toMatchObject({ clinics: [{ clinicId: CLINIC, code: 'KB7' }] });
  expect(third.said()).not.toMatch(codeOf);

  const postgres = postgresOf(data);
  process.kill(third.pid, 'SIGTERM');
  expect(await third.ended).toBe(0);
  expect([isAlive(postgres), existsSync(join(data, 'postgres', 'postmaster.pid'))]).toEqual([false, false]);
  for (const text of [first.said(), third.said(), readFileSync(join(data, 'postgres.log'), 'utf8')]) expect(text).not.toMatch(/Kibo|Office/);
}, 180_000);
