import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openStore } from '#db/store.ts';
import { fileVault } from '#main/native/file-vault.ts';
import { secretOf } from '#main/store-key.ts';
import { failureOf, testDesk, type DeskUnderTest } from '#tests/support/desk.ts';
import { tempFolder } from '#tests/support/store.ts';

const newcomer = { name: 'Amina Yusuf', ageOrBirth: '34', sex: 'female' } as const;

/** Registers somebody; the letters of the number's PC part, and the token. */
async function register(desk: DeskUnderTest): Promise<{ readonly letters: string; readonly token: string }> {
  const client = desk.as('reception');
  const { services } = await client.clinic.services({});
  const { patient, token } = await client.patients.register({ ...newcomer, serviceId: services[0]?.id ?? '' });
  return { letters: patient.number.split('-')[1] ?? '', token: token.label };
}

const incidents = async (desk: DeskUnderTest): Promise<string[]> => (await desk.as('manager').sync.incidents({})).incidents.map(({ kind, detail }) => `${kind} ${detail}`);

/** Copies what a backup of the database alone would hold. */
function backUp(from: string, to: string): void {
  for (const name of ['daybook.db', 'daybook.db-wal']) if (existsSync(join(from, name))) cpSync(join(from, name), join(to, name));
}

test('a store that opens again goes on with its numbers', async () => {
  const desk = await testDesk();
  const first = await register(desk);
  await desk.close();
  const again = await testDesk({ folder: desk.folder });
  expect(await register(again)).toEqual({ letters: first.letters, token: 'A-002' });
  expect(await incidents(again)).toEqual([]);
});

test('a database put back from a backup numbers on in letters of its own, and a manager is told', async () => {
  const desk = await testDesk();
  const first = await register(desk);
  await desk.close();
  const backup = tempFolder();
  backUp(desk.folder, backup);
  const worked = await testDesk({ folder: desk.folder });
  const lost = await register(worked);
  await worked.close();
  rmSync(join(desk.folder, 'daybook.db-wal'), { force: true });
  backUp(backup, desk.folder);
  const restored = await testDesk({ folder: desk.folder });
  const next = await register(restored);
  expect(next.letters).toMatch(new RegExp(`^${first.letters}[A-Z]$`));
  const suffix = next.letters.slice(-1);
  expect([lost.token, next.token]).toEqual(['A-002', `A${suffix}-001`]);
  expect(await incidents(restored)).toEqual([`store-rolled-back ${next.letters}`]);
  // Everybody who works here is told, until a manager says that they know.
  const [reception, chief] = [restored.as('reception'), restored.as('manager')];
  expect((await reception.sync.status({})).putBack).toMatchObject({ kind: 'store-rolled-back', letters: next.letters });
  expect((await chief.sync.alerts({})).alerts).toMatchObject([{ kind: 'put-back', thisPc: true, detail: next.letters }]);
  expect(await failureOf(reception.sync.seen({}))).toMatchObject({ code: 'NOT_ALLOWED' });
  await chief.sync.seen({});
  expect([(await reception.sync.status({})).putBack, (await chief.sync.alerts({})).alerts]).toEqual([null, []]);
  await restored.close();
  // Once is enough: it knows its own notes again.
  const later = await testDesk({ folder: desk.folder });
  expect(await register(later)).toEqual({ letters: next.letters, token: `A${suffix}-002` });
  expect(await incidents(later)).toHaveLength(1);
});

test('a whole folder that was put back is told by the note outside it', async () => {
  const [desk, marksDir] = [await testDesk({ marksDir: tempFolder() }), tempFolder()];
  await desk.close();
  const first = await testDesk({ folder: desk.folder, marksDir });
  await register(first);
  await first.close();
  const backup = tempFolder();
  cpSync(desk.folder, backup, { recursive: true });
  const worked = await testDesk({ folder: desk.folder, marksDir });
  await register(worked);
  await worked.close();
  const restored = await testDesk({ folder: backup, marksDir });
  expect((await incidents(restored))[0]).toMatch(/^store-rolled-back /);
});

test('a store that wakes up on another machine takes letters of its own', async () => {
  const desk = await testDesk();
  const first = await register(desk);
  await desk.close();
  const secret = await fileVault(desk.folder).load();
  const store = openStore({ folder: desk.folder, key: secretOf(secret ?? new Uint8Array()).key, now: Date.now, newId: desk.desk.parts.newId });
  store.write({ personId: null, intent: 'test' }, (tx) => {
    tx.statement("INSERT INTO local_meta (key, value) VALUES ('machine', 'another') ON CONFLICT(key) DO UPDATE SET value = 'another'").run();
  });
  store.close();
  const moved = await testDesk({ folder: desk.folder });
  // A system that tells nothing of itself cannot be told apart.
  if (!existsSync('/etc/machine-id')) return;
  expect((await register(moved)).letters).not.toBe(first.letters);
  expect((await incidents(moved))[0]).toMatch(/^store-moved /);
});

const DAY = 86_400_000;

test('a clock that jumps back goes on with the old day until a manager says which day it is', async () => {
  const desk = await testDesk();
  const reception = desk.as('reception');
  vi.setSystemTime(Date.now() + 400 * DAY);
  expect(await desk.nobody.clock.state({})).toMatchObject({ quality: 'suspect', doubt: { kind: 'ahead', denied: false }, today: '2027-04-18' });
  await desk.nobody.clock.answer({ isToday: true });
  expect((await register(desk)).token).toBe('A-001');
  vi.setSystemTime(Date.now() - 400 * DAY);
  const state = await reception.clock.state({});
  expect(state).toMatchObject({ quality: 'suspect', doubt: { kind: 'behind' }, today: '2026-03-14', queueDay: '2027-04-18' });
  expect((await register(desk)).token).toBe('A-002');
  expect(await failureOf(reception.clock.startDay({}))).toMatchObject({ code: 'NOT_ALLOWED' });
  expect(await desk.as('manager').clock.startDay({})).toMatchObject({ quality: 'stale', doubt: { kind: 'none' }, today: '2026-03-14', queueDay: '2026-03-14' });
  expect((await register(desk)).token).toBe('A-001');
  vi.setSystemTime(Date.now() + DAY);
  expect(await reception.clock.state({})).toMatchObject({ today: '2026-03-15', queueDay: '2026-03-15' });
  expect((await register(desk)).token).toBe('A-001');
  vi.setSystemTime(Date.now() - DAY);
  expect((await register(desk)).token).toBe('A-002');
});

test('a date more than a day on is asked about at sign-in, and what is recorded under a wrong one says so', async () => {
  const desk = await testDesk();
  await register(desk);
  await desk.close();
  vi.setSystemTime(Date.now() + 3 * DAY);
  const asked = await testDesk({ folder: desk.folder });
  expect(await asked.nobody.clock.state({})).toMatchObject({ doubt: { kind: 'ahead', denied: false }, today: '2026-03-17' });
  expect(await asked.nobody.clock.answer({ isToday: false })).toMatchObject({ quality: 'suspect', doubt: { kind: 'ahead', denied: true } });
  const nurse = asked.as('nurse');
  const { patients } = await nurse.patients.search({ text: 'amina' });
  const measured = async () => (await nurse.vitals.record({ patientId: patients[0]?.id ?? '', entries: [{ code: 'temperature', typed: '37', unit: 'Cel' }] })).observations[0]?.clock;
  expect(await measured()).toBe('suspect');
  // So do who is registered and whose token is given meanwhile, wherever their history is read.
  const chief = asked.as('manager');
  const { patient, token } = await chief.patients.register({ ...newcomer, name: 'Baraka Otieno', serviceId: (await chief.clinic.services({})).services[0]?.id ?? '' });
  const told = (await chief.audit.list({ patientId: patient.id, limit: 50 })).entries.flatMap(({ rowId, changes }) => changes.filter(({ field }) => field === 'clock').map(({ after }) => [rowId, after]));
  expect(told).toEqual(expect.arrayContaining([[patient.id, 'suspect'], [token.id, 'suspect']]));
  expect(await asked.nobody.clock.answer({ isToday: true })).toMatchObject({ doubt: { kind: 'none' } });
  expect(await measured()).toBeNull();
  const { id: later } = await chief.patients.create({ ...newcomer, name: 'Chausiku Ali' });
  expect((await chief.patients.history({ patientId: later })).entries.flatMap(({ changes }) => changes.map(({ field }) => field))).not.toContain('clock');
});
