import type { SyncedRow } from '../sync/tables.ts';

type PatientRow = SyncedRow<'patient'>;
type Column = keyof PatientRow & string;

/** What is known of a person, each with the columns that belong together. */
export const mergeFacts = {
  name: ['name'], sex: ['sex'], birth: ['birth_date', 'birth_estimated'], phone: ['phone'], email: ['email'], address: ['address'],
  district: ['district'], state: ['state'], language: ['language'], pronunciation: ['pronunciation'], payer: ['payer', 'policy_number'],
  notes: ['notes'], pregnant: ['pregnant'], disabled: ['disabled'], deceased: ['deceased_at'],
} as const satisfies Readonly<Record<string, readonly Column[]>>;

export type MergeFact = keyof typeof mergeFacts;
export const mergeFactNames = Object.keys(mergeFacts) as [MergeFact, ...MergeFact[]];

/** A fact in which two records differ. */
export interface Difference {
  readonly fact: MergeFact;
  readonly kept: string | null;
  readonly other: string | null;
  /** Whose is the fuller. */
  readonly suggested: 'kept' | 'other';
}

/** The facts in which two records of one person differ, with the fuller of each. */
export function differences(kept: PatientRow, other: PatientRow): Difference[] {
  return mergeFactNames.flatMap((fact): Difference[] => {
    const columns: readonly Column[] = mergeFacts[fact];
    if (columns.every((column) => (kept[column] ?? null) === (other[column] ?? null))) return [];
    const suggested = fullness(fact, other) > fullness(fact, kept) ? 'other' : 'kept';
    return [{ fact, kept: shown(fact, kept), other: shown(fact, other), suggested }];
  });
}

/** A person's columns that a survivor takes over. */
export function takenOver(other: PatientRow, facts: readonly MergeFact[]): Partial<PatientRow> {
  const columns = facts.flatMap((fact): readonly Column[] => mergeFacts[fact]);
  return Object.fromEntries(columns.map((column) => [column, other[column] ?? null]));
}

/** Which of two records holds more of the person: the one to keep when nothing else speaks for either. */
export function countOfFacts(row: PatientRow): number {
  return mergeFactNames.filter((fact) => fullness(fact, row) > 0).length;
}

/** How much is known: nothing is 0, and a birth date that somebody knew is more than one worked out from an age. */
function fullness(fact: MergeFact, row: PatientRow): number {
  switch (fact) {
    case 'name': return row.name.trim().split(/\s+/).length;
    case 'sex': return row.sex === 'unknown' ? 0 : 1;
    case 'birth': return row.birth_date === null ? 0 : row.birth_estimated === 1 ? 1 : 2;
    case 'pregnant':
    case 'disabled': return row[fact];
    default: return mergeFacts[fact].filter((column) => (row[column] ?? '') !== '').length;
  }
}

/** As text; flags as `1` and `0`, a payer with the policy's number behind it. */
function shown(fact: MergeFact, row: PatientRow): string | null {
  if (fact === 'birth') return row.birth_date;
  const values = (mergeFacts[fact] as readonly Column[]).map((column) => row[column] ?? null).filter((value) => value !== null);
  return values.length === 0 ? null : values.join(' · ');
}

/** What a merge changed in a person's own row: column → what stood there and what stands there now. */
export type ChangedColumns = { readonly [column: string]: { readonly before: string | number | null; readonly after: string | number | null } };

/** What differs between a row and what is to be written into it. */
export function changedColumns(before: PatientRow, changes: Partial<PatientRow>): ChangedColumns {
  const entries = Object.entries(changes) as [Column, string | number | null][];
  return Object.fromEntries(entries.filter(([column, after]) => (before[column] ?? null) !== after)
    .map(([column, after]) => [column, { before: before[column] ?? null, after }]));
}

/** What takes a change back: only columns that still hold what it wrote, so that later work stays. */
export function takenBack(now: PatientRow, changed: ChangedColumns): Partial<PatientRow> {
  return Object.fromEntries(Object.entries(changed).filter(([column, { after }]) => (now[column as Column] ?? null) === after)
    .map(([column, { before }]) => [column, before]));
}
