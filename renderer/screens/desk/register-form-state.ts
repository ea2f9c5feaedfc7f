import type { PatientDraft } from '#domain/contract/patients.ts';
import type { ConsentPurpose } from '#domain/patients/consent.ts';
import { changedFields, draftOf, EMPTY_PATIENT, type AllergyRow, type Field, type PatientValues } from '#renderer/screens/patients/form-values.ts';

/** The registration form as typed. */
export interface RegisterForm extends PatientValues {
  readonly emergency: boolean;
  /** `data:` URL of a small JPEG. */
  readonly photo: string | null;
  /** What the patient was asked about, and answered. */
  readonly consents: { readonly [P in ConsentPurpose]?: 'given' | 'refused' };
}

export const EMPTY_FORM: RegisterForm = { ...EMPTY_PATIENT, emergency: false, photo: null, consents: {} };

/** The three fields that are always in sight. */
const ALWAYS: ReadonlySet<Field> = new Set(['name', 'ageOrBirth', 'sex']);

/** Whether nothing is typed that would be a pity to lose. */
export const isEmptyForm = (form: RegisterForm): boolean =>
  !form.emergency && form.photo === null && Object.keys(form.consents).length === 0 && changedFields(EMPTY_PATIENT, form).length === 0;

/** Whether anything of the second part is filled, so that it must not be hidden. */
export const hasMore = (form: RegisterForm): boolean =>
  form.photo !== null || Object.keys(form.consents).length > 0 || changedFields(EMPTY_PATIENT, form).some((field) => !ALWAYS.has(field));

/** Whether nothing is typed but this name. */
export const holdsOnly = (form: RegisterForm, name: string): boolean => isEmptyForm({ ...form, name: '' }) && form.name === name;

/** What a kept draft of several forms held. */
export function readForms(content: string): RegisterForm[] {
  try {
    const read: unknown = JSON.parse(content);
    return Array.isArray(read) ? read.map((form) => readForm(JSON.stringify(form))).filter((form) => !isEmptyForm(form)) : [];
  } catch {
    return [];
  }
}

/** What a kept draft held; anything missing or of another kind is taken as empty. */
export function readForm(content: string): RegisterForm {
  try {
    const read = JSON.parse(content) as Partial<Record<keyof RegisterForm, unknown>>;
    const known = Object.entries(EMPTY_FORM).map(([field, empty]) => {
      const value = read[field as keyof RegisterForm];
      const fits = field === 'photo' ? typeof value === 'string' : typeof value === typeof empty && Array.isArray(value) === Array.isArray(empty);
      return [field, fits ? value : empty];
    });
    return Object.fromEntries(known) as RegisterForm;
  } catch {
    return EMPTY_FORM;
  }
}

interface NewPatient extends PatientDraft {
  priority?: 'emergency';
  photo?: string;
  consents?: { purpose: ConsentPurpose; decision: 'given' | 'refused' }[];
}

/** What is sent: empty boxes are left out. */
export function newPatientOf({ emergency, photo, consents, ...values }: RegisterForm): NewPatient {
  const answers = Object.entries(consents).map(([purpose, decision]) => ({ purpose: purpose as ConsentPurpose, decision }));
  return {
    name: '', ageOrBirth: '', sex: 'unknown', ...draftOf(EMPTY_PATIENT, values),
    ...(emergency ? { priority: 'emergency' } : {}), ...(photo === null ? {} : { photo }),
    ...(answers.length === 0 ? {} : { consents: answers }),
  };
}

/** Allergies typed in one box, a comma of any script, a semicolon or a new line between them. */
export const allergiesOf = (typed: string): AllergyRow[] =>
  (typed === '' ? [] : typed.split(/[,،;\n]/).map((substance) => ({ substance, reaction: '' })));

/** The same in one box again; as long as what was typed, so that the cursor stays where it is. */
export function allergiesText(rows: readonly AllergyRow[]): string {
  const substances = rows.map(({ substance }) => substance);
  return substances.join(/\p{Script=Arabic}/u.test(substances.join('')) ? '،' : ',');
}
