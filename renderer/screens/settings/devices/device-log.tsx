import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useNow } from '#renderer/parts/now.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from '../parts/page.module.css';
import own from './devices.module.css';

const SHOWN = 30;

/** What happened to a device: connections, gaps, faults, the newest first. */
export function DeviceLog({ deviceId }: { readonly deviceId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { data } = useLive(`devices.events:${deviceId}`, () => client.devices.events({ deviceId, limit: SHOWN }), ['bedside']);
  return (
    <section aria-label={t('devices.log')}>
      <h4 className={own.small}>{t('devices.log')}</h4>
      {data?.events.length === 0 ? <p className={classes.dim}>{t('devices.log-empty')}</p> : null}
      <ol className={own.log}>
        {data?.events.map((event) => (
          <li key={`${event.at} ${event.kind} ${event.detail}`}>
            <span className={classes.dim}>{format.dateTime(event.at, now)}{event.until === null ? '' : ` – ${format.time(event.until)}`}</span>{' '}
            <span>{t(`devices.event.${event.kind}`, { defaultValue: event.kind })}</span> {event.detail === '' ? null : <bdi className={classes.dim} dir="ltr">{event.detail}</bdi>}
          </li>
        ))}
      </ol>
    </section>
  );
}
