import type { ReadDb } from '#db/read.ts';
import { ownerOfPacked } from '../fhir/packed-originals.ts';
import { OWN_TABLES } from '../export/own-requests.ts';
import { panelIdOf } from '../export/patient-entries.ts';

/** Tables by the type of resource their rows are. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  Encounter: ['encounter'], AllergyIntolerance: ['allergy'], Condition: ['condition'], Procedure: ['procedure'], MedicationRequest: ['prescription'],
  Immunization: ['immunization'], DocumentReference: ['document', 'clinical_note'], ...OWN_TABLES, Observation: ['observation', ...OWN_TABLES.Observation],
};

/** Whose a resource is; undefined when there is none, or it belongs to no patient. */
export function ownerOf(db: ReadDb, type: string, id: string): string | undefined {
  if (type === 'Patient') return id;
  const kept = patientIn(db, 'kept_resource WHERE resource_id = ?', id);
  if (kept !== undefined) return kept;
  const found = (TABLES[type] ?? []).map((table) => patientIn(db, `${table} WHERE id = ?`, id)).find((one) => one !== undefined);
  return found ?? ownerOfPacked(db, id) ?? (type === 'Observation' ? ownerOfPanel(db, id) : undefined);
}

const patientIn = (db: ReadDb, where: string, id: string): string | undefined =>
  (db.statement(`SELECT patient_id FROM ${where}`).get(id) as { patient_id: string | null } | undefined)?.patient_id ?? undefined;

/** A blood pressure measured here has no row of its own: its id follows from that of its systolic value. */
function ownerOfPanel(db: ReadDb, id: string): string | undefined {
  const rows = db.statement("SELECT id, patient_id FROM observation WHERE code = 'systolic'").iterate() as IterableIterator<{ id: string; patient_id: string }>;
  for (const row of rows) if (panelIdOf(row.id) === id) return row.patient_id;
  return undefined;
}
