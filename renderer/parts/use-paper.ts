import { useTranslation } from 'react-i18next';
import { problemOf } from '#renderer/api/problem.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { problemText } from './problem-text.ts';
import { saveDocument } from './save-document.ts';
import { toast } from './toasts.tsx';

type Pdf = Parameters<typeof saveDocument>[0];

/**
 * Prints on the printer that is set for a paper; where there is none, hands over a PDF, or one of each. What went wrong is always told,
 * that it went well only when asked to: a till that says so after each receipt is not read any more.
 */
export function usePaper({ tells }: { readonly tells: boolean }): (print: () => Promise<unknown>, pdf: () => Promise<Pdf | readonly Pdf[]>) => Promise<void> {
  const { t } = useTranslation();
  const format = useFormat();
  return async (print, pdf) => {
    try {
      await print();
      if (tells) toast('done', t('everywhere.sent-to-printer'));
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code !== 'CONFLICT' || problem.reason !== 'no-printer') {
        toast('danger', problemText(problem, t, format));
        return;
      }
      for (const each of [await pdf()].flat()) saveDocument(each);
      if (tells) toast('info', t('everywhere.no-printer-pdf'));
    }
  };
}
