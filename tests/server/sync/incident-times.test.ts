import { expect, test } from 'vitest';
import { forgoCopy } from '#db/sync/arrival.ts';
import { listIncidents } from '#db/sync/incidents.ts';
import { checkIntegrity } from '#main/sync/integrity.ts';
import { ServerLink } from '#main/sync/link.ts';
import { fork } from '#main/sync/steps/fork.ts';
import { hello } from '#main/sync/steps/hello.ts';
import { pullOnce } from '#main/sync/steps/pull.ts';
import { foreignConnection } from '#tests/support/store.ts';
import { clinicToJoin } from './clinic-to-join.ts';

const YEAR_MS = 365 * 86_400_000;
const MINUTE_MS = 60_000;

test('what a PC notes of the exchange bears the server\'s time, though its own clock is a year behind', { timeout: 120_000 }, async () => {
  const clinic = await clinicToJoin({ patients: 10 });
  const pc = await clinic.joined({ copyFrom: 100_000, through: (send) => async (request) => {
    const response = await send(request);
    return { ...response, sentAt: response.sentAt - YEAR_MS, receivedAt: response.receivedAt - YEAR_MS };
  } });
  const link = new ServerLink({ ...pc.parts, now: () => Date.now() - YEAR_MS });
  pc.store.change((tx) => { forgoCopy(tx); });
  await hello(link);
  while ((await pullOnce(link, 0)).more);
  const connection = foreignConnection(pc.store.path);
  connection.function('in_door', () => 1);
  connection.prepare("UPDATE patient SET name = 'Nobody Wrote This' WHERE id = ?").run(clinic.patients[3] ?? '');
  connection.close();
  expect(await checkIntegrity(link)).toMatchObject({ repaired: 1 });
  await fork(link, 'Joining');
  const incidents = listIncidents(pc.store.read, 9);
  expect(incidents.map(({ kind }) => kind).sort()).toEqual(['fork', 'row-repaired', 'sum-mismatch']);
  for (const { kind, at } of incidents) expect(Math.abs(Date.parse(at) - Date.now()), kind).toBeLessThan(MINUTE_MS);
});
