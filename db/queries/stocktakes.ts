import type { Stocktake, StocktakeLine } from '#domain/contract/stocktakes.ts';
import { adjustmentOf } from '#domain/stock/stocktake.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { ReadDb } from '../read.ts';
import { findItem } from './stock.ts';

const select = `SELECT t.id, t.store_id AS storeId, coalesce(s.name, '') AS storeName, t.status, t.started_at AS startedAt, w.name AS startedBy, t.posted_at AS postedAt, t.note,
  (SELECT count(DISTINCT batch_id) FROM stock_count c WHERE c.stocktake_id = t.id) AS counts
  FROM stocktake t LEFT JOIN stock_store s ON s.id = t.store_id LEFT JOIN person w ON w.id = t.started_by`;

/** Newest first. */
export const listStocktakes = (db: ReadDb): Stocktake[] => db.statement(`${select} ORDER BY t.started_at DESC, t.rid DESC LIMIT 50`).all() as Stocktake[];

export const findStocktake = (db: ReadDb, id: string): Stocktake | undefined => db.statement(`${select} WHERE t.id = ?`).get(id) as Stocktake | undefined;

/** The stocktake of a store that is neither posted nor called off. */
export const openStocktake = (db: ReadDb, storeId: string): { readonly id: string } | undefined =>
  db.statement("SELECT id FROM stocktake WHERE store_id = ? AND status IN ('draft', 'counted')").get(storeId) as { id: string } | undefined;

/** The count that stands for each batch: the last one, by the clock that all PCs share. */
export const standingCounts = (db: ReadDb, stocktakeId: string): SyncedRow<'stock_count'>[] => db.statement(`SELECT c.* FROM stock_count c WHERE c.stocktake_id = ?
  AND NOT EXISTS (SELECT 1 FROM stock_count n WHERE n.stocktake_id = c.stocktake_id AND n.batch_id = c.batch_id AND (n.row_hlc, n.row_tie) > (c.row_hlc, c.row_tie))
  ORDER BY c.rid`).all(stocktakeId) as SyncedRow<'stock_count'>[];

interface LineRow { itemId: string; batchId: string; lot: string | null; expiresOn: string | null; onHand: number; counted: number | null; expected: number | null; late: number | null }

/** Batches the store holds by the ledger, and those that were counted; by item and expiry. */
export function linesOfStocktake(db: ReadDb, { id, storeId }: Pick<Stocktake, 'id' | 'storeId'>): StocktakeLine[] {
  const rows = db.statement(`SELECT s.item_id AS itemId, s.batch_id AS batchId, b.lot, b.expires_on AS expiresOn, coalesce(h.quantity, 0) AS onHand, c.counted, c.expected,
    (SELECT count(*) FROM stock_movement m WHERE m.batch_id = s.batch_id AND m.store_id = ? AND (m.row_hlc, m.row_tie) < (c.row_hlc, c.row_tie)) - c.seen AS late
    FROM (SELECT batch_id, item_id FROM stock_on_hand WHERE quantity <> 0 AND store_id = ? UNION SELECT batch_id, item_id FROM stock_count WHERE stocktake_id = ?) s
    LEFT JOIN stock_on_hand h ON h.batch_id = s.batch_id AND h.store_id = ? LEFT JOIN stock_batch b ON b.id = s.batch_id
    LEFT JOIN (SELECT *, row_number() OVER (PARTITION BY batch_id ORDER BY row_hlc DESC, row_tie DESC) AS place FROM stock_count WHERE stocktake_id = ?) c
      ON c.batch_id = s.batch_id AND c.place = 1`).all(storeId, storeId, id, storeId, id) as LineRow[];
  const lines = rows.flatMap(({ itemId, counted, expected, late, ...row }) => {
    const item = findItem(db, itemId);
    return item ? [{ ...row, item, counted, late: Math.max(0, late ?? 0), adjustment: counted === null || expected === null ? null : adjustmentOf({ counted, expected }) }] : [];
  });
  const key = ({ item, expiresOn, lot }: StocktakeLine): string => `${item.name.toLowerCase()} ${item.strength ?? ''} ${item.form ?? ''} ${expiresOn ?? '9999'} ${lot ?? ''}`;
  return lines.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
