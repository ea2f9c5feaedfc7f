import { useTranslation } from 'react-i18next';
import { problemOf } from '#renderer/api/problem.ts';
import { problemText } from '#renderer/parts/problem-text.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { savePdf } from './save-pdf.ts';

type Pdf = Parameters<typeof savePdf>[0];

/** Sends a document to the printer set for it; where there is none, hands it over as a PDF. Tells how it went. */
export function usePaper(): (print: () => Promise<unknown>, pdf: () => Promise<Pdf>) => Promise<void> {
  const { t } = useTranslation();
  const format = useFormat();
  return async (print, pdf) => {
    try {
      await print();
      toast('done', t('chart.sent-to-printer'));
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code === 'CONFLICT' && problem.reason === 'no-printer') {
        savePdf(await pdf());
        toast('info', t('chart.no-printer-pdf'));
      } else toast('danger', problemText(problem, t, format));
    }
  };
}
