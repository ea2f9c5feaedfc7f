import type { ColumnMeaning } from '#domain/contract/exchange.ts';
import { guessMeanings } from '#domain/exchange/table/headers.ts';
import type { SourceFile } from '../source-file.ts';
import { openTable } from './read-table.ts';

export interface TableHead {
  readonly columns: { header: string; guess: ColumnMeaning; samples: string[] }[];
  readonly rows: number;
  readonly encoding: string;
}

const SAMPLES = 5;

/** Columns of a table, a guess at their meaning, their first cells, and the number of rows. Throws TableFault. */
export async function inspectTable(source: SourceFile): Promise<TableHead> {
  const table = await openTable(source, () => undefined);
  const guesses = guessMeanings(table.headers);
  const columns = table.headers.map((header, i) => ({ header: header.trim().slice(0, 200), guess: guesses[i] ?? 'ignore', samples: [] as string[] }));
  let rows = 0;
  for await (const batch of table.rows()) {
    if (rows === 0) {
      for (const cells of batch.slice(0, SAMPLES)) columns.forEach((column, i) => { column.samples.push((cells[i] ?? '').slice(0, 100)); });
    }
    rows += batch.length;
  }
  return { columns, rows, encoding: table.encoding };
}
