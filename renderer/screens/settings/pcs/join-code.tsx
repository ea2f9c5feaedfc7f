import { useTranslation } from 'react-i18next';
import { useEffect, useState } from 'react';
import type { SyncStatus } from '#domain/contract/sync.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { joinLetters, type Certificates } from './join-letters.ts';
import { OtherCertificate } from './other-certificate.tsx';
import classes from './pcs.module.css';

type Made = Awaited<ReturnType<typeof client.sync.joinCode>>;

/** A one-time code with which one more PC joins. It stays in sight while the server is away for a moment. */
export function JoinCode({ status }: { readonly status: SyncStatus }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const [made, setMade] = useState<Made>();
  const make = useCommand(async () => setMade(await client.sync.joinCode({})));
  const valid = made !== undefined && Date.parse(made.expiresAt) > now;
  const { letters, renewed } = joinLetters(made?.certificate ?? null, useCertificates(valid && made.certificate !== null));
  return (
    <div className={classes.join}>
      {status.state === 'online' ? <ActionButton variant="default" busy={make.busy} action={{ id: 'sync.join-code', title: t('sync.join.make'), keys: 'Ctrl+Enter', run: () => void make.run() }} /> : null}
      {valid ? (
        <AttentionNote>
          {t(made.addresses.length === 0 ? 'sync.join.use-here' : 'sync.join.use', { time: format.time(made.expiresAt) })}
          <span className={classes.code} dir="ltr">{made.code}</span>
          {made.addresses.map((address) => <span key={address} className={classes.address}><bdi dir="ltr">{address}</bdi></span>)}
          {made.addresses.length === 0 ? <span className={classes.address}>{t('sync.join.only-here', { server: made.server })}</span> : null}
          {letters === null ? null : <span className={classes.certificate}>{t('sync.certificate.there')} <bdi dir="ltr">{letters}</bdi></span>}
        </AttentionNote>
      ) : null}
      {valid && renewed && status.reason !== 'certificate' ? <OtherCertificate /> : null}
      <ProblemNote problem={make.problem} />
    </div>
  );
}

const LOOK_AGAIN_MS = 5_000;

/** Watched, because it may be made anew while a code is in sight. Undefined until it is known. */
function useCertificates(watched: boolean): Certificates | undefined {
  const { data, reload } = useLive(watched ? 'sync.certificate' : null, () => client.sync.certificate({}), ['sync']);
  useEffect(() => {
    if (!watched) return undefined;
    const timer = setInterval(reload, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [watched, reload]);
  return data;
}
