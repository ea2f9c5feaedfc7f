import type { PatientDraft } from '#domain/contract/patients.ts';

export interface ContactLine {
  readonly name: string;
  readonly relation: string;
  readonly phone: string;
}

/** The registration form as typed. */
export interface RegisterForm {
  readonly name: string;
  readonly ageOrBirth: string;
  readonly sex: PatientDraft['sex'] | '';
  readonly emergency: boolean;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
  readonly district: string;
  readonly state: string;
  readonly language: string;
  readonly pronunciation: string;
  readonly payer: string;
  readonly policyNumber: string;
  /** Separated by commas. */
  readonly allergies: string;
  readonly pregnant: boolean;
  readonly disabled: boolean;
  readonly contacts: readonly ContactLine[];
}

export const EMPTY_FORM: RegisterForm = {
  name: '', ageOrBirth: '', sex: '', emergency: false, phone: '', email: '', address: '', district: '', state: '', language: '',
  pronunciation: '', payer: '', policyNumber: '', allergies: '', pregnant: false, disabled: false, contacts: [],
};

export const EMPTY_CONTACT: ContactLine = { name: '', relation: '', phone: '' };

const MORE = ['phone', 'email', 'address', 'district', 'state', 'language', 'pronunciation', 'payer', 'policyNumber', 'allergies'] as const;

/** Whether nothing is typed that would be a pity to lose. */
export const isEmptyForm = (form: RegisterForm): boolean => JSON.stringify(form) === JSON.stringify(EMPTY_FORM);

/** Whether any field of the second part is filled, so that it must not be hidden. */
export const hasMore = (form: RegisterForm): boolean =>
  MORE.some((field) => form[field] !== '') || form.pregnant || form.disabled || form.contacts.length > 0;

/** What a kept draft held; anything missing or of another kind is taken as empty. */
export function readForm(content: string): RegisterForm {
  try {
    const read = JSON.parse(content) as Partial<Record<keyof RegisterForm, unknown>>;
    const known = Object.entries(EMPTY_FORM).map(([field, empty]) => {
      const value = read[field as keyof RegisterForm];
      const fits = typeof value === typeof empty && Array.isArray(value) === Array.isArray(empty);
      return [field, fits ? value : empty];
    });
    return Object.fromEntries(known) as RegisterForm;
  } catch {
    return EMPTY_FORM;
  }
}

/** What is sent: empty boxes are left out. */
export function draftOf(form: RegisterForm): PatientDraft {
  const filled = MORE.filter((field) => field !== 'allergies' && form[field].trim() !== '').map((field) => [field, form[field].trim()]);
  const allergies = form.allergies.split(/[,،;\n]/).map((substance) => substance.trim()).filter((substance) => substance !== '');
  const contacts = form.contacts.filter((contact) => contact.name.trim() !== '' || contact.phone.trim() !== '');
  return {
    name: form.name, ageOrBirth: form.ageOrBirth, sex: form.sex === '' ? 'unknown' : form.sex,
    ...Object.fromEntries(filled),
    ...(allergies.length > 0 ? { allergies: allergies.map((substance) => ({ substance, reaction: '' })) } : {}),
    ...(contacts.length > 0 ? { contacts: [...contacts] } : {}),
    ...(form.pregnant ? { pregnant: true } : {}), ...(form.disabled ? { disabled: true } : {}),
  };
}
