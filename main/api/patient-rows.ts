import type { PatientDraft } from '#domain/contract/patients.ts';
import { draftColumns, emptyDraft, tidyText, type DraftColumns } from '#domain/patients/draft.ts';
import { formatPatientNumber } from '#domain/patients/number.ts';
import { inZone } from '#domain/kit/time.ts';
import type { WriteDb } from '#db/door.ts';
import { metaOf } from '#db/queries/clinic.ts';
import { isShown } from '#db/queries/still-asked.ts';
import type { ReadDb } from '#db/read.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { clinicOf } from './clinic.ts';
import { setRemoved } from './put-away.ts';

/** What was typed, checked and as columns; absent fields give no column. Throws INVALID for the field at fault. */
export function patientColumns(db: ReadDb, draft: Partial<PatientDraft>, now: number): Partial<DraftColumns> {
  const clinic = clinicOf(db);
  const read = draftColumns(draft, inZone(now, clinic.zone).date, clinic.dateOrder);
  if (!read.ok) throw invalid(read.error.field, read.error.code, read.error.limit);
  return read.value;
}

/** Stores a new patient under the next number of this PC. `clock` is what to keep of the clock that says `now`. Returns the id. */
export function insertPatient(tx: WriteDb, draft: PatientDraft, now: number, clock: string | null): string {
  const columns = patientColumns(tx, draft, now) as DraftColumns;
  const id = tx.newId();
  tx.insert('patient', {
    ...emptyDraft, ...columns, id, number: nextPatientNumber(tx), registered_at: new Date(now).toISOString(),
    archived: 0, archived_reason: null, deceased_at: null, clock,
  });
  if (draft.contacts?.length) writeContacts(tx, id, draft.contacts);
  if (draft.allergies?.length) writeAllergies(tx, id, draft.allergies, now);
  return id;
}

/** Stores a photo, or that there is none any more. The earlier ones stay in the log. Throws INVALID for anything but a JPEG. */
export function insertPhoto(tx: WriteDb, patientId: string, photo: string | null, now: number): void {
  if (photo !== null && !/^data:image\/jpeg;base64,[A-Za-z0-9+/=]+$/.test(photo)) throw invalid('photo', 'not-a-jpeg');
  tx.insert('patient_photo', { id: tx.newId(), patient_id: patientId, jpeg: photo, taken_at: new Date(now).toISOString() });
}

/** The next number of this PC's own space: clinic, slot and a counter that only grows. */
export function nextPatientNumber(tx: WriteDb): string {
  const clinic = clinicOf(tx);
  const slot = metaOf(tx, 'slot');
  if (slot === undefined) throw fail('CONFLICT', { reason: 'not-set-up' });
  const suffix = metaOf(tx, 'slot_suffix') ?? '';
  return formatPatientNumber({ clinic: clinic.code, slot, suffix, counter: tx.nextNumber(`patient:${slot}${suffix}`) });
}

/** Makes the stored contacts those given: known ids change, new ones are added, missing ones are marked removed. */
export function writeContacts(tx: WriteDb, patientId: string, contacts: NonNullable<PatientDraft['contacts']>): void {
  const kept = new Set(contacts.map((contact) => contact.id));
  for (const row of shownRows(tx, 'patient_contact', patientId)) if (!kept.has(row.id)) setRemoved(tx, 'patient_contact', row, true);
  for (const { id, name, relation, phone } of contacts) {
    const row = { name: tidyText(name) ?? '', relation: tidyText(relation) ?? '', phone: tidyText(phone) ?? '' };
    if (id !== undefined && tx.row('patient_contact', id)?.patient_id === patientId) tx.update('patient_contact', id, row);
    else if (row.name !== '' || row.phone !== '') tx.insert('patient_contact', { id: tx.newId(), patient_id: patientId, ...row, removed: 0 });
  }
}

/** The same for allergies. A removed allergy stays in the log with who removed it. */
export function writeAllergies(tx: WriteDb, patientId: string, allergies: NonNullable<PatientDraft['allergies']>, now: number): void {
  const kept = new Set(allergies.map((allergy) => allergy.id));
  for (const row of shownRows(tx, 'allergy', patientId)) if (!kept.has(row.id)) setRemoved(tx, 'allergy', row, true);
  for (const { id, substance, reaction } of allergies) {
    const row = { substance: tidyText(substance) ?? '', reaction: tidyText(reaction) ?? '' };
    if (id !== undefined && tx.row('allergy', id)?.patient_id === patientId) tx.update('allergy', id, row);
    else if (row.substance !== '') {
      tx.insert('allergy', { id: tx.newId(), patient_id: patientId, ...row, recorded_at: new Date(now).toISOString(), removed: 0 });
    }
  }
}

interface Line { readonly id: string; readonly removed: 0 | 1 }

const shownRows = (tx: WriteDb, table: 'patient_contact' | 'allergy', patientId: string): Line[] =>
  tx.statement(`SELECT id, removed FROM ${table} WHERE patient_id = ? AND ${isShown(table)}`).all(patientId) as Line[];
