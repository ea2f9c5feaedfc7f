import { expect, test, vi } from 'vitest';
import { foreignConnection, type StoreUnderTest } from '#tests/support/store.ts';
import { sumsOfStore } from '#tests/support/sync-pc.ts';
import { arrivalOf } from '#db/sync/arrival.ts';
import { lastCheck } from '#db/queries/integrity.ts';
import { searchPatients } from '#db/queries/patient-search.ts';
import { lastOwn } from '#db/sync/outbox.ts';
import { placeOf } from '#db/sync/place.ts';
import { beginTimeline } from '#server/backup/begin-timeline.ts';
import { checkIntegrity } from '#main/sync/integrity.ts';
import { ServerLink } from '#main/sync/link.ts';
import { BatchSize, pushOnce } from '#main/sync/steps/push.ts';
import type { SyncRequest } from '#main/sync/transport.ts';
import { clinicToJoin, WAIT, type ClinicToJoin } from './clinic-to-join.ts';

const TEST_MS = 120_000;

/** Writes past the door, as a damaged disk or a fault of a program does. */
function damage(store: StoreUnderTest, sql: string, ...values: (string | number)[]): void {
  const connection = foreignConnection(store.path);
  connection.function('in_door', () => 1);
  connection.prepare(sql).run(...values);
  connection.close();
}

/** A joined PC whose engine stands still, at the end of the clinic's log. */
async function stillPc(clinic: ClinicToJoin, through?: (request: SyncRequest) => void) {
  const pc = await clinic.joined({ through: (send) => (request) => {
    through?.(request);
    return send(request);
  } });
  pc.engine.start();
  await vi.waitFor(async () => {
    expect(arrivalOf(pc.store.read)?.stage).toBe('here');
    expect(placeOf(pc.store.read)?.cursor).toBe(await clinic.head());
    // The first look after joining has been taken, by itself.
    expect(lastCheck(pc.store.read)).toMatchObject({ different: 0 });
  }, WAIT);
  await pc.close();
  return pc;
}

const incidentsOf = (store: StoreUnderTest): { kind: string; detail: string }[] =>
  store.read.statement('SELECT kind, detail FROM sync_incident ORDER BY kind, detail').all() as { kind: string; detail: string }[];

test('rows that changed by no one are found and made what the server has, with both images kept', async () => {
  const clinic = await clinicToJoin({ patients: 40 });
  const sent: string[] = [];
  const pc = await stillPc(clinic, ({ path, body }) => { if (path.endsWith('/incidents')) sent.push(JSON.stringify(body)); });
  const before = sumsOfStore(pc.store.read);
  expect(incidentsOf(pc.store)).toEqual([]);
  const [changed = '', gone = ''] = clinic.patients.slice(20);
  damage(pc.store, "UPDATE patient SET name = 'Nobody Wrote This' WHERE id = ?", changed);
  damage(pc.store, 'DELETE FROM patient WHERE id = ?', gone);
  expect(await checkIntegrity(pc.link)).toMatchObject({ different: 1, repaired: 2 });
  expect(sumsOfStore(pc.store.read)).toEqual(before);
  expect(searchPatients(pc.store.read, 'nobody', 5, false)).toEqual([]);
  const incidents = incidentsOf(pc.store);
  expect(incidents.map(({ kind }) => kind)).toEqual(['row-repaired', 'row-repaired', 'sum-mismatch']);
  const images = incidents.slice(0, 2).map(({ detail }) => JSON.parse(detail) as { row: string; here: { values: Record<number, string> } | null; server: { values: Record<number, string> } });
  expect(images.find(({ row }) => row === changed)).toMatchObject({ here: { values: { 2: 'Nobody Wrote This' } }, server: { values: { 2: 'Person Number20' } } });
  expect(images.find(({ row }) => row === gone)?.here).toBeNull();
  // The server hears that it happened and in which rows, never what they hold.
  expect(sent).toHaveLength(2);
  expect(sent.join()).not.toMatch(/Nobody|Person/);
  expect(sent[1]).toContain(changed);
  expect(await checkIntegrity(pc.link)).toMatchObject({ different: 0, repaired: 0 });
}, TEST_MS);

test('a row that only this PC has stays, and is told once', async () => {
  const clinic = await clinicToJoin({ patients: 10 });
  const pc = await stillPc(clinic);
  const id = pc.store.newId();
  damage(pc.store, `INSERT INTO allergy (id, patient_id, substance, reaction, recorded_at, removed, row_hlc, row_tie) VALUES (?, ?, 'x', 'y', '2026-01-01', 0, 5, 6)`, id, clinic.patients[0] ?? '');
  for (let i = 0; i < 2; i++) expect(await checkIntegrity(pc.link)).toMatchObject({ different: 1, repaired: 0 });
  expect(pc.store.read.statement('SELECT substance FROM allergy WHERE id = ?').get(id)).toEqual({ substance: 'x' });
  expect(incidentsOf(pc.store).filter(({ kind }) => kind === 'row-only-here')).toHaveLength(1);
}, TEST_MS);

test('nothing is compared or repaired while something is unsent', async () => {
  const clinic = await clinicToJoin({ patients: 10 });
  const pc = await stillPc(clinic);
  const [id = ''] = clinic.patients;
  pc.store.change((tx) => { tx.update('patient', id, { name: 'Just Written' }); });
  expect(await checkIntegrity(pc.link)).toEqual({ tables: 0, different: 0, repaired: 0, unfinished: [], handedIn: 0 });
  expect(pc.store.read.statement('SELECT name FROM patient WHERE id = ?').get(id)).toEqual({ name: 'Just Written' });
}, TEST_MS);

test('nothing is made what the server has in another life of its log, be it at the same place', async () => {
  const clinic = await clinicToJoin({ patients: 10 });
  const pc = await stillPc(clinic);
  const [id = ''] = clinic.patients;
  damage(pc.store, "UPDATE patient SET name = 'Nobody Wrote This' WHERE id = ?", id);
  const { database } = clinic.server;
  const { clinicId } = placeOf(pc.store.read) ?? { clinicId: '' };
  const restoredMeanwhile = new ServerLink({ ...pc.parts, send: async (request) => {
    if (request.path.endsWith('/rows')) await beginTimeline(database.kysely, clinicId, pc.store.newId, { reason: 'restored' });
    return pc.parts.send(request);
  } });
  expect(await checkIntegrity(restoredMeanwhile)).toMatchObject({ tables: 0, repaired: 0 });
  expect(pc.store.read.statement('SELECT name FROM patient WHERE id = ?').get(id)).toEqual({ name: 'Nobody Wrote This' });
}, TEST_MS);

test('what is sent while the answer is on its way is no difference', async () => {
  const clinic = await clinicToJoin({ patients: 10 });
  const pc = await stillPc(clinic);
  const [id = ''] = clinic.patients;
  pc.store.change((tx) => { tx.update('patient', id, { name: 'Just Written' }); });
  const late = new ServerLink({ ...pc.parts, send: async (request) => {
    const answer = await pc.parts.send(request);
    if (request.path.endsWith('/sums')) while (await pushOnce(pc.link, new BatchSize()));
    return answer;
  } });
  expect(await checkIntegrity(late)).toMatchObject({ tables: 0, different: 0 });
  expect(placeOf(pc.store.read)?.acked).toBe(lastOwn(pc.store.read));
  expect(pc.store.read.statement('SELECT name FROM patient WHERE id = ?').get(id)).toEqual({ name: 'Just Written' });
  expect(incidentsOf(pc.store)).toEqual([]);
}, TEST_MS);
