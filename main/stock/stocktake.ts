import { postingId } from '#domain/stock/movement.ts';
import { readCount } from '#domain/stock/quantity.ts';
import { adjustmentOf, mayBecome, type StocktakeStatus } from '#domain/stock/stocktake.ts';
import { MOST_CHARS, optionalText, storedText } from '#domain/record/texts.ts';
import type { WriteDb } from '#db/door.ts';
import { balanceOf } from '#db/queries/stock-balances.ts';
import { openStocktake, standingCounts } from '#db/queries/stocktakes.ts';
import { findItem } from '#db/queries/stock.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { valid } from '../api/visits.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { itemOf, moveStock, storeOf, type StockWork } from './ledger.ts';

export function stocktakeOf(tx: WriteDb, id: string): SyncedRow<'stocktake'> & { readonly status: StocktakeStatus } {
  const row = tx.row('stocktake', id);
  if (!row) throw fail('NOT_FOUND', { what: 'stocktake' });
  return row as SyncedRow<'stocktake'> & { status: StocktakeStatus };
}

/** Begins to count a store; one at a time. Returns the stocktake. */
export function startStocktake({ tx, at, personId }: StockWork, { storeId, note }: { readonly storeId: string; readonly note?: string | undefined }): string {
  const text = valid('note', optionalText(note, MOST_CHARS.title));
  storeOf(tx, storeId);
  if (openStocktake(tx, storeId)) throw fail('CONFLICT', { reason: 'stocktake-open' });
  const id = tx.newId();
  tx.insert('stocktake', { id, store_id: storeId, status: 'draft', started_at: at, started_by: personId, counted_at: null, posted_at: null, posted_by: null, note: text });
  return id;
}

/** Writes down a count, with what this PC knew of the batch at that moment. */
export function countBatch({ tx, at, personId }: StockWork, { stocktakeId, batchId, counted: typed }: { readonly stocktakeId: string; readonly batchId: string; readonly counted: string }): void {
  const { status, store_id: storeId } = stocktakeOf(tx, stocktakeId);
  if (status !== 'draft') throw fail('CONFLICT', { reason: `stocktake-is-${status}` });
  const batch = tx.row('stock_batch', batchId);
  if (!batch) throw fail('NOT_FOUND', { what: 'stock-batch' });
  const counted = valid('counted', readCount(typed, itemOf(tx, batch.item_id)));
  const { quantity, movements } = balanceOf(tx, batchId, storeId);
  tx.insert('stock_count', { id: tx.newId(), stocktake_id: stocktakeId, item_id: batch.item_id, batch_id: batchId, store_id: storeId, counted, expected: quantity, seen: movements, at, person_id: personId });
}

export interface Step {
  readonly status: StocktakeStatus;
  /** Why the ledger was wrong; asked for where posting changes it. */
  readonly reason?: string | undefined;
}

/** Takes a stocktake on, back, or off; posting writes its adjustments. */
export function becomeStatus(work: StockWork, stocktakeId: string, { status, reason }: Step): void {
  const { tx, at, personId } = work;
  const stocktake = stocktakeOf(tx, stocktakeId);
  if (!mayBecome(stocktake.status, status)) throw fail('CONFLICT', { reason: `stocktake-is-${stocktake.status}` });
  if (status === 'counted' && standingCounts(tx, stocktakeId).length === 0) throw fail('CONFLICT', { reason: 'nothing-counted' });
  const why = status === 'posted' ? post(work, stocktakeId, reason) : null;
  tx.update('stocktake', stocktakeId, {
    status, ...(status === 'counted' ? { counted_at: at } : {}), ...(status === 'posted' ? { posted_at: at, posted_by: personId, note: why ?? stocktake.note } : {}),
  });
}

/**
 * One movement for each count that differs, and the reason of them all. Its id follows from the count's, so that two PCs that post a
 * stocktake, not knowing of each other, adjust once. INVALID `moved-since-count` when more has gone out since than was counted.
 */
function post(work: StockWork, stocktakeId: string, typed: string | undefined): string | null {
  const { tx } = work;
  const differing = standingCounts(tx, stocktakeId).filter((count) => adjustmentOf(count) !== 0);
  const reason = valid('reason', differing.length === 0 ? optionalText(typed, MOST_CHARS.title) : storedText(typed ?? '', MOST_CHARS.title));
  for (const { id, item_id: itemId, batch_id: batchId, store_id: storeId, counted, expected } of differing) {
    const quantity = adjustmentOf({ counted, expected });
    if (quantity < 0 && balanceOf(tx, batchId, storeId).quantity + quantity < 0) throw invalid('counted', 'moved-since-count', findItem(tx, itemId)?.name ?? '');
    moveStock(work, id, [{ id: postingId(id), itemId, batchId, storeId, kind: 'count', quantity, reason }]);
  }
  return reason;
}
