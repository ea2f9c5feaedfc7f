import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ariaKeys } from '#renderer/parts/keys.ts';
import { useNow } from '#renderer/parts/now.ts';
import { navigate, useRoute } from '#renderer/router.ts';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { isCalendarDate } from '#domain/kit/calendar.ts';
import { AttentionTab } from './attention-tab.tsx';
import classes from './calendar.module.css';
import { DaysTab, type View } from './days-tab.tsx';
import { UsedTab } from './used-tab.tsx';

const TABS = ['day', 'week', 'rooms', 'attention', 'used'] as const;
type Tab = (typeof TABS)[number];

const isTab = (text: string | undefined): text is Tab => TABS.some((tab) => tab === text);
const isView = (tab: Tab): tab is View => tab === 'day' || tab === 'week' || tab === 'rooms';

/** Who is booked, with whom and where: by day, week and room; and what waits for a hand. spec: APT-4 */
export function CalendarScreen() {
  const { t } = useTranslation();
  const [, wanted, asked, opened] = useRoute();
  const can = useCan();
  const tabs = TABS.filter((tab) => tab !== 'used' || can('schedules.manage'));
  const tab: Tab = isTab(wanted) && tabs.includes(wanted) ? wanted : 'day';
  const today = useFormat().today(useNow());
  const date = asked !== undefined && isCalendarDate(asked) ? asked : today;
  // The address says where one is, so that going back comes back here.
  useEffect(() => { if (!isTab(wanted)) navigate('calendar', 'day'); }, [wanted]);
  const count = useWaiting();
  return (
    <div className={classes.screen}>
      <h1 className="db-hidden">{t('shell.area.calendar')}</h1>
      <nav className={classes.tabs} aria-label={t('calendar.views')}>
        {tabs.map((each, index) => (
          <TabLink key={each} tab={each} keys={String(index + 1)} chosen={each === tab} count={each === 'attention' ? count : undefined} date={isView(each) && asked !== undefined ? date : undefined} />
        ))}
      </nav>
      {isView(tab) ? <DaysTab view={tab} date={date} today={today} opened={opened} /> : null}
      {tab === 'attention' ? <AttentionTab /> : null}
      {tab === 'used' ? <UsedTab today={today} /> : null}
    </div>
  );
}

/** What cannot wait: several in one place, nobody there, and those who are late. */
function useWaiting(): number | undefined {
  const { data } = useLive('appointments.attention', () => client.appointments.attention({}), ['calendar', 'clinic', 'patients', 'record']);
  return data && data.clashes.length + data.stranded.length + data.overdue.length;
}

interface LinkProps { readonly tab: Tab; readonly keys: string; readonly chosen: boolean; readonly count: number | undefined; readonly date: string | undefined }

function TabLink({ tab, keys, chosen, count, date }: LinkProps) {
  const { t } = useTranslation();
  const parts = ['calendar', tab, ...(date === undefined ? [] : [date])];
  useAction({ id: `calendar.tab.${tab}`, title: t(`calendar.tab.${tab}`), keys, run: () => navigate(...parts) });
  return (
    <a href={`#/${parts.join('/')}`} className={classes.tab} aria-current={chosen ? 'page' : undefined} aria-keyshortcuts={ariaKeys(keys)} data-waiting={(count ?? 0) > 0 || undefined}>
      {t(`calendar.tab.${tab}`)}
      {count === undefined ? null : <span className={classes.count}>{count}</span>}
      <KeyHint keys={keys} />
    </a>
  );
}
