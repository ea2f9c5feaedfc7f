import { IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { saveDocument } from '#renderer/parts/save-document.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { startSitting } from '#renderer/session/session.ts';
import { StepHead } from './step-head.tsx';
import classes from './setup.module.css';

/** Shown once: without it a backup cannot be opened on another PC. */
export function RecoveryKey({ recoveryKey, onKept }: { readonly recoveryKey: string; readonly onKept: () => void }) {
  const { t } = useTranslation();
  const [saved, setSaved] = useState(false);
  const printing = useCommand(async () => {
    saveDocument(await client.printing.recoveryPdf({ recoveryKey }));
    setSaved(true);
  });
  return (
    <div className={classes.form}>
      <StepHead title={t('setup.recovery.title')} hint={t('setup.recovery.hint')} />
      <ol className={classes.key} dir="ltr" aria-label={t('setup.recovery.key')}>
        {recoveryKey.split('-').map((group, index) => <li key={`${String(index)}${group}`} className={classes.group}>{group}</li>)}
      </ol>
      <ProblemNote problem={printing.problem} />
      {saved ? <p className={classes.hint} role="status">{t('setup.recovery.saved')}</p> : null}
      <div className={classes.buttons}>
        <ActionButton
          action={{ id: 'setup.print-key', title: t('setup.recovery.print'), keys: 'p', run: () => void printing.run() }}
          variant="default" icon={<IconPrinter size={18} aria-hidden />} busy={printing.busy}
        />
        <ActionButton action={{ id: 'setup.key-kept', title: t('setup.recovery.kept'), keys: 'Ctrl+Enter', run: () => void startSitting().then(onKept) }} />
      </div>
    </div>
  );
}
