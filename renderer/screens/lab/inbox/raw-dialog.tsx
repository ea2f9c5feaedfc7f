import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import classes from './lab.module.css';

/** The message as the analyser sent it, on the PC that received it. */
export function RawDialog({ opened, messageId, onClose }: { readonly opened: boolean; readonly messageId: string; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error } = useLive(opened ? `lab.raw:${messageId}` : null, () => client.analysers.raw({ messageId }), ['lab']);
  return (
    <Dialog opened={opened} onClose={onClose} title={t('lab.raw-title')} size="xl">
      {error === undefined ? null : <ProblemNote problem={problemOf(error)} />}
      {data === undefined ? null : data.text === null
        ? <p>{t('lab.raw-elsewhere')}</p>
        : <pre className={classes.raw} dir="ltr" tabIndex={0} data-autofocus>{data.text}</pre>}
    </Dialog>
  );
}
