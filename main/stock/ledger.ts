import type { CalendarDate } from '#domain/kit/calendar.ts';
import { isExpired } from '#domain/stock/fefo.ts';
import { notExpired, reversalId, type Movement } from '#domain/stock/movement.ts';
import type { WriteDb } from '#db/door.ts';
import { balanceOf } from '#db/queries/stock-balances.ts';
import { actRows, outOf, type MovementRow } from '#db/queries/stock-ledger.ts';
import { ensureStore, findItem, stockStores } from '#db/queries/stock.ts';
import type { StockItem } from '#domain/contract/stock-shapes.ts';
import { fail, invalid } from '../dispatch/failure.ts';

/** One act at the stock: its transaction, when, who, and the clinic's day. */
export interface StockWork {
  readonly tx: WriteDb;
  readonly at: string;
  readonly personId: string | null;
  readonly today: CalendarDate;
}

type Written = Movement & Partial<Pick<MovementRow, 'reason' | 'patient_id' | 'dispensing_id' | 'reverses_id'>> & { readonly id?: string };

/**
 * The one place where stock moves on this PC. All rows of an act, or none: INVALID `stock-short` with what is there when a batch
 * would go below zero, `batch-expired` when something expired would go to a patient. A batch that other PCs have brought below
 * zero can be filled, not emptied further.
 */
export function moveStock({ tx, at, personId, today }: StockWork, actId: string, movements: readonly Written[]): void {
  for (const { kind, batchId } of movements) {
    const batch = notExpired.has(kind) ? tx.row('stock_batch', batchId) : undefined;
    if (batch && isExpired(batch.expires_on, today)) throw invalid('batchId', 'batch-expired', batch.expires_on ?? '');
  }
  checkBalances(tx, movements);
  for (const { id, itemId, batchId, storeId, kind, quantity, reason, patient_id, dispensing_id, reverses_id } of movements) {
    tx.insert('stock_movement', {
      id: id ?? tx.newId(), act_id: actId, item_id: itemId, batch_id: batchId, store_id: storeId, kind, quantity, at, person_id: personId, reason: reason ?? null,
      patient_id: patient_id ?? null, dispensing_id: dispensing_id ?? null, reverses_id: reverses_id ?? null,
    });
  }
}

function checkBalances(tx: WriteDb, movements: readonly Written[]): void {
  const nets = new Map<string, { batchId: string; storeId: string; net: number }>();
  for (const { batchId, storeId, quantity } of movements) {
    const key = `${batchId} ${storeId}`;
    nets.set(key, { batchId, storeId, net: (nets.get(key)?.net ?? 0) + quantity });
  }
  for (const { batchId, storeId, net } of nets.values()) {
    const there = balanceOf(tx, batchId, storeId).quantity;
    if (net < 0 && there + net < 0) throw invalid('quantity', 'stock-short', Math.max(0, there));
  }
}

export function itemOf(tx: WriteDb, itemId: string): StockItem {
  const item = findItem(tx, itemId);
  if (!item) throw fail('NOT_FOUND', { what: 'stock-item' });
  return item;
}

/** A store in use, written down if it was not. */
export function storeOf(tx: WriteDb, storeId: string): string {
  const store = stockStores(tx).find(({ id }) => id === storeId);
  if (!store) throw fail('NOT_FOUND', { what: 'stock-store' });
  if (!store.active) throw fail('CONFLICT', { reason: 'store-closed' });
  ensureStore(tx, storeId);
  return storeId;
}

/** The batch of an item: NOT_FOUND when it is another's. */
export function batchOf(tx: WriteDb, itemId: string, batchId: string): void {
  if (tx.row('stock_batch', batchId)?.item_id !== itemId) throw fail('NOT_FOUND', { what: 'stock-batch' });
}

/**
 * Takes back the whole act of a movement, as rows that name theirs. The ids follow from those they take back, so that two PCs
 * doing it at once do it once. Returns the act.
 */
export function reverseAct(work: StockWork, movementId: string, reason: string): string {
  const { tx } = work;
  const movement = tx.row('stock_movement', movementId);
  if (!movement) throw fail('NOT_FOUND', { what: 'stock-movement' });
  if (movement.reverses_id !== null) throw fail('CONFLICT', { reason: 'is-reversal' });
  const rows = actRows(tx, movement.act_id);
  if (rows.some(({ id }) => tx.row('stock_movement', reversalId(id)))) throw fail('CONFLICT', { reason: 'already-reversed' });
  if (movement.kind === 'dispense') refuseReturned(tx, movement, rows);
  moveStock(work, movement.act_id, rows.map((row) => ({
    id: reversalId(row.id), itemId: row.item_id, batchId: row.batch_id, storeId: row.store_id, kind: row.kind as Movement['kind'], quantity: -row.quantity || 0, reason,
    patient_id: row.patient_id, dispensing_id: row.dispensing_id, reverses_id: row.id,
  })));
  return movement.act_id;
}

/** What the patient has brought back cannot come back a second time. */
function refuseReturned(tx: WriteDb, { dispensing_id: id }: MovementRow, rows: readonly MovementRow[]): void {
  const handedOut = -rows.reduce((sum, { quantity }) => sum + quantity, 0);
  const out = id === null ? handedOut : outOf(tx, id).reduce((sum, each) => sum + each.out, 0);
  if (out < handedOut) throw fail('CONFLICT', { reason: 'partly-returned' });
}
