import { sql } from 'kysely';
import type { Patient } from '#domain/contract/patients.ts';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import { tables } from '#domain/sync/tables.ts';
import type { ClinicTx } from '../db/schema.ts';
import { apiFailure } from './failure.ts';
import { partsOf, storedRows, type Stored } from './stored-rows.ts';

type Sex = PatientBrief['sex'];

const briefOf = (row: Stored<'patient'>, allergyCount: number, choices: number): PatientBrief => ({
  id: row.id, number: row.number, name: row.name, sex: row.sex as Sex, birthDate: row.birth_date, birthEstimated: row.birth_estimated === 1, phone: row.phone,
  district: row.district, allergyCount, choices, archived: row.archived === 1,
});

/** Lines of a list, with how many allergies each has. */
export async function briefsOf(tx: ClinicTx, clinicId: string, rows: readonly Stored<'patient'>[]): Promise<PatientBrief[]> {
  const counts = new Map<string, number>();
  for (const { patient_id } of await shownParts(tx, clinicId, 'allergy', rows.map(({ id }) => id))) counts.set(patient_id, (counts.get(patient_id) ?? 0) + 1);
  const choices = await choicesOf(tx, clinicId, rows.map(({ id }) => id));
  return rows.map((row) => briefOf(row, counts.get(row.id) ?? 0, choices.get(row.id) ?? 0));
}

/** A patient with contacts, allergies, identifiers and photo, or NOT_FOUND. */
export async function patientOf(tx: ClinicTx, clinicId: string, id: string): Promise<Patient> {
  const [row] = await storedRows(tx, clinicId, 'patient', [id]);
  if (!row) throw apiFailure('NOT_FOUND', { what: 'patient' });
  const contacts = await shownParts(tx, clinicId, 'patient_contact', [id]);
  const allergies = await shownParts(tx, clinicId, 'allergy', [id]);
  const identifiers = await shownParts(tx, clinicId, 'patient_identifier', [id]);
  const photos = await partsOf(tx, clinicId, 'patient_photo', [id]);
  return {
    ...briefOf(row, allergies.length, (await choicesOf(tx, clinicId, [id])).get(id) ?? 0), email: row.email, address: row.address, state: row.state, language: row.language, pronunciation: row.pronunciation,
    payer: row.payer, policyNumber: row.policy_number, notes: row.notes, pregnant: row.pregnant === 1, disabled: row.disabled === 1,
    contacts: contacts.map(({ id: contactId, name, relation, phone, removed }) => ({ id: contactId, name, relation, phone, removed: removed === 1 })),
    allergies: allergies.map(({ id: allergyId, substance, reaction, removed }) => ({ id: allergyId, substance, reaction, removed: removed === 1 })),
    identifiers: identifiers.map(({ system, value }) => ({ system, value })),
    photo: photos.at(-1)?.jpeg ?? null, archivedReason: row.archived_reason, registeredAt: row.registered_at, version: row.version,
  };
}

/** Lines of patients that are in use, and those that were taken out while somebody changed them: until a person decides. */
async function shownParts<T extends 'patient_contact' | 'patient_identifier' | 'allergy'>(tx: ClinicTx, clinicId: string, table: T, ids: readonly string[]): Promise<Stored<T>[]> {
  const parts = await partsOf(tx, clinicId, table, ids) as (Stored<T> & { readonly removed: 0 | 1 })[];
  const away = parts.filter(({ removed }) => removed === 1).map(({ id }) => id);
  if (away.length === 0) return parts;
  const { rows } = await sql<{ row_id: string }>`SELECT row_id FROM conflict WHERE clinic_id = ${clinicId}::uuid AND is_open AND tbl = ${tables[table].id}
    AND col = ${tables[table].columns.removed.id} AND row_id = ANY(${away}::text[])`.execute(tx);
  const asked = new Set(rows.map(({ row_id }) => row_id));
  return parts.filter(({ id, removed }) => removed === 0 || asked.has(id));
}

/** How many choices wait for a person, by patient: in the patient's own row and in what belongs to it. */
async function choicesOf(tx: ClinicTx, clinicId: string, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ patient_id: string; n: number }>`SELECT o.patient_id, count(*) AS n FROM (
      SELECT id AS patient_id, ${tables.patient.id}::int AS tbl, id AS row_id FROM unnest(${ids}::text[]) AS p(id)
      UNION ALL SELECT patient_id, tbl, row_id FROM patient_part WHERE clinic_id = ${clinicId}::uuid AND patient_id = ANY(${ids}::text[])
    ) AS o JOIN conflict c ON c.clinic_id = ${clinicId}::uuid AND c.tbl = o.tbl AND c.row_id = o.row_id AND c.is_open GROUP BY o.patient_id`.execute(tx);
  return new Map(rows.map(({ patient_id, n }) => [patient_id, n]));
}
