import { useComputedColorScheme } from '@mantine/core';
import { Chart, Filler, LinearScale, LineController, LineElement, PointElement, Tooltip, type Plugin } from 'chart.js';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/text/use-format.ts';
import { measureName } from '../measure-words.ts';
import classes from './panel.module.css';
import { withHoles, type ShownSeries } from './trend-series.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, Filler, Tooltip);

interface Gap { readonly from: string; readonly to: string | null }

interface Props {
  readonly series: ShownSeries;
  readonly gaps: readonly Gap[];
  readonly from: number;
  readonly to: number;
  readonly rtl: boolean;
}

/** One measure over time: its mean as a line in the band from lowest to highest. */
export function TrendPicture({ series, gaps, from, to, rtl }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  const name = measureName(series.code, t);
  useEffect(() => {
    if (!canvas.current) return undefined;
    const style = getComputedStyle(canvas.current);
    const [accent = '', dim = '', line = ''] = ['--db-accent', '--db-dim', '--db-line'].map((each) => style.getPropertyValue(each).trim());
    const points = withHoles(series.points);
    const data = (pick: 'low' | 'high' | 'mean') => points.map((point, at) => (point === null ? { x: points[at + 1]?.at ?? to, y: NaN } : { x: point.at, y: point[pick] }));
    const plain = { pointRadius: 0, tension: 0, spanGaps: false } as const;
    const few = series.points.length < 12;
    const chart = new Chart<'line'>(canvas.current, {
      type: 'line',
      data: {
        datasets: [
          { ...plain, label: t('bedside.lowest'), data: data('low'), borderWidth: 0 },
          { ...plain, label: t('bedside.highest'), data: data('high'), borderWidth: 0, fill: '-1', backgroundColor: `color-mix(in srgb, ${accent}, transparent 75%)` },
          { ...plain, label: name, data: data('mean'), borderColor: accent, borderWidth: 1.5, pointRadius: few ? 2 : 0, pointBackgroundColor: accent },
        ],
      },
      options: {
        animation: false, maintainAspectRatio: false, interaction: { mode: 'index', intersect: false },
        plugins: { tooltip: { rtl, callbacks: { title: (items) => format.time(items[0]?.parsed.x ?? from) } } },
        scales: {
          x: { type: 'linear', min: from, max: to, reverse: rtl, grid: { color: line }, ticks: { color: dim, maxTicksLimit: 6, maxRotation: 0, callback: (value) => format.time(Number(value)) } },
          y: { position: rtl ? 'right' : 'left', grace: '10%', grid: { color: line }, ticks: { color: dim, maxTicksLimit: 5 } },
        },
      },
      plugins: [hatched(gaps, dim, to)],
    });
    return () => chart.destroy();
  }, [series, gaps, from, to, rtl, name, t, format, scheme]);
  const lows = series.points.map(({ low }) => low);
  const highs = series.points.map(({ high }) => high);
  const text = t('bedside.trend-line', { name, low: Math.min(...lows), high: Math.max(...highs), unit: series.unit, from: format.time(from), to: format.time(to) });
  return <div className={classes.picture}><canvas ref={canvas} role="img" aria-label={text} /></div>;
}

const STRIPE = 8;

/** Hatches the times in which nothing could come, so that they are not taken for calm. */
const hatched = (gaps: readonly Gap[], colour: string, end: number): Plugin<'line'> => ({
  id: 'gaps',
  beforeDatasetsDraw({ ctx, chartArea: { left, right, top, bottom }, scales: { x } }) {
    if (!x) return;
    ctx.save();
    ctx.strokeStyle = colour;
    ctx.globalAlpha = 0.35;
    for (const gap of gaps) {
      const places = [Date.parse(gap.from), gap.to === null ? end : Date.parse(gap.to)].map((at) => Math.max(left, Math.min(right, x.getPixelForValue(at))));
      const [from, to] = [Math.min(...places), Math.max(...places)];
      if (to <= from) continue;
      ctx.save();
      ctx.beginPath();
      ctx.rect(from, top, to - from, bottom - top);
      ctx.clip();
      ctx.beginPath();
      for (let at = from - (bottom - top); at < to; at += STRIPE) {
        ctx.moveTo(at, bottom);
        ctx.lineTo(at + (bottom - top), top);
      }
      ctx.stroke();
      ctx.restore();
    }
    ctx.restore();
  },
});
