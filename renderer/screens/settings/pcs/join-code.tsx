import { useTranslation } from 'react-i18next';
import { useState } from 'react';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './pcs.module.css';

interface Made {
  readonly code: string;
  readonly expiresAt: string;
  readonly server: string;
  readonly certificate: string | null;
}

/** A one-time code with which one more PC joins. */
export function JoinCode() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const [made, setMade] = useState<Made>();
  const make = useCommand(async () => setMade(await client.sync.joinCode({})));
  const valid = made !== undefined && Date.parse(made.expiresAt) > now;
  return (
    <div className={classes.join}>
      <ActionButton variant="default" busy={make.busy} action={{ id: 'sync.join-code', title: t('sync.join.make'), keys: 'Ctrl+Enter', run: () => void make.run() }} />
      {valid ? (
        <AttentionNote>
          {t('sync.join.use', { time: format.time(made.expiresAt) })}
          <span className={classes.code} dir="ltr">{made.code}</span>
          <span dir="ltr">{made.server}</span>
          {made.certificate === null ? null : <span className={classes.certificate}>{t('sync.certificate.there')} <bdi dir="ltr">{made.certificate}</bdi></span>}
        </AttentionNote>
      ) : null}
      <ProblemNote problem={make.problem} />
    </div>
  );
}
