import { defuse } from '#domain/exchange/formula.ts';

type Cell = string | number | null;

/** A table as a file that spreadsheets open: UTF-8 with its mark, one line a row. A spreadsheet does not take a word for a formula. */
export const csvText = (rows: readonly (readonly Cell[])[]): string => `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

function cell(value: Cell): string {
  if (typeof value === 'number') return String(value);
  const safe = defuse(value ?? '');
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
