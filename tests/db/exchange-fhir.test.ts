import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { originalsOf } from '#main/exchange/export/originals.ts';
import { importFhirPaths, runAndWatch } from '#main/exchange/bring-in.ts';
import { importFhirFiles } from '#main/exchange/fhir/import-files.ts';
import { refusalsOf } from '#main/exchange/job-rows.ts';
import { exportBlob } from '#main/exchange/export/export-store.ts';
import { blobSource } from '#main/exchange/source-file.ts';
import type { SourceFile } from '#main/exchange/source-file.ts';
import type { ImportReport } from '#domain/contract/exchange.ts';
import { count, openTestStore } from '#tests/unit/exchange/open-store.ts';
import type { TestStore } from '#tests/unit/exchange/open-store.ts';
import { jsonFile } from '#tests/unit/exchange/run-fhir.ts';

const fixture = join(import.meta.dirname, '../support/fhir/small-clinic.json');
const open: TestStore[] = [];
const opened = (): TestStore => {
  const made = openTestStore();
  open.push(made);
  return made;
};
afterEach(() => { open.splice(0).forEach((one) => { one.close(); }); });

const run = (at: TestStore, files: readonly SourceFile[], dryRun = false): Promise<ImportReport> =>
  runAndWatch(at.jobs, { kind: 'fhir', name: 'test', personId: null, dryRun }, (slices) => importFhirFiles(slices, files, '2026-06-01'), {});
const small = (): SourceFile => jsonFile('small-clinic.json', readFileSync(fixture, 'utf8'));

describe('a bundle', () => {
  test('is stored once, however often it comes', async () => {
    const at = opened();
    const first = await importFhirPaths(at.jobs, [fixture], '2026-06-01', { dryRun: false });
    expect(first).toMatchObject({
      status: 'done', refusedCount: 1, stored: { Patient: 1, Encounter: 1, Observation: 3, Measurement: 4, AllergyIntolerance: 1, Condition: 1 }, kept: { DiagnosticReport: 1 },
      skipped: { Binary: 1 }, unchanged: {},
    });
    expect(first.refused).toEqual([{ file: 'small-clinic.json', entry: 'entry 10', reason: 'patient-not-found', detail: 'subject' }]);
    expect(refusalsOf(at.store.read, first.id)).toEqual(first.refused);
    expect(at.store.read.statement('SELECT name, birth_date, birth_estimated, phone, number FROM patient').all()).toEqual([
      { name: 'Testa Mary Sampleson', birth_date: '1984-02-15', birth_estimated: 1, phone: '+255 700 000 001', number: 'T-1' },
    ]);
    expect(at.store.read.statement('SELECT code, value, unit, taken_at FROM observation ORDER BY code').all()).toEqual([
      { code: 'diastolic', value: 82, unit: 'mm[Hg]', taken_at: '2024-03-04T06:30:00.000Z' },
      { code: 'haemoglobin', value: 12.1, unit: 'g/dL', taken_at: '2024-03-04T12:00:00.000Z' },
      { code: 'systolic', value: 128, unit: 'mm[Hg]', taken_at: '2024-03-04T06:30:00.000Z' },
      { code: 'temperature', value: 37, unit: 'Cel', taken_at: '2024-03-04T12:00:00.000Z' },
    ]);
    const operations = count(at.store, 'operation');
    const again = await run(at, [small()]);
    expect(again.stored).toEqual({});
    expect(again.unchanged).toEqual({ ...first.stored, ...first.kept });
    expect(count(at.store, 'operation')).toBe(operations);
  });

  test('tried out first stores nothing and says what would be', async () => {
    const at = opened();
    const tried = await run(at, [small()], true);
    expect([count(at.store, 'patient'), count(at.store, 'kept_resource'), count(at.store, 'operation')]).toEqual([0, 0, 0]);
    const real = await run(at, [small()]);
    expect({ ...tried, id: '', startedAt: '', endedAt: '', dryRun: false }).toEqual({ ...real, id: '', startedAt: '', endedAt: '' });
  });

  test('undone is archived as one; importing it again brings it back', async () => {
    const at = opened();
    const first = await run(at, [small()]);
    const undone = await at.jobs.undo(first, null);
    expect(undone.status).toBe('undone');
    expect(count(at.store, 'patient WHERE archived = 0')).toBe(0);
    const again = await run(at, [small()]);
    expect(again.stored).toMatchObject({ Patient: 1 });
    expect(count(at.store, 'patient WHERE archived = 0')).toBe(1);
    expect(count(at.store, 'observation')).toBe(4);
    await at.jobs.undo(again, null);
    expect(count(at.store, 'patient WHERE archived = 0')).toBe(0);
  });

  test('undone leaves what somebody has worked with, and names it', async () => {
    const at = opened();
    const first = await run(at, [small()]);
    const { id } = at.store.read.statement('SELECT id FROM patient').get() as { id: string };
    at.store.write({ personId: null, intent: 'patients.update' }, (tx) => { tx.update('patient', id, { phone: '1' }); });
    const undone = await at.jobs.undo(first, null);
    expect(undone.refused.at(-1)).toEqual({ file: '', entry: 'T-1', reason: 'kept-changed-since', detail: 'patient' });
    expect(count(at.store, 'patient WHERE archived = 0')).toBe(1);
    // The history it brought is gone from the chart all the same.
    for (const table of ['encounter', 'allergy', 'condition']) expect(count(at.store, `${table} WHERE removed = 0`), table).toBe(0);
    // The patient has stayed, and so has what the patient came as.
    expect(originalsOf(at.store.read, id).map(({ type }) => type)).toEqual(['Patient']);
    expect(count(at.store, "observation_mark WHERE reason = 'import-undone'")).toBe(4);
    const again = await run(at, [small()]);
    expect(again).toMatchObject({ stored: { Encounter: 1, Observation: 3, AllergyIntolerance: 1, Condition: 1 }, kept: { DiagnosticReport: 1 }, unchanged: { Patient: 1 } });
    expect(count(at.store, 'observation o WHERE NOT EXISTS (SELECT 1 FROM observation_mark m WHERE m.observation_id = o.id)')).toBe(4);
    expect(count(at.store, 'condition WHERE removed = 0')).toBe(1);
    expect(originalsOf(at.store.read, id).map(({ type }) => type).toSorted()).toEqual([
      'AllergyIntolerance', 'Condition', 'DiagnosticReport', 'Encounter', 'Observation', 'Observation', 'Observation', 'Patient',
    ]);
  });
});

test('what comes later finds its visit and its person of an earlier import, and lies beside them', async () => {
  const at = opened();
  const [person, visit] = ['1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed', '7c9e6679-7425-40de-944b-e07fc1f90ae7'];
  const to = (id: string): object => ({ reference: `urn:uuid:${id}` });
  const bundle = (...entry: object[]): SourceFile => jsonFile('a.json', { resourceType: 'Bundle', entry });
  await run(at, [bundle(
    { fullUrl: `urn:uuid:${person}`, resource: { resourceType: 'Patient', name: [{ text: 'Ana Prueba' }] } },
    { fullUrl: `urn:uuid:${visit}`, resource: { resourceType: 'Encounter', status: 'finished', subject: to(person), period: { start: '2024-01-02' } } },
  )]);
  const pulse = { resourceType: 'Observation', status: 'final', category: [{ coding: [{ code: 'vital-signs' }] }], code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] },
    subject: to(person), encounter: to(visit), effectiveDateTime: '2024-01-02T03:04:05Z', valueQuantity: { value: 60, code: '/min' } };
  const later = await run(at, [bundle({ fullUrl: 'urn:uuid:3f2504e0-4f89-41d3-9a0c-0305e82c3301', resource: pulse })]);
  expect(later).toMatchObject({ stored: { Observation: 1 }, refusedCount: 0 });
  const [stored] = at.store.read.statement('SELECT o.id, e.id AS visit, e.patient_id FROM observation o JOIN encounter e ON e.id = o.encounter_id').all() as Record<string, string>[];
  expect(stored).toMatchObject({ patient_id: person, id: expect.stringMatching(/^1b9d6bcd-/) as string, visit: expect.stringMatching(/^1b9d6bcd-/) as string });
});

const many = (n: number): SourceFile => jsonFile('many.json', {
  resourceType: 'Bundle', type: 'batch',
  entry: Array.from({ length: n }, (_, i) => ({ resource: { resourceType: 'Patient', id: `p${i}`, name: [{ text: `Person Number${i}` }] } })),
});

describe('a long import', () => {
  test('leaves the event loop free between slices', async () => {
    const at = opened();
    // How many of the patients were there each time somebody else had a turn.
    const seen = new Set<number>();
    const timer = setInterval(() => { seen.add(count(at.store, 'patient')); }, 1);
    const report = await run(at, [many(6000)]).finally(() => { clearInterval(timer); });
    expect(report.stored).toEqual({ Patient: 6000 });
    // At most 1,500 rows a slice: others were served at least between most of the six.
    expect(seen.size).toBeGreaterThanOrEqual(4);
  });

  test('cancelled takes back what it stored', async () => {
    const at = opened();
    const { id, finished } = at.jobs.start({ kind: 'fhir', name: 'x', personId: null, dryRun: false }, async (slices) => {
      const counted = { ...slices, onSlice: () => { if (count(at.store, 'patient') > 0) at.jobs.cancel(id); } };
      await importFhirFiles(counted, [many(3000)], '2026-06-01');
    });
    const report = await finished;
    expect(report.status).toBe('cancelled');
    const stored = report.stored['Patient'] ?? 0;
    expect(stored).toBeGreaterThan(0);
    expect(stored).toBeLessThan(3000);
    expect(count(at.store, 'patient WHERE archived = 0')).toBe(0);
    expect((await run(at, [many(3000)])).stored).toEqual({ Patient: 3000 });
  });

  test('interrupted by the end of the program says so at the next start, and can be finished or undone', async () => {
    const first = openTestStore();
    const { id, finished } = first.jobs.start({ kind: 'fhir', name: 'x', personId: null, dryRun: false }, async (slices) => {
      // The row is left as a killed process leaves it: still running.
      await importFhirFiles(slices, [many(10)], '2026-06-01');
    });
    await finished;
    first.store.write({ personId: null, intent: 'test' }, (tx) => {
      tx.statement("UPDATE import_job SET status = 'running', report = json_set(report, '$.status', 'running')").run();
    });
    const next = first.reopen();
    open.push(next);
    expect(next.jobs.get(id)?.status).toBe('interrupted');
    const finishedNow = await run(next, [many(20)]);
    expect(finishedNow).toMatchObject({ stored: { Patient: 10 }, unchanged: { Patient: 10 } });
    const interrupted = next.jobs.get(id);
    if (interrupted) await next.jobs.undo(interrupted, null);
    expect(count(next.store, 'patient WHERE archived = 1')).toBe(10);
  });
});

test('an export brought into an empty store gives the same records; into its own, nothing', async () => {
  const at = opened();
  await run(at, [small()]);
  const bundle = blobSource('export.json', await exportBlob(at.store.read, 'fhir'));
  const own = await run(at, [bundle]);
  expect(own.stored).toEqual({});
  const other = opened();
  await run(other, [bundle]);
  const rows = (store: TestStore, sql: string): unknown[] => store.store.read.statement(sql).all();
  for (const sql of [
    'SELECT id, name, sex, birth_date, birth_estimated, phone, email, address, district, state, language, payer, policy_number FROM patient',
    'SELECT id, patient_id, started_at, ended_at, status, class_code, title, reason FROM encounter',
    'SELECT id, patient_id, encounter_id, code, loinc, value, text, unit, taken_at FROM observation ORDER BY id',
    'SELECT id, patient_id, substance, reaction FROM allergy',
  ]) expect(rows(other, sql)).toEqual(rows(at, sql));
});

const shared = join(import.meta.dirname, '../../../shared/data/fhir');
describe.skipIf(!existsSync(shared))('published synthetic bundles (skipped when ../shared/data/fhir is absent)', () => {
  test('are stored, and a second import writes nothing', async () => {
    const at = opened();
    const first = await importFhirPaths(at.jobs, [shared], '2026-06-01', { dryRun: false, alone: true });
    expect(first).toMatchObject({ status: 'done', refusedCount: 0, stored: { Patient: 28, Encounter: 766 } });
    expect([count(at.store, 'patient'), count(at.store, 'encounter')]).toEqual([28, 766]);
    expect(count(at.store, 'observation')).toBe(first.stored['Measurement']);
    const operations = count(at.store, 'operation');
    expect((await importFhirPaths(at.jobs, [shared], '2026-06-01', { dryRun: false, alone: true })).stored).toEqual({});
    expect(count(at.store, 'operation')).toBe(operations);
  }, 300_000);
});
