import type { StockBatch } from '#domain/contract/stock-shapes.ts';
import { addDays, type CalendarDate } from '#domain/kit/calendar.ts';
import { isExpired, type BatchOnHand } from '#domain/stock/fefo.ts';
import { consumption, WINDOW_DAYS, type Consumption, type DayOfItem } from '#domain/stock/reorder.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';

/** What of an item is on hand in all stores. */
export interface ItemBalance {
  readonly itemId: string;
  readonly onHand: number;
  readonly usable: number;
  readonly nextExpiry: CalendarDate | null;
  readonly short: number;
}

const balanceSql = `SELECT h.item_id AS itemId, sum(h.quantity) AS onHand,
  sum(CASE WHEN b.expires_on < ? THEN 0 ELSE h.quantity END) AS usable, min(CASE WHEN h.quantity > 0 AND b.expires_on >= ? THEN b.expires_on END) AS nextExpiry,
  sum(h.quantity < 0) AS short FROM stock_on_hand h LEFT JOIN stock_batch b ON b.id = h.batch_id WHERE h.quantity <> 0`;

/** Items of which something is on hand, or is missing: read from the balances, whatever the length of the ledger. */
export const itemBalances = (db: ReadDb, today: CalendarDate): ItemBalance[] => db.statement(`${balanceSql} GROUP BY h.item_id`).all(today, today) as ItemBalance[];

/** The same of some items only: what a list shows costs what it shows. */
export const balancesOf = (db: ReadDb, itemIds: readonly string[], today: CalendarDate): ReadonlyMap<string, ItemBalance> =>
  new Map((db.statement(`${balanceSql} AND h.item_id IN (SELECT value FROM json_each(?)) GROUP BY h.item_id`).all(today, today, JSON.stringify(itemIds)) as ItemBalance[]).map((balance) => [balance.itemId, balance]));

/** Items with a batch below zero. */
export const shortItems = (db: ReadDb): ReadonlySet<string> =>
  new Set((db.statement('SELECT DISTINCT item_id AS itemId FROM stock_on_hand WHERE quantity < 0').all() as { itemId: string }[]).map(({ itemId }) => itemId));

export function balanceOf(db: ReadDb, batchId: string, storeId: string): { readonly quantity: number; readonly movements: number } {
  const row = db.statement('SELECT quantity, movements FROM stock_on_hand WHERE batch_id = ? AND store_id = ?').get(batchId, storeId) as { quantity: number; movements: number } | undefined;
  return row ?? { quantity: 0, movements: 0 };
}

/** The batches of an item in one store, for handing out. */
export const batchesInStore = (db: ReadDb, itemId: string, storeId: string): (BatchOnHand & { readonly lot: string | null })[] => db.statement(`SELECT h.batch_id AS batchId,
  b.expires_on AS expiresOn, b.received_at AS receivedAt, b.lot, h.quantity AS onHand FROM stock_on_hand h JOIN stock_batch b ON b.id = h.batch_id
  WHERE h.item_id = ? AND h.store_id = ? AND h.quantity <> 0`).all(itemId, storeId) as (BatchOnHand & { lot: string | null })[];

const batchSql = `SELECT h.batch_id AS batchId, h.item_id AS itemId, h.store_id AS storeId, coalesce(s.name, '') AS storeName, b.lot, b.expires_on AS expiresOn, p.name AS supplier,
  b.cost, coalesce(b.cost_units, 1) AS costUnits, coalesce(b.received_at, '') AS receivedAt, h.quantity AS onHand
  FROM stock_on_hand h LEFT JOIN stock_batch b ON b.id = h.batch_id LEFT JOIN stock_store s ON s.id = h.store_id LEFT JOIN stock_supplier p ON p.id = b.supplier_id`;
const order = "ORDER BY coalesce(b.expires_on, '9999'), b.received_at, h.batch_id";

/** Batches that hold something or are below zero, first expiring first: of an item, below zero, or those that expire by a day. */
export function batchesOnHand(db: ReadDb, which: { readonly itemId?: string; readonly shortOnly?: boolean; readonly expiringBy?: CalendarDate }, today: CalendarDate): StockBatch[] {
  const rows = which.itemId !== undefined ? db.statement(`${batchSql} WHERE h.item_id = ? AND h.quantity <> 0 ${order}`).all(which.itemId)
    : which.shortOnly === true ? db.statement(`${batchSql} WHERE h.quantity < 0 ${order}`).all()
      : which.expiringBy !== undefined ? db.statement(`${batchSql} WHERE h.quantity <> 0 AND h.quantity > 0 AND b.expires_on <= ? ${order}`).all(which.expiringBy)
        : db.statement(`${batchSql} WHERE h.quantity <> 0 ${order}`).all();
  return (rows as Omit<StockBatch, 'expired'>[]).map((row) => ({ ...row, expired: isExpired(row.expiresOn, today) }));
}

/** One batch of a store, also an empty one. */
export function batchInStore(db: ReadDb, batchId: string, storeId: string, today: CalendarDate): StockBatch | undefined {
  const row = db.statement(`${batchSql} WHERE h.batch_id = ? AND h.store_id = ?`).get(batchId, storeId) as Omit<StockBatch, 'expired'> | undefined;
  return row && { ...row, expired: isExpired(row.expiresOn, today) };
}

/** Days that are over change only by what arrives late: worked out once a day, and anew when another PC's movements came. */
const AREA = 'stock consumption';

/** What is used of every item, over the days before today. */
export const consumptionByItem = (db: ReadDb, today: CalendarDate): ReadonlyMap<string, Consumption> => db.kept(AREA, today, () => {
  const byItem = new Map<string, DayOfItem[]>();
  const rows = db.statement('SELECT day, item_id AS itemId, change, used FROM stock_day WHERE day >= ?').all(addDays(today, -WINDOW_DAYS)) as (DayOfItem & { itemId: string })[];
  for (const { itemId, ...day } of rows) {
    const list = byItem.get(itemId);
    if (list) list.push(day);
    else byItem.set(itemId, [day]);
  }
  const onHand = new Map(itemBalances(db, today).map((balance) => [balance.itemId, balance.onHand]));
  return new Map([...byItem].map(([itemId, list]) => [itemId, consumption(list, onHand.get(itemId) ?? 0, today)]));
});

export function forgetConsumption(tx: WriteDb): void {
  tx.forget(AREA);
}

/** Empties the balances: the ledger is written anew, and they follow it. */
export function forgetBalances(tx: WriteDb): void {
  tx.statement('DELETE FROM stock_on_hand').run();
  tx.statement('DELETE FROM stock_day').run();
  forgetConsumption(tx);
}

/** Works the balances out from the ledger again. */
export function rebuildBalances(tx: WriteDb): void {
  forgetBalances(tx);
  tx.statement(`INSERT INTO stock_on_hand (batch_id, store_id, item_id, quantity, movements)
    SELECT batch_id, store_id, max(item_id), sum(quantity), count(*) FROM stock_movement GROUP BY batch_id, store_id`).run();
  tx.statement(`INSERT INTO stock_day (day, item_id, change, used) SELECT substr(at, 1, 10), item_id, sum(quantity),
    sum(CASE WHEN kind IN ('dispense', 'patient-return') THEN -quantity ELSE 0 END) FROM stock_movement GROUP BY substr(at, 1, 10), item_id`).run();
}

/** Balances that differ from the sum of their movements, either way: none, unless the file was damaged. */
export const wrongBalances = (db: ReadDb): number => (db.statement(`SELECT count(*) AS n FROM (
  SELECT batch_id, store_id, quantity, movements FROM stock_on_hand WHERE movements <> 0 OR quantity <> 0
  EXCEPT SELECT batch_id, store_id, sum(quantity), count(*) FROM stock_movement GROUP BY batch_id, store_id
  UNION ALL SELECT * FROM (SELECT batch_id, store_id, sum(quantity), count(*) FROM stock_movement GROUP BY batch_id, store_id
  EXCEPT SELECT batch_id, store_id, quantity, movements FROM stock_on_hand))`).get() as { n: number }).n;
