import { useTranslation } from 'react-i18next';
import { useEffect, useState } from 'react';
import type { SyncDevice, SyncStatus } from '#domain/contract/sync.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { joinLetters, type Certificates } from './join-letters.ts';
import { OtherCertificate } from './other-certificate.tsx';
import classes from './pcs.module.css';

type Made = Awaited<ReturnType<typeof client.sync.joinCode>>;

/** A one-time code with which one more PC joins, until one did. It stays in sight while the server is away for a moment. */
export function JoinCode({ status }: { readonly status: SyncStatus }) {
  const { t } = useTranslation();
  const now = useNow();
  const [made, setMade] = useState<Made>();
  const [before, setBefore] = useState<readonly SyncDevice[]>([]);
  const make = useCommand(async () => {
    const { devices } = await client.sync.devices({});
    setMade(await client.sync.joinCode({}));
    setBefore(devices);
  });
  const joined = useNewcomer(made !== undefined, before);
  const valid = made !== undefined && joined === undefined && Date.parse(made.expiresAt) > now;
  const { letters, renewed } = joinLetters(made?.certificate ?? null, useCertificates(valid && made.certificate !== null));
  return (
    <div className={classes.join}>
      {status.state === 'online' ? <ActionButton variant="default" busy={make.busy} action={{ id: 'sync.join-code', title: t('sync.join.make'), keys: 'Ctrl+Enter', run: () => void make.run() }} /> : null}
      {valid ? <JoinNote made={made} letters={letters} /> : null}
      {joined ? <p className={classes.server} role="status">{t('sync.join.joined', { name: isolated(joined.name) })}</p> : null}
      {valid && renewed && status.reason !== 'certificate' ? <OtherCertificate /> : null}
      <ProblemNote problem={make.problem} />
    </div>
  );
}

interface NoteProps {
  readonly made: Made;
  /** Of the server's certificate, where there are any to compare. */
  readonly letters: string | null;
}

/** The code, where to enter it, and what the new PC shows of the server. */
function JoinNote({ made, letters }: NoteProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { addresses, code, expiresAt, server } = made;
  return (
    <AttentionNote>
      {t(addresses.length === 0 ? 'sync.join.use-here' : 'sync.join.use', { time: format.time(expiresAt) })}
      <span className={classes.code} dir="ltr">{code}</span>
      {addresses.map((address) => <span key={address} className={classes.address}><bdi dir="ltr">{address}</bdi></span>)}
      {addresses.length === 0 ? <span className={classes.address}>{t('sync.join.only-here', { server })}</span> : null}
      {letters === null ? null : <span className={classes.certificate}>{t('sync.certificate.there')} <bdi dir="ltr">{letters}</bdi></span>}
    </AttentionNote>
  );
}

/** A PC that was not there before, and is no other one's new name. */
function useNewcomer(awaited: boolean, before: readonly SyncDevice[]): SyncDevice | undefined {
  const { data } = useLive(awaited ? 'sync.devices' : null, () => client.sync.devices({}), ['sync']);
  const now = data?.devices ?? [];
  return awaited ? now.find(({ id }) => !before.some((each) => each.id === id) && !now.some(({ replacedBy }) => replacedBy === id)) : undefined;
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
