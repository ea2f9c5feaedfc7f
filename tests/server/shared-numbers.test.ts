import { expect, test, vi } from 'vitest';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { failureOf } from '#tests/support/desk.ts';
import { inStep, TEST_MS, twoPcs, WAIT } from './two-pcs.ts';

const newcomer = { name: 'Amina Yusuf', ageOrBirth: '34', sex: 'female' } as const;

test('of two who were given one number the later gets another when a person says so, and nobody before', async () => {
  const { first, second, one, two } = await twoPcs();
  const { id, number } = await one.patients.create(newcomer);
  // A disk that was copied gives the number again.
  const other = second.desk.parts.store.write({ personId: first.personOf('manager'), intent: 'patients.create' }, (tx) => {
    const row = first.desk.parts.store.read.statement('SELECT * FROM patient WHERE id = ?').get(id) as SyncedRow<'patient'>;
    const twin = tx.newId();
    tx.insert('patient', { ...row, id: twin, name: 'Baraka Otieno' });
    return twin;
  });
  await vi.waitFor(async () => {
    for (const client of [one, two]) expect((await client.sync.status({})).conflicts).toEqual({ open: 1, mustChoose: 1 });
  }, WAIT);
  const [conflict] = (await one.sync.conflicts({})).conflicts;
  const [later, earlier] = conflict?.rowId === other ? [other, id] : [id, other];
  expect(conflict).toMatchObject({ record: 'patient', field: 'number', rowId: later, enteredAs: 'number', sharedWith: later === other ? newcomer.name : 'Baraka Otieno' });
  expect(await failureOf(one.sync.resolve({ id: conflict?.id ?? '', choice: { value: 'KB7-XX-1' } }))).toMatchObject({ code: 'INVALID' });
  await one.sync.resolve({ id: conflict?.id ?? '', choice: { newNumber: true } });
  await vi.waitFor(async () => {
    for (const client of [one, two]) {
      expect((await client.sync.status({})).conflicts.open).toBe(0);
      expect((await client.patients.get({ patientId: earlier })).number).toBe(number);
      expect((await client.patients.get({ patientId: later })).number).not.toBe(number);
    }
  }, WAIT);
}, TEST_MS);

test('of a token, a receipt and a specimen that carry one number a conflict names both, and all that is to do is to leave them', async () => {
  const { first, second, one, two } = await twoPcs();
  const { services } = await one.clinic.services({});
  const { id } = await one.patients.create(newcomer);
  const { id: other } = await one.patients.create({ ...newcomer, name: 'Baraka Otieno' });
  await one.queue.issue({ patientId: id, serviceId: services[0]?.id ?? '' });
  await one.cashDrawer.open({ float: 0 });
  await one.billing.deposit({ patientId: id, amount: 5000, method: 'cash' });
  const { lines } = await one.laboratory.order({ patientId: id, tests: ['haemoglobin'] });
  await one.laboratory.collect({ lineIds: lines.map((line) => line.id) });
  await inStep(first, second);
  // A disk that was copied gives each of them again: to another person, and one to the same.
  const twinOf = { token: other, payment: other, lab_specimen: id } as const;
  second.desk.parts.store.write({ personId: second.personOf('manager'), intent: 'test' }, (tx) => {
    for (const table of ['token', 'payment', 'lab_specimen'] as const) {
      const { rid: _rid, row_hlc: _hlc, row_tie: _tie, row_over: _over, ...row } = tx.statement(`SELECT * FROM ${table} LIMIT 1`).get() as SyncedRow<'token'> & Record<string, unknown>;
      tx.insert(table, { ...row, id: tx.newId(), patient_id: twinOf[table] } as never);
    }
  });
  await vi.waitFor(async () => {
    for (const client of [one, two]) expect((await client.sync.status({})).conflicts.open).toBe(3);
  }, WAIT);
  const { conflicts } = await two.sync.conflicts({});
  expect(conflicts.map(({ record, field, enteredAs, patientName, sharedWith }) => [record, field, enteredAs, patientName, sharedWith]).sort()).toEqual([
    ['lab_specimen', 'number', null, newcomer.name, newcomer.name], ['payment', 'number', null, 'Baraka Otieno', newcomer.name], ['token', 'label', null, 'Baraka Otieno', newcomer.name],
  ]);
  for (const { id: conflictId, choices } of conflicts) await two.sync.resolve({ id: conflictId, choice: { opId: choices[0]?.opId ?? '' } });
  await vi.waitFor(async () => {
    for (const client of [one, two]) expect((await client.sync.status({})).conflicts.open).toBe(0);
  }, WAIT);
}, TEST_MS);
