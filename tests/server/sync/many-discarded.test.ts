import { expect, test } from 'vitest';
import { limits } from '#domain/sync/wire/limits.ts';
import { forgoCopy } from '#db/sync/arrival.ts';
import { firstAside } from '#db/sync/fates.ts';
import { deviceOf } from '#db/sync/place.ts';
import { hearDecisions } from '#main/sync/steps/discarded.ts';
import { hello } from '#main/sync/steps/hello.ts';
import { BatchSize, pushOnce } from '#main/sync/steps/push.ts';
import { pullOnce } from '#main/sync/steps/pull.ts';
import { DeviceStatus } from '#server/db/schema.ts';
import { inClinic } from '#server/db/transactions.ts';
import { DISCARDED } from '#server/sync/set-aside.ts';
import { sampleRow } from '#tests/support/store.ts';
import { clinicToJoin } from './clinic-to-join.ts';

const ROWS_OF_A_GROUP = 2_600;
const GROUPS = 2;

test('a PC hears of more that was discarded than one answer tells, while something before it still waits', { timeout: 120_000 }, async () => {
  const { server, joined } = await clinicToJoin({ patients: 1 });
  const { store, link } = await joined({ copyFrom: 100_000 });
  store.change((tx) => { forgoCopy(tx); });
  await hello(link);
  while ((await pullOnce(link, 0)).more);
  const [device, { clinicId }] = [deviceOf(link.place), link.place];
  const become = (status: DeviceStatus): Promise<unknown> =>
    inClinic(server.database, clinicId, (tx) => tx.updateTable('device').set({ status }).where('device_id', '=', device).execute());
  await become(DeviceStatus.suspended);
  const services = (): number => (store.read.statement('SELECT count(*) AS n FROM service').get() as { n: number }).n;
  store.change((tx) => { tx.insert('service', sampleRow('service', store.newId())); });
  const before = services();
  for (let group = 0; group < GROUPS; group++) store.change((tx) => { for (let i = 0; i < ROWS_OF_A_GROUP; i++) tx.insert('service', sampleRow('service', store.newId())); });
  expect(ROWS_OF_A_GROUP * GROUPS).toBeGreaterThan(limits.opsPerGroup);
  while (await pushOnce(link, new BatchSize()));
  await become(DeviceStatus.active);
  const first = firstAside(store.read);
  await inClinic(server.database, clinicId, (tx) => tx.updateTable('quarantine').set({ status: DISCARDED }).where('origin', '=', device).where('dseq', '>', first).execute());
  await hearDecisions(link);
  expect([services(), firstAside(store.read)]).toEqual([before, first]);
});
