import { useComputedColorScheme, useDirection } from '@mantine/core';
import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, LineController, LineElement, PointElement, Tooltip } from 'chart.js';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#renderer/text/use-format.ts';
import { hourLabel, type HourWait } from './flow-waits.ts';
import classes from './queue-screen.module.css';

Chart.register(BarController, BarElement, LineController, LineElement, PointElement, CategoryScale, LinearScale, Legend, Tooltip);

const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Bars for the middle wait, a line for what nine in ten stayed below. */
export function FlowChart({ waits }: { readonly waits: readonly HourWait[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useComputedColorScheme('light');
  const { dir } = useDirection();
  const longest = waits.reduce<HourWait | undefined>((most, wait) => (!most || wait.median > most.median ? wait : most), undefined);

  useEffect(() => {
    if (!canvas.current) return undefined;
    const [accent, amber, dim, line] = ['--db-accent', '--db-amber', '--db-dim', '--db-line'].map(colour);
    const chart = new Chart<'bar' | 'line', number[], string>(canvas.current, {
      data: {
        labels: waits.map(({ hour }) => hourLabel(hour)),
        datasets: [
          { type: 'line', label: t('queue.flow.p90'), data: waits.map(({ p90 }) => Math.round(p90)), borderColor: amber, backgroundColor: amber, pointStyle: 'rectRot', pointRadius: 5, borderWidth: 2 },
          { type: 'bar', label: t('queue.flow.median'), data: waits.map(({ median }) => Math.round(median)), backgroundColor: accent, borderRadius: 3, maxBarThickness: 28 },
        ],
      },
      options: {
        animation: false, maintainAspectRatio: false, color: dim, font: { family: 'Noto Sans, Noto Sans Arabic' },
        plugins: {
          legend: { position: 'bottom', rtl: dir === 'rtl', labels: { color: dim, usePointStyle: true, boxHeight: 8 } },
          tooltip: { rtl: dir === 'rtl', callbacks: { label: (item) => `${item.dataset.label ?? ''}: ${format.minutes(Number(item.raw))}` } },
        },
        scales: {
          x: { reverse: dir === 'rtl', grid: { display: false }, ticks: { color: dim } },
          y: { position: dir === 'rtl' ? 'right' : 'left', beginAtZero: true, grid: { color: line }, ticks: { color: dim, precision: 0 }, title: { display: true, text: t('queue.flow.unit'), color: dim } },
        },
      },
    });
    return () => chart.destroy();
  }, [waits, t, format, scheme, dir]);

  const text = longest === undefined ? '' : t('queue.flow.description', { hour: hourLabel(longest.hour), median: format.minutes(Math.round(longest.median), 'long'), p90: format.minutes(Math.round(longest.p90), 'long') });
  return <div className={classes.chart}><canvas ref={canvas} role="img" aria-label={text} /></div>;
}
