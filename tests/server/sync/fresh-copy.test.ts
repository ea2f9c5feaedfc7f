import { expect, onTestFinished, test, vi } from 'vitest';
import { arrivalOf } from '#db/sync/arrival.ts';
import { setMeta } from '#db/queries/clinic.ts';
import { searchPatients } from '#db/queries/patient-search.ts';
import { placeOf } from '#db/sync/place.ts';
import { fetchAnew, isDamaged } from '#main/sync/fresh-copy.ts';
import { checkIntegrity } from '#main/sync/integrity.ts';
import { firstPageOf, spoilPage } from '#tests/support/spoil-pages.ts';
import { foreignConnection, sampleRow, testStore, type StoreUnderTest } from '#tests/support/store.ts';
import { sumsOfStore, syncPc } from '#tests/support/sync-pc.ts';
import { clinicToJoin, WAIT, type ClinicToJoin } from './clinic-to-join.ts';

const TEST_MS = 120_000;

async function joined(clinic: ClinicToJoin) {
  const pc = await clinic.joined();
  pc.engine.start();
  await vi.waitFor(async () => {
    expect(arrivalOf(pc.store.read)?.stage).toBe('here');
    expect(placeOf(pc.store.read)?.cursor).toBe(await clinic.head());
  }, WAIT);
  await pc.close();
  return pc;
}

/** The table, its indexes and its guards, as they are declared. */
const partsOf = (store: StoreUnderTest, table: string): unknown[] =>
  store.read.statement('SELECT type, name, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type, name').all(table);

const incidentsOf = (store: StoreUnderTest): string[] =>
  (store.read.statement('SELECT kind, detail FROM sync_incident ORDER BY kind, detail').all() as { kind: string; detail: string }[]).map(({ kind, detail }) => `${kind} ${detail}`);

test.each(['patient', 'observation'] as const)('a table of which the disk spoiled a page is made anew while people work, and nothing of it is lost: %s', async (table) => {
  const clinic = await clinicToJoin({ patients: 120 });
  const pc = await joined(clinic);
  const parts = partsOf(pc.store, table);
  const id = pc.store.newId();
  pc.store.change((tx) => { tx.insert('patient', { ...sampleRow('patient', id, 77), name: 'Written Before', archived: 0 }); });
  const root = firstPageOf(pc.store.read, table);
  // A day later: the next comparison finds what nobody has touched since.
  pc.store.change((tx) => { setMeta(tx, 'sync_checked', JSON.stringify({ at: 0, tables: 0, different: 0 })); });
  const folder = pc.store.folder;
  pc.store.close();
  spoilPage(pc.store.path, root);
  const store = testStore({ folder, clock: { ms: Date.now() } });
  let fault: unknown;
  try { store.read.statement(`SELECT * FROM ${table}`).all(); } catch (error) { fault = error; }
  expect(isDamaged(fault)).toBe(true);
  const again = syncPc({ store, server: clinic.server.running.address, newId: store.newId, copyFrom: 0 });
  onTestFinished(() => again.close());
  again.engine.start();
  await vi.waitFor(() => { expect(arrivalOf(store.read)).toMatchObject({ again: true, stage: 'here' }); }, WAIT);
  await vi.waitFor(async () => {
    expect(placeOf(store.read)?.cursor).toBe(await clinic.head());
    expect(sumsOfStore(store.read)).toEqual(sumsOfStore(clinic.firstStore.read));
  }, WAIT);
  expect(incidentsOf(store)).toEqual([`store-damaged ${table}`]);
  expect(searchPatients(store.read, 'written before', 5, false).map((patient) => patient.id)).toEqual([id]);
  expect(searchPatients(store.read, 'number7', 5, false).length).toBeGreaterThan(0);
  // Whoever writes there next is stored and guarded as before.
  expect(() => { store.change((tx) => tx.statement(`DELETE FROM ${table}`).run()); }).toThrow('write outside the door');
  expect(partsOf(store, table)).toEqual(parts);
}, TEST_MS);

test('what comparing could not bring in order is fetched anew by the engine itself, once a day at most, and wrong values go', async () => {
  const clinic = await clinicToJoin({ patients: 30 });
  const pc = await joined(clinic);
  const [changed = '', gone = ''] = clinic.patients.slice(10);
  const connection = foreignConnection(pc.store.path);
  connection.function('in_door', () => 1);
  connection.prepare("UPDATE patient SET name = 'Nobody Wrote This' WHERE id = ?").run(changed);
  connection.prepare('DELETE FROM patient WHERE id = ?').run(gone);
  connection.close();
  const again = syncPc({ store: pc.store, server: clinic.server.running.address, newId: pc.store.newId, copyFrom: 0 });
  onTestFinished(() => again.close());
  expect(fetchAnew(again.link, ['patient'])).toBe(true);
  expect(fetchAnew(again.link, ['patient'])).toBe(false);
  pc.store.change((tx) => { tx.update('patient', clinic.patients[0] ?? '', { phone: '0799' }); });
  again.engine.start();
  await vi.waitFor(async () => {
    expect(arrivalOf(pc.store.read)).toMatchObject({ again: true, stage: 'here' });
    expect(placeOf(pc.store.read)?.cursor).toBe(await clinic.head());
    expect(sumsOfStore(pc.store.read)).toEqual(sumsOfStore(clinic.firstStore.read));
  }, WAIT);
  await again.close();
  expect(pc.store.read.statement('SELECT name FROM patient WHERE id = ?').get(changed)).toEqual({ name: 'Person Number10' });
  expect(pc.store.read.statement('SELECT phone FROM patient WHERE id = ?').get(clinic.patients[0] ?? '')).toEqual({ phone: '0799' });
  expect(incidentsOf(pc.store).map((each) => each.split(' ')[0])).toEqual(['copy-wanted', 'row-repaired']);
  expect(await checkIntegrity(again.link)).toMatchObject({ different: 0, unfinished: [] });
}, TEST_MS);
