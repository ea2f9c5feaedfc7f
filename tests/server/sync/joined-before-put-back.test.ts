import { expect, onTestFinished, test, vi } from 'vitest';
import { arrivalOf } from '#db/sync/arrival.ts';
import { lastOwn } from '#db/sync/outbox.ts';
import { placeOf } from '#db/sync/place.ts';
import { asServer } from '#server/db/transactions.ts';
import { sampleRow, type StoreUnderTest } from '#tests/support/store.ts';
import { sumsOfStore, syncPc, type SyncPc } from '#tests/support/sync-pc.ts';
import { copyClinic, putRowsBack } from '#tests/sync/product/clinic-copy.ts';
import { clinicToJoin, WAIT, type ClinicToJoin } from './clinic-to-join.ts';

const TEST_MS = 120_000;

function writePatients({ store }: { readonly store: StoreUnderTest }, name: string, count: number): void {
  for (let i = 0; i < count; i++) store.change((tx) => { tx.insert('patient', { ...sampleRow('patient', store.newId(), i), name, archived: 0 }); });
}

/** Runs a PC until it has all there is and nothing of its own is unsent. */
async function runUntilInStep(pc: SyncPc, clinic: ClinicToJoin): Promise<void> {
  pc.engine.start();
  await vi.waitFor(async () => {
    expect(['here', undefined]).toContain(arrivalOf(pc.store.read)?.stage);
    const place = placeOf(pc.store.read);
    expect([place?.cursor, place?.acked]).toEqual([await clinic.head(), lastOwn(pc.store.read)]);
  }, WAIT);
  await pc.close();
}

test('a PC that began with a copy notices that the log was put back to before the copy and has grown again meanwhile', async () => {
  const clinic = await clinicToJoin({ patients: 12 });
  const again = (store: StoreUnderTest): SyncPc => {
    const pc = syncPc({ store, server: clinic.server.running.address, newId: store.newId, copyFrom: 0 });
    onTestFinished(() => pc.close());
    return pc;
  };
  const other = await clinic.joined({ copyFrom: 100_000 });
  const joining = await clinic.joined();
  await runUntilInStep(other, clinic);
  const { clinic_id: clinicId } = await asServer(clinic.server.database, (tx) => tx.selectFrom('clinic').select('clinic_id').executeTakeFirstOrThrow());
  const shared = { database: clinic.server.database };
  const image = await copyClinic(shared, clinicId);

  writePatients({ store: clinic.firstStore }, 'Lost With The Server', 3);
  await vi.waitFor(() => { expect(placeOf(clinic.firstStore.read)?.acked).toBe(lastOwn(clinic.firstStore.read)); }, WAIT);
  await clinic.first.close();
  const asker = again(other.store);
  const headOf = { ...clinic, head: async () => (await copyClinic(shared, clinicId)).manifest.clinics[0]?.lastSeq ?? 0 };
  await runUntilInStep(joining, headOf);
  expect(placeOf(joining.store.read)?.newest).toMatchObject({ seq: arrivalOf(joining.store.read)?.seq });

  await putRowsBack(shared, clinicId, image, async () => undefined);
  // Whoever has nothing of what was lost fills the log again, beyond where the copy was made.
  writePatients(other, 'Written Since', 6);
  await runUntilInStep(asker, headOf);
  await runUntilInStep(again(joining.store), headOf);
  expect(placeOf(joining.store.read)?.timelines).toHaveLength(2);
  await runUntilInStep(again(clinic.firstStore), headOf);
  for (const { store } of [joining, other]) await runUntilInStep(again(store), headOf);
  for (const { store } of [joining, other]) expect(sumsOfStore(store.read)).toEqual(sumsOfStore(clinic.firstStore.read));
}, TEST_MS);
