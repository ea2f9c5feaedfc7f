import { expect, test, vi } from 'vitest';
import { failureOf, testDesk, type DeskUnderTest } from '#tests/support/desk.ts';
import { httpServer } from './sync/support.ts';
import { inStep, TEST_MS, twoPcs, WAIT } from './two-pcs.ts';

const newcomer = { name: 'Amina Yusuf', ageOrBirth: '34', sex: 'female' } as const;

test('a second PC joins by a code, has the record, and what one writes the other shows', async () => {
  const { first, second, one, two } = await twoPcs();
  const { id } = await one.patients.create(newcomer);
  await vi.waitFor(async () => { expect((await two.patients.search({ text: 'amina' })).patients.map((each) => each.id)).toEqual([id]); }, WAIT);
  await two.patients.update({ patientId: id, phone: '+254700000001' });
  await vi.waitFor(async () => { expect((await one.patients.get({ patientId: id })).phone).toBe('+254700000001'); }, WAIT);
  await inStep(first, second);
  const checks: Awaited<ReturnType<typeof one.sync.check>>[] = [];
  // Nothing is compared while a PC is behind the server: what was looked at is itself still on its way.
  await vi.waitFor(async () => {
    const both = await Promise.all([one, two].map((client) => client.sync.check({})));
    checks.push(...both);
    for (const { tables } of both) expect(tables).toBeGreaterThan(10);
  }, WAIT);
  expect(checks.filter(({ different }) => different > 0)).toEqual([]);
}, TEST_MS);

test('tokens of two PCs never carry the same label, and numbers never the same letters', async () => {
  const { one, two } = await twoPcs();
  const { services } = await one.clinic.services({});
  const serviceId = services[0]?.id ?? '';
  const [a, b] = await Promise.all([one, two].map((client, i) => client.patients.register({ ...newcomer, name: `Person ${String(i)}`, serviceId })));
  expect(a?.token.label).not.toBe(b?.token.label);
  expect(a?.patient.number.split('-')[1]).not.toBe(b?.patient.number.split('-')[1]);
  const labels = [a, b].map((each) => each?.token.label).sort();
  await vi.waitFor(async () => {
    for (const client of [one, two]) expect((await client.queue.today({})).entries.map(({ label }) => label).sort()).toEqual(labels);
  }, WAIT);
}, TEST_MS);

test('two edits that did not know of each other wait for a person, who settles them everywhere', async () => {
  const { first, second, one, two } = await twoPcs();
  const { id } = await one.patients.create(newcomer);
  await vi.waitFor(async () => { expect((await two.patients.get({ patientId: id })).name).toBe(newcomer.name); }, WAIT);
  const bornOn = ({ desk }: DeskUnderTest, day: string): void => {
    desk.parts.store.write({ personId: first.personOf('manager'), intent: 'patients.update' }, (tx) => { tx.update('patient', id, { birth_date: day }); });
  };
  // In one breath: neither has heard of the other.
  bornOn(first, '1990-01-01');
  bornOn(second, '1991-02-02');
  await vi.waitFor(async () => {
    for (const client of [one, two]) expect((await client.sync.status({})).conflicts).toEqual({ open: 1, mustChoose: 1 });
  }, WAIT);
  const { conflicts: [conflict] } = await two.sync.conflicts({ patientId: id });
  expect(conflict).toMatchObject({ record: 'patient', field: 'birth_date', patientName: newcomer.name, severity: 'must-choose', status: 'open' });
  expect(conflict?.choices.map(({ value, pc }) => [value, pc]).sort()).toEqual([['1990-01-01', 'Reception'], ['1991-02-02', 'Nurse']]);
  const loser = conflict?.choices.find(({ shown }) => !shown);
  await two.sync.resolve({ id: conflict?.id ?? '', choice: { opId: loser?.opId ?? '' } });
  await vi.waitFor(async () => {
    for (const client of [one, two]) {
      expect((await client.sync.status({})).conflicts).toEqual({ open: 0, mustChoose: 0 });
      expect((await client.patients.get({ patientId: id })).birthDate).toBe(loser?.value);
    }
  }, WAIT);
  expect(await failureOf(one.sync.resolve({ id: conflict?.id ?? '', choice: { value: '2000-01-01' } }))).toMatchObject({ code: 'CONFLICT' });
  await inStep(first, second);
  expect(await one.sync.check({})).toMatchObject({ different: 0 });
}, TEST_MS);

test('a wrong code, an address without a server and an unencrypted one are told apart, and nothing is changed', async () => {
  const server = await httpServer();
  const desk = await testDesk();
  const manager = desk.as('manager');
  const attempt = (address: string, code: string) => failureOf(manager.sync.connect({ server: address, code, pcName: 'Reception' }));
  expect(await attempt(server.running.address, 'WRONG-CODE')).toMatchObject({ code: 'SERVER', data: { reason: 'code-refused' } });
  expect(await attempt('http://127.0.0.1:1', 'ANY')).toMatchObject({ code: 'SERVER', data: { reason: 'unreachable' } });
  expect(await attempt('http://192.168.7.7:4480', 'ANY')).toMatchObject({ code: 'INVALID' });
  expect(desk.desk.parts.sync.status().state).toBe('alone');
}, TEST_MS);
