import { afterEach, expect, test } from 'vitest';
import type { ColumnMeaning, ImportReport } from '#domain/contract/exchange.ts';
import { exportColumns } from '#domain/exchange/table/export-rows.ts';
import { runAndWatch } from '#main/exchange/bring-in.ts';
import { exportBlob } from '#main/exchange/export/export-store.ts';
import { blobSource, bytesSource } from '#main/exchange/source-file.ts';
import type { SourceFile } from '#main/exchange/source-file.ts';
import { importTable } from '#main/exchange/table/import-table.ts';
import { fillTrainingClinic } from '#main/exchange/training.ts';
import { count, openTestStore } from '#tests/unit/exchange/open-store.ts';
import type { TestStore } from '#tests/unit/exchange/open-store.ts';

const open: TestStore[] = [];
const opened = (): TestStore => {
  const made = openTestStore();
  open.push(made);
  return made;
};
afterEach(() => { open.splice(0).forEach((one) => { one.close(); }); });

const run = (at: TestStore, source: SourceFile, columns: ColumnMeaning[], dryRun = false): Promise<ImportReport> =>
  runAndWatch(at.jobs, { kind: 'csv', name: source.name, personId: null, dryRun }, (slices) =>
    importTable(slices, source, { columns, dateOrder: 'dmy', today: '2026-06-01' }), {});
const csv = (text: string): SourceFile => bytesSource('people.csv', Buffer.from(text));
const columns: ColumnMeaning[] = ['name', 'age-or-birth', 'sex', 'phone', 'visit-date', 'blood-pressure'];
const people = csv('Name,Age,Sex,Phone,Seen,BP\nAna Uno,34,F,+255 700,01/02/2026,120/80\nBea Dos,8m,F,,,\nNo Sex,3,blue,,,\n');

// spec: REG-6
test('a table is tried out, stored, stored again without effect, and undone', async () => {
  const at = opened();
  const tried = await run(at, people, columns, true);
  expect(count(at.store, 'operation')).toBe(0);
  const report = await run(at, people, columns);
  expect(report).toMatchObject({ status: 'done', stored: { Patient: 2, Encounter: 1, Measurement: 2 }, refused: [{ entry: 'row 4', reason: 'sex-unreadable', detail: 'sex' }] });
  expect([tried.stored, tried.refused]).toEqual([report.stored, report.refused]);
  const operations = count(at.store, 'operation');
  const again = await run(at, people, columns);
  expect([again.stored, again.unchanged, count(at.store, 'operation')]).toEqual([{}, report.stored, operations]);
  await at.jobs.undo(report, null);
  expect(count(at.store, 'patient WHERE archived = 0')).toBe(0);
});

test.each(['csv', 'excel'] as const)('an export as %s brought back into its own store adds nothing', async (format) => {
  const at = opened();
  await fillTrainingClinic({ store: at.store, now: Date.now, patientNumber: (tx) => `T-${tx.nextNumber('test')}` }, { today: '2026-06-01', patients: 60 });
  const own = await run(at, blobSource('e', await exportBlob(at.store.read, format)), exportColumns.map((column) => column.meaning));
  expect([own.refused, own.stored]).toEqual([[], {}]);
  expect(count(at.store, 'patient')).toBe(60);
});

test('a training clinic is filled once', async () => {
  const at = opened();
  const parts = { store: at.store, now: Date.now, patientNumber: () => 'T' };
  const tally = await fillTrainingClinic(parts, { today: '2026-06-01', patients: 40, seed: 3 });
  expect([tally.stored['Patient'], count(at.store, 'patient'), count(at.store, 'encounter'), count(at.store, 'observation')])
    .toEqual([40, 40, tally.stored['Encounter'], tally.stored['Measurement']]);
  expect((await fillTrainingClinic(parts, { today: '2026-06-01', patients: 40, seed: 3 })).stored).toEqual({});
});

test('only what is valid is exported', async () => {
  const at = opened();
  await run(at, people, columns);
  const { id } = at.store.read.statement("SELECT id FROM observation WHERE code = 'systolic'").get() as { id: string };
  const { id: patientId } = at.store.read.statement("SELECT id FROM patient WHERE name = 'Bea Dos'").get() as { id: string };
  at.store.write({ personId: null, intent: 'test' }, (tx) => {
    const owner = tx.row('observation', id)?.patient_id ?? '';
    tx.insert('observation_mark', { id: at.newId(), observation_id: id, patient_id: owner, reason: 'slip', at: '2026-01-01T00:00:00.000Z', person_id: null });
    tx.update('patient', patientId, { archived: 1, archived_reason: 'duplicate' });
  });
  const text = await (await exportBlob(at.store.read, 'fhir')).text();
  expect(text).toContain('Ana Uno');
  expect(text).not.toContain('Bea Dos');
  expect(text).not.toContain('"systolic"');
  expect(text).toContain('"diastolic"');
  expect(await (await exportBlob(at.store.read, 'csv')).text()).toContain("'+255 700");
});
