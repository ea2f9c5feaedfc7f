import type { AllergyLine, Condition, FollowUp, Note, Prescription, Procedure, Referral } from '#domain/contract/record-shapes.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { tables } from '#domain/sync/tables.ts';
import type { ReadDb } from '../read.ts';
import { isShown } from './still-asked.ts';

type Kept = 'condition' | 'procedure' | 'prescription' | 'allergy';
type Row<T extends Kept> = SyncedRow<T> & { readonly asked: 0 | 1; readonly by: string | null };

/** SQL: whether anything about a row of this table waits for a choice. */
const asked = (table: Kept): string => `EXISTS (SELECT 1 FROM conflict k WHERE k.row_id = r.id AND k.status = 'open' AND k.table_id = ${tables[table].id}) AS asked`;

/** Which rows: all a patient's, those of a visit, or one. */
export interface Which {
  readonly patientId?: string;
  readonly encounterId?: string;
  readonly id?: string;
}

function rowsOf<T extends Kept>(db: ReadDb, table: T, which: Which, order: string, by?: string): Row<T>[] {
  const [column, value] = which.id !== undefined ? ['id', which.id] : ['patient_id', which.patientId ?? ''];
  const ofVisit = which.encounterId === undefined ? '' : 'AND r.encounter_id = ?';
  const shown = which.id === undefined ? `AND ${isShown(table, 'r')}` : '';
  const sql = `SELECT r.*, ${asked(table)}, ${by === undefined ? 'NULL' : 'p.name'} AS by FROM ${table} r ${by === undefined ? '' : `LEFT JOIN person p ON p.id = r.${by}`}
    WHERE r.${column} = ? ${ofVisit} ${shown} ORDER BY ${order}`;
  return db.statement(sql).all(...(which.encounterId === undefined ? [value] : [value, which.encounterId])) as Row<T>[];
}

interface Line { id: string; encounter_id: string | null; recorded_at: string; source: string; removed: 0 | 1; asked: 0 | 1; by: string | null }

const lineOf = (row: Line) => ({
  id: row.id, encounterId: row.encounter_id, recordedAt: row.recorded_at, recordedBy: row.by, source: row.source, removed: row.removed === 1, asked: row.asked === 1,
});

/** Problems and diagnoses: active first, the newest before older ones. */
export function conditionsOf(db: ReadDb, which: Which): Condition[] {
  const order = "CASE r.clinical_status WHEN 'active' THEN 0 WHEN 'inactive' THEN 1 ELSE 2 END, coalesce(r.onset_on, r.recorded_at) DESC, r.rid DESC";
  return rowsOf(db, 'condition', which, order, 'recorded_by').map((row) => ({
    ...lineOf(row), codeSystem: row.code_system, code: row.code, category: row.category, title: row.title, clinicalStatus: row.clinical_status,
    certainty: row.certainty, onsetOn: row.onset_on, endedOn: row.ended_on, note: row.note,
  }));
}

/** Newest first. */
export function proceduresOf(db: ReadDb, which: Which): Procedure[] {
  return rowsOf(db, 'procedure', which, 'r.performed_at DESC, r.rid DESC', 'recorded_by').map((row) => ({
    ...lineOf(row), codeSystem: row.code_system, code: row.code, title: row.title, status: row.status, performedAt: row.performed_at,
    endedAt: row.ended_at, performer: row.performer, note: row.note,
  }));
}

/** Those being taken first, the newest before older ones. */
export function prescriptionsOf(db: ReadDb, which: Which): Prescription[] {
  const order = "CASE r.status WHEN 'active' THEN 0 ELSE 1 END, r.prescribed_at DESC, r.rid DESC";
  return rowsOf(db, 'prescription', which, order, 'prescribed_by').map((row) => ({
    ...lineOf({ ...row, recorded_at: row.prescribed_at }), codeSystem: row.code_system, code: row.code, intent: row.intent, drug: row.drug, form: row.form,
    strength: row.strength, route: row.route, dose: row.dose, doseUnit: row.dose_unit, perDay: row.per_day, timing: row.timing, days: row.days,
    quantity: row.quantity, quantityUnit: row.quantity_unit, instructions: row.instructions, asNeeded: row.as_needed === 1, status: row.status,
    startedOn: row.started_on, endedOn: row.ended_on, stopReason: row.stop_reason, warning: warningOf(row.warning),
  }));
}

function warningOf(stored: string | null): Prescription['warning'] {
  if (stored === null) return null;
  try {
    const { substance, kind, reason } = JSON.parse(stored) as Record<string, unknown>;
    return { substance: String(substance), kind: String(kind), reason: String(reason) };
  } catch {
    return { substance: '', kind: '', reason: stored };
  }
}

export const allergiesOf = (db: ReadDb, which: Which): AllergyLine[] => rowsOf(db, 'allergy', which, 'r.rid').map((row) => ({
  id: row.id, substance: row.substance, reaction: row.reaction, recordedAt: row.recorded_at, removed: row.removed === 1, asked: row.asked === 1,
}));

const ofVisit = (which: Which): string => (which.encounterId === undefined ? '' : 'AND r.encounter_id = ?');
const inputs = (which: Which): string[] => (which.encounterId === undefined ? [which.patientId ?? ''] : [which.patientId ?? '', which.encounterId]);

/** Oldest first, as they are read; an addendum names what it amends. */
export const notesOf = (db: ReadDb, which: Which): Note[] => db.statement(`SELECT r.id, r.encounter_id AS encounterId, r.kind, r.text, r.amends_id AS amendsId,
  r.signed_at AS signedAt, p.name AS signedBy, r.source FROM clinical_note r LEFT JOIN person p ON p.id = r.signed_by
  WHERE r.patient_id = ? ${ofVisit(which)} ORDER BY r.signed_at, r.rid`).all(...inputs(which)) as Note[];

export const referralsOf = (db: ReadDb, which: Which): Referral[] => db.statement(`SELECT r.id, r.encounter_id AS encounterId, r.to_place AS toPlace, r.speciality,
  r.urgency, r.reason, r.status, r.answer, r.written_at AS writtenAt, p.name AS writtenBy FROM referral r LEFT JOIN person p ON p.id = r.written_by
  WHERE r.patient_id = ? ${ofVisit(which)} ORDER BY r.written_at DESC, r.rid DESC`).all(...inputs(which)) as Referral[];

export const followUpsOf = (db: ReadDb, which: Which): FollowUp[] => db.statement(`SELECT r.id, r.encounter_id AS encounterId, r.due_on AS dueOn, r.reason,
  r.service_id AS serviceId, r.status, r.created_at AS createdAt, p.name AS createdBy FROM follow_up r LEFT JOIN person p ON p.id = r.person_id
  WHERE r.patient_id = ? ${ofVisit(which)} ORDER BY r.due_on, r.rid`).all(...inputs(which)) as FollowUp[];

interface DrugRow { drug: string; dose: number | null; dose_unit: string | null; timing: string | null; days: number | null; instructions: string | null; as_needed: 0 | 1; strength: string | null; form: string | null; route: string | null }

/** What this clinic wrote lately, newest first, each drug once in the way it was last written. */
export const writtenDrugs = (db: ReadDb): readonly DrugRow[] => db.kept('record', 'written-drugs', () => {
  const rows = db.statement(`SELECT drug, dose, dose_unit, timing, days, instructions, as_needed, strength, form, route FROM prescription
    WHERE intent = 'order' AND source = 'desk' AND removed = 0 ORDER BY rid DESC LIMIT 5000`).all() as DrugRow[];
  const seen = new Set<string>();
  return rows.filter(({ drug }) => {
    const key = drug.toLowerCase();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
});
