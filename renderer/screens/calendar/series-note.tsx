import { useTranslation } from 'react-i18next';
import { seriesDays } from '#domain/calendar/series.ts';
import type { CalendarDate } from '#domain/kit/calendar.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './calendar.module.css';
import type { Booking } from './use-placing.ts';

/** Days that are told one by one. */
const MOST_TOLD = 4;

/** Up to when a series goes, and on which days it stands because a month, or a February, is shorter. */
export function SeriesNote({ first, repeat }: { readonly first: CalendarDate; readonly repeat: Booking['repeat'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!repeat) return null;
  const days = seriesDays(first, repeat);
  const short = repeat.unit === 'month' ? days.filter((day) => day.slice(8) !== first.slice(8)) : [];
  const told = short.slice(0, MOST_TOLD).map((day) => format.date(day)).join(t('everywhere.comma')) + (short.length > MOST_TOLD ? ' …' : '');
  return (
    <p className={classes.dim} role="status">
      {t('calendar.series-last', { day: format.date(days.at(-1) ?? first) })}{short.length === 0 ? null : ` ${t('calendar.series-short', { days: told })}`}
    </p>
  );
}
