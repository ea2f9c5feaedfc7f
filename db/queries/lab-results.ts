import type { LabResult } from '#domain/contract/analysers.ts';
import { knownBirth } from '#domain/patients/known-age.ts';
import { mergePicture } from './merging.ts';
import type { ReadDb } from '../read.ts';

interface Row {
  id: string; message_id: string; position: number; analyser_name: string; received_at: string; status: string; why_waiting: string | null; patient_id: string | null;
  patient_name: string | null; specimen: string | null; patient_ref: string | null; test_code: string; test_name: string; loinc: string | null;
  value: number | null; text: string | null; unit: string; reference_range: string | null; flags: string; result_status: string;
  taken_at: string | null; comment: string | null; matched_by: string | null; matched_at: string | null; dismiss_reason: string | null;
}

const select = `SELECT r.id, r.message_id, r.position, coalesce(m.analyser_name, '') AS analyser_name, coalesce(m.received_at, '') AS received_at, r.status, r.why_waiting, r.patient_id,
  p.name AS patient_name, r.specimen, r.patient_ref, r.test_code, r.test_name, r.loinc, r.value, r.text, r.unit, r.reference_range, r.flags,
  r.result_status, r.taken_at, r.comment, r.matched_by, r.matched_at, r.dismiss_reason
  FROM lab_result r LEFT JOIN lab_message m ON m.id = r.message_id LEFT JOIN patient p ON p.id = r.patient_id`;

const resultOf = (row: Row): LabResult => ({
  id: row.id, messageId: row.message_id, position: row.position, analyserName: row.analyser_name, receivedAt: row.received_at, status: row.status as LabResult['status'],
  whyWaiting: row.why_waiting, patientId: row.patient_id, patientName: row.patient_name, specimen: row.specimen, patientRef: row.patient_ref,
  testCode: row.test_code, testName: row.test_name, loinc: row.loinc, value: row.value, text: row.text, unit: row.unit, range: row.reference_range,
  flags: JSON.parse(row.flags) as string[], resultStatus: row.result_status, takenAt: row.taken_at, comment: row.comment, matchedBy: row.matched_by,
  matchedAt: row.matched_at, dismissReason: row.dismiss_reason,
});

export interface ResultFilter {
  readonly status: LabResult['status'];
  /** The id of the last result of the page before. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Results newest first; those of one message stand together, the last of them first. */
export function listResults(db: ReadDb, { status, before, limit }: ResultFilter): LabResult[] {
  // The inbox has an index of its own, which takes its status as a word.
  const where = status === 'inbox' ? "r.status = 'inbox'" : 'r.status = ?';
  const rows = db.statement(`${select} WHERE ${where} AND r.id < ? ORDER BY r.id DESC LIMIT ?`)
    .all(...(status === 'inbox' ? [] : [status]), before ?? '~', limit) as Row[];
  return rows.map(resultOf);
}

export function resultsById(db: ReadDb, ids: readonly string[]): LabResult[] {
  const one = db.statement(`${select} WHERE r.id = ?`);
  return ids.flatMap((id) => {
    const row = one.get(id) as Row | undefined;
    return row ? [resultOf(row)] : [];
  });
}

export const countWaiting = (db: ReadDb): number =>
  (db.statement("SELECT count(*) AS n FROM lab_result WHERE status = 'inbox'").get() as { n: number }).n;

export interface KnownResult { readonly id: string; readonly message_id: string; readonly result_status: string; readonly comment: string | null; readonly status: string }

/** The result that was received before with this fingerprint. */
export function resultByFingerprint(db: ReadDb, fingerprint: string): KnownResult | undefined {
  return db.statement('SELECT id, message_id, result_status, comment, status FROM lab_result WHERE fingerprint = ? ORDER BY id LIMIT 1').get(fingerprint) as KnownResult | undefined;
}

/** Whether a patient has a filed result of this test from this specimen. */
export function hasFiled(db: ReadDb, patientId: string, specimen: string, testCode: string): boolean {
  return db.statement("SELECT 1 FROM lab_result WHERE patient_id = ? AND specimen = ? AND test_code = ? AND status = 'filed' LIMIT 1").get(patientId, specimen, testCode) !== undefined;
}

export interface PatientFacts { readonly id: string; readonly name: string; readonly birthDate: string | null; readonly birthEstimated: boolean; readonly archived: boolean }

interface PatientRow { id: string; name: string; birth_date: string | null; birth_estimated: 0 | 1; archived: 0 | 1 }

const factsOf = (row: PatientRow): PatientFacts =>
  ({ id: row.id, name: row.name, birthDate: knownBirth(row.birth_date), birthEstimated: row.birth_estimated === 1, archived: row.archived === 1 });

/** Everybody with this number; two after two PCs gave out the same one. */
export function patientsByNumber(db: ReadDb, number: string): PatientFacts[] {
  const found = db.statement('SELECT id, name, birth_date, birth_estimated, archived FROM patient WHERE number = ?').all(number) as PatientRow[];
  // The number on an old card or tube leads to the record that this one became part of.
  const picture = mergePicture(db);
  return found.flatMap((row) => (picture.isMerged(row.id) ? patientFacts(db, picture.survivorOf(row.id)) ?? [] : factsOf(row)));
}

export function patientFacts(db: ReadDb, id: string): PatientFacts | undefined {
  const row = db.statement('SELECT id, name, birth_date, birth_estimated, archived FROM patient WHERE id = ?').get(id) as PatientRow | undefined;
  return row && factsOf(row);
}
