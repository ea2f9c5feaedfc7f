import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand, type Command } from '#renderer/api/use-command.ts';
import { problemText } from '#renderer/parts/problem-text.ts';
import { saveDocument } from '#renderer/parts/save-document.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useFormat } from '#renderer/text/use-format.ts';

/** Sends labels of specimens to the printer set for them; where there is none they are kept as PDF. */
export function usePrintLabels(): Command<[readonly string[]], void> {
  const { t } = useTranslation();
  const format = useFormat();
  return useCommand(async (specimenIds: readonly string[]) => {
    try {
      for (const specimenId of specimenIds) await client.printing.specimen({ specimenId });
      toast('done', t('chart.sent-to-printer'));
    } catch (error) {
      const problem = problemOf(error);
      if (problem.code !== 'CONFLICT' || problem.reason !== 'no-printer') {
        toast('danger', problemText(problem, t, format));
        return;
      }
      for (const specimenId of specimenIds) saveDocument(await client.printing.specimenPdf({ specimenId }));
      toast('info', t('chart.no-printer-pdf'));
    }
  });
}
