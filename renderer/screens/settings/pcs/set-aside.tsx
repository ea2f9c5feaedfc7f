import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { Group } from '../parts/page.tsx';
import page from '../parts/page.module.css';
import { contentWords } from './content-words.ts';
import classes from './pcs.module.css';

/** Changes the server did not take into the record; nothing of them is lost. Not there while there are none. */
export function SetAside() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const live = useLive('sync.set-aside', () => client.sync.setAside({}), ['sync']);
  const decide = useCommand(async (opId: string, admit: boolean) => {
    await client.sync.decide({ opId, admit, reason: t(admit ? 'sync.aside.admitted' : 'sync.aside.discarded') });
    live.reload();
  });
  const operations = live.data?.operations ?? [];
  if (operations.length === 0) return null;
  return (
    <Group title={t('sync.aside.title')} wide>
      <p className={classes.server}>{t('sync.aside.about')}</p>
      <table className={page.table}>
        <thead>
          <tr>{['record', 'contents', 'pc', 'why', 'at'].map((column) => <th key={column} scope="col">{t(`sync.aside.column.${column}`)}</th>)}<th scope="col"><span className="db-hidden">{t('sync.devices.actions')}</span></th></tr>
        </thead>
        <tbody>
          {operations.map((each) => (
            <tr key={each.opId}>
              <th scope="row">{t(`audit.record.${each.record}`, { defaultValue: each.record })}</th>
              <td className={classes.contents}><bdi>{contentWords(each.contents, t, format)}</bdi></td>
              <td><bdi>{each.pc}</bdi></td>
              <td>{t(`sync.aside.reason.${each.reason}`, { defaultValue: each.reason })}</td>
              <td className={classes.when}>{format.dateTime(each.receivedAt, now)}</td>
              <td className={classes.actions}>
                <span className={classes.rowButtons}>
                  <ConfirmButton size="compact-sm" variant="default" label={t('sync.aside.admit')} question={t('sync.aside.admit-question')} confirm={t('sync.aside.admit')} busy={decide.busy} onConfirm={() => void decide.run(each.opId, true)} />
                  <ConfirmButton size="compact-sm" variant="default" label={t('sync.aside.discard')} question={t('sync.aside.discard-question')} confirm={t('sync.aside.discard')} busy={decide.busy} onConfirm={() => void decide.run(each.opId, false)} />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ProblemNote problem={decide.problem} />
    </Group>
  );
}
