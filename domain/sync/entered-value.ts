import { draftColumns, tidyText } from '../patients/draft.ts';
import type { DateOrder } from '../patients/birth-date-reading.ts';
import { cleanName } from '../patients/names.ts';
import { err, ok, type Result } from '../kit/result.ts';
import type { Scalar } from './operation.ts';
import type { SyncedRow, SyncedTable } from './tables.ts';

/**
 * How a value comes that is none of those that compete: entered in words, or as the registration takes a name, a birth or a sex; a
 * number that was issued twice is not entered, the program gives the next one.
 */
export type EnteredAs = 'words' | 'name' | 'birth' | 'sex' | 'number';

type Enterable = { readonly [T in SyncedTable]?: { readonly [C in keyof SyncedRow<T>]?: EnteredAs } };

/**
 * Columns that take a value of a person's own. All others hold codes, times, counts and links that only their own form gives whole:
 * of those one of the values is kept, and the record is changed afterwards where it is at home.
 */
const enterable: Enterable = {
  patient: {
    number: 'number', name: 'name', birth_date: 'birth', sex: 'sex', phone: 'words', email: 'words', address: 'words', district: 'words', state: 'words', pronunciation: 'words',
    payer: 'words', policy_number: 'words', notes: 'words',
  },
  patient_contact: { name: 'words', relation: 'words', phone: 'words' },
  allergy: { substance: 'words', reaction: 'words' },
  encounter: { reason: 'words' },
  condition: { note: 'words' },
  procedure: { note: 'words' },
  prescription: { instructions: 'words' },
  immunization: { lot: 'words', note: 'words' },
  document: { title: 'words' },
  referral: { to_place: 'words', speciality: 'words', reason: 'words', answer: 'words' },
  follow_up: { reason: 'words' },
  appointment: { name: 'name', phone: 'words', reason: 'words', note: 'words', cancel_reason: 'words' },
  pregnancy: { risk_note: 'words', end_note: 'words' },
  maternity_visit: { note: 'words' },
  delivery: { note: 'words' },
  newborn: { note: 'words' },
  lab_order: { note: 'words' },
  stock_supplier: { name: 'words', phone: 'words', email: 'words', note: 'words' },
  provider: { name: 'name', phone: 'words', email: 'words' },
  person: { name: 'name' },
  room: { name: 'words' },
  service: { name: 'words' },
  bed: { name: 'words' },
  clinic: { name: 'words' },
};

/** Null where no value can be entered. */
export const enteredAs = (table: SyncedTable, column: string): EnteredAs | null => (enterable[table] as Readonly<Record<string, EnteredAs>> | undefined)?.[column] ?? null;

interface Entering {
  readonly as: Exclude<EnteredAs, 'number'>;
  /** Whether the column may be empty. */
  readonly nullable: boolean;
  /** The clinic's. */
  readonly today: string;
  readonly order: DateOrder;
}

/** What the row gets: the value of the column, and of an age also that the birth is estimated. */
export interface EnteredValue {
  readonly value: Scalar;
  readonly estimated?: 0 | 1;
}

/** Reads what a person typed as the right value. The error is the code of an issue. */
export function readEntered(typed: string, { as, nullable, today, order }: Entering): Result<EnteredValue, { readonly code: string; readonly limit?: string | number }> {
  if (as === 'sex') return ['female', 'male', 'other', 'unknown'].includes(typed) ? ok({ value: typed }) : err({ code: 'unfit' });
  if (as === 'name') return readName(typed);
  const words = tidyText(typed);
  if (words === null) return nullable ? ok({ value: null }) : err({ code: 'empty' });
  if (as === 'words') return ok({ value: words });
  const read = draftColumns({ ageOrBirth: words }, today, order);
  return read.ok ? ok({ value: read.value.birth_date ?? null, estimated: read.value.birth_estimated ?? 0 }) : read;
}

function readName(typed: string): Result<EnteredValue, { readonly code: string; readonly limit?: string | number }> {
  const cleaned = cleanName(typed);
  return cleaned.ok ? ok({ value: cleaned.value }) : cleaned;
}
