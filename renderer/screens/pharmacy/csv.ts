import { saveFile } from '#renderer/parts/save-document.ts';

type Cell = string | number | null;

/** Hands a table to the browser as a file that spreadsheets open, with a date-free name. A spreadsheet must not take a word for a formula. */
export function saveCsv(name: string, heads: readonly string[], rows: readonly (readonly Cell[])[]): void {
  const text = [heads, ...rows].map((row) => row.map(cell).join(',')).join('\r\n');
  saveFile(new Blob([`\uFEFF${text}\r\n`], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
}

export function cell(value: Cell): string {
  if (typeof value === 'number') return String(value);
  const text = value ?? '';
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
