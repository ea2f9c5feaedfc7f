import type { HistoryEntry } from '#domain/contract/patients.ts';
import { nameIn } from '#domain/forms/question.ts';
import type { Client } from '#renderer/api/client.ts';
import { testName } from './coded-words.ts';

export type RecordHistory = Awaited<ReturnType<Client['patients']['history']>>;

/** A field of the record, or of one of its lines, as it stood at a moment. */
export interface StoodField {
  readonly record: string;
  readonly rowId: string;
  readonly field: string;
  readonly value: string | null;
}

/** The column that tells one line of a list from another. */
const NAMED_BY: Readonly<Record<string, string>> = {
  allergy: 'substance', patient_contact: 'name', patient_identifier: 'value', condition: 'title', procedure: 'title', prescription: 'drug', immunization: 'vaccine',
  referral: 'to_place', follow_up: 'due_on', encounter: 'title', lab_order_line: 'test_code', lab_value: 'test_code',
};

/** How the record stood after an entry: everything known of it then that was not empty, the person first, then the lines in use. */
export function stateAfter({ entries, base }: Pick<RecordHistory, 'entries' | 'base'>, entryId: string): StoodField[] {
  const stood = new Map<string, StoodField>();
  const put = (field: StoodField): void => { stood.set(`${field.record}:${field.rowId}:${field.field}`, field); };
  base.forEach(put);
  const at = entries.findIndex(({ id }) => id === entryId);
  for (const entry of entries.slice(Math.max(0, at)).toReversed()) for (const { record, rowId, field, after } of entry.changes) put({ record, rowId, field, value: after });
  const fields = [...stood.values()];
  const out = new Set(fields.filter(({ field, value }) => field === 'removed' && value === '1').map(({ rowId }) => rowId));
  return fields.filter(({ rowId, field, value }) => !out.has(rowId) && field !== 'removed' && value !== null && value !== '')
    .sort((a, b) => Number(a.record !== 'patient') - Number(b.record !== 'patient'));
}

/** What each line of the record is called: the substance of an allergy, the name of a contact; the newest that is known. */
export function lineNames({ entries, base, answers }: Pick<RecordHistory, 'entries' | 'base' | 'answers'>, language: string): ReadonlyMap<string, string> {
  const names = new Map(answers.map(({ rowId, names: form }) => [rowId, nameIn(form, language)] as const).filter(([, name]) => name !== ''));
  const note = (record: string, rowId: string, field: string, value: string | null): void => {
    if (NAMED_BY[record] === field && value !== null && value !== '') names.set(rowId, field === 'test_code' ? testName(value, language) : value);
  };
  for (const { record, rowId, field, value } of base) note(record, rowId, field, value);
  for (const entry of entries.toReversed()) for (const { record, rowId, field, after } of entry.changes) note(record, rowId, field, after);
  return names;
}

/** Whether a change names what its line is called, so that the line need not be called by it once more. */
export const namesItself = ({ record, field }: HistoryEntry['changes'][number] | StoodField): boolean => NAMED_BY[record] === field;

/** The last entry made by the end of a day of the clinic (`YYYY-MM-DD`); undefined where nothing is known of then. */
export const entryBy = ({ entries }: Pick<RecordHistory, 'entries'>, day: string, dayOf: (instant: string) => string): HistoryEntry | undefined =>
  entries.find(({ at }) => dayOf(at) <= day);
