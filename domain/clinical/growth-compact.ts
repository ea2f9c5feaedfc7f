/**
 * A growth table of one sex as a short text: the decimals of each column, then each column as differences from row to row, base 36. Nothing
 * is lost: published tables are decimal numbers of a few digits. Ten tables take about a fifth of their CSV files.
 */
import type { Lms } from './growth-pack.ts';

const COLUMNS = ['l', 'm', 's'] as const;
const MOST_DECIMALS = 9;

export function compactRows(rows: readonly Lms[]): string {
  return COLUMNS.map((column) => {
    const values = rows.map((row) => row[column]);
    const decimals = values.reduce((most, value) => Math.max(most, decimalsOf(value)), 0);
    const whole = values.map((value) => Math.round(value * 10 ** decimals));
    return `${decimals} ${whole.map((value, at) => (value - (whole[at - 1] ?? 0)).toString(36)).join(' ')}`;
  }).join(';');
}

/** Undefined for a text that this program did not write. */
export function rowsOfCompact(text: string): Lms[] | undefined {
  const columns = text.split(';').map(columnOf);
  const [l, m, s] = columns;
  if (!l || !m || !s || columns.length !== COLUMNS.length || l.length !== m.length || m.length !== s.length) return undefined;
  return l.map((value, at) => ({ l: value, m: m[at] ?? 0, s: s[at] ?? 0 }));
}

function columnOf(text: string): number[] | undefined {
  const [decimals = '', ...differences] = text.split(' ');
  if (!/^\d$/.test(decimals) || differences.length === 0) return undefined;
  let whole = 0;
  const values = differences.map((difference) => {
    whole += /^-?[0-9a-z]{1,10}$/.test(difference) ? parseInt(difference, 36) : Number.NaN;
    return Number((whole / 10 ** Number(decimals)).toPrecision(12));
  });
  return values.every(Number.isFinite) ? values : undefined;
}

function decimalsOf(value: number): number {
  for (let decimals = 0; decimals < MOST_DECIMALS; decimals += 1) if (Number(value.toFixed(decimals)) === value) return decimals;
  return MOST_DECIMALS;
}
