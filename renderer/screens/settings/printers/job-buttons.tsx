import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { PrintJob } from '#domain/contract/printing.ts';
import { client } from '#renderer/api/client.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { problemText } from '#renderer/parts/problem-text.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import own from './printers.module.css';

type Step = 'retry' | 'confirmPrinted' | 'reprint' | 'cancel';

/** What a person can do about a job, by how it stands: a slip that may have come out is never sent again unasked. */
const STEPS: Readonly<Record<PrintJob['status'], readonly Step[]>> = {
  queued: ['cancel'], sending: [], done: ['reprint'], failed: ['retry', 'cancel'], cancelled: ['reprint'], uncertain: ['confirmPrinted', 'reprint'],
};

/** The buttons of one job. */
export function JobButtons({ job }: { readonly job: PrintJob }) {
  const { t } = useTranslation();
  const format = useFormat();
  const take = useCommand(async (step: Step) => {
    try {
      await client.printing[step]({ jobId: job.id });
    } catch (error) {
      toast('danger', problemText(problemOf(error), t, format));
    }
  });
  return (
    <span className={own.buttons}>
      {STEPS[job.status].map((step) => (
        <Button
          key={step} size="xs" variant="default" disabled={take.busy} aria-label={t(`printers.step-of.${step}`, { title: job.title })}
          onClick={() => void take.run(step)}
        >
          {t(`printers.step.${step}`)}
        </Button>
      ))}
    </span>
  );
}
