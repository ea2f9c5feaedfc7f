import { onTestFinished, expect, test, vi } from 'vitest';
import { COPY_ORIGIN, FROM_COPY } from '#domain/sync/from-copy.ts';
import { tables } from '#domain/sync/tables.ts';
import { forgetCheck } from '#db/queries/integrity.ts';
import { arrivalOf, wantCopy } from '#db/sync/arrival.ts';
import { lastOwn } from '#db/sync/outbox.ts';
import { placeOf } from '#db/sync/place.ts';
import { beginTimeline } from '#server/backup/begin-timeline.ts';
import { asServer, inClinic } from '#server/db/transactions.ts';
import { openContribution } from '#server/sync/contribute.ts';
import { sampleRow, type StoreUnderTest } from '#tests/support/store.ts';
import { sumsOfStore, syncPc, type SyncPc } from '#tests/support/sync-pc.ts';
import { copyClinic, putRowsBack, type ClinicCopy } from '#tests/sync/product/clinic-copy.ts';
import { clinicToJoin, WAIT, type ClinicToJoin } from './clinic-to-join.ts';

const TEST_MS = 120_000;

type JoinedPc = SyncPc & { readonly store: StoreUnderTest };

interface World {
  readonly clinic: ClinicToJoin;
  readonly clinicId: string;
  /** What the server goes back to. */
  readonly image: ClinicCopy;
  /** Has read the log up to there, and nothing since. */
  readonly other: JoinedPc;
  /** Have joined, and fetched nothing yet. */
  readonly copies: readonly JoinedPc[];
  again(store: StoreUnderTest): SyncPc;
}

async function inStep({ store }: Pick<SyncPc, 'store'>, head: () => Promise<number>): Promise<void> {
  await vi.waitFor(async () => {
    expect(['here', undefined]).toContain(arrivalOf(store.read)?.stage);
    const place = placeOf(store.read);
    expect([place?.cursor, place?.acked]).toEqual([await head(), lastOwn(store.read)]);
  }, WAIT);
}

async function world(): Promise<World> {
  const clinic = await clinicToJoin({ patients: 12 });
  const other = await clinic.joined({ copyFrom: 100_000 });
  other.engine.start();
  await inStep(other, clinic.head);
  await other.close();
  const { clinic_id: clinicId } = await asServer(clinic.server.database, (tx) => tx.selectFrom('clinic').select('clinic_id').executeTakeFirstOrThrow());
  const again = (store: StoreUnderTest): SyncPc => {
    const pc = syncPc({ store, server: clinic.server.running.address, newId: store.newId, copyFrom: 0 });
    onTestFinished(() => pc.close());
    return pc;
  };
  const copies = [await clinic.joined(), await clinic.joined()];
  return { clinic, clinicId, other, copies, again, image: await copyClinic({ database: clinic.server.database }, clinicId) };
}

const headOf = ({ clinic, clinicId }: World) => async (): Promise<number> => (await copyClinic({ database: clinic.server.database }, clinicId)).manifest.clinics[0]?.lastSeq ?? 0;

/** What the server will lose: rows that are new, changed once and again, in what they cannot be without too, and put away. */
function writeMore({ firstStore: store, patients }: ClinicToJoin): string {
  const id = store.newId();
  store.change((tx) => { tx.insert('patient', { ...sampleRow('patient', id), name: 'Lost Patient', archived: 0 }); });
  store.change((tx) => { tx.insert('allergy', { ...sampleRow('allergy', store.newId()), patient_id: id, removed: 0 }); });
  store.change((tx) => { tx.update('patient', id, { name: 'Lost Patient Renamed' }); });
  for (const phone of ['+255700000002', '+255700000003']) store.change((tx) => { tx.update('patient', patients[0] ?? '', { phone, district: phone }); });
  store.change((tx) => { tx.update('patient', patients[1] ?? '', { notes: 'seen' }); });
  store.change((tx) => { tx.update('patient', patients[1] ?? '', { archived: 1, archived_reason: 'moved away' }); });
  return id;
}

/** Two PCs begin with a copy of all that, then its author is gone, and the server goes back. */
async function lostButForCopies({ clinic, clinicId, image, copies }: World, ago = 0): Promise<{ readonly lost: string; readonly before: Record<string, string> }> {
  const lost = writeMore(clinic);
  await vi.waitFor(() => { expect(placeOf(clinic.firstStore.read)?.acked).toBe(lastOwn(clinic.firstStore.read)); }, WAIT);
  for (const pc of copies) {
    pc.engine.start();
    await inStep(pc, clinic.head);
    await pc.close();
  }
  await clinic.first.close();
  await putRowsBack({ database: clinic.server.database }, clinicId, image, async (db) => {
    await beginTimeline(db, clinicId, clinic.firstStore.newId, { reason: 'restored' });
    await db.updateTable('timeline').set({ started_at: new Date(Date.now() - ago) }).where('clinic_id', '=', clinicId).execute();
  });
  const [before = {}, ...others] = copies.map(({ store }) => sumsOfStore(store.read));
  for (const sums of others) expect(sums).toEqual(before);
  return { lost, before };
}

/** The server's log of what was made from rows of copies. */
const fromCopies = ({ clinic, clinicId }: World) => inClinic(clinic.server.database, clinicId, (tx) =>
  tx.selectFrom('op_log').select(['op_id', 'row_id', 'tbl', 'intent', 'person_id']).where('clinic_id', '=', clinicId).where('origin', '=', COPY_ORIGIN).execute());

const openConflicts = ({ read }: StoreUnderTest): unknown[] => read.statement("SELECT * FROM conflict WHERE status = 'open'").all();

/** Runs PCs beside each other until all have the same rows. */
async function runUntilEqual(stores: readonly StoreUnderTest[], made: World): Promise<void> {
  const running = stores.map(made.again);
  for (const { engine } of running) engine.start();
  await vi.waitFor(async () => {
    for (const pc of running) await inStep(pc, headOf(made));
    const [first, ...others] = stores.map(({ read }) => sumsOfStore(read));
    for (const sums of others) expect(sums).toEqual(first);
  }, WAIT);
  for (const pc of running) await pc.close();
}

test('rows that only copies of the clinic still have are handed in, once, under their own versions, and every PC agrees again', async () => {
  const made = await world();
  const { lost, before } = await lostButForCopies(made);
  // Somebody who knows nothing of it writes on, also in a row that has changed.
  made.other.store.change((tx) => { tx.update('patient', made.clinic.patients[0] ?? '', { notes: 'written since' }); });
  const stores = [...made.copies, made.other].map(({ store }) => store);
  await runUntilEqual(stores, made);
  const { read } = made.other.store;
  expect(read.statement('SELECT name FROM patient WHERE id = ?').get(lost)).toEqual({ name: 'Lost Patient Renamed' });
  expect(read.statement('SELECT phone, district, notes FROM patient WHERE id = ?').get(made.clinic.patients[0])).toEqual({ phone: '+255700000003', district: '+255700000003', notes: 'written since' });
  expect(read.statement('SELECT archived, notes FROM patient WHERE id = ?').get(made.clinic.patients[1])).toEqual({ archived: 1, notes: 'seen' });
  // What nobody touched meanwhile has the versions it had.
  expect(sumsOfStore(read).allergy).toBe(before.allergy);
  const log = await fromCopies(made);
  expect(new Set(log.map(({ op_id }) => op_id)).size).toBe(log.length);
  expect(log.filter(({ row_id }) => row_id === lost)).toHaveLength(2);
  expect(log.every(({ intent, person_id }) => intent === FROM_COPY && person_id === null)).toBe(true);
  expect(new Set(log.map(({ tbl }) => tbl))).toEqual(new Set([tables.patient.id, tables.allergy.id]));
  for (const store of stores) expect(openConflicts(store)).toEqual([]);
}, TEST_MS);

test('also those of a copy that came before the one that was fetched anew since', async () => {
  const made = await world();
  const { lost, before } = await lostButForCopies(made);
  const [copy] = made.copies;
  if (!copy) throw new Error('no copy');
  // As after repairs that others' work cut short again and again.
  copy.store.change((tx) => { wantCopy(tx, Date.now(), true); });
  await runUntilEqual([copy.store, made.other.store], made);
  expect(made.other.store.read.statement('SELECT name FROM patient WHERE id = ?').get(lost)).toEqual({ name: 'Lost Patient Renamed' });
  expect(sumsOfStore(made.other.store.read).patient).toBe(before.patient);
}, TEST_MS);

test('the author comes back after all: what was handed in and what it sends are one and the same', async () => {
  const made = await world();
  const { before } = await lostButForCopies(made);
  await runUntilEqual([...made.copies, made.other].map(({ store }) => store), made);
  const stores = [...made.copies, made.other, { store: made.clinic.firstStore }].map(({ store }) => store);
  await runUntilEqual(stores, made);
  // A value between two others that come in the other order may be shown to people; nothing else has become another.
  expect({ ...sumsOfStore(made.clinic.firstStore.read), conflict: before.conflict }).toEqual(before);
}, TEST_MS);

test('where the server takes nothing in, rows stay as they are and are told of, until somebody opens it', async () => {
  const made = await world();
  const { lost, before } = await lostButForCopies(made, 31 * 86_400_000);
  const [copy] = made.copies;
  if (!copy) throw new Error('no copy');
  const pc = made.again(copy.store);
  pc.engine.start();
  const told = (): string[] => (copy.store.read.statement("SELECT detail FROM sync_incident WHERE kind = 'row-only-here'").all() as { detail: string }[]).map(({ detail }) => detail);
  await vi.waitFor(() => { expect(told().join()).toContain(lost); }, WAIT);
  await pc.close();
  expect(sumsOfStore(copy.store.read)).toEqual(before);
  expect(await fromCopies(made)).toEqual([]);
  const { database } = made.clinic.server;
  await openContribution({ database, now: Date.now, newId: copy.store.newId }, made.clinicId, 'admin:x', 3_600_000);
  // A day later.
  copy.store.change((tx) => { forgetCheck(tx); });
  await runUntilEqual([copy.store, made.other.store], made);
  expect(sumsOfStore(made.other.store.read)).toEqual(before);
}, TEST_MS);

test('what somebody overwrote before the copy came back, not knowing of it, is shown to people beside it, once', async () => {
  const made = await world();
  await lostButForCopies(made);
  const [one, two] = made.clinic.patients;
  // The phone of one exists elsewhere in copies alone; the district of the other is as it was before the server went back.
  made.other.store.change((tx) => { tx.update('patient', one ?? '', { phone: '+255711111111' }); });
  made.other.store.change((tx) => { tx.update('patient', two ?? '', { district: 'Moshi' }); });
  await runUntilEqual([made.other.store], made);
  const stores = [...made.copies, made.other].map(({ store }) => store);
  await runUntilEqual(stores, made);
  const { read } = made.other.store;
  expect(read.statement('SELECT phone, district FROM patient WHERE id = ?').get(one)).toEqual({ phone: '+255711111111', district: '+255700000003' });
  expect(read.statement('SELECT archived, notes, district FROM patient WHERE id = ?').get(two)).toEqual({ archived: 1, notes: 'seen', district: 'Moshi' });
  const { phone, archived } = tables.patient.columns;
  for (const store of stores) {
    const open = openConflicts(store) as { row_id: string; column_id: number; contenders: string }[];
    // Whoever put the other away could not know of the district.
    expect(open.map(({ row_id, column_id }) => [row_id, column_id]).sort()).toEqual([[one, phone.id], [two, archived.id]].sort());
    const values = (JSON.parse(open.find(({ row_id }) => row_id === one)?.contenders ?? '[]') as { value: string }[]).map(({ value }) => value);
    expect(values.sort()).toEqual(['+255700000003', '+255711111111']);
  }
}, TEST_MS);

test('where the server takes nothing in, what was overwritten stays to be seen on the PC that had it', async () => {
  const made = await world();
  await lostButForCopies(made, 31 * 86_400_000);
  const [patient = ''] = made.clinic.patients;
  made.other.store.change((tx) => { tx.update('patient', patient, { phone: '+255711111111' }); });
  await runUntilEqual([made.other.store], made);
  const [copy] = made.copies;
  if (!copy) throw new Error('no copy');
  const pc = made.again(copy.store);
  pc.engine.start();
  await vi.waitFor(() => {
    const told = copy.store.read.statement("SELECT detail FROM sync_incident WHERE kind = 'row-overtaken'").all() as { detail: string }[];
    const images = told.map(({ detail }) => JSON.parse(detail) as Record<'here' | 'server', { values: Record<number, unknown> }> & { row: string }).find(({ row }) => row === patient);
    const column = tables.patient.columns.phone.id;
    expect([images?.here.values[column], images?.server.values[column]]).toEqual(['+255700000003', '+255711111111']);
  }, WAIT);
  await pc.close();
}, TEST_MS);
