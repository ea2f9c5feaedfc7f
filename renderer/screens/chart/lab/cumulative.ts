import type { LabLine } from '#domain/contract/lab-shapes.ts';
import type { Catalogue } from '#renderer/session/laboratory.ts';

/** One test of a patient over time: its results by column. */
export interface CumulativeRow {
  readonly testCode: string;
  /** In the order of the columns; undefined where the order did not hold the test. */
  readonly cells: readonly (LabLine | undefined)[];
}

export interface Cumulative {
  /** Orders that have a result, newest first. */
  readonly columns: readonly { readonly orderId: string; readonly at: string }[];
  readonly rows: readonly CumulativeRow[];
}

/** Results side by side: a line a test in the order of the catalogue, a column an order. */
export function cumulative(lines: readonly LabLine[], catalogue: Catalogue, most: number): Cumulative {
  const measured = lines.filter(({ current, status }) => current !== null && status !== 'cancelled');
  const columns = [...new Map(measured.map((line) => [line.orderId, { orderId: line.orderId, at: line.specimen?.collectedAt ?? line.orderedAt }])).values()]
    .sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, most);
  const shown = new Set(columns.map(({ orderId }) => orderId));
  const place = new Map(catalogue.tests.map(({ code }, index) => [code, index]));
  const codes = [...new Set(measured.filter(({ orderId }) => shown.has(orderId)).map(({ testCode }) => testCode))]
    .sort((a, b) => (place.get(a) ?? Infinity) - (place.get(b) ?? Infinity));
  return { columns, rows: codes.map((testCode) => ({ testCode, cells: columns.map(({ orderId }) => measured.find((line) => line.orderId === orderId && line.testCode === testCode)) })) };
}
