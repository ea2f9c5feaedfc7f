import { Chart, LineController, LineElement, LinearScale, PointElement, type ChartDataset, type Plugin } from 'chart.js';
import type { Line } from './line.ts';
import type { Band } from './signs.ts';

Chart.register(LineController, LineElement, LinearScale, PointElement);

/** Points are marked while they are few enough to be told apart. */
const FEW = 24;

/**
 * Draws the lines of one small picture, without axes: the numbers stand beside it.
 * @param beside lines of another measure, on a scale of its own over the same time
 * @returns how to remove it
 */
export function drawLines(canvas: HTMLCanvasElement, lines: readonly Line[], band: Band | undefined, beside: readonly Line[] = []): () => void {
  const style = getComputedStyle(canvas);
  const colors = [style.getPropertyValue('--db-accent'), style.getPropertyValue('--db-dim')];
  const other = style.getPropertyValue('--db-amber');
  const datasets = lines.map(({ times, values }, index): ChartDataset<'line'> => ({
    data: times.map((x, at) => ({ x, y: values[at] ?? 0 })),
    borderColor: colors[index] ?? colors[0] ?? '', backgroundColor: colors[index] ?? colors[0] ?? '', borderWidth: 1.5,
    // The second line of a blood pressure differs by more than colour.
    borderDash: index === 0 ? [] : [4, 2], pointRadius: times.length <= FEW ? 1.5 : 0, pointHoverRadius: 0, tension: 0,
  }));
  datasets.push(...beside.map(({ times, values }): ChartDataset<'line'> => ({
    data: times.map((x, at) => ({ x, y: values[at] ?? 0 })), yAxisID: 'other', borderColor: other, backgroundColor: other, borderWidth: 1.5, borderDash: [1, 3],
    pointStyle: 'rect', pointRadius: times.length <= FEW ? 2 : 0, pointHoverRadius: 0, tension: 0,
  })));
  const chart = new Chart<'line'>(canvas, {
    type: 'line',
    data: { datasets },
    options: {
      animation: false, responsive: true, maintainAspectRatio: false, parsing: false, normalized: true, events: [],
      layout: { padding: 3 },
      scales: {
        x: { type: 'linear', display: false, ...spanOf([...lines, ...beside]) }, y: { type: 'linear', display: false, grace: '8%' },
        ...(beside.length === 0 ? {} : { other: { type: 'linear', display: false, grace: '8%' } }),
      },
    },
    plugins: band ? [bandBehind(band, style.getPropertyValue('--db-sunken'))] : [],
  });
  return () => chart.destroy();
}

/** From the first to the last value: left alone, the scale would end at round numbers of milliseconds. */
function spanOf(lines: readonly Line[]): { min?: number; max?: number } {
  const times = lines.flatMap((line) => [line.times[0], line.times.at(-1)]).filter((time) => time !== undefined);
  return times.length === 0 ? {} : { min: Math.min(...times), max: Math.max(...times) };
}

/** Shades the usual range behind the line, as far as it lies in the picture. */
const bandBehind = (band: Band, color: string): Plugin<'line'> => ({
  id: 'band',
  beforeDatasetsDraw({ ctx, chartArea, scales }) {
    const scale = scales.y;
    if (!scale) return;
    const edge = (limit: number | null, open: number): number =>
      (limit === null ? open : Math.min(chartArea.bottom, Math.max(chartArea.top, scale.getPixelForValue(limit))));
    const [top, bottom] = [edge(band.high, chartArea.top), edge(band.low, chartArea.bottom)];
    ctx.save();
    ctx.fillStyle = color;
    ctx.fillRect(chartArea.left, top, chartArea.right - chartArea.left, Math.max(0, bottom - top));
    ctx.restore();
  },
});
