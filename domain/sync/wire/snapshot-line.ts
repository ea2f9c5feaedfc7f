import type { RowState } from '../merge.ts';
import type { Scalar } from '../operation.ts';
import type { Version } from '../version.ts';

/** One row as the server keeps it, for comparing and repairing single rows: `[row id, base clock, base tie, overrides | 0, column, value, …]`. */
export type SnapshotLine = readonly [rowId: string, hlc: number, tie: number, over: Readonly<Record<number, Version>> | 0, ...values: (number | Scalar)[]];

/** The row a line stands for. */
export function readLine(line: SnapshotLine): { readonly rowId: string; readonly row: RowState } {
  const [rowId, hlc, tie, over] = line;
  const values: Record<number, Scalar> = {};
  for (let i = 4; i < line.length; i += 2) values[line[i] as number] = line[i + 1] as Scalar;
  return { rowId, row: { values, versions: { base: [hlc, tie], over: over === 0 ? {} : over } } };
}

/** The line of a row; `over` as the store keeps it, JSON or null. */
export function writeLine(rowId: string, hlc: number, tie: number, over: string | null, values: Readonly<Record<number, Scalar>>): string {
  let text = `[${JSON.stringify(rowId)},${String(hlc)},${String(tie)},${over ?? '0'}`;
  for (const column in values) text += `,${column},${JSON.stringify(values[column])}`;
  return `${text}]`;
}
