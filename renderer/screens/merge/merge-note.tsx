import { Button } from '@mantine/core';
import { IconArrowsJoin2, IconArrowsSplit } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './merge.module.css';

/** Under a chart's header: which records became part of this one. One that is itself part of another gives way to it. */
export function MergeNote({ patientId }: { readonly patientId: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const format = useFormat();
  const { data } = useLive(`merging ${patientId}`, () => client.merging.state({ recordId: patientId }), ['merging', 'patients']);
  const separate = useCommand(async (mergeId: string) => {
    await client.merging.separate({ patientId, mergeId });
    toast('done', t('merge.separated'));
  });
  const into = data?.into;
  useEffect(() => {
    if (!into) return;
    // In place of the address that was asked for: going back must not come here again.
    location.replace(`#/patients/${into.id}`);
    toast('info', t('merge.led-here', { name: isolated(into.name), number: into.number }));
  }, [into, t]);
  if (!data || data.parts.length === 0) return null;
  return (
    <>
      <ul className={classes.parts} aria-label={t('merge.parts')}>
        {data.parts.map(({ mergeId, patient, at, by }) => (
          <li key={mergeId} className={classes.part}>
            <IconArrowsJoin2 size={16} aria-hidden />
            <span>{t('merge.part', { name: isolated(patient.name), number: isolated(patient.number), date: format.date(at.slice(0, 10)), person: isolated(by ?? t('audit.program')) })}</span>
            {can('patients.merge') ? (
              <Button variant="subtle" size="compact-sm" leftSection={<IconArrowsSplit size={16} aria-hidden />} loading={separate.busy} onClick={() => void separate.run(mergeId)}>
                {t('merge.separate')}<span className="db-hidden">{` ${patient.name}`}</span>
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <ProblemNote problem={separate.problem} />
    </>
  );
}
