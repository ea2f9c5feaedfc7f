import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { changePlace } from '#db/sync/place.ts';
import { openStore } from '#db/store.ts';
import { fileVault } from '#main/native/file-vault.ts';
import { secretOf } from '#main/store-key.ts';
import { failureOf, testDesk } from '#tests/support/desk.ts';
import { inStep, TEST_MS, twoPcs, WAIT } from './two-pcs.ts';

const newcomer = { name: 'Amina Yusuf', ageOrBirth: '34', sex: 'female' } as const;

/** What a folder still holds of a record or a way to it. */
const kept = (folder: string): string[] => readdirSync(folder).filter((name) => /^(daybook\.(db|marks|removed)|store\.key)/.test(name));

test('a suspended PC hands in what it writes, receives nothing, and goes on once it is let in again', async () => {
  const { first, second, one, two } = await twoPcs();
  const { devices } = await one.sync.devices({});
  const nurse = devices.find(({ thisPc }) => !thisPc)?.id ?? '';
  await one.sync.setDevice({ id: nurse, status: 'suspended', reason: 'left behind in a taxi' });
  await vi.waitFor(() => { expect(second.desk.parts.sync.status()).toMatchObject({ state: 'stopped', reason: 'suspended' }); }, WAIT);
  const { id } = await two.patients.create(newcomer);
  const { id: unseen } = await one.patients.create({ ...newcomer, name: 'Unseen Person' });
  second.desk.parts.sync.tryNow();
  await vi.waitFor(async () => {
    const { operations } = await one.sync.setAside({});
    expect(operations.map(({ pc, reason, record }) => [pc, reason, record])).toContainEqual(['Nurse', 'device-not-active', 'patient']);
    expect(second.desk.parts.sync.status()).toMatchObject({ state: 'stopped', waiting: 0 });
  }, WAIT);
  expect(await failureOf(one.patients.get({ patientId: id }))).toMatchObject({ code: 'NOT_FOUND' });
  expect(await failureOf(two.patients.get({ patientId: unseen }))).toMatchObject({ code: 'NOT_FOUND' });
  await one.sync.setDevice({ id: nurse, status: 'active', reason: 'found' });
  second.desk.parts.sync.tryNow();
  await inStep(first, second);
  // It may have been in step as one who is stopped: what it missed tells that it is let in.
  await vi.waitFor(async () => { expect((await two.patients.get({ patientId: unseen })).name).toBe('Unseen Person'); }, WAIT);
  // Until somebody decides its author has it and the record does not: both know, and it is no difference.
  await vi.waitFor(async () => { expect((await two.sync.check({})).tables).toBeGreaterThan(10); }, WAIT);
  expect(await two.sync.check({})).toMatchObject({ different: 0, repaired: 0 });
  expect((await two.sync.incidents({})).incidents).toEqual([]);
  expect((await two.patients.get({ patientId: id })).name).toBe(newcomer.name);
  // A manager's word lets in what was set aside, as its author wrote it.
  for (const { opId } of (await one.sync.setAside({})).operations) await one.sync.decide({ opId, admit: true, reason: 'seen' });
  await vi.waitFor(async () => { expect((await one.patients.get({ patientId: id })).name).toBe(newcomer.name); }, WAIT);
  expect((await one.sync.setAside({})).operations).toEqual([]);
}, TEST_MS);

test('a revoked PC hands in what was not sent, then forgets the record for good and says so', async () => {
  const { second, one, two } = await twoPcs();
  const { devices } = await one.sync.devices({});
  const nurse = devices.find(({ thisPc }) => !thisPc)?.id ?? '';
  // It hears of nothing while it writes: as a PC that was carried off.
  await second.close();
  await one.sync.setDevice({ id: nurse, status: 'revoked', reason: 'stolen' });
  const again = await testDesk({ folder: second.folder, setUp: false });
  again.desk.parts.store.write({ personId: null, intent: 'patients.create' }, (tx) => {
    const [row] = tx.statement('SELECT * FROM room LIMIT 1').all() as { id: string }[];
    tx.update('room', row?.id ?? '', { name: 'Written on the way' });
  });
  await vi.waitFor(async () => { expect((await again.nobody.setup.status({})).removed.phase).toBe('done'); }, WAIT);
  expect((await again.nobody.setup.status({})).removed).toMatchObject({ clinicName: 'Kilimani Health Centre', waiting: 0 });
  expect(kept(again.folder)).toEqual([]);
  const handedIn = (await one.sync.setAside({})).operations.filter(({ record }) => record === 'room');
  expect(handedIn.map(({ pc, contents }) => [pc, contents?.includes('Written on the way')])).toEqual([['Nurse', true]]);
  for (const call of [again.nobody.session.people({}), again.nobody.clinic.capabilities({}), again.nobody.queue.display({})]) {
    expect(await failureOf(call)).toMatchObject({ code: 'REMOVED' });
  }
  expect(await failureOf(two.patients.search({ text: 'amina' }))).toBeDefined();
  await again.close();
  // Whoever opens the program next finds first run.
  const fresh = await testDesk({ folder: second.folder, setUp: false });
  expect(await fresh.nobody.setup.status({})).toMatchObject({ ready: false, arriving: false, removed: { phase: 'no' } });
}, TEST_MS);

test('a revoked PC without a line stays closed, and a wipe that was cut short is finished at the next start', async () => {
  const { second } = await twoPcs();
  await second.close();
  // It heard the word, but the line broke before it could hand anything in.
  const secret = await fileVault(second.folder).load();
  const store = openStore({ folder: second.folder, key: secretOf(secret ?? new Uint8Array()).key, now: Date.now, newId: second.desk.parts.newId });
  store.write({ personId: null, intent: 'sync' }, (tx) => { changePlace(tx, { stopped: 'revoked', server: 'http://127.0.0.1:1' }); });
  store.close();
  const away = await testDesk({ folder: second.folder, setUp: false });
  expect((await away.nobody.setup.status({})).removed.phase).toBe('handing-in');
  expect(await failureOf(away.nobody.session.people({}))).toMatchObject({ code: 'REMOVED' });
  await away.close();
  expect(existsSync(join(second.folder, 'daybook.db'))).toBe(true);
  // The power went between the mark and the key.
  writeFileSync(join(second.folder, 'daybook.removed'), '');
  const fresh = await testDesk({ folder: second.folder, setUp: false });
  expect((await fresh.nobody.setup.status({})).ready).toBe(false);
  expect((await fresh.nobody.setup.status({})).removed.phase).toBe('no');
}, TEST_MS);
