import { Chart, LineController, LineElement, LinearScale, PointElement, type ChartDataset, type Plugin } from 'chart.js';

Chart.register(LineController, LineElement, LinearScale, PointElement);

/** One line: dotted where it is measured, plain where it is a reference. */
export interface Curve {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly kind: 'measured' | 'median' | 'inner' | 'outer' | 'edge';
  /** Written at its end. */
  readonly label?: string;
}

/** A band behind the lines, from one value to another; null is open. */
export interface CurveBand {
  readonly from: number | null;
  readonly to: number | null;
  readonly tone: 'calm' | 'attention' | 'grave';
}

export interface CurvePicture {
  readonly curves: readonly Curve[];
  readonly bands: readonly CurveBand[];
  readonly x: { readonly min: number; readonly max: number; readonly step: number; readonly label: (value: number) => string };
  /** Unit of the values, as printed. */
  readonly unit: string;
  readonly y?: { readonly min: number; readonly max: number };
}

const DASHES: Readonly<Record<Curve['kind'], number[]>> = { measured: [], median: [], inner: [2, 3], outer: [5, 3], edge: [8, 3] };
const TONES = { calm: '--db-accent-soft', attention: '--db-amber-soft', grave: '--db-danger-soft' } as const;

/** Draws reference curves, bands and what was measured. @returns how to remove it */
export function drawCurves(canvas: HTMLCanvasElement, { curves, bands, x, y, unit }: CurvePicture): () => void {
  const style = getComputedStyle(canvas);
  const color = (name: string): string => style.getPropertyValue(name).trim();
  const ofKind: Readonly<Record<Curve['kind'], string>> = { measured: color('--db-accent'), median: color('--db-dim'), inner: color('--db-dim'), outer: color('--db-amber'), edge: color('--db-danger') };
  const chart = new Chart<'line'>(canvas, {
    type: 'line',
    data: {
      datasets: curves.map(({ points, kind }): ChartDataset<'line'> => ({
        data: points.map((point) => ({ ...point })), borderColor: ofKind[kind], backgroundColor: ofKind[kind], borderWidth: kind === 'measured' ? 2.5 : 1, borderDash: DASHES[kind],
        pointRadius: kind === 'measured' ? 4 : 0, pointHoverRadius: 0, tension: 0,
      })),
    },
    options: {
      animation: false, responsive: true, maintainAspectRatio: false, parsing: false, normalized: true, events: [], layout: { padding: { right: 26, top: 6 } },
      scales: {
        x: { type: 'linear', min: x.min, max: x.max, ticks: { stepSize: x.step, maxRotation: 0, color: color('--db-dim'), callback: (value) => x.label(Number(value)) }, grid: { color: color('--db-line') } },
        y: { type: 'linear', ...(y ?? {}), grace: y ? 0 : '8%', ticks: { color: color('--db-dim'), maxTicksLimit: 8 }, title: { display: true, text: unit, color: color('--db-dim') }, grid: { color: color('--db-line') } },
      },
    },
    plugins: [bandsBehind(bands.map((band) => ({ ...band, color: color(TONES[band.tone]) }))), labelsAtEnd(curves, color('--db-dim'))],
  });
  return () => chart.destroy();
}

const bandsBehind = (bands: readonly (CurveBand & { readonly color: string })[]): Plugin<'line'> => ({
  id: 'bands',
  beforeDatasetsDraw({ ctx, chartArea, scales }) {
    const scale = scales.y;
    if (!scale) return;
    const edge = (value: number | null, open: number): number => (value === null ? open : Math.min(chartArea.bottom, Math.max(chartArea.top, scale.getPixelForValue(value))));
    ctx.save();
    for (const { from, to, color } of bands) {
      const [top, bottom] = [edge(to, chartArea.top), edge(from, chartArea.bottom)];
      ctx.fillStyle = color;
      ctx.fillRect(chartArea.left, top, chartArea.right - chartArea.left, Math.max(0, bottom - top));
    }
    ctx.restore();
  },
});

const labelsAtEnd = (curves: readonly Curve[], color: string): Plugin<'line'> => ({
  id: 'labels',
  afterDatasetsDraw({ ctx, chartArea, scales }) {
    const scale = scales.y;
    if (!scale) return;
    ctx.save();
    ctx.fillStyle = color;
    ctx.font = '11px "Noto Sans", sans-serif';
    ctx.textBaseline = 'middle';
    ctx.direction = 'ltr';
    ctx.textAlign = 'left';
    for (const { label, points } of curves) {
      const last = points.at(-1);
      if (label !== undefined && last) ctx.fillText(label, chartArea.right + 4, Math.min(chartArea.bottom, Math.max(chartArea.top, scale.getPixelForValue(last.y))));
    }
    ctx.restore();
  },
});
