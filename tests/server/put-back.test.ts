import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { placeOf } from '#db/sync/place.ts';
import { endLeftover } from '#server/postgres/leftover.ts';
import { testDesk, type Client, type DeskUnderTest } from '#tests/support/desk.ts';
import { serverProcess, type ServerProcess } from '#tests/support/server/server-process.ts';
import { tempFolder } from '#tests/support/store.ts';
import { inStep, WAIT } from './two-pcs.ts';

const person = (name: string) => ({ name, ageOrBirth: '34', sex: 'female' } as const);
const namesAt = async (client: Client, text: string): Promise<string[]> => (await client.patients.search({ text })).patients.map(({ name }) => name).sort();
const lives = ({ desk }: DeskUnderTest): number => placeOf(desk.parts.store.read)?.timelines.length ?? 0;

/** With owners: PostgreSQL does not run as root. */
const copyFolder = (from: string, to: string): void => { execFileSync('cp', ['-a', `${from}/.`, to]); };

async function stopped(server: ServerProcess): Promise<void> {
  process.kill(server.pid, 'SIGTERM');
  expect(await server.ended).toBe(0);
}

test('a data folder that was copied and put back begins another life: PCs bring what it lost, whoever comes first', async () => {
  const [data, image] = [tempFolder(), tempFolder()];
  onTestFinished(async () => { await endLeftover(join(data, 'postgres')); });
  const begun = serverProcess(['--data', data, '--port', '0']);
  const address = (await begun.saying(/Daybook server: (http:\/\/127\.0\.0\.1:(\d+))/));
  const [, server = '', port = ''] = address;
  const code = (await begun.saying(/Administrator code: ([0-9A-Z-]{14})/))[1] ?? '';
  const again = async (): Promise<ServerProcess> => {
    const next = serverProcess(['--data', data, '--port', port]);
    await next.saying(/Daybook server: /);
    return next;
  };
  const first = await testDesk();
  const one = first.as('manager');
  await one.sync.connect({ server, code, pcName: 'Reception' });
  const second = await testDesk({ setUp: false });
  await inStep(first);
  await second.nobody.sync.join({ server, code: (await one.sync.joinCode({})).code, pcName: 'Nurse' });
  await vi.waitFor(async () => { expect((await second.nobody.setup.status({})).ready).toBe(true); }, WAIT);
  const two = second.as({ session: second.desk.parts.sessions.open(first.personOf('manager'), undefined) });
  await one.patients.create(person('Amina Kept'));
  await inStep(first, second);

  await stopped(begun);
  copyFolder(data, image);
  const lost = await again();
  await one.patients.create(person('Amina Lost'));
  await two.patients.create(person('Amina Lost Too'));
  await vi.waitFor(async () => { for (const client of [one, two]) expect(await namesAt(client, 'amina')).toEqual(['Amina Kept', 'Amina Lost', 'Amina Lost Too']); }, WAIT);
  await inStep(first, second);

  await stopped(lost);
  for (const name of readdirSync(data)) rmSync(join(data, name), { recursive: true });
  copyFolder(image, data);
  const back = await again();
  await one.patients.create(person('Amina New'));
  // A third PC has nothing of its own: it can only get from the server what the others brought back.
  const third = await testDesk({ setUp: false });
  const joinCode = await vi.waitFor(async () => (await one.sync.joinCode({})).code, WAIT);
  await third.nobody.sync.join({ server, code: joinCode, pcName: 'Doctor' });
  await vi.waitFor(async () => { expect((await third.nobody.setup.status({})).ready).toBe(true); }, WAIT);
  const three = third.as({ session: third.desk.parts.sessions.open(first.personOf('manager'), undefined) });
  await vi.waitFor(async () => {
    for (const client of [one, two, three]) expect(await namesAt(client, 'amina')).toEqual(['Amina Kept', 'Amina Lost', 'Amina Lost Too', 'Amina New']);
  }, WAIT);
  await inStep(first, second, third);
  expect([first, second, third].map(lives)).toEqual([2, 2, 2]);
  expect(back.said()).toContain('log-went-back');
  // Who found it knows by itself, the others from the server.
  await vi.waitFor(async () => { for (const client of [one, two]) expect((await client.sync.alerts({})).alerts).toContainEqual(expect.objectContaining({ kind: 'server-back', pc: null })); }, WAIT);
  await two.sync.seen({});
  expect((await two.sync.alerts({})).alerts.map(({ kind }) => kind)).not.toContain('server-back');
  await Promise.all([first, second, third].map((each) => each.desk.close?.()));
  await stopped(back);
}, 240_000);
