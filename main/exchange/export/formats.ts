import writeExcelFile from 'write-excel-file/node';
import type { ExportedPatient } from '#domain/exchange/exported.ts';
import { defuse } from '#domain/exchange/formula.ts';
import { exportColumns, rowsOf } from '#domain/exchange/table/export-rows.ts';

/** A CSV file in pieces: RFC 4180 with CRLF, UTF-8 with a byte order mark (or Excel reads it as windows-1252). */
export function* csvPieces(patients: Iterable<ExportedPatient>): Generator<string> {
  yield `\ufeff${csvLine(exportColumns.map((column) => column.header))}`;
  for (const patient of patients) yield rowsOf(patient).map(csvLine).join('');
}

/** One row; formulas in it are defused. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

function csvCell(text: string): string {
  const safe = defuse(text);
  return /[",\r\n']|^\s|\s$/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** Rows an Excel sheet can hold, but for its header. */
const MOST_ROWS = 1_048_575;

/** An Excel workbook; every cell is text, so nothing in it can run. */
export async function excelBytes(patients: AsyncIterable<readonly ExportedPatient[]>): Promise<Buffer> {
  const text = (value: string): { value: string; type: StringConstructor } => ({ value: writable(value), type: String });
  const header = exportColumns.map((column) => ({ ...text(column.header), fontWeight: 'bold' as const }));
  const rows: ReturnType<typeof text>[][] = [];
  for await (const page of patients) for (const patient of page) for (const row of rowsOf(patient)) rows.push(row.map(text));
  const sheets: { sheet: string; data: ReturnType<typeof text>[][] }[] = [];
  for (let at = 0; at < Math.max(1, rows.length); at += MOST_ROWS) {
    sheets.push({ sheet: `Patients ${sheets.length + 1}`, data: [header, ...rows.slice(at, at + MOST_ROWS)] });
  }
  return writeExcelFile(sheets).toBuffer();
}

/**
 * The writer looks texts up in a plain object, so a cell saying `constructor` would damage the file (write-excel-file
 * 4.1.1); a blank behind it keeps it away from there, and every import trims cells.
 */
const writable = (text: string): string => (text in Object.prototype ? `${text} ` : text);
