import type { ArchivedChoice, Patient } from '#domain/contract/patients.ts';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import { knownBirth } from '#domain/patients/known-age.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { RowVersions, Version } from '#domain/sync/version.ts';
import { newest } from '#domain/sync/version.ts';
import type { ReadDb } from '../read.ts';
import { isShown } from './still-asked.ts';

/** The columns of a line in a list, as stored. */
export interface BriefRow {
  id: string; number: string; name: string; sex: string; birth_date: string | null; birth_estimated: 0 | 1; phone: string | null;
  district: string | null; archived: 0 | 1; allergies: number; choices: number;
}

/** Patients in use, for a query in which the patient table is called `p`. */
export const notAway = isShown('patient', 'p');

/** SQL of those columns, for a query in which the patient table is called `p`. */
export const briefColumns = `p.id, p.number, p.name, p.sex, p.birth_date, p.birth_estimated, p.phone, p.district, p.archived,
  (SELECT count(*) FROM allergy a WHERE a.patient_id = p.id AND ${isShown('allergy', 'a')}) AS allergies,
  (SELECT count(*) FROM conflict c WHERE c.patient_id = p.id AND c.status = 'open') AS choices`;

export const briefOf = (row: BriefRow): PatientBrief => ({
  id: row.id, number: row.number, name: row.name, sex: row.sex as PatientBrief['sex'], birthDate: knownBirth(row.birth_date),
  birthEstimated: row.birth_estimated === 1, phone: row.phone, district: row.district, allergyCount: row.allergies,
  archived: row.archived === 1, choices: row.choices,
});

/** A patient as a line in a list; undefined where nobody has the id. */
export function briefOfPatient(db: ReadDb, id: string): PatientBrief | undefined {
  const row = db.statement(`SELECT ${briefColumns} FROM patient p WHERE p.id = ?`).get(id) as BriefRow | undefined;
  return row && briefOf(row);
}

/** A patient's own row as stored. */
export const patientRow = (db: ReadDb, id: string): SyncedRow<'patient'> | undefined =>
  db.statement('SELECT * FROM patient WHERE id = ?').get(id) as SyncedRow<'patient'> | undefined;

interface PatientRow extends Omit<BriefRow, 'allergies'>, Readonly<Record<`has_${(typeof kindsOfLines)[number]}`, 0 | 1>> {
  email: string | null; address: string | null; state: string | null; language: string | null; pronunciation: string | null;
  payer: string | null; policy_number: string | null; notes: string | null; pregnant: 0 | 1; disabled: 0 | 1;
  archived_reason: string | null; registered_at: string; row_hlc: number; row_tie: number; row_over: string | null;
}

/** Most patients have no lines of a kind: one look tells of all kinds which have to be read. */
const kindsOfLines = ['allergy', 'patient_contact', 'patient_identifier', 'patient_photo'] as const;
const patientSql = `SELECT p.*, (SELECT count(*) FROM conflict c WHERE c.patient_id = p.id AND c.status = 'open') AS choices,
  ${kindsOfLines.map((table) => `EXISTS (SELECT 1 FROM ${table} l WHERE l.patient_id = p.id) AS has_${table}`).join(', ')} FROM patient p WHERE p.id = ?`;

const allergiesSql = `SELECT id, substance, reaction, removed FROM allergy WHERE patient_id = ? AND ${isShown('allergy')} ORDER BY rid`;
const contactsSql = `SELECT id, name, relation, phone, removed FROM patient_contact WHERE patient_id = ? AND ${isShown('patient_contact')} ORDER BY rid`;

/** A line as stored. One that was taken out is only read while somebody must decide whether it is. */
type Stored<T extends { removed: boolean }> = Omit<T, 'removed'> & { readonly removed: 0 | 1 };

const asked = <T extends { readonly removed: 0 | 1 }>(row: T): Omit<T, 'removed'> & { readonly removed: boolean } => ({ ...row, removed: row.removed === 1 });

const identifiersSql = `SELECT system, value FROM patient_identifier WHERE patient_id = ? AND ${isShown('patient_identifier')} ORDER BY rid`;

/** A patient with contacts, allergies, identifiers and photo. */
export function findPatient(db: ReadDb, id: string): Patient | undefined {
  const row = db.statement(patientSql).get(id) as PatientRow | undefined;
  if (!row) return undefined;
  const lines = <T>(has: 0 | 1, sql: string): T[] => (has ? db.statement(sql).all(id) as T[] : []);
  const allergies = lines<Stored<Patient['allergies'][number]>>(row.has_allergy, allergiesSql).map(asked);
  return {
    ...briefOf({ ...row, allergies: allergies.length }),
    email: row.email, address: row.address, state: row.state, language: row.language, pronunciation: row.pronunciation,
    payer: row.payer, policyNumber: row.policy_number, notes: row.notes, pregnant: row.pregnant === 1, disabled: row.disabled === 1,
    contacts: lines<Stored<Patient['contacts'][number]>>(row.has_patient_contact, contactsSql).map(asked),
    allergies,
    identifiers: lines<Patient['identifiers'][number]>(row.has_patient_identifier, identifiersSql),
    photo: row.has_patient_photo ? photoOf(db, id) : null, archivedReason: row.archived_reason, registeredAt: row.registered_at, version: versionOf(row),
  };
}

function photoOf(db: ReadDb, patientId: string): string | null {
  const row = db.statement('SELECT jpeg FROM patient_photo WHERE patient_id = ? ORDER BY rid DESC LIMIT 1').get(patientId) as
    { jpeg: string | null } | undefined;
  return row?.jpeg ?? null;
}

/** Changes with every write of the row. */
export function versionOf(row: { row_hlc: number; row_tie: number; row_over: string | null }): string {
  const versions: RowVersions = {
    base: [row.row_hlc, row.row_tie], over: row.row_over === null ? {} : (JSON.parse(row.row_over) as Record<number, Version>),
  };
  return newest(versions).join('.');
}

/** Which patients a page holds, and after whom it begins. */
export interface PageWanted {
  readonly after?: string | undefined;
  readonly limit: number;
  readonly order: 'oldest-first' | 'newest-first';
  readonly archived: ArchivedChoice;
}

const SHOWN: Readonly<Record<ArchivedChoice, string>> = { without: `AND ${notAway}`, with: '', only: 'AND p.archived = 1' };

/** Patients in the order they came into this store, or the other way round: the page after the patient `after`. */
export function pageOfPatients(db: ReadDb, { after, limit, order, archived }: PageWanted): { patients: PatientBrief[]; next: string | null } {
  const [beyond, direction, first, nowhere] = order === 'oldest-first'
    ? ['>', 'ASC', 0, Number.MAX_SAFE_INTEGER] as const : ['<', 'DESC', Number.MAX_SAFE_INTEGER, 0] as const;
  const start = after === undefined ? first
    : ((db.statement('SELECT rid FROM patient WHERE id = ?').get(after) as { rid: number } | undefined)?.rid ?? nowhere);
  const rows = db.statement(`SELECT ${briefColumns} FROM patient p WHERE p.rid ${beyond} ? ${SHOWN[archived]} ORDER BY p.rid ${direction} LIMIT ?`)
    .all(start, limit + 1) as BriefRow[];
  const page = rows.slice(0, limit);
  return { patients: page.map(briefOf), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}
