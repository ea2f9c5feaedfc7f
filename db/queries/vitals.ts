import type { Observation } from '#domain/contract/vitals.ts';
import type { ReadDb } from '../read.ts';

interface Row {
  id: string; set_id: string | null; code: string; loinc: string | null; value: number | null; text: string | null; unit: string;
  typed_value: string | null; typed_unit: string | null; taken_at: string; recorded_at: string; recorded_by: string | null;
  source: string; confirmed: 0 | 1; clock: string | null; origin_id: string | null; mark_reason: string | null;
}

export interface ObservationFilter {
  readonly patientId: string;
  readonly code?: string | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

const columns = `o.id, o.set_id, o.code, o.loinc, o.value, o.text, o.unit, o.typed_value, o.typed_unit, o.taken_at, o.recorded_at,
  p.name AS recorded_by, o.source, o.confirmed, o.clock, o.origin_id,
  (SELECT m.reason FROM observation_mark m WHERE m.patient_id = o.patient_id AND m.observation_id = o.id LIMIT 1) AS mark_reason`;

const observationOf = (row: Row): Observation => ({
  id: row.id, setId: row.set_id, code: row.code, loinc: row.loinc, value: row.value, text: row.text, unit: row.unit,
  typedValue: row.typed_value, typedUnit: row.typed_unit, takenAt: row.taken_at, recordedAt: row.recorded_at, recordedBy: row.recorded_by,
  source: row.source, inError: row.mark_reason !== null, errorReason: row.mark_reason, confirmed: row.confirmed === 1,
  clock: row.clock as Observation['clock'], originId: row.origin_id,
});

/** A patient's measures, newest first, those marked as entered in error among them. */
export function listObservations(db: ReadDb, { patientId, code, before, limit }: ObservationFilter): Observation[] {
  const rows = db.statement(`SELECT ${columns} FROM observation o LEFT JOIN person p ON p.id = o.recorded_by
    WHERE o.patient_id = ? AND o.code = coalesce(?, o.code) AND o.taken_at < coalesce(?, '9999')
    ORDER BY o.taken_at DESC, o.rid DESC LIMIT ?`).all(patientId, code ?? null, before ?? null, limit) as Row[];
  return rows.map(observationOf);
}

/** What was taken together in one go, in the order of the form. */
export function observationsOfSet(db: ReadDb, patientId: string, setId: string): Observation[] {
  const rows = db.statement(`SELECT ${columns} FROM observation o LEFT JOIN person p ON p.id = o.recorded_by
    WHERE o.patient_id = ? AND o.set_id = ? ORDER BY o.rid`).all(patientId, setId) as Row[];
  return rows.map(observationOf);
}

/** The last valid value of each code, canonical units; the yardstick for a change since last time. */
export function lastValues(db: ReadDb, patientId: string): Record<string, number> {
  const rows = db.statement(`SELECT o.code, o.value FROM observation o WHERE o.patient_id = ? AND o.value IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM observation_mark m WHERE m.patient_id = o.patient_id AND m.observation_id = o.id)
    ORDER BY o.taken_at, o.rid`).all(patientId) as { code: string; value: number }[];
  return Object.fromEntries(rows.map((row) => [row.code, row.value]));
}
