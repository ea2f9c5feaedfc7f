import type { PatientDraft } from '#domain/contract/patients.ts';
import { parseAgeOrBirth } from '#domain/patients/age.ts';
import { cleanName } from '#domain/patients/names.ts';
import { formatPatientNumber } from '#domain/patients/number.ts';
import { inZone } from '#domain/kit/time.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { WriteDb } from '#db/door.ts';
import { metaOf } from '#db/queries/clinic.ts';
import type { ReadDb } from '#db/read.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { clinicOf } from './clinic.ts';

type PatientColumns = Omit<SyncedRow<'patient'>, 'id' | 'number' | 'registered_at' | 'archived' | 'archived_reason' | 'deceased_at'>;

/** What was typed, checked and as columns; absent fields give no column. Throws INVALID naming every field at fault. */
export function patientColumns(db: ReadDb, draft: Partial<PatientDraft>, now: number): Partial<PatientColumns> {
  const clinic = clinicOf(db);
  const columns: Partial<PatientColumns> = {};
  if (draft.name !== undefined) columns.name = nameOf(draft.name);
  if (draft.ageOrBirth !== undefined) Object.assign(columns, birthColumns(draft.ageOrBirth, inZone(now, clinic.zone).date, clinic.dateOrder));
  if (draft.sex !== undefined) columns.sex = draft.sex;
  if (draft.language !== undefined) columns.language = draft.language;
  if (draft.pregnant !== undefined) columns.pregnant = draft.pregnant ? 1 : 0;
  if (draft.disabled !== undefined) columns.disabled = draft.disabled ? 1 : 0;
  for (const [field, column] of plainTexts) {
    const typed = draft[field];
    if (typed !== undefined) columns[column] = tidyText(typed);
  }
  return columns;
}

const plainTexts = [
  ['phone', 'phone'], ['email', 'email'], ['address', 'address'], ['district', 'district'], ['state', 'state'],
  ['pronunciation', 'pronunciation'], ['payer', 'payer'], ['policyNumber', 'policy_number'], ['notes', 'notes'],
] as const satisfies readonly (readonly [keyof PatientDraft, keyof PatientColumns])[];

/** Free text keeps its words and loses what no screen can show: NUL, control characters, lone surrogates. */
export function tidyText(typed: string): string | null {
  const text = typed.toWellFormed().normalize('NFC').replace(/[\p{Cc}\ufffd]/gu, (c) => (c === '\n' || c === '\t' ? c : '')).trim();
  return text === '' ? null : text;
}

function nameOf(typed: string): string {
  const cleaned = cleanName(typed);
  if (cleaned.ok) return cleaned.value;
  throw 'limit' in cleaned.error ? invalid('name', cleaned.error.code, cleaned.error.limit) : invalid('name', cleaned.error.code);
}

function birthColumns(typed: string, today: string, order: 'dmy' | 'mdy' | 'ymd'): Pick<PatientColumns, 'birth_date' | 'birth_estimated'> {
  const read = parseAgeOrBirth(typed, { today, order });
  if (read.ok) return { birth_date: read.value.birthDate, birth_estimated: read.value.estimated ? 1 : 0 };
  if (read.error.code === 'empty') return { birth_date: null, birth_estimated: 0 };
  throw read.error.code === 'too-old' ? invalid('ageOrBirth', 'too-old', read.error.limitYears) : invalid('ageOrBirth', read.error.code);
}

/** Stores a new patient under the next number of this PC. Returns the id. */
export function insertPatient(tx: WriteDb, draft: PatientDraft, now: number): string {
  const columns = patientColumns(tx, draft, now) as PatientColumns;
  const id = tx.newId();
  tx.insert('patient', {
    ...emptyPatient, ...columns, id, number: nextPatientNumber(tx), registered_at: new Date(now).toISOString(),
    archived: 0, archived_reason: null, deceased_at: null,
  });
  writeContacts(tx, id, draft.contacts ?? []);
  writeAllergies(tx, id, draft.allergies ?? [], now);
  return id;
}

/** Stores a photo, or that there is none any more. The earlier ones stay in the log. Throws INVALID for anything but a JPEG. */
export function insertPhoto(tx: WriteDb, patientId: string, photo: string | null, now: number): void {
  if (photo !== null && !/^data:image\/jpeg;base64,[A-Za-z0-9+/=]+$/.test(photo)) throw invalid('photo', 'not-a-jpeg');
  tx.insert('patient_photo', { id: tx.newId(), patient_id: patientId, jpeg: photo, taken_at: new Date(now).toISOString() });
}

const emptyPatient: Omit<PatientColumns, 'name' | 'sex'> = {
  birth_date: null, birth_estimated: 0, phone: null, email: null, address: null, district: null, state: null, language: null,
  pronunciation: null, payer: null, policy_number: null, notes: null, pregnant: 0, disabled: 0,
};

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
  for (const row of activeRows(tx, 'patient_contact', patientId)) if (!kept.has(row.id)) tx.update('patient_contact', row.id, { removed: 1 });
  for (const { id, name, relation, phone } of contacts) {
    const row = { name: tidyText(name) ?? '', relation: tidyText(relation) ?? '', phone: tidyText(phone) ?? '' };
    if (id !== undefined && tx.row('patient_contact', id)?.patient_id === patientId) tx.update('patient_contact', id, row);
    else if (row.name !== '' || row.phone !== '') tx.insert('patient_contact', { id: tx.newId(), patient_id: patientId, ...row, removed: 0 });
  }
}

/** The same for allergies. A removed allergy stays in the log with who removed it. */
export function writeAllergies(tx: WriteDb, patientId: string, allergies: NonNullable<PatientDraft['allergies']>, now: number): void {
  const kept = new Set(allergies.map((allergy) => allergy.id));
  for (const row of activeRows(tx, 'allergy', patientId)) if (!kept.has(row.id)) tx.update('allergy', row.id, { removed: 1 });
  for (const { id, substance, reaction } of allergies) {
    const row = { substance: tidyText(substance) ?? '', reaction: tidyText(reaction) ?? '' };
    if (id !== undefined && tx.row('allergy', id)?.patient_id === patientId) tx.update('allergy', id, row);
    else if (row.substance !== '') {
      tx.insert('allergy', { id: tx.newId(), patient_id: patientId, ...row, recorded_at: new Date(now).toISOString(), removed: 0 });
    }
  }
}

function activeRows(tx: WriteDb, table: 'patient_contact' | 'allergy', patientId: string): { id: string }[] {
  return tx.statement(`SELECT id FROM ${table} WHERE patient_id = ? AND removed = 0`).all(patientId) as { id: string }[];
}
