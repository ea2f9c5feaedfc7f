import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { readSheet } from 'read-excel-file/node';
import { undefuse } from '#domain/exchange/formula.ts';
import type { ProblemReason } from '#domain/exchange/problem.ts';
import type { SourceFile } from '../source-file.ts';
import { plainBytes, SourceFault } from '../source-file.ts';
import { decoded, detectEncoding } from './encoding.ts';
import { detectSeparator } from './separator.ts';
import { unpackedSize } from './zip-size.ts';

/** A file that cannot be read as a table at all, or not to its end. */
export class TableFault extends Error {
  readonly reason: ProblemReason;

  constructor(reason: ProblemReason) {
    super(reason);
    this.reason = reason;
  }
}

export interface Table {
  readonly kind: 'csv' | 'excel';
  /** What the text was taken for; `xlsx` for Excel. */
  readonly encoding: string;
  readonly headers: readonly string[];
  /** Rows below the header in lists, cells as text. Throws TableFault where the file breaks off. */
  rows(): AsyncGenerator<readonly (readonly string[])[]>;
}

const MOST_COLUMNS = 500;
/** Rows given at a time. */
const BATCH = 500;
/** An Excel file is unpacked in memory; one that says it needs more is refused. */
const MOST_UNPACKED = 512 * 1024 * 1024;
/** One record of a CSV file; a longer one is a quote that was never closed. */
const LONGEST_RECORD = 1024 * 1024;

/** Opens a CSV or Excel file, told apart by content. Throws TableFault. */
export async function openTable(source: SourceFile, onRead: (bytes: number) => void): Promise<Table> {
  const start = await firstBytes(source);
  if (start.length === 0) throw new TableFault('empty-file');
  if (start.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) return openExcel(source, onRead);
  // The container of the old binary .xls.
  if (start.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) throw new TableFault('not-a-spreadsheet');
  return openCsv(source, onRead);
}

async function firstBytes(source: SourceFile): Promise<Buffer> {
  for await (const chunk of source.open()) if (chunk.length > 0) return Buffer.from(chunk.subarray(0, 8));
  return Buffer.alloc(0);
}

async function openCsv(source: SourceFile, onRead: (bytes: number) => void): Promise<Table> {
  const nothing = (): void => undefined;
  const encoding = await faulty(() => detectEncoding(plainBytes(source, nothing)));
  const separator = await faulty(async () => {
    let head = '';
    for await (const text of decoded(plainBytes(source, nothing), encoding)) {
      head += text;
      if (head.length > 65_536) break;
    }
    return detectSeparator(head);
  });
  const records = (counted: (bytes: number) => void): AsyncGenerator<string[]> => csvRecords(source, encoding, separator, counted);
  const headers = (await records(nothing).next()).value as string[] | undefined;
  if (!headers) throw new TableFault('empty-file');
  if (headers.length > MOST_COLUMNS) throw new TableFault('column-count');
  return {
    kind: 'csv', encoding, headers,
    async* rows() {
      const all = records(onRead);
      await all.next();
      yield* batched(all);
    },
  };
}

async function* csvRecords(source: SourceFile, encoding: Awaited<ReturnType<typeof detectEncoding>>, separator: string, onRead: (bytes: number) => void): AsyncGenerator<string[]> {
  const parser = parse({
    delimiter: separator, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, max_record_size: LONGEST_RECORD,
  });
  const text = Readable.from(decoded(plainBytes(source, onRead), encoding));
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  try {
    for await (const record of parser) yield (record as string[]).map(undefuse);
  } catch (error) {
    throw asFault(error);
  } finally {
    text.destroy();
    parser.destroy();
  }
}

async function openExcel(source: SourceFile, onRead: (bytes: number) => void): Promise<Table> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source.open()) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (unpackedSize(bytes) > MOST_UNPACKED) throw new TableFault('file-too-large');
  const sheet = await readSheet(bytes).catch((): never => { throw new TableFault('damaged-spreadsheet'); });
  const rows = sheet.map((row) => row.map(cellText));
  const [headers] = rows;
  if (!headers) throw new TableFault('empty-file');
  if (headers.length > MOST_COLUMNS) throw new TableFault('column-count');
  return {
    kind: 'excel', encoding: 'xlsx', headers,
    async* rows() {
      for (let at = 1; at < rows.length; at += BATCH) {
        onRead(Math.round((source.size * Math.min(BATCH, rows.length - at)) / Math.max(1, rows.length - 1)));
        yield rows.slice(at, at + BATCH);
      }
    },
  };
}

/** A cell's stored value as text; a formula gives its last result, a date its ISO form. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().replace(/T00:00:00\.000Z$/, '');
  return String(cell as string | number | boolean);
}

async function* batched(records: AsyncGenerator<string[]>): AsyncGenerator<string[][]> {
  let batch: string[][] = [];
  for await (const record of records) {
    batch.push(record);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function faulty<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asFault(error);
  }
}

function asFault(error: unknown): unknown {
  if (error instanceof SourceFault) return new TableFault(error.reason);
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('CSV_') ? new TableFault('unreadable-file') : error;
}
