import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { Card } from '#renderer/parts/card.tsx';
import { Phone } from '#renderer/parts/phone.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { Line, LineButton, lineKey, type Marks } from './attention-rows.tsx';
import classes from './calendar.module.css';
import { take } from './move-button.tsx';

type FollowUpLines = Awaited<ReturnType<typeof client.appointments.attention>>['followUps'];

/** Who is to come again and has no appointment yet. */
export function FollowUps({ followUps, marks }: { readonly followUps: FollowUpLines; readonly marks: Marks }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayBook = useCan()('appointments.book');
  const drop = useCommand(async (followUpId: string) => { await client.appointments.dropFollowUp({ followUpId }); });
  if (followUps.length === 0) return null;
  return (
    <Card title={t('calendar.list.follow-ups')}>
      <p className={classes.dim}>{t('calendar.list.follow-ups-hint')}</p>
      <table className={classes.table}>
        <thead><tr>{(['who', 'due', 'reason', 'phone', 'do'] as const).map((column) => <th key={column} scope="col">{t(`calendar.column.${column}`)}</th>)}</tr></thead>
        <tbody>
          {followUps.map(({ id, patient, dueOn, reason }) => {
            const [key, about] = [lineKey('follow-ups', id), patient.name];
            const here = key === marks.key;
            const book = (): void => take({ kind: 'patient', patient, followUpId: id, reason }, dueOn);
            return (
              <Line key={id} lineKey={key} marks={marks}>
                <th scope="row"><bdi>{patient.name}</bdi></th>
                <td>{format.date(dueOn)}</td>
                <td><bdi>{reason}</bdi></td>
                <td>{patient.phone === null ? null : <Phone>{patient.phone}</Phone>}</td>
                <td className={classes.tools}>
                  {mayBook ? (
                    <>
                      <LineButton action={{ id: 'calendar.line.book', title: t('calendar.do.book'), keys: 'b', run: book }} about={about} marked={here} primary />
                      <LineButton action={{ id: 'calendar.line.drop', title: t('calendar.do.drop'), keys: 'n', run: () => void drop.run(id) }} about={about} marked={here} />
                    </>
                  ) : null}
                </td>
              </Line>
            );
          })}
        </tbody>
      </table>
      <ProblemNote problem={drop.problem} />
    </Card>
  );
}
