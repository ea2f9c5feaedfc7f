import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { LiveContent } from '../parts/live-content.tsx';
import page from '../parts/page.module.css';
import { incidentWords } from './incident-words.ts';
import classes from './pcs.module.css';

/** Whether this PC's record is the clinic's: the last comparison, and everything that was noticed about the store itself. */
export function RecordCheck({ alone }: { readonly alone: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const live = useLive('sync.incidents', () => client.sync.incidents({}), ['sync']);
  const check = useCommand(async () => {
    const { tables, different } = await client.sync.check({});
    live.reload();
    toast(different > 0 ? 'danger' : 'done', tables === 0 ? t('sync.check.busy') : t('sync.check.result', { count: different }));
  });
  return (
    <>
      <LiveContent live={live}>{({ lastCheck, incidents }) => (
        <>
          {alone ? null : (
            <div className={classes.checkLine}>
              <IconShieldCheck size={18} aria-hidden className={classes.checkIcon} />
              <span className={classes.questionWords}>
                {lastCheck === null ? t('sync.check.never') : t('sync.check.last', { time: format.dateTime(lastCheck.at, now), tables: format.number(lastCheck.tables), different: format.number(lastCheck.different) })}
              </span>
              <ActionButton action={{ id: 'sync.check', title: t('sync.check.title'), keys: 'Alt+K', run: () => void check.run() }} busy={check.busy} variant="default" size="xs" />
            </div>
          )}
          {incidents.length === 0 ? <p className={classes.server}>{t('sync.incidents.none')}</p> : (
            <table className={page.table}>
              <caption className="db-hidden">{t('sync.incidents.title')}</caption>
              <tbody>
                {incidents.map(({ id, at, kind, detail }) => (
                  <tr key={id}>
                    <td className={classes.when}>{format.dateTime(at, now)}</td>
                    <th scope="row">{incidentWords({ kind, detail }, t)}</th>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {incidents.some(({ kind }) => kind.startsWith('store-')) ? <AttentionNote>{t('sync.incidents.store-note')}</AttentionNote> : null}
        </>
      )}</LiveContent>
      <ProblemNote problem={check.problem} />
    </>
  );
}
