import { SegmentedControl } from '@mantine/core';
import { IconTable, IconChartLine, IconZoomIn, IconZoomOut, IconArrowLeft, IconArrowRight, IconClock } from '@tabler/icons-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StayView } from '#domain/contract/bedside.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import { useStayNow } from '../live/use-live-beds.ts';
import { measureName } from '../measure-words.ts';
import { useUnits } from '../use-units.ts';
import classes from './panel.module.css';
import { edges, pan, startSpan, WIDTHS, zoom } from './span.ts';
import { TrendTable } from './trend-table.tsx';
import { shownSeries } from './trend-series.ts';

const TrendPicture = lazy(() => import('./trend-picture.tsx').then((m) => ({ default: m.TrendPicture })));

/** As many points as the panel is wide. */
const POINTS = 420;
/** A picture that ends with the present moves on by this much at a time. */
const MOVES_MS = 5_000;
const MOST_CODES = 12;
const NOT_DRAWN = new Set(['cuff-pressure']);

/** How the numbers went: any width of time, each measure with the band between its lowest and highest, gaps hatched. */
export function Trends({ stay }: { readonly stay: StayView }) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const units = useUnits();
  const now = Math.floor(useNow() / MOVES_MS) * MOVES_MS;
  const live = useStayNow(stay);
  const [span, setSpan] = useState(startSpan);
  const [asTable, setAsTable] = useState(false);
  const codes = [...new Set(live.values.map(({ code }) => code))].filter((code) => !NOT_DRAWN.has(code)).sort().slice(0, MOST_CODES);
  const { from, to } = edges(span, now);
  const key = codes.length === 0 ? null : `bedside.trends:${stay.id}:${codes.join()}:${from}:${to}`;
  const { data, error } = useLive(key, () => client.bedside.trends({
    patientId: stay.patient.id, stayId: stay.id, codes, from: new Date(from).toISOString(), to: new Date(to).toISOString(), points: POINTS,
  }), []);
  // While the next stretch is read, the one before stays.
  const [kept, setKept] = useState(data);
  if (data !== undefined && data !== kept) setKept(data);
  const series = useMemo(() => shownSeries(kept?.series ?? [], units), [kept, units]);
  const size = 'compact-sm';
  return (
    <section className={classes.part}>
      <SegmentedControl
        fullWidth size="xs" aria-label={t('bedside.width')} value={String(span.widthMs)} onChange={(width) => setSpan({ ...span, widthMs: Number(width) })}
        data={WIDTHS.map((width) => ({ value: String(width), label: t(`bedside.widths.${String(width / 60_000)}`) }))}
      />
      <div className={classes.tools}>
        <ActionButton size={size} variant="default" icon={<IconZoomIn size={16} aria-hidden />} action={{ id: 'bedside.closer', title: t('bedside.closer'), keys: '+', run: () => setSpan(zoom(span, true, now)) }} />
        <ActionButton size={size} variant="default" icon={<IconZoomOut size={16} aria-hidden />} action={{ id: 'bedside.wider', title: t('bedside.wider'), keys: '-', run: () => setSpan(zoom(span, false, now)) }} />
        <ActionButton size={size} variant="default" icon={<IconArrowLeft size={16} aria-hidden className="db-flip" />} action={{ id: 'bedside.earlier', title: t('bedside.earlier'), keys: ',', run: () => setSpan(pan(span, true, now)) }} />
        <ActionButton size={size} variant="default" icon={<IconArrowRight size={16} aria-hidden className="db-flip" />} action={{ id: 'bedside.later', title: t('bedside.later'), keys: '.', when: span.to !== null, run: () => setSpan(pan(span, false, now)) }} />
        <ActionButton size={size} variant="default" icon={<IconClock size={16} aria-hidden />} action={{ id: 'bedside.present', title: t('bedside.present'), keys: 'n', when: span.to !== null, run: () => setSpan({ ...span, to: null }) }} />
        <ActionButton size={size} variant="subtle" icon={asTable ? <IconChartLine size={16} aria-hidden /> : <IconTable size={16} aria-hidden />} action={{ id: 'bedside.rows', title: t(asTable ? 'bedside.as-picture' : 'bedside.as-rows'), keys: 'w', run: () => setAsTable(!asTable) }} />
      </div>
      <p className={classes.dim}><bdi>{format.dateTime(new Date(from).toISOString(), now)}</bdi> – <bdi>{format.dateTime(new Date(to).toISOString(), now)}</bdi></p>
      {error === undefined ? null : <ProblemNote problem={problemOf(error)} />}
      {kept && series.every(({ points }) => points.length === 0) ? <p className={classes.dim}>{t('bedside.no-trend')}</p> : null}
      {asTable ? <TrendTable series={series} /> : (
        <Suspense fallback={null}>
          {series.filter(({ points }) => points.length > 0).map((each) => (
            <figure key={each.code} className={classes.trend}>
              <figcaption>{measureName(each.code, t)} <small dir="ltr">{each.unit}</small></figcaption>
              <TrendPicture series={each} gaps={kept?.gaps ?? []} from={from} to={to} rtl={i18n.dir() === 'rtl'} />
            </figure>
          ))}
        </Suspense>
      )}
    </section>
  );
}
