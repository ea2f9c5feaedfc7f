import type { StockAttention } from '#domain/contract/stock-shapes.ts';
import { addDays, type CalendarDate } from '#domain/kit/calendar.ts';
import type { ReadDb } from '../read.ts';
import { batchesOnHand, batchInStore } from './stock-balances.ts';
import { dispensingsOfPrescription, movementsOfBatch } from './stock-ledger.ts';
import { findItem } from './stock.ts';

/** Later than this nobody would remember; what is below zero shows for as long as it is. */
const LOOKS_BACK_DAYS = 60;
const MOVEMENTS_SHOWN = 8;

/** Everything two PCs did that does not fit together, most pressing first. */
export function stockAttention(db: ReadDb, today: CalendarDate): StockAttention[] {
  const since = addDays(today, -LOOKS_BACK_DAYS);
  return [...belowZero(db, today), ...dispensedTwice(db, since), ...countOverlaps(db, since, today)];
}

const belowZero = (db: ReadDb, today: CalendarDate): StockAttention[] => batchesOnHand(db, { shortOnly: true }, today).flatMap((batch) => {
  const item = findItem(db, batch.itemId);
  return item ? [{ kind: 'below-zero' as const, item, batch, last: movementsOfBatch(db, batch.batchId, batch.storeId, MOVEMENTS_SHOWN) }] : [];
});

interface TwiceRow { prescriptionId: string; itemId: string; drug: string; id: string; name: string; number: string }

/**
 * Dispensings of a prescription whose PC knew of fewer earlier ones than there were, by the clock all PCs share. Whoever takes one
 * back ends the case.
 */
function dispensedTwice(db: ReadDb, since: CalendarDate): StockAttention[] {
  const rows = db.statement(`SELECT DISTINCT d.prescription_id AS prescriptionId, d.item_id AS itemId, coalesce(r.drug, '') AS drug, p.id, p.name, p.number
    FROM stock_dispensing d JOIN patient p ON p.id = d.patient_id LEFT JOIN prescription r ON r.id = d.prescription_id
    WHERE d.at >= ? AND d.prescription_id IS NOT NULL AND (SELECT count(*) FROM stock_dispensing o WHERE o.prescription_id = d.prescription_id
      AND (o.row_hlc, o.row_tie) < (d.row_hlc, d.row_tie)) > d.earlier`).all(since) as TwiceRow[];
  return rows.flatMap(({ prescriptionId, itemId, drug, ...patient }) => {
    const item = findItem(db, itemId);
    const dispensings = dispensingsOfPrescription(db, prescriptionId).filter(({ net }) => net > 0);
    return item && dispensings.length > 1 ? [{ kind: 'dispensed-twice' as const, item, drug, patient, dispensings }] : [];
  });
}

interface OverlapRow { batchId: string; storeId: string; itemId: string; stocktakeId: string; late: number }

/** Counts of posted stocktakes before which more movements had been made than the counter's PC knew of, unless the batch was counted since. */
function countOverlaps(db: ReadDb, since: CalendarDate, today: CalendarDate): StockAttention[] {
  const rows = db.statement(`SELECT * FROM (SELECT c.batch_id AS batchId, c.store_id AS storeId, c.item_id AS itemId, c.stocktake_id AS stocktakeId,
      (SELECT count(*) FROM stock_movement m WHERE m.batch_id = c.batch_id AND m.store_id = c.store_id AND (m.row_hlc, m.row_tie) < (c.row_hlc, c.row_tie)) - c.seen AS late
    FROM stocktake t JOIN stock_count c ON c.stocktake_id = t.id
    WHERE t.status = 'posted' AND t.posted_at >= ? AND NOT EXISTS (SELECT 1 FROM stock_count n WHERE n.batch_id = c.batch_id AND n.store_id = c.store_id
      AND (n.row_hlc, n.row_tie) > (c.row_hlc, c.row_tie))
    AND NOT EXISTS (SELECT 1 FROM stock_movement a WHERE a.batch_id = c.batch_id AND a.store_id = c.store_id AND a.kind = 'adjust' AND (a.row_hlc, a.row_tie) > (c.row_hlc, c.row_tie))
    ) WHERE late > 0`).all(since) as OverlapRow[];
  return rows.flatMap(({ batchId, storeId, itemId, stocktakeId, late }) => {
    const [item, batch] = [findItem(db, itemId), batchInStore(db, batchId, storeId, today)];
    return item && batch ? [{ kind: 'count-overlap' as const, item, batch, stocktakeId, late }] : [];
  });
}
