import { useVirtualizer } from '@tanstack/react-virtual';
import { IconCalendarEvent, IconStethoscope, IconTicket } from '@tabler/icons-react';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Visit } from '#domain/contract/patients.ts';
import { inZone } from '#domain/kit/time.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { useClinicPlace, useFormat } from '#renderer/text/use-format.ts';
import classes from './chart.module.css';
import { timelineOf } from './tiles.ts';

const YEAR_PX = 28;
const VISIT_PX = 40;
const SPARE = 10;
const STATUSES = new Set([
  'planned', 'arrived', 'triaged', 'in-progress', 'onleave', 'finished', 'cancelled', 'entered-in-error', 'unknown', 'waiting', 'called', 'serving',
  'held', 'skipped', 'no-show', 'done',
]);

/** All visits, newest first, under their years; only the lines in sight exist. */
export function Timeline({ visits, count }: { readonly visits: readonly Visit[]; readonly count: number }) {
  const { t } = useTranslation();
  const { zone } = useClinicPlace();
  const frame = useRef<HTMLDivElement>(null);
  const items = useMemo(() => timelineOf(visits, (instant) => inZone(Date.parse(instant), zone).date), [visits, zone]);
  // eslint-disable-next-line react-hooks/incompatible-library -- components are not compiled here, and nothing of it is handed on
  const lines = useVirtualizer({
    count: items.length, getScrollElement: () => frame.current, overscan: SPARE,
    estimateSize: (index) => (items[index]?.kind === 'year' ? YEAR_PX : VISIT_PX),
  });
  return (
    <section className={classes.timeline} aria-label={t('chart.timeline')}>
      <div className={classes.timelineHead}>
        <h2 className={classes.timelineTitle}>{t('chart.timeline')}</h2>
        <span className={classes.dim}>{t('chart.visits', { count })}</span>
        {count > visits.length ? <span className={classes.dim}>{t('chart.newest-only', { count: visits.length })}</span> : null}
      </div>
      {items.length === 0 ? <Empty icon={IconCalendarEvent} title={t('chart.no-visits')} hint={t('chart.no-visits-hint')} /> : (
        <div ref={frame} className={classes.frame} tabIndex={0} role="group" aria-label={t('chart.timeline')}>
          <ul className={classes.lines} style={{ blockSize: lines.getTotalSize() }}>
            {lines.getVirtualItems().map(({ index, start, size }) => {
              const item = items[index];
              const place = { blockSize: size, transform: `translateY(${start}px)` };
              if (!item) return null;
              return item.kind === 'year'
                ? <li key={item.year} className={`${classes.item ?? ''} ${classes.year ?? ''}`} style={place}>{t('chart.year', { year: item.year, count: item.count })}</li>
                : <li key={item.visit.id} className={`${classes.item ?? ''} ${classes.visit ?? ''}`} style={place}><VisitLine visit={item.visit} /></li>;
            })}
          </ul>
        </div>
      )}
    </section>
  );
}

function VisitLine({ visit }: { readonly visit: Visit }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { zone } = useClinicPlace();
  const Picture = visit.kind === 'token' ? IconTicket : IconStethoscope;
  return (
    <>
      <Picture size={18} stroke={1.6} aria-hidden />
      <span className={classes.when}>{format.date(inZone(Date.parse(visit.startedAt), zone).date)} {format.time(visit.startedAt)}</span>
      <span className={classes.what} title={visit.title}>
        <bdi>{visit.title}</bdi>{visit.reason === null || visit.reason === visit.title ? null : <span className={classes.reason}> · <bdi>{visit.reason}</bdi></span>}
      </span>
      <span className={classes.status}>{STATUSES.has(visit.status) ? t(`chart.status.${visit.status}`) : visit.status}</span>
    </>
  );
}
