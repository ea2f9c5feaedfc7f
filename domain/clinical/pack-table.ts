/**
 * The plain tables that a clinic imports because they may not be shipped: a line of headings, then lines of cells parted by commas.
 * A table is taken whole or not at all.
 */
import { err, ok, type Result } from '../kit/result.ts';

export interface PackProblem {
  readonly code: 'too-long' | 'no-rows' | 'column-missing' | 'cell-count' | 'not-a-number' | 'unknown-word' | 'out-of-order' | 'twice' | 'incomplete';
  /** Of the text, from 1. */
  readonly line: number;
  readonly column?: string;
}

export interface PackTable {
  readonly columns: readonly string[];
  readonly rows: readonly PackRow[];
}
export interface PackRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Longer texts are refused before they are taken apart. */
const LONGEST = 4_000_000;

/** Any line ends, a byte-order mark and quotes around a cell are read; empty lines are passed over. `needed` columns must be there, in any order. */
export function readPackTable(text: string, needed: readonly string[]): Result<PackTable, PackProblem> {
  if (text.length > LONGEST) return err({ code: 'too-long', line: 1 });
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/).map((content, i) => ({ line: i + 1, cells: content.split(',').map(unquoted) }));
  const [head, ...rows] = lines.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const columns = head?.cells ?? [];
  const lacking = needed.find((column) => !columns.includes(column));
  if (lacking !== undefined) return err({ code: 'column-missing', line: head?.line ?? 1, column: lacking });
  const uneven = rows.find(({ cells }) => cells.length !== columns.length);
  if (uneven) return err({ code: 'cell-count', line: uneven.line });
  return rows.length === 0 ? err({ code: 'no-rows', line: 1 }) : ok({ columns, rows });
}

/** Reads a row's cells by the name of the column. */
export function cellReader({ columns }: PackTable): (row: PackRow, column: string) => string {
  const places = new Map(columns.map((column, i) => [column, i]));
  return (row, column) => row.cells[places.get(column) ?? -1] ?? '';
}

/** A number in the plain notation of such tables; undefined for anything else. */
export const packNumber = (cell: string): number | undefined => (/^-?\d{1,9}(\.\d{1,12})?$/.test(cell) ? Number(cell) : undefined);

const unquoted = (cell: string): string => { const plain = cell.trim(); return /^".*"$/.test(plain) ? plain.slice(1, -1) : plain; };
