import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { waitBand } from '#domain/queue/flow.ts';
import { useNow } from '#renderer/parts/now.ts';
import { useClinicSettings } from '#renderer/session/clinic.ts';
import { minutesSince } from '#renderer/text/format.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './queue-list.module.css';

/** How long somebody has waited; a long wait has a sign as well as a colour. */
export function WaitTime({ from }: { readonly from: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const settings = useClinicSettings();
  const band = waitBand(minutesSince(from, now), settings?.waitAttentionMinutes ?? Infinity, settings?.waitLateMinutes ?? Infinity);
  return (
    <span className={classes.wait} data-band={band}>
      {band === 'attention' ? <IconClock size={15} role="img" aria-label={t('queue.waits-long')} /> : null}
      {band === 'late' ? <IconAlertTriangle size={15} role="img" aria-label={t('queue.waits-too-long')} /> : null}
      <span>{format.wait(from, now)}</span>
    </span>
  );
}
