import { setImmediate as nextTurn } from 'node:timers/promises';
import { decimalsOf } from '#domain/kit/money.ts';
import type { CalendarDate } from '#domain/kit/calendar.ts';
import { guessItemColumns, planItems, type ItemColumn, type PlannedItem } from '#domain/stock/item-file.ts';
import { balancesOf } from '#db/queries/stock-balances.ts';
import { clinicCurrency, saveItem, stockItems } from '#db/queries/stock.ts';
import type { WriteDb } from '#db/door.ts';
import type { ReadDb } from '#db/read.ts';
import type { Store } from '#db/store.ts';
import { clinicOf } from '../api/clinic.ts';
import { invalid } from '../dispatch/failure.ts';
import { blobSource } from '../exchange/source-file.ts';
import { openTable, TableFault } from '../exchange/table/read-table.ts';
import { moveStock, storeOf, type StockWork } from './ledger.ts';

/** A clinic has some thousands at most; the file is held in memory. */
const MOST_ROWS = 20_000;
const SAMPLES = 5;
/** Items of one transaction: what is written together is synchronised as one group of at most 2,000 operations. */
const TOGETHER = 100;

interface ReadFile { readonly headers: readonly string[]; readonly rows: readonly (readonly string[])[]; readonly encoding: string }

/** All rows of a CSV or Excel file. INVALID `data` with the reason when it is no table, breaks off or is too long. */
export async function readItemFile(fileName: string, data: Blob): Promise<ReadFile> {
  try {
    const table = await openTable(blobSource(fileName, data), () => undefined);
    const rows: (readonly string[])[] = [];
    for await (const some of table.rows()) {
      rows.push(...some);
      if (rows.length > MOST_ROWS) throw invalid('data', 'too-many-rows', MOST_ROWS);
    }
    return { headers: table.headers, rows, encoding: table.encoding };
  } catch (error) {
    throw error instanceof TableFault ? invalid('data', error.reason) : error;
  }
}

export const headOf = ({ headers, rows, encoding }: ReadFile) => {
  const guesses = guessItemColumns(headers);
  return {
    columns: headers.map((header, i) => ({ header: header.trim().slice(0, 200), guess: guesses[i] ?? 'ignore', samples: rows.slice(0, SAMPLES).map((cells) => (cells[i] ?? '').slice(0, 100)) })),
    rows: rows.length, encoding,
  };
};

/** What would become of the rows as things stand. */
export function planFile(db: ReadDb, rows: ReadFile['rows'], columns: readonly ItemColumn[], today: CalendarDate): ReturnType<typeof planItems> {
  const items = stockItems(db);
  const left = balancesOf(db, items.filter(({ active }) => !active).map(({ id }) => id), today);
  const known = items.map((item) => ({ ...item, free: !item.active && !left.has(item.id) }));
  return planItems(rows, { columns, known, today, dateOrder: clinicOf(db).dateOrder, decimals: decimalsOf(clinicCurrency(db)) });
}

interface Where {
  readonly storeId: string;
  readonly importId: string;
  readonly intent: string;
  readonly work: Omit<StockWork, 'tx'>;
  /** Called with how many are stored, in the transaction that stores them. */
  readonly onStored: (tx: WriteDb, stored: number) => void;
  readonly isCancelled: () => boolean;
}

/** Stores what was planned, some items at a time, until somebody cancels; all rows carry the import, so that it can be taken back. */
export async function storeItems(store: Store, planned: readonly PlannedItem[], { storeId, importId, intent, work, onStored, isCancelled }: Where): Promise<void> {
  for (let from = 0; from < planned.length && !isCancelled(); from += TOGETHER) {
    store.write({ personId: work.personId, intent, batch: importId }, (tx) => {
      storeOf(tx, storeId);
      for (const item of planned.slice(from, from + TOGETHER)) storeItem({ ...work, tx }, item, storeId);
      onStored(tx, Math.min(planned.length, from + TOGETHER));
    });
    await nextTurn();
  }
}

function storeItem(work: StockWork, { draft, againId, batches }: PlannedItem, storeId: string): void {
  const { tx, at, personId } = work;
  const itemId = saveItem(tx, { ...draft, id: againId ?? undefined, active: true });
  for (const { quantity, lot, expiresOn, cost } of batches) {
    const batchId = tx.newId();
    tx.insert('stock_batch', { id: batchId, item_id: itemId, lot, expires_on: expiresOn, supplier_id: null, cost, cost_units: quantity, received_at: at, received_by: personId });
    moveStock(work, tx.newId(), [{ itemId, batchId, storeId, kind: 'receive', quantity }]);
  }
}
