import { expect, test, vi } from 'vitest';
import { failureOf, type Client, type DeskUnderTest } from '#tests/support/desk.ts';
import { sumsOfStore } from '#tests/support/sync-pc.ts';
import { arrivalOf, wantCopy } from '#db/sync/arrival.ts';
import { tokenStatement } from '#server/auth/statements.ts';
import { Pc } from './sync/pc.ts';
import type { HttpServer } from './sync/support.ts';
import { inStep, TEST_MS, twoPcs, WAIT } from './two-pcs.ts';

const newcomer = { name: 'Amina Yusuf', ageOrBirth: '34', sex: 'female' } as const;

interface Clinic {
  readonly first: DeskUnderTest;
  readonly second: DeskUnderTest;
  readonly one: Client;
  readonly two: Client;
}

/** What the second PC writes while it is stopped; afterwards it is let in again, and all of it waits for a decision. */
async function writtenAside({ first, second, one }: Clinic, write: () => Promise<void>): Promise<void> {
  // Looks at a record before this would be set aside with the rest.
  await vi.waitFor(() => { expect(second.desk.parts.sync.status().waiting).toBe(0); }, WAIT);
  const nurse = (await one.sync.devices({})).devices.find(({ thisPc }) => !thisPc)?.id ?? '';
  await one.sync.setDevice({ id: nurse, status: 'suspended', reason: 'left behind' });
  await vi.waitFor(() => { expect(second.desk.parts.sync.status()).toMatchObject({ state: 'stopped', reason: 'suspended' }); }, WAIT);
  await write();
  second.desk.parts.sync.tryNow();
  await vi.waitFor(() => { expect(second.desk.parts.sync.status()).toMatchObject({ state: 'stopped', waiting: 0 }); }, WAIT);
  await one.sync.setDevice({ id: nurse, status: 'active', reason: 'found' });
  second.desk.parts.sync.tryNow();
  await inStep(first, second);
}

/** Decides about all that waits and that `which` picks; one word decides about a whole group. */
async function decide(one: Client, admit: boolean, which: (contents: string) => boolean): Promise<void> {
  for (let next; (next = (await one.sync.setAside({})).operations.find(({ contents }) => which(contents ?? ''))); ) {
    await one.sync.decide({ opId: next.opId, admit, reason: 'seen' });
  }
}

/** Compares once both stand at the same place. */
async function compared(client: Client): Promise<{ different: number; repaired: number }> {
  await vi.waitFor(async () => { expect((await client.sync.check({})).tables).toBeGreaterThan(10); }, WAIT);
  const { different, repaired } = await client.sync.check({});
  return { different, repaired };
}

const kindsAt = async (client: Client): Promise<string[]> => (await client.sync.incidents({})).incidents.map(({ kind }) => kind).sort();

test('what a manager discards is taken back on the PC that wrote it, and the comparison counts those rows again', async () => {
  const clinic = await twoPcs();
  const { first, second, one, two } = clinic;
  const { id } = await one.patients.create({ ...newcomer, name: 'Baraka Otieno', phone: '+254700000001' });
  await vi.waitFor(async () => { expect((await two.patients.get({ patientId: id })).name).toBe('Baraka Otieno'); }, WAIT);
  const { services } = await one.clinic.services({});
  let stranger = '';
  await writtenAside(clinic, async () => {
    await two.patients.update({ patientId: id, name: 'Barak Otien' });
    await two.patients.update({ patientId: id, phone: '+254700000002' });
    stranger = (await two.patients.create(newcomer)).id;
    await two.queue.issue({ patientId: stranger, serviceId: services[0]?.id ?? '' });
  });
  expect(await compared(two)).toEqual({ different: 0, repaired: 0 });
  await decide(one, false, (contents) => contents.includes('Barak Otien') || contents.includes(stranger));
  expect(await compared(two)).toEqual({ different: 0, repaired: 0 });
  // What was not decided about stays as it was written.
  expect(await two.patients.get({ patientId: id })).toMatchObject({ name: 'Baraka Otieno', phone: '+254700000002' });
  expect(await failureOf(two.patients.get({ patientId: stranger }))).toMatchObject({ code: 'NOT_FOUND' });
  expect((await two.patients.search({ text: 'amina' })).patients).toEqual([]);
  expect((await two.queue.today({})).entries).toEqual([]);
  expect(second.desk.parts.sync.status().setAside).toBe(1);
  const incidents = (await two.sync.incidents({})).incidents;
  expect(new Set(incidents.map(({ kind }) => kind))).toEqual(new Set(['discarded']));
  const images = incidents.map(({ detail }) => JSON.parse(detail) as { row: string; here: { values: Record<number, unknown> }; server: { values: Record<number, unknown> } | null });
  expect(images.find(({ row }) => row === id)).toMatchObject({ here: { values: { 2: 'Barak Otien' } }, server: { values: { 2: 'Baraka Otieno' } } });
  expect(images.find(({ row }) => row === stranger)).toMatchObject({ here: { values: { 2: newcomer.name } }, server: null });
  await decide(one, true, () => true);
  await vi.waitFor(async () => { expect((await one.patients.get({ patientId: id })).phone).toBe('+254700000002'); }, WAIT);
  await inStep(first, second);
  await vi.waitFor(() => { expect(sumsOfStore(second.desk.parts.store.read)).toEqual(sumsOfStore(first.desk.parts.store.read)); }, WAIT);
  expect(await compared(two)).toEqual({ different: 0, repaired: 0 });
  expect((await two.sync.incidents({})).incidents).toHaveLength(incidents.length);
}, TEST_MS);

test('what is let in while its author fetches the record anew waits there for nobody any more', async () => {
  const clinic = await twoPcs();
  const { first, second, one, two } = clinic;
  let id = '';
  await writtenAside(clinic, async () => { id = (await two.patients.create(newcomer)).id; });
  expect(second.desk.parts.sync.status().setAside).toBeGreaterThan(0);
  const nurse = (await one.sync.devices({})).devices.find(({ thisPc }) => !thisPc)?.id ?? '';
  await one.sync.setDevice({ id: nurse, status: 'suspended', reason: 'its disk' });
  await vi.waitFor(() => { expect(second.desk.parts.sync.status()).toMatchObject({ state: 'stopped' }); }, WAIT);
  await decide(one, true, () => true);
  second.desk.parts.store.write({ personId: null, intent: 'test' }, (tx) => { wantCopy(tx, Date.now(), true); });
  await one.sync.setDevice({ id: nurse, status: 'active', reason: 'mended' });
  second.desk.parts.sync.tryNow();
  await vi.waitFor(() => { expect(arrivalOf(second.desk.parts.store.read)).toMatchObject({ stage: 'here', again: true }); }, WAIT);
  second.advance(60_000);
  await one.patients.create({ ...newcomer, name: 'Somebody Else' });
  await vi.waitFor(() => { expect(second.desk.parts.sync.status().setAside).toBe(0); }, WAIT);
  expect((await one.patients.get({ patientId: id })).name).toBe(newcomer.name);
  await inStep(first, second);
  expect(await compared(two)).toEqual({ different: 0, repaired: 0 });
}, TEST_MS);

test('a change that is let in of what was discarded is listed until somebody takes that in too, or leaves it out knowing that', async () => {
  const clinic = await twoPcs();
  const { first, second, one, two } = clinic;
  let id = '';
  await writtenAside(clinic, async () => {
    id = (await two.patients.create(newcomer)).id;
    await two.patients.update({ patientId: id, phone: '+254700000002' });
  });
  await decide(one, false, (contents) => contents.includes(newcomer.name));
  await decide(one, true, (contents) => contents.includes('+254700000002'));
  const listed = async () => (await one.sync.setAside({})).operations.map(({ opId, reason, record, contents }) => ({ opId, reason, record, isTheRegistration: contents?.includes(newcomer.name) }));
  const [needed, ...others] = await listed();
  expect([needed, others]).toMatchObject([{ reason: 'needed', record: 'patient', isTheRegistration: true }, []]);
  expect((await one.sync.alerts({})).alerts.filter(({ kind }) => kind === 'set-aside')).toMatchObject([{ count: 1 }]);
  expect(await failureOf(one.patients.get({ patientId: id }))).toMatchObject({ code: 'NOT_FOUND' });
  // The same word once more is not said by somebody who saw that.
  const opId = needed?.opId ?? '';
  expect(await failureOf(one.sync.decide({ opId, admit: false, reason: 'pressed twice' }))).toBeDefined();
  expect(await listed()).toEqual([needed]);
  await one.sync.decide({ opId, admit: false, needed: true, reason: 'nobody came' });
  expect(await listed()).toEqual([]);
  await two.patients.update({ patientId: id, phone: '+254700000003' });
  await vi.waitFor(async () => { expect(await listed()).toEqual([needed]); }, WAIT);
  await one.sync.decide({ opId, admit: true, reason: 'she came' });
  expect(await listed()).toEqual([]);
  await vi.waitFor(async () => { expect(await one.patients.get({ patientId: id })).toMatchObject({ name: newcomer.name, phone: '+254700000003' }); }, WAIT);
  second.advance(60_000);
  await vi.waitFor(() => { expect(second.desk.parts.sync.status().setAside).toBe(0); }, WAIT);
  await inStep(first, second);
  expect(await compared(two)).toEqual({ different: 0, repaired: 0 });
}, TEST_MS);

test('its author hears of it while it works, without anybody asking', async () => {
  const clinic = await twoPcs();
  const { second, one, two } = clinic;
  let id = '';
  await writtenAside(clinic, async () => { id = (await two.patients.create(newcomer)).id; });
  await decide(one, false, () => true);
  second.advance(60_000);
  await one.patients.create({ ...newcomer, name: 'Somebody Else' });
  await vi.waitFor(async () => { expect(await failureOf(two.patients.get({ patientId: id }))).toMatchObject({ code: 'NOT_FOUND' }); }, WAIT);
  // A registration after it takes its place in the lists and in the search.
  const { id: next } = await two.patients.create({ ...newcomer, name: 'Amina Hassan' });
  expect((await two.patients.search({ text: 'amina' })).patients.map((patient) => patient.id)).toEqual([next]);
}, TEST_MS);

test('what others rest upon stays where it was written, and says so once', async () => {
  const clinic = await twoPcs();
  const { one, two } = clinic;
  const { services } = await one.clinic.services({});
  let id = '';
  await writtenAside(clinic, async () => { id = (await two.patients.create(newcomer)).id; });
  await two.queue.issue({ patientId: id, serviceId: services[0]?.id ?? '' });
  await decide(one, false, () => true);
  for (let i = 0; i < 2; i++) expect(await compared(two)).toEqual({ different: 0, repaired: 0 });
  expect((await two.patients.get({ patientId: id })).name).toBe(newcomer.name);
  expect(await kindsAt(two)).toEqual(['discard-kept']);
}, TEST_MS);

/** Later than everything the desks write, whose clocks stand still. */
const LATER = Date.UTC(2040, 0, 1);

/** A PC of a later version joins and writes a column of a patient that nobody else has heard of. */
async function writtenByANewerProgram(server: HttpServer, one: Client, patientId: string): Promise<void> {
  const { code } = await one.sync.joinCode({});
  const pc = new Pc('', '', server.database.newId, LATER);
  const joined = await server.ask('POST', '/v1/join', { body: { v: 1, code, deviceId: pc.id, device: { name: 'Newer', schema: 9_999, program: '9', publicKey: pc.publicKey } } });
  const { clinicId, timelines } = joined.body as { clinicId: string; timelines: { id: string }[] };
  Object.assign(pc, { clinicId, timeline: timelines.at(-1)?.id ?? '' });
  const path = `/v1/sync/${clinicId}`;
  const { nonce } = (await server.ask('POST', `${path}/token`, { body: { device: pc.id } })).body as { nonce: string };
  const { token } = (await server.ask('POST', `${path}/token`, { body: { device: pc.id, nonce, signature: pc.sign(tokenStatement(clinicId, pc.id, nonce)) } })).body as { token: string };
  pc.write({ rowId: patientId, columns: [[99, 'new']], previous: [[99, 1, 1]] });
  expect((await server.ask('POST', `${path}/push`, { token, body: pc.push() })).body).toMatchObject({ kind: 'stored' });
}

test('where a newer program has written into the row, it waits for this one to be brought up to date, and says that', async () => {
  const clinic = await twoPcs();
  const { server, first, second, one, two } = clinic;
  const { id } = await one.patients.create({ ...newcomer, name: 'Baraka Otieno' });
  await vi.waitFor(async () => { expect((await two.patients.get({ patientId: id })).name).toBe('Baraka Otieno'); }, WAIT);
  await writtenAside(clinic, async () => { await two.patients.update({ patientId: id, name: 'Barak Otien' }); });
  await writtenByANewerProgram(server, one, id);
  await inStep(first, second);
  await decide(one, false, () => true);
  await vi.waitFor(async () => {
    await two.sync.check({});
    expect(await kindsAt(two)).toEqual(['discard-unfit']);
  }, WAIT);
  expect((await two.patients.get({ patientId: id })).name).toBe('Barak Otien');
}, TEST_MS);
