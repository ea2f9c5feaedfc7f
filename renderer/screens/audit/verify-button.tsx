import { IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, type Client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './audit.module.css';

type Verdict = Awaited<ReturnType<Client['audit']['verify']>>;

/** Walks the whole chain of the log and says whether anything in it was changed afterwards. */
export function VerifyButton() {
  const { t } = useTranslation();
  const format = useFormat();
  const [verdict, setVerdict] = useState<Verdict>();
  const verify = useCommand(async () => setVerdict(await client.audit.verify({})));
  return (
    <div className={classes.verify}>
      <span className={classes.verdict} role="status" data-bad={verdict?.intact === false || undefined}>
        {verdict && (verdict.intact
          ? t('audit.intact', { entries: format.number(verdict.entries) })
          : t('audit.broken', { number: format.number(verdict.firstBad ?? 0) }))}
      </span>
      <ActionButton
        variant="default" icon={<IconShieldCheck size={18} aria-hidden />} busy={verify.busy}
        action={{ id: 'audit.verify', title: t('audit.verify'), keys: 'Alt+V', run: () => void verify.run() }}
      />
      <ProblemNote problem={verify.problem} />
    </div>
  );
}
