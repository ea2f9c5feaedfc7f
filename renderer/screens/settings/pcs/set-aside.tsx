import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { LiveContent } from '../parts/live-content.tsx';
import classes from '../parts/page.module.css';

/** Changes the server did not take into the record; nothing of them is lost. */
export function SetAside() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const live = useLive('sync.set-aside', () => client.sync.setAside({}), ['sync']);
  const decide = useCommand(async (opId: string, admit: boolean) => {
    await client.sync.decide({ opId, admit, reason: t(admit ? 'sync.aside.admitted' : 'sync.aside.discarded') });
    live.reload();
  });
  return (
    <>
      <LiveContent live={live}>{({ operations }) => (
        <table className={classes.table}>
          <tbody>
            {operations.map((each) => (
              <tr key={each.opId}>
                <th scope="row">{t(`audit.record.${each.record}`, { defaultValue: each.record })}</th>
                <td><bdi>{each.pc}</bdi></td>
                <td>{t(`sync.aside.reason.${each.reason}`, { defaultValue: each.reason })}</td>
                <td>{format.dateTime(each.receivedAt, now)}</td>
                <td className={classes.tableEnd}>
                  <ConfirmButton size="xs" variant="default" label={t('sync.aside.admit')} question={t('sync.aside.admit-question')} confirm={t('sync.aside.admit')} busy={decide.busy} onConfirm={() => void decide.run(each.opId, true)} />
                  <ConfirmButton size="xs" variant="default" label={t('sync.aside.discard')} question={t('sync.aside.discard-question')} confirm={t('sync.aside.discard')} busy={decide.busy} onConfirm={() => void decide.run(each.opId, false)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}</LiveContent>
      <ProblemNote problem={decide.problem} />
    </>
  );
}
