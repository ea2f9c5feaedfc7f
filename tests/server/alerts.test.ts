import { expect, test, vi } from 'vitest';
import { sql } from 'kysely';
import { inClinic } from '#server/db/transactions.ts';
import { failureOf, type Client } from '#tests/support/desk.ts';
import { inStep, TEST_MS, twoPcs, WAIT } from './two-pcs.ts';

const HOUR = 3_600_000;
const newcomer = { name: 'Amina Yusuf', ageOrBirth: '34', sex: 'female' } as const;

const kindsOf = async (client: Client): Promise<string[]> =>
  (await client.sync.alerts({})).alerts.map(({ kind, pc, thisPc, count }) => [kind, thisPc ? 'here' : pc, count].filter((part) => part !== null && part !== 0).join(' '));

test('a manager hears of a PC that fell silent, of a clock that is wrong, of what was set aside and of a choice that waits too long', async () => {
  const { server, first, second, one, two } = await twoPcs();
  const { devices } = await one.sync.devices({});
  const nurse = devices.find(({ thisPc }) => !thisPc)?.id ?? '';
  await inStep(first, second);
  await one.sync.setDevice({ id: nurse, status: 'suspended', reason: 'test' });
  await vi.waitFor(() => { expect(second.desk.parts.sync.status().state).toBe('stopped'); }, WAIT);
  await two.patients.create(newcomer);
  second.desk.parts.sync.tryNow();
  await vi.waitFor(async () => { expect((await one.sync.setAside({})).operations.length).toBeGreaterThan(0); }, WAIT);
  await one.sync.setDevice({ id: nurse, status: 'active', reason: 'test' });
  await second.close();
  const clinicId = first.desk.parts.sync.link?.place.clinicId ?? '';
  await inClinic(server.database, clinicId, (tx) => sql`UPDATE device SET skew_ms = 400000 WHERE device_id = ${nurse}`.execute(tx));
  server.clock.aheadMs = HOUR;
  first.desk.parts.store.write({ personId: null, intent: 'test' }, (tx) => {
    tx.receive(() => { tx.statement(`INSERT INTO conflict (id, table_id, row_id, column_id, patient_id, severity, status, contenders, opened_at, row_hlc, row_tie)
      VALUES (?, 10, ?, 4, NULL, 2, 'open', '[]', ?, 1, 1)`).run(tx.newId(), tx.newId(), new Date(first.desk.parts.now() - 25 * HOUR).toISOString()); });
  });
  // What the server last said serves a minute.
  first.advance(61_000);
  await vi.waitFor(async () => {
    const kinds = await kindsOf(one);
    expect(kinds.filter((kind) => /Nurse|set-aside|undecided/.test(kind)).map((kind) => kind.replace(/(set-aside).*/, '$1')))
      .toEqual(expect.arrayContaining(['silent Nurse', 'clock Nurse', 'set-aside', 'undecided 1']));
  }, WAIT);
  // Without the server this PC still tells what it knows itself.
  await server.running.close();
  await vi.waitFor(async () => { expect(await kindsOf(one)).not.toContain('silent Nurse'); }, WAIT);
  expect(await kindsOf(one)).toContain('undecided 1');
  expect(first.desk.parts.sync.restarts).toBeGreaterThan(0);
  await one.patients.create({ ...newcomer, name: 'Waits Here' });
  first.advance(25 * HOUR);
  const alone = first.as('manager');
  expect(await kindsOf(alone)).toEqual(expect.arrayContaining([expect.stringMatching(/^unsent here \d+$/)]));
  expect(await failureOf(first.as('reception').sync.alerts({}))).toMatchObject({ code: 'NOT_ALLOWED' });
}, TEST_MS);
