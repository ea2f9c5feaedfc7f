import type { TFunction } from 'i18next';
import { valueWords } from '#renderer/screens/audit/audit-words.ts';
import { recordWords } from '#renderer/session/sync-words.ts';
import type { Format } from '#renderer/text/format.ts';

/** `Phone`; of a line of a list `Allergy, Penicillin: Reaction`. */
export function fieldName({ record, field }: { readonly record: string; readonly field: string }, line: string | undefined, t: TFunction): string {
  const name = t(`audit.field.${field}`, { defaultValue: field.replaceAll('_', ' ') });
  if (record === 'patient' || record === 'patient_photo') return name;
  return `${recordWords({ record, line: line ?? null }, t)}: ${name}`;
}

export function storedWords(field: string, value: string | null, t: TFunction, format: Format): string {
  if (value === null) return t('audit.nothing');
  if (field === 'jpeg') return t('chart.history.picture');
  return valueWords(field, value, t, format);
}
