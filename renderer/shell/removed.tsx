import { IconPlugConnectedX, IconShieldCheck } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './removed.module.css';

type State = Awaited<ReturnType<typeof client.setup.status>>['removed'];

const LOOK_AGAIN_MS = 2_000;

/** This PC was taken out of its clinic: what happened, what became of its record, and who can help. spec: SYN-4 */
export function Removed() {
  const { t } = useTranslation();
  const format = useFormat();
  const [state, setState] = useState<State>();
  const done = state?.phase === 'done';
  useEffect(() => {
    if (done) return undefined;
    const look = (): void => { client.setup.status({}).then(({ removed }) => setState(removed)).catch(() => undefined); };
    look();
    const timer = setInterval(look, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [done]);
  const clinic = state?.clinicName === undefined || state.clinicName === '' ? t('sync.removed.a-clinic') : isolated(state.clinicName);
  const Picture = done ? IconShieldCheck : IconPlugConnectedX;
  return (
    <main className={classes.page}>
      <section className={classes.card} role="status">
        <Picture size={44} stroke={1.5} className={classes.picture} aria-hidden />
        <h1 className={classes.title}>{t('sync.removed.title', { clinic })}</h1>
        <p className={classes.line}>{t(done ? 'sync.removed.done' : 'sync.removed.handing-in', { number: format.number(state?.waiting ?? 0) })}</p>
        {done && state.handedIn > 0 ? <p className={classes.line}>{t('sync.removed.handed-in', { number: format.number(state.handedIn) })}</p> : null}
        <p className={classes.help}>{t('sync.removed.help', { clinic })}</p>
        {done ? <p className={classes.help}>{t('sync.removed.next')}</p> : null}
      </section>
    </main>
  );
}
