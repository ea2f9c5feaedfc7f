import { useVirtualizer } from '@tanstack/react-virtual';
import { IconCalendarEvent, IconStethoscope, IconTicket } from '@tabler/icons-react';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Visit } from '#domain/contract/patients.ts';
import { nameIn } from '#domain/forms/question.ts';
import { inZone } from '#domain/kit/time.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { useCan } from '#renderer/session/session.ts';
import { useClinicPlace, useFormat } from '#renderer/text/use-format.ts';
import classes from './chart.module.css';
import { timelineOf } from './tiles.ts';

const YEAR_PX = 28;
const VISIT_PX = 40;
/** With a second line for what was written in it. */
const TOLD_PX = 60;
const SPARE = 10;
const STATUSES = new Set([
  'planned', 'arrived', 'triaged', 'in-progress', 'onleave', 'finished', 'cancelled', 'entered-in-error', 'unknown', 'waiting', 'called', 'serving',
  'held', 'skipped', 'no-show', 'done',
]);

/** All visits, newest first, under their years; only the lines in sight exist. */
export function Timeline({ patientId, visits, count }: { readonly patientId: string; readonly visits: readonly Visit[]; readonly count: number }) {
  const can = useCan();
  const opens = can('record.read');
  const { t } = useTranslation();
  const { zone } = useClinicPlace();
  const frame = useRef<HTMLDivElement>(null);
  const items = useMemo(() => timelineOf(visits, (instant) => inZone(Date.parse(instant), zone).date), [visits, zone]);
  // eslint-disable-next-line react-hooks/incompatible-library -- components are not compiled here, and nothing of it is handed on
  const lines = useVirtualizer({
    count: items.length, getScrollElement: () => frame.current, overscan: SPARE,
    estimateSize: (index) => {
      const item = items[index];
      return item?.kind === 'year' ? YEAR_PX : item?.visit.happened == null ? VISIT_PX : TOLD_PX;
    },
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
                : <li key={item.visit.id} className={`${classes.item ?? ''} ${classes.visit ?? ''}`} style={place}><VisitLine patientId={patientId} visit={item.visit} opens={opens} /></li>;
            })}
          </ul>
        </div>
      )}
    </section>
  );
}

interface LineProps {
  readonly patientId: string;
  readonly visit: Visit;
  /** Whether the visit can be opened by this person. */
  readonly opens: boolean;
}

function VisitLine({ patientId, visit, opens }: LineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { zone } = useClinicPlace();
  const Picture = visit.kind === 'token' ? IconTicket : IconStethoscope;
  const title = visit.title === '' ? t('visit.visit') : visit.title;
  return (
    <>
      <Picture size={18} stroke={1.6} aria-hidden />
      <span className={classes.when}>{format.date(inZone(Date.parse(visit.startedAt), zone).date)} {format.time(visit.startedAt)}</span>
      <span className={classes.what} title={visit.title}>
        {visit.kind === 'encounter' && opens ? <a className={classes.open} href={`#/patients/${patientId}/visit/${visit.id}`}><bdi>{title}</bdi></a> : <bdi>{title}</bdi>}
        {visit.reason === null || visit.reason === visit.title ? null : <span className={classes.reason}> · <bdi>{visit.reason}</bdi></span>}
        {visit.happened === null ? null : <Told happened={visit.happened} />}
      </span>
      <span className={classes.status}>{STATUSES.has(visit.status) ? t(`chart.status.${visit.status}`) : visit.status}</span>
    </>
  );
}

/** What was written in a visit, in one line: diagnoses first. */
function Told({ happened: { diagnoses, medicines, procedures, vaccinations, forms, notes } }: { readonly happened: NonNullable<Visit['happened']> }) {
  const { t, i18n } = useTranslation();
  const filled = forms.map((names) => nameIn(names, i18n.language, t('forms.arriving')));
  const words = [...diagnoses, ...medicines, ...procedures, ...vaccinations, ...filled].map((each) => isolated(each)).join(' · ');
  return <span className={classes.told}>{[words, notes === 0 ? '' : t('chart.notes', { count: notes })].filter((part) => part !== '').join(' · ')}</span>;
}
