import { csvText } from '#renderer/parts/csv.ts';
import { saveFile } from '#renderer/parts/save-document.ts';

/** Hands a table to the browser as a file that spreadsheets open, with a date-free name. */
export function saveCsv(name: string, heads: readonly string[], rows: readonly (readonly (string | number | null)[])[]): void {
  saveFile(new Blob([csvText([heads, ...rows])], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
}
