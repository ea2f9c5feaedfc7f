import type { PatientDraft } from '../contract/patients.ts';
import { err, ok, type Result } from '../kit/result.ts';
import type { SyncedRow } from '../sync/tables.ts';
import { parseAgeOrBirth } from './age.ts';
import type { DateOrder } from './birth-date-reading.ts';
import { cleanName } from './names.ts';

/** What a person types of a patient, as columns. */
export type DraftColumns = Omit<SyncedRow<'patient'>, 'id' | 'number' | 'registered_at' | 'archived' | 'archived_reason' | 'deceased_at'>;

/** One field broke one rule. */
export interface DraftIssue {
  readonly field: 'name' | 'ageOrBirth';
  readonly code: string;
  readonly limit?: string | number;
}

/** What a new patient has of whom only name and sex are known. */
export const emptyDraft: Omit<DraftColumns, 'name' | 'sex'> = {
  birth_date: null, birth_estimated: 0, phone: null, email: null, address: null, district: null, state: null, language: null,
  pronunciation: null, payer: null, policy_number: null, notes: null, pregnant: 0, disabled: 0,
};

/** What was typed, checked and as columns; absent fields give no column. `today` and `order` are the clinic's. */
export function draftColumns(draft: Partial<PatientDraft>, today: string, order: DateOrder): Result<Partial<DraftColumns>, DraftIssue> {
  const columns: Partial<DraftColumns> = {};
  if (draft.name !== undefined) {
    const cleaned = cleanName(draft.name);
    if (!cleaned.ok) return err({ field: 'name', ...cleaned.error });
    columns.name = cleaned.value;
  }
  if (draft.ageOrBirth !== undefined) {
    const read = birthColumns(draft.ageOrBirth, today, order);
    if (!read.ok) return read;
    Object.assign(columns, read.value);
  }
  if (draft.sex !== undefined) columns.sex = draft.sex;
  if (draft.language !== undefined) columns.language = draft.language;
  if (draft.pregnant !== undefined) columns.pregnant = draft.pregnant ? 1 : 0;
  if (draft.disabled !== undefined) columns.disabled = draft.disabled ? 1 : 0;
  for (const [field, column] of plainTexts) {
    const typed = draft[field];
    if (typed !== undefined) columns[column] = tidyText(typed);
  }
  return ok(columns);
}

const plainTexts = [
  ['phone', 'phone'], ['email', 'email'], ['address', 'address'], ['district', 'district'], ['state', 'state'],
  ['pronunciation', 'pronunciation'], ['payer', 'payer'], ['policyNumber', 'policy_number'], ['notes', 'notes'],
] as const satisfies readonly (readonly [keyof PatientDraft, keyof DraftColumns])[];

/** Free text keeps its words and loses what no screen can show: NUL, control characters, lone surrogates. */
export function tidyText(typed: string): string | null {
  const text = typed.toWellFormed().normalize('NFC').replace(/[\p{Cc}\ufffd]/gu, (c) => (c === '\n' || c === '\t' ? c : '')).trim();
  return text === '' ? null : text;
}

function birthColumns(typed: string, today: string, order: DateOrder): Result<Pick<DraftColumns, 'birth_date' | 'birth_estimated'>, DraftIssue> {
  const read = parseAgeOrBirth(typed, { today, order });
  if (read.ok) return ok({ birth_date: read.value.birthDate, birth_estimated: read.value.estimated ? 1 : 0 });
  if (read.error.code === 'empty') return ok({ birth_date: null, birth_estimated: 0 });
  return err({ field: 'ageOrBirth', code: read.error.code, ...(read.error.code === 'too-old' ? { limit: read.error.limitYears } : {}) });
}
