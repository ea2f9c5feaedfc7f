import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyChain } from '#db/stream.ts';
import { importFhirPaths } from '#main/exchange/bring-in.ts';
import { listJobs } from '#main/exchange/job-rows.ts';
import { writeFhirFolder } from '#tests/bench/support/fhir-folder.ts';
import { count, openTestStore } from '#tests/unit/exchange/open-store.ts';
import type { TestStore } from '#tests/unit/exchange/open-store.ts';

const scratch = mkdtempSync(join(tmpdir(), 'exchange-killed-'));
const bundles = join(scratch, 'bundles');
const open: TestStore[] = [];
beforeAll(() => { writeFhirFolder(bundles, 5); });
afterAll(() => {
  for (const one of open) one.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** Starts a program that imports the bundles and kills it, as a power cut would, once it has stored something. */
async function killedImport(): Promise<TestStore> {
  const [folder, key] = [join(scratch, 'killed'), randomBytes(32)];
  const child = fork(join(import.meta.dirname, '../support/import-task.ts'), [folder, key.toString('hex'), bundles], { execArgv: [] });
  const ended = once(child, 'exit');
  child.on('message', (sequence) => { if (Number(sequence) > 0) child.kill('SIGKILL'); });
  expect((await ended)[1]).toBe('SIGKILL');
  const at = openTestStore(folder, key);
  open.push(at);
  return at;
}

const TABLES = ['patient', 'patient_identifier', 'encounter', 'observation', 'kept_resource'] as const;
const rowsOf = ({ store }: TestStore): number => TABLES.reduce((sum, table) => sum + count(store, table), 0);

/** What the bundles say, without what every import gives anew: numbers, times of storing, versions. */
const content = ({ store }: TestStore): string[] => [
  'SELECT id, name, sex, birth_date, phone, address, district, state, archived FROM patient ORDER BY id',
  'SELECT id, patient_id, system, value FROM patient_identifier ORDER BY id',
  'SELECT id, patient_id, started_at, ended_at, status, class_code, title, reason, removed FROM encounter ORDER BY id',
  'SELECT id, patient_id, set_id, encounter_id, code, loinc, value, unit, taken_at FROM observation ORDER BY id',
].map((sql) => store.read.statement(sql).all().map((row) => JSON.stringify(row)).join('\n'));

// spec: REG-6
test('an import killed in the middle is found interrupted, finished by importing again, and undone', async () => {
  const at = await killedImport();
  const [killed] = listJobs(at.store.read);
  expect(killed).toMatchObject({ status: 'interrupted', error: null });
  const stored = rowsOf(at);
  expect(stored).toBeGreaterThan(0);
  // Whole transactions: every row with its operation, every value with its visit, and a chain without a break.
  expect(count(at.store, `operation WHERE batch = '${killed?.id ?? ''}'`)).toBe(stored);
  expect(count(at.store, 'observation o WHERE NOT EXISTS (SELECT 1 FROM encounter e WHERE e.id = o.encounter_id AND e.patient_id = o.patient_id)')).toBe(0);
  expect(count(at.store, 'encounter e WHERE NOT EXISTS (SELECT 1 FROM patient p WHERE p.id = e.patient_id)')).toBe(0);
  expect(verifyChain(at.store.read.statement('SELECT * FROM operation ORDER BY dseq').iterate() as Parameters<typeof verifyChain>[0]).firstBad).toBeNull();

  const again = await importFhirPaths(at.jobs, [bundles], '2026-06-01', { dryRun: false });
  const whole = openTestStore(join(scratch, 'whole'));
  open.push(whole);
  const once = await importFhirPaths(whole.jobs, [bundles], '2026-06-01', { dryRun: false });
  expect(content(at).every((rows, i) => rows === content(whole)[i])).toBe(true);
  expect(stored).toBeLessThan(rowsOf(whole));
  expect(count(at.store, '(SELECT DISTINCT number FROM patient)')).toBe(count(whole.store, 'patient'));
  for (const type of ['Patient', 'Encounter', 'Observation']) expect((again.stored[type] ?? 0) + (again.unchanged[type] ?? 0)).toBe(once.stored[type]);

  for (const report of [again, killed]) if (report) expect(await at.jobs.undo(report, null)).toMatchObject({ status: 'undone', refusedCount: 0 });
  expect(count(at.store, 'patient WHERE archived = 0')).toBe(0);
}, 180_000);
