import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ariaKeys } from '#renderer/parts/keys.ts';
import { navigate, useRoute } from '#renderer/router.ts';
import { useCan } from '#renderer/session/session.ts';
import { InboxTab } from './inbox/inbox-tab.tsx';
import classes from './lab-screen.module.css';
import { CollectTab } from './work/collect-tab.tsx';
import { CriticalTab } from './work/critical-tab.tsx';
import { RunTab } from './work/run-tab.tsx';
import { VerifyTab } from './work/verify-tab.tsx';

const TABS = ['collect', 'run', 'verify', 'critical', 'inbox'] as const;
type Tab = (typeof TABS)[number];

const isTab = (text: string | undefined): text is Tab => TABS.some((tab) => tab === text);

/** The laboratory's day: what is to be taken, measured, verified and told, and what analysers sent. spec: LAB-1, VIT-7 */
export function LabScreen() {
  const { t } = useTranslation();
  const [, wanted, ...rest] = useRoute();
  const mayWrite = useCan()('lab.write');
  const usual: Tab = mayWrite ? 'run' : 'collect';
  const tab = isTab(wanted) ? wanted : usual;
  // The address says where one is, so that going back comes back here.
  useEffect(() => { if (!isTab(wanted)) navigate('lab', usual); }, [wanted, usual]);
  const counts = useCounts();
  return (
    <div className={classes.screen}>
      <h1 className="db-hidden">{t('shell.area.lab')}</h1>
      <nav className={classes.tabs} aria-label={t('laboratory.lists')}>
        {TABS.map((each, index) => <TabLink key={each} tab={each} keys={String(index + 1)} count={counts?.[each]} chosen={each === tab} />)}
      </nav>
      <div className={classes.body}>
        {tab === 'collect' ? <CollectTab /> : null}
        {tab === 'run' ? <RunTab specimen={rest[0]} /> : null}
        {tab === 'verify' ? <VerifyTab /> : null}
        {tab === 'critical' ? <CriticalTab /> : null}
        {tab === 'inbox' ? <InboxTab /> : null}
      </div>
    </div>
  );
}

function useCounts(): Readonly<Record<Tab, number>> | undefined {
  const { data } = useLive('laboratory.counts', async () => {
    const [work, inbox] = await Promise.all([client.laboratory.worklist({ list: 'collect', limit: 1 }), client.analysers.results({ status: 'inbox', limit: 1 })]);
    return { ...work.counts, inbox: inbox.waiting };
  }, ['lab']);
  return data;
}

interface LinkProps { readonly tab: Tab; readonly keys: string; readonly count: number | undefined; readonly chosen: boolean }

function TabLink({ tab, keys, count, chosen }: LinkProps) {
  const { t } = useTranslation();
  const go = (): void => navigate('lab', tab);
  useAction({ id: `lab.tab.${tab}`, title: t(`laboratory.tab.${tab}`), keys, run: go });
  return (
    <a
      href={`#/lab/${tab}`} className={classes.tab} aria-current={chosen ? 'page' : undefined} aria-keyshortcuts={ariaKeys(keys)}
      data-danger={(tab === 'critical' && (count ?? 0) > 0) || undefined}
    >
      {t(`laboratory.tab.${tab}`)}
      {count === undefined ? null : <span className={classes.count}>{count}</span>}
      <KeyHint keys={keys} />
    </a>
  );
}
