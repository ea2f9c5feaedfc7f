import type { Taken } from '#domain/vitals/taken.ts';
import type { ReadDb } from '../read.ts';

/** A value of the record that no order of this laboratory stands behind. */
export interface BroughtRow extends Taken {
  readonly id: string;
  /** Of an imported value the id under which its original is kept. */
  readonly setId: string | null;
  /** `import:…` or `analyser`. */
  readonly source: string;
}

/** What an analyser sent beside a value that went straight into the record. */
export interface AnalyserFacts {
  readonly observationId: string;
  readonly testCode: string;
  readonly testName: string;
  readonly loinc: string | null;
  /** As printed by the analyser: `70-99`. */
  readonly range: string | null;
  /** JSON list of HL7 letters. */
  readonly flags: string;
}

/** Imported values and those of analysers, newest first, without those marked as entered in error. */
export const broughtRows = (db: ReadDb, patientId: string, limit: number): BroughtRow[] =>
  db.statement(`SELECT o.id, o.set_id AS setId, o.code, o.loinc, o.value, o.text, o.unit, o.taken_at AS takenAt, o.source FROM observation o
    WHERE o.patient_id = ? AND (o.source = 'analyser' OR o.source LIKE 'import:%')
    AND NOT EXISTS (SELECT 1 FROM observation_mark m WHERE m.patient_id = o.patient_id AND m.observation_id = o.id)
    ORDER BY o.taken_at DESC, o.rid DESC LIMIT ?`).all(patientId, limit) as BroughtRow[];

export const analyserFacts = (db: ReadDb, patientId: string): AnalyserFacts[] =>
  db.statement(`SELECT observation_id AS observationId, test_code AS testCode, test_name AS testName, loinc, reference_range AS range, flags
    FROM lab_result WHERE patient_id = ? AND observation_id IS NOT NULL`).all(patientId) as AnalyserFacts[];
