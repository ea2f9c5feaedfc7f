import { decimalsOf, readMoney } from '#domain/kit/money.ts';
import { MOST_CHARS, optionalText, storedText } from '#domain/record/texts.ts';
import { readExpiry } from '#domain/stock/expiry.ts';
import { isExpired } from '#domain/stock/fefo.ts';
import { readCount, readQuantity } from '#domain/stock/quantity.ts';
import type { WriteDb } from '#db/door.ts';
import { balanceOf } from '#db/queries/stock-balances.ts';
import { clinicCurrency } from '#db/queries/stock.ts';
import { clinicOf } from '../api/clinic.ts';
import { valid } from '../api/visits.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { batchOf, itemOf, moveStock, storeOf, type StockWork } from './ledger.ts';

const MOST_LOT = 60;

export interface ReceivedLine {
  readonly itemId: string;
  readonly storeId: string;
  readonly supplierId: string | null;
  readonly quantity: string;
  readonly lot: string;
  readonly expiry: string;
  /** For all that was received; empty where nobody knows. */
  readonly cost: string;
}

/** Takes a line of a delivery into stock: into the batch of the same lot, expiry and price where there is one. Returns the act. */
export function receiveLine(work: StockWork, line: ReceivedLine): string {
  const { tx, today } = work;
  const item = itemOf(tx, line.itemId);
  if (!item.active) throw fail('CONFLICT', { reason: 'item-off' });
  const quantity = valid('quantity', readQuantity(line.quantity, item));
  const lot = valid('lot', optionalText(line.lot, MOST_LOT));
  const expiresOn = valid('expiry', readExpiry(line.expiry, clinicOf(tx).dateOrder, today));
  if (isExpired(expiresOn, today)) throw invalid('expiry', 'received-expired', expiresOn ?? '');
  const cost = line.cost.trim() === '' ? null : valid('cost', readMoney(line.cost, decimalsOf(clinicCurrency(tx))));
  if (line.supplierId !== null && !tx.row('stock_supplier', line.supplierId)) throw fail('NOT_FOUND', { what: 'stock-supplier' });
  const storeId = storeOf(tx, line.storeId);
  const batchId = batchFor(work, { itemId: item.id, lot, expiresOn, supplierId: line.supplierId, cost, costUnits: quantity });
  const act = tx.newId();
  moveStock(work, act, [{ itemId: item.id, batchId, storeId, kind: 'receive', quantity }]);
  return act;
}

interface WantedBatch { readonly itemId: string; readonly lot: string | null; readonly expiresOn: string | null; readonly supplierId: string | null; readonly cost: number | null; readonly costUnits: number }

/** Prices are alike when one base unit cost the same: 100 for 200 is 50 for 100. */
const samePrice = (a: { cost: number | null; costUnits: number }, b: { cost: number | null; costUnits: number }): boolean =>
  a.cost === null || b.cost === null ? a.cost === b.cost : BigInt(a.cost) * BigInt(b.costUnits) === BigInt(b.cost) * BigInt(a.costUnits);

function batchFor({ tx, at, personId }: StockWork, wanted: WantedBatch): string {
  const alike = tx.statement('SELECT id, cost, cost_units AS costUnits FROM stock_batch WHERE item_id = ? AND lot IS ? AND expires_on IS ? AND supplier_id IS ?')
    .all(wanted.itemId, wanted.lot, wanted.expiresOn, wanted.supplierId) as { id: string; cost: number | null; costUnits: number }[];
  const known = alike.find((batch) => samePrice(batch, wanted));
  if (known) return known.id;
  const id = tx.newId();
  tx.insert('stock_batch', {
    id, item_id: wanted.itemId, lot: wanted.lot, expires_on: wanted.expiresOn, supplier_id: wanted.supplierId, cost: wanted.cost, cost_units: wanted.costUnits,
    received_at: at, received_by: personId,
  });
  return id;
}

export interface BatchPlace { readonly itemId: string; readonly batchId: string; readonly storeId: string }

const reasonOf = (reason: string): string => valid('reason', storedText(reason, MOST_CHARS.title));

/** Takes out of a batch for good: sent back to the supplier, or thrown away. Returns the act. */
export function takeOut(work: StockWork, kind: 'supplier-return' | 'dispose', { itemId, batchId, storeId }: BatchPlace, typed: string, why: string): string {
  const { tx } = work;
  const quantity = valid('quantity', readQuantity(typed, itemOf(tx, itemId)));
  const reason = reasonOf(why);
  batchOf(tx, itemId, batchId);
  const act = tx.newId();
  moveStock(work, act, [{ itemId, batchId, storeId, kind, quantity: -quantity, reason }]);
  return act;
}

/** Carries to another store: one row out and one in, which always come and go together. Returns the act. */
export function transfer(work: StockWork, { itemId, batchId, storeId }: BatchPlace, to: { readonly toStoreId: string; readonly quantity: string; readonly reason?: string | undefined }): string {
  const { tx } = work;
  const quantity = valid('quantity', readQuantity(to.quantity, itemOf(tx, itemId)));
  const reason = valid('reason', optionalText(to.reason, MOST_CHARS.title));
  batchOf(tx, itemId, batchId);
  if (to.toStoreId === storeId) throw invalid('toStoreId', 'same-store');
  const target = storeOf(tx, to.toStoreId);
  const act = tx.newId();
  const row = { itemId, batchId, kind: 'transfer' as const, reason };
  moveStock(work, act, [{ ...row, storeId, quantity: -quantity }, { ...row, storeId: target, quantity }]);
  return act;
}

/** Makes the balance of a batch what somebody counted. Returns the act; null when it is that already. */
export function adjust(work: StockWork, { itemId, batchId, storeId }: BatchPlace, typed: string, why: string): string {
  const { tx } = work;
  const counted = valid('counted', readCount(typed, itemOf(tx, itemId)));
  const reason = reasonOf(why);
  batchOf(tx, itemId, batchId);
  const quantity = counted - balanceOf(tx, batchId, storeId).quantity;
  if (quantity === 0) throw invalid('counted', 'already-so');
  const act = tx.newId();
  moveStock(work, act, [{ itemId, batchId, storeId: existingStore(tx, storeId), kind: 'adjust', quantity, reason }]);
  return act;
}

function existingStore(tx: WriteDb, storeId: string): string {
  if (!tx.row('stock_store', storeId)) throw fail('NOT_FOUND', { what: 'stock-store' });
  return storeId;
}
