import type { FilledForm } from '#domain/contract/forms-shapes.ts';
import { nameIn } from '#domain/forms/question.ts';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/text/use-format.ts';
import { ltr } from '#renderer/text/ltr.ts';

type Line = FilledForm['lines'][number];

/** An answer in words: `71.5 kg`, `14 Mar 2026`, `Ulcer, Callus`. */
export function useAnswerWords(): { readonly nameOf: (line: Line) => string; readonly answerOf: (line: Line) => string } {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  return {
    nameOf: ({ names, questionId }) => nameIn(names, i18n.language, questionId),
    answerOf: ({ kind, value, unit, chosen }) => {
      if (kind === 'heading') return '';
      if (value === null) return chosen.map((names) => nameIn(names, i18n.language)).join(t('everywhere.comma'));
      if (typeof value === 'boolean') return t(value ? 'forms.yes' : 'forms.no');
      if (typeof value === 'number') return ltr(`${String(value)} ${unit}`.trim());
      return kind === 'date' ? format.date(value) : value;
    },
  };
}
