import { useTranslation } from 'react-i18next';
import type { StayView } from '#domain/contract/bedside.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { AlarmLine } from '../alarms/alarm-line.tsx';
import classes from './panel.module.css';

/** Every alarm of this stay: how long it stood, and who answered it. */
export function AlarmHistory({ stay }: { readonly stay: StayView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { data, error } = useLive(`bedside.alarms:${stay.id}`, () => client.bedside.alarms({ stayId: stay.id }), ['bedside']);
  return (
    <section className={classes.part}>
      <h3 className={classes.small}>{t('bedside.alarm-history')}</h3>
      {error === undefined ? null : <ProblemNote problem={problemOf(error)} />}
      {data?.alarms.length === 0 ? <p className={classes.dim}>{t('bedside.no-alarms')}</p> : null}
      <ol className={classes.alarms}>
        {data?.alarms.map((alarm) => (
          <li key={alarm.id}>
            <AlarmLine alarm={alarm} />
            <span className={classes.dim}>
              {format.dateTime(alarm.startedAt, now)}{alarm.endedAt === null ? ` – ${t('bedside.still')}` : ` – ${format.time(alarm.endedAt)}`}
              {alarm.acknowledgedAt === null ? null : <> · {t('bedside.answered', { name: alarm.acknowledgedBy ?? '–', time: format.time(alarm.acknowledgedAt) })}</>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
