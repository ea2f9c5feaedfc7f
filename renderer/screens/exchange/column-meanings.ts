import type { ColumnMeaning } from '#domain/contract/exchange.ts';

/** In the order they are offered. */
export const MEANINGS: readonly ColumnMeaning[] = [
  'ignore', 'name', 'given-name', 'family-name', 'age-or-birth', 'sex', 'phone', 'email', 'address', 'district', 'state', 'language',
  'payer', 'policy-number', 'external-id', 'visit-date', 'visit-reason', 'systolic', 'diastolic', 'blood-pressure', 'heart-rate',
  'temperature', 'spo2', 'respiratory-rate', 'weight', 'height', 'glucose',
];

/** A meaning belongs to one column: whichever had it before is left out. */
export function withMeaning<M extends string>(meanings: readonly (M | 'ignore')[], column: number, meaning: M | 'ignore'): (M | 'ignore')[] {
  return meanings.map((before, index) => {
    if (index === column) return meaning;
    return before === meaning ? 'ignore' : before;
  });
}

const NAMES: ReadonlySet<ColumnMeaning> = new Set(['name', 'given-name', 'family-name']);

/** Whether a row says who it is about; without that every row would be refused. */
export const namesPatients = (meanings: readonly ColumnMeaning[]): boolean => meanings.some((meaning) => NAMES.has(meaning));
