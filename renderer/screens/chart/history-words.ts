import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { isolated } from '#renderer/parts/isolated.ts';
import { valueWords } from '#renderer/screens/audit/audit-words.ts';
import { useAnswerWords } from '#renderer/screens/forms/answer-words.ts';
import { recordWords } from '#renderer/session/sync-words.ts';
import type { Format } from '#renderer/text/format.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { codedWords } from './coded-words.ts';
import type { RecordHistory } from './record-states.ts';

/** `Phone`; of a line of a list `Allergy, Penicillin: Reaction`. */
export function fieldName({ record, field }: { readonly record: string; readonly field: string }, line: string | undefined, t: TFunction): string {
  const name = t(`audit.field.${field}`, { defaultValue: field.replaceAll('_', ' ') });
  if (record === 'patient' || record === 'patient_photo') return name;
  return `${recordWords({ record, line: line ?? null }, t)}: ${name}`;
}

/** A stored value of a field in words. */
export type StoredWords = (of: { readonly record: string; readonly rowId: string; readonly field: string }, value: string | null) => string;

/** Answers to a form are told as question and answer, anything else by its field. */
export function useStoredWords({ answers }: Pick<RecordHistory, 'answers'>): StoredWords {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const words = useAnswerWords();
  return ({ record, rowId, field }, value) => {
    const form = record === 'form_answer' && field === 'answers' && value !== null ? answers.find((each) => each.rowId === rowId) : undefined;
    if (!form) return (value === null ? undefined : codedWords(record, field, value, t, i18n.language)) ?? storedWords(field, value, t, format);
    return form.lines.filter(({ kind }) => kind !== 'heading').map((line) => `${isolated(words.nameOf(line))}: ${isolated(words.answerOf(line))}`).join(' · ');
  };
}

function storedWords(field: string, value: string | null, t: TFunction, format: Format): string {
  if (value === null) return t('audit.nothing');
  if (field === 'jpeg') return t('chart.history.picture');
  return valueWords(field, value, t, format);
}
