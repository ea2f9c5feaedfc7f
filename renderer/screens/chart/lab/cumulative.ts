import type { LabBrought, LabLine } from '#domain/contract/lab-shapes.ts';
import type { Catalogue } from '#renderer/session/laboratory.ts';

/** One result: of an order, or brought along. */
export type Cell = { readonly line: LabLine } | { readonly brought: LabBrought };

/** One test of a patient over time: its results by column. */
export interface CumulativeRow {
  /** The test's code, or the code in the record of what the catalogue has no test for. */
  readonly key: string;
  /** What its source calls it, where the catalogue has no test. */
  readonly title: string | null;
  /** In the order of the columns; undefined where there is no result of it. */
  readonly cells: readonly (Cell | undefined)[];
}

export interface Column {
  readonly key: string;
  /** Null over results that were brought along. */
  readonly orderId: string | null;
  readonly at: string;
}

export interface Cumulative {
  /** Orders that have a result and times of results that were brought along, newest first. */
  readonly columns: readonly Column[];
  readonly rows: readonly CumulativeRow[];
  /** How many columns there are in all. */
  readonly count: number;
}

interface Placed { readonly column: Column; readonly key: string; readonly title: string | null; readonly cell: Cell }

/** Results side by side: a line a test in the order of the catalogue, a column an order or a time; `most` columns after the `skipped` newest. */
export function cumulative(lines: readonly LabLine[], brought: readonly LabBrought[], catalogue: Catalogue, { most, skipped }: { readonly most: number; readonly skipped: number }): Cumulative {
  const placed = [...lines.filter(({ current, status }) => current !== null && status !== 'cancelled').map(placeLine), ...brought.map(placeBrought)];
  const all = [...new Map(placed.map(({ column }) => [column.key, column])).values()].sort((a, b) => (a.at === b.at ? (a.key < b.key ? -1 : 1) : a.at < b.at ? 1 : -1));
  const columns = all.slice(skipped, skipped + most);
  const shown = new Map(columns.map(({ key }, index) => [key, index]));
  const rows = new Map<string, { key: string; title: string | null; cells: (Cell | undefined)[] }>();
  for (const { column, key, title, cell } of placed) {
    const index = shown.get(column.key);
    if (index === undefined) continue;
    const row = rows.get(key) ?? { key, title, cells: columns.map(() => undefined) };
    rows.set(key, row);
    // Of two of one moment the first stands here; the trend has both.
    row.cells[index] ??= cell;
  }
  const place = new Map(catalogue.tests.map(({ code }, index) => [code, index]));
  const rank = ({ key }: { key: string }): number => place.get(key) ?? catalogue.tests.length;
  return { columns, rows: [...rows.values()].sort((a, b) => rank(a) - rank(b) || (a.title ?? a.key).localeCompare(b.title ?? b.key)), count: all.length };
}

const placeLine = (line: LabLine): Placed =>
  ({ column: { key: line.orderId, orderId: line.orderId, at: line.specimen?.collectedAt ?? line.orderedAt }, key: line.testCode, title: null, cell: { line } });

/** Results of one moment stand in one column: a report leaves its results at one time. */
const placeBrought = (brought: LabBrought): Placed =>
  ({ column: { key: `${brought.from} ${brought.at}`, orderId: null, at: brought.at }, key: keyOf(brought), title: brought.testCode === null ? brought.title : null, cell: { brought } });

export const keyOf = ({ testCode, code }: Pick<LabBrought, 'testCode' | 'code'>): string => testCode ?? code;
