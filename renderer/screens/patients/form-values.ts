import type { Patient, PatientDraft } from '#domain/contract/patients.ts';
import { readDate } from '#domain/kit/calendar.ts';
import type { DateOrder } from '#domain/patients/age.ts';

/** A line of a list in the form; `id` is there once it is stored. */
/** `asked`: taken out at another PC while somebody changed it, and nobody has decided yet. */
interface Line { readonly id?: string; readonly asked?: boolean }
export interface ContactRow extends Line { readonly name: string; readonly relation: string; readonly phone: string }
export interface AllergyRow extends Line { readonly substance: string; readonly reaction: string }

/** What the boxes hold while a patient is registered or changed: texts as typed, empty where nothing is known. */
export interface PatientValues {
  readonly name: string;
  readonly ageOrBirth: string;
  /** Empty until somebody chose. */
  readonly sex: Patient['sex'] | '';
  readonly phone: string;
  readonly email: string;
  readonly address: string;
  readonly district: string;
  readonly state: string;
  readonly language: string;
  readonly pronunciation: string;
  readonly payer: string;
  readonly policyNumber: string;
  readonly notes: string;
  readonly pregnant: boolean;
  readonly disabled: boolean;
  readonly contacts: readonly ContactRow[];
  readonly allergies: readonly AllergyRow[];
}

export type Field = keyof PatientValues;

/** Nobody yet. */
export const EMPTY_PATIENT: PatientValues = {
  name: '', ageOrBirth: '', sex: '', phone: '', email: '', address: '', district: '', state: '', language: '', pronunciation: '', payer: '',
  policyNumber: '', notes: '', pregnant: false, disabled: false, contacts: [], allergies: [],
};

export const fields = Object.keys(EMPTY_PATIENT) as readonly Field[];

/** A stored patient as the form shows it. */
export function valuesOf(patient: Patient, order: DateOrder): PatientValues {
  return {
    name: patient.name,
    ageOrBirth: patient.birthDate === null ? '' : typedDate(patient.birthDate, order),
    sex: patient.sex,
    phone: patient.phone ?? '', email: patient.email ?? '', address: patient.address ?? '',
    district: patient.district ?? '', state: patient.state ?? '', language: patient.language ?? '',
    pronunciation: patient.pronunciation ?? '', payer: patient.payer ?? '', policyNumber: patient.policyNumber ?? '',
    notes: patient.notes ?? '', pregnant: patient.pregnant, disabled: patient.disabled,
    contacts: patient.contacts.map(({ id, name, relation, phone, removed }) => ({ id, name, relation, phone, ...(removed ? { asked: true } : {}) })),
    allergies: patient.allergies.map(({ id, substance, reaction, removed }) => ({ id, substance, reaction, ...(removed ? { asked: true } : {}) })),
  };
}

/** A calendar date as somebody in this clinic would type it. */
export function typedDate(date: string, order: DateOrder): string {
  const parts = readDate(date);
  if (!parts) return date;
  const [year, month, day] = [String(parts.year).padStart(4, '0'), String(parts.month).padStart(2, '0'), String(parts.day).padStart(2, '0')];
  if (order === 'ymd') return `${year}-${month}-${day}`;
  return order === 'mdy' ? `${month}/${day}/${year}` : `${day}/${month}/${year}`;
}

/** Fields in which two states of the form differ. */
export const changedFields = (before: PatientValues, after: PatientValues): Field[] => fields.filter((field) => !same(before[field], after[field]));

/** The change to send: only what differs, so that nobody else's edit of another field is undone. */
export function draftOf(before: PatientValues, after: PatientValues): Partial<PatientDraft> {
  const draft: Record<string, unknown> = {};
  for (const field of changedFields(before, after)) {
    if (field === 'sex') draft.sex = after.sex === '' ? 'unknown' : after.sex;
    else if (field === 'language') draft.language = after.language === '' ? null : after.language;
    else if (field === 'contacts') draft.contacts = after.contacts.filter((row) => row.name.trim() !== '' || row.phone.trim() !== '').map(asTyped);
    else if (field === 'allergies') draft.allergies = after.allergies.filter((row) => row.substance.trim() !== '').map(asTyped);
    else draft[field] = after[field];
  }
  return draft as Partial<PatientDraft>;
}

/** A line without what only the form says of it. */
const asTyped = <T extends Line>({ asked: _, ...line }: T): Omit<T, 'asked'> => line;

export interface Rebased {
  /** What was typed, on top of what is stored now. */
  readonly values: PatientValues;
  /** Fields somebody else changed meanwhile that were not touched here: taken as they are now. */
  readonly taken: readonly Field[];
  /** Fields changed here and elsewhere to different values: what was typed here stays until somebody chooses. */
  readonly clashes: readonly Field[];
}

/** Brings what was typed on top of a record that changed meanwhile. */
export function rebase(before: PatientValues, typed: PatientValues, stored: PatientValues): Rebased {
  const mine = new Set(changedFields(before, typed));
  const theirs = changedFields(before, stored);
  const taken = theirs.filter((field) => !mine.has(field));
  const clashes = theirs.filter((field) => mine.has(field) && !same(typed[field], stored[field]));
  const values = { ...stored, ...Object.fromEntries([...mine].map((field) => [field, typed[field]])) };
  return { values, taken, clashes };
}

/** Lists are compared line by line; key order inside a line is always the same. */
const same = (a: unknown, b: unknown): boolean => a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b));
