import { planTakes, usableOf, type Take } from '#domain/stock/fefo.ts';
import { isMeant } from '#domain/stock/match.ts';
import { readQuantity } from '#domain/stock/quantity.ts';
import { MOST_CHARS, optionalText, storedText } from '#domain/record/texts.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { StockItem } from '#domain/contract/stock-shapes.ts';
import { batchesInStore } from '#db/queries/stock-balances.ts';
import { outOf } from '#db/queries/stock-ledger.ts';
import type { WriteDb } from '#db/door.ts';
import { valid, writablePatient } from '../api/visits.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { batchOf, itemOf, moveStock, storeOf, type StockWork } from './ledger.ts';

export interface Wish {
  readonly patientId: string;
  readonly prescriptionId: string | null;
  readonly itemId: string;
  readonly storeId: string;
  readonly quantity: string;
  readonly batchId?: string | undefined;
  readonly substituted?: string | undefined;
  readonly directions?: string | undefined;
}

/** Hands out to a patient: the row that can be billed, and a movement out of each batch. Returns its id. */
export function dispense(work: StockWork, wish: Wish): string {
  const { tx, at, personId } = work;
  writablePatient(tx, wish.patientId);
  const item = itemOf(tx, wish.itemId);
  const prescription = wish.prescriptionId === null ? null : prescriptionOf(tx, wish.patientId, wish.prescriptionId);
  const quantity = valid('quantity', readQuantity(wish.quantity, item));
  const substituted = substitution(prescription, item, wish.substituted);
  const directions = valid('directions', optionalText(wish.directions, MOST_CHARS.instructions));
  const storeId = storeOf(tx, wish.storeId);
  const takes = takesOf(work, wish, quantity);
  const id = tx.newId();
  tx.insert('stock_dispensing', {
    id, patient_id: wish.patientId, prescription_id: wish.prescriptionId, encounter_id: prescription?.encounter_id ?? null, item_id: item.id, store_id: storeId, quantity, at,
    person_id: personId, substituted, directions: directions ?? directionsOf(prescription), earlier: wish.prescriptionId === null ? 0 : earlierOf(tx, wish.prescriptionId),
  });
  moveStock(work, id, takes.map((take) => ({
    itemId: item.id, batchId: take.batchId, storeId, kind: 'dispense', quantity: -take.quantity, patient_id: wish.patientId, dispensing_id: id,
  })));
  return id;
}

function prescriptionOf(tx: WriteDb, patientId: string, id: string): SyncedRow<'prescription'> {
  const row = tx.row('prescription', id);
  if (row?.patient_id !== patientId || row.removed === 1) throw fail('NOT_FOUND', { what: 'prescription' });
  if (row.status !== 'active' && row.status !== 'completed') throw fail('CONFLICT', { reason: 'prescription-ended' });
  return row;
}

/** Why this is handed out instead of what was prescribed; null where it is that. */
function substitution(prescription: SyncedRow<'prescription'> | null, item: StockItem, typed: string | undefined): string | null {
  if (!prescription || isMeant(item, prescription.drug, prescription.strength)) return null;
  return valid('substituted', storedText(typed ?? '', MOST_CHARS.title));
}

/** How to take it, as it was prescribed. */
export function directionsOf(prescription: Pick<SyncedRow<'prescription'>, 'dose' | 'dose_unit' | 'timing' | 'days' | 'instructions'> | null): string | null {
  if (!prescription) return null;
  const { dose, dose_unit: unit, timing, instructions } = prescription;
  const parts = [[dose, unit].filter((part) => part !== null).join(' '), timing, instructions].filter((part) => part !== null && part !== '');
  return parts.length === 0 ? null : parts.join(' · ');
}

const earlierOf = (tx: WriteDb, prescriptionId: string): number =>
  (tx.statement('SELECT count(*) AS n FROM stock_dispensing WHERE prescription_id = ?').get(prescriptionId) as { n: number }).n;

function takesOf({ tx, today }: StockWork, { itemId, storeId, batchId }: Wish, quantity: number): readonly Take[] {
  if (batchId !== undefined) {
    batchOf(tx, itemId, batchId);
    return [{ batchId, quantity }];
  }
  const batches = batchesInStore(tx, itemId, storeId);
  const { takes, missing } = planTakes(batches, quantity, today);
  // What is below zero has been handed out already and is not there a second time.
  if (missing > 0) throw invalid('quantity', 'stock-short', Math.max(0, usableOf(batches.filter(({ onHand }) => onHand > 0), today)));
  return takes;
}

export interface Returned {
  readonly dispensingId: string;
  readonly quantity: string;
  readonly reason: string;
  /** Not fit for anybody else. */
  readonly destroyed: boolean;
}

/**
 * A patient brings back some of what was handed out: into the batches it came from, the last one first. What is destroyed leaves
 * them again in the same act, so that the ledger tells both. Returns the dispensing.
 */
export function takeBack(work: StockWork, { dispensingId, quantity: typed, reason: why, destroyed }: Returned): string {
  const { tx } = work;
  const dispensing = tx.row('stock_dispensing', dispensingId);
  if (!dispensing) throw fail('NOT_FOUND', { what: 'dispensing' });
  const { item_id: itemId } = dispensing;
  const quantity = valid('quantity', readQuantity(typed, itemOf(tx, itemId)));
  const reason = valid('reason', storedText(why, MOST_CHARS.title));
  const out = outOf(tx, dispensingId);
  const most = out.reduce((sum, each) => sum + each.out, 0);
  if (quantity > most) throw invalid('quantity', 'more-than-dispensed', most);
  let left = quantity;
  const back = out.toReversed().flatMap(({ batchId, storeId, out: there }) => {
    const some = Math.min(left, Math.max(0, there));
    left -= some;
    return some === 0 ? [] : [{ itemId, batchId, storeId, quantity: some, reason }];
  });
  const returned = back.map((row) => ({ ...row, kind: 'patient-return' as const, patient_id: dispensing.patient_id, dispensing_id: dispensingId }));
  moveStock(work, tx.newId(), [...returned, ...(destroyed ? back.map((row) => ({ ...row, kind: 'dispose' as const, quantity: -row.quantity })) : [])]);
  return dispensingId;
}
