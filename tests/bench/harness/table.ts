import type { Judged } from './verdict.ts';

const HEAD = ['name', 'ours', 'yardstick', 'ratio', 'goal', 'met', 'spread'];

/** The table of `npm run bench`: name, ours, yardstick, ratio, goal, met, spread. */
export function formatTable(rows: readonly Judged[]): string {
  const cells = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) => row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join('  ').trimEnd()).join('\n');
}

function cellsOf(row: Judged): string[] {
  return [
    `${row.bench}: ${row.name}`,
    withUnit(row.ours, row.unit),
    row.yardstick === null ? '' : withUnit(row.yardstick, row.unit),
    row.ratio === null ? '' : `${formatFigure(row.ratio)}×`,
    row.goal ?? '',
    row.met === null ? '' : row.met ? 'yes' : 'NO',
    row.spread === null ? '' : `${(row.spread * 100).toFixed(0)} %${row.steady ? '' : ' unsteady'}`,
  ];
}

const withUnit = (figure: number, unit: string): string => `${formatFigure(figure)} ${unit}`;

/** Three significant digits; whole numbers from a thousand on. */
export function formatFigure(figure: number): string {
  if (!Number.isFinite(figure)) return String(figure);
  return Math.abs(figure) >= 1000 ? Math.round(figure).toLocaleString('en') : String(Number(figure.toPrecision(3)));
}

/** Names to the left, figures to the right. */
function pad(cell: string, width: number, column: number): string {
  return column === 0 || column === HEAD.length - 1 ? cell.padEnd(width) : cell.padStart(width);
}
