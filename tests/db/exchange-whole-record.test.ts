import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import type { ImportReport } from '#domain/contract/exchange.ts';
import { importFhirPaths, runAndWatch } from '#main/exchange/bring-in.ts';
import { exportBlob } from '#main/exchange/export/export-store.ts';
import { importFhirFiles } from '#main/exchange/fhir/import-files.ts';
import { PATIENT_TYPES } from '#domain/exchange/fhir/resource-types.ts';
import { originalsOf } from '#main/exchange/export/originals.ts';
import { ownerOf } from '#main/exchange/server/owner.ts';
import type { Bundle } from '#tests/support/fhir/same-resources.ts';
import { unnamed } from '#tests/support/fhir/same-resources.ts';
import { wholeRecord } from '#tests/support/fhir/whole-record.ts';
import { count, openTestStore } from '#tests/unit/exchange/open-store.ts';
import type { TestStore } from '#tests/unit/exchange/open-store.ts';
import { jsonFile } from '#tests/unit/exchange/run-fhir.ts';

const open: TestStore[] = [];
const opened = (): TestStore => {
  const made = openTestStore();
  open.push(made);
  return made;
};
afterEach(() => { open.splice(0).forEach((one) => { one.close(); }); });

const run = (at: TestStore, content: unknown): Promise<ImportReport> =>
  runAndWatch(at.jobs, { kind: 'fhir', name: 'test', personId: null, dryRun: false, alone: true }, (slices) => importFhirFiles(slices, [jsonFile('a.json', content)], '2026-06-01'), {});
const exported = async (at: TestStore): Promise<string> => (await exportBlob(at.store.read, 'fhir')).text();
const parsed = (text: string): Bundle => JSON.parse(text) as Bundle;
const found = (text: string, type: string): Record<string, unknown> => parsed(text).entry.map(({ resource }) => resource).find(({ resourceType }) => resourceType === type) as unknown as Record<string, unknown>;
const change = (at: TestStore, work: Parameters<TestStore['store']['write']>[1]): void => { at.store.write({ personId: null, intent: 'test' }, work); };
const idOf = (at: TestStore, table: string): string => (at.store.read.statement(`SELECT id FROM ${table}`).get() as { id: string }).id;

/** What belongs to no patient: an organization and a practitioner. */
const SHARED = 2;

describe('a record of every type', () => {
  test('leaves as it came, and again from where it is brought to', async () => {
    const at = opened();
    const first = await run(at, wholeRecord);
    expect(first).toMatchObject({ refusedCount: 0, skipped: {} });
    const text = await exported(at);
    expect(unnamed([parsed(text)])).toEqual(unnamed([wholeRecord as unknown as Bundle]));
    const other = opened();
    expect(await run(other, text)).toMatchObject({ refusedCount: 0, skipped: {} });
    expect(parsed(await exported(other))).toEqual(parsed(text));
    const operations = count(at.store, 'operation');
    const again = await run(at, text);
    expect([{ ...again.stored }, { ...again.kept }]).toEqual([{}, {}]);
    expect(count(at.store, 'operation')).toBe(operations);
  });

  test('leaves with what was changed since, and with all else as it came', async () => {
    const at = opened();
    await run(at, wholeRecord);
    change(at, (tx) => {
      tx.update('condition', idOf(at, 'condition'), { clinical_status: 'resolved', ended_on: '2024-05-06' });
      tx.update('prescription', idOf(at, 'prescription'), { status: 'stopped', stop_reason: 'cough' });
      tx.update('patient', idOf(at, 'patient'), { phone: '777' });
    });
    const text = await exported(at);
    expect(found(text, 'Condition')).toMatchObject({
      clinicalStatus: { coding: [{ code: 'resolved' }] }, abatementDateTime: '2024-05-06', onsetDateTime: '2019-03', severity: { text: 'mild' }, code: { coding: [{ code: '38341003' }] },
    });
    expect(found(text, 'MedicationRequest')).toMatchObject({ status: 'stopped', statusReason: { text: 'cough' }, dosageInstruction: [{ sequence: 1 }] });
    expect(found(text, 'Patient')).toMatchObject({ telecom: [{ system: 'phone', value: '777' }], birthDate: '1990-05', maritalStatus: { coding: [{ code: 'M' }] }, name: [{ prefix: ['Ms.'] }, { use: 'maiden' }] });
  });

  test('leaves without what was taken out or marked as wrong', async () => {
    const at = opened();
    await run(at, wholeRecord);
    change(at, (tx) => {
      tx.update('condition', idOf(at, 'condition'), { removed: 1 });
      const { id, patient_id: patientId } = at.store.read.statement("SELECT id, patient_id FROM observation WHERE code = 'systolic'").get() as { id: string; patient_id: string };
      tx.insert('observation_mark', { id: at.newId(), observation_id: id, patient_id: patientId, reason: 'slip', at: '2026-01-01T00:00:00.000Z', person_id: null });
    });
    const text = await exported(at);
    expect(found(text, 'Condition')).toBeUndefined();
    expect(text).not.toContain('"value":121');
    expect(text).toContain('"value":77');
    expect(text).toContain('"value":61.5');
  });

  test('is found by each of its ids, also those that have no row of their own, and those of a record that became part of another', async () => {
    const at = opened();
    await run(at, wholeRecord);
    const patientId = idOf(at, 'patient');
    const ids = (parsed(await exported(at)).entry as unknown as { resource: { resourceType: string; id: string } }[]).map(({ resource }) => resource)
      .filter(({ resourceType }) => PATIENT_TYPES.has(resourceType));
    const owners = (): (string | undefined)[] => ids.map(({ resourceType, id }) => ownerOf(at.store.read, resourceType, id));
    expect(owners()).toEqual(ids.map(() => patientId));
    expect(count(at.store, "kept_resource WHERE patient_id IS NOT NULL AND removed = 0")).toBe(1);
    change(at, (tx) => { tx.update('kept_resource', String((tx.statement('SELECT id FROM kept_resource WHERE patient_id IS NOT NULL').get() as { id: string }).id), { patient_id: 'another' }); });
    expect(ownerOf(at.store.read, 'CarePlan', ids.find(({ resourceType }) => resourceType === 'CarePlan')?.id ?? '')).toBe('another');
    expect(ownerOf(at.store.read, 'CarePlan', at.newId())).toBeUndefined();
  });

  const withoutObservations = { ...wholeRecord, entry: wholeRecord.entry.filter(({ resource }) => (resource as { resourceType: string }).resourceType !== 'Observation') };
  test.each([
    ['another', [], wholeRecord], ['another', [], withoutObservations], ['another', [1, 4, 5], wholeRecord], ['another', [1, 3, 4, 6, 7, 8, 9], withoutObservations], ['the same', [], wholeRecord], ['the same', [3, 4, 8, 9], wholeRecord],
  ] as const)('is kept whole and once when its patient was here under %s name, with some of it', async (name, some, record) => {
    const at = opened();
    const [first] = record.entry;
    const before = JSON.stringify({ resourceType: 'Bundle', entry: [first, ...some.map((i) => record.entry[i])] });
    await run(at, name === 'the same' ? before : before.replaceAll(String(first?.fullUrl), 'urn:uuid:5a0c6f1e-1111-4222-8333-00000000dddd'));
    expect(await run(at, record)).toMatchObject({ refusedCount: 0, skipped: {} });
    const texts = (text: string): string[] => unnamed([parsed(text.replace(/"reference":"[^"]*"/g, '"reference":""'))]).filter((one) => !one.includes('"resourceType":"Patient"'));
    const text = await exported(at);
    expect(texts(text)).toEqual(texts(JSON.stringify(record)));
    const kept = originalsOf(at.store.read, idOf(at, 'patient')).map(({ resourceId }) => resourceId);
    const names = name === 'another' ? 2 : 1;
    expect([new Set(kept).size, kept.length]).toEqual([kept.length + 1 - names, parsed(text).entry.length - SHARED + names - 1]);
    const other = opened();
    await run(other, text);
    expect(unnamed([parsed(await exported(other))])).toEqual(unnamed([parsed(text)]));
  });

  test('undone is gone, and comes back whole', async () => {
    const at = opened();
    await run(at, { resourceType: 'Bundle', entry: wholeRecord.entry.slice(0, 1) });
    const before = await exported(at);
    const second = await run(at, wholeRecord);
    const whole = await exported(at);
    await at.jobs.undo(second, null);
    expect(await exported(at)).toBe(before);
    await run(at, wholeRecord);
    expect(unnamed([parsed(await exported(at))])).toEqual(unnamed([parsed(whole)]));
  });
});

const shared = join(import.meta.dirname, '../../../shared/data/fhir');
describe.skipIf(!existsSync(shared))('published synthetic bundles (skipped when ../shared/data/fhir is absent)', () => {
  test('leave as they came', async () => {
    const at = opened();
    await importFhirPaths(at.jobs, [shared], '2026-06-01', { dryRun: false, alone: true });
    const bundles = readdirSync(shared).filter((name) => name.endsWith('.json.gz')).map((name) => parsed(gunzipSync(readFileSync(join(shared, name))).toString()));
    const text = await exported(at);
    const [ours, theirs] = [unnamed([parsed(text)]), unnamed(bundles)];
    expect(ours.length).toBe(theirs.length);
    // Not `toEqual`: a difference among ten thousand long texts takes minutes to print.
    expect(ours.find((one, i) => one !== theirs[i])).toBe(undefined);
    const other = opened();
    await run(other, text);
    expect(await exported(other) === text).toBe(true);
  }, 300_000);
});
