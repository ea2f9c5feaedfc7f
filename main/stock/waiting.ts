import type { DispenseChoice, StockItem, WaitingPatient, WaitingPrescription } from '#domain/contract/stock-shapes.ts';
import type { CalendarDate } from '#domain/kit/calendar.ts';
import { instantAt } from '#domain/kit/time.ts';
import { planTakes, usableOf } from '#domain/stock/fefo.ts';
import { isMeant, isUnitOf, itemsFor } from '#domain/stock/match.ts';
import { batchesInStore } from '#db/queries/stock-balances.ts';
import { prescriptionsToday, waitingPeople, type OwedRow } from '#db/queries/stock-waiting.ts';
import { stockItems } from '#db/queries/stock.ts';
import type { ReadDb } from '#db/read.ts';

/** A prescription older than this is not handed out any more, though its patient is here today. */
const STILL_OWED_MS = 30 * 24 * 3600_000;
/** Items offered for one prescription. */
const MOST_CHOICES = 4;

/** Who waits for medicines, in the order of the queue. */
export function waitingForMedicine(db: ReadDb, { storeId, today, zone, serviceDay, now }: { storeId: string; today: CalendarDate; zone: string; serviceDay: string; now: number }): WaitingPatient[] {
  const dayStart = new Date(instantAt(today, '00:00', zone)).toISOString();
  const owed = prescriptionsToday(db, { serviceDay, dayStart, since: new Date(now - STILL_OWED_MS).toISOString() }).filter(isOwed);
  const people = waitingPeople(db, [...new Set(owed.map(({ patientId }) => patientId))], serviceDay);
  const items = stockItems(db).filter(({ active }) => active);
  const patients = [...people].map(([id, person]) => ({
    ...person, prescriptions: owed.filter(({ patientId }) => patientId === id).map((row) => shown(db, row, items, storeId, today)),
  }));
  const since = ({ token, prescriptions }: WaitingPatient): string => token?.arrivedAt ?? prescriptions[0]?.prescribedAt ?? '';
  return patients.sort((a, b) => (since(a) < since(b) ? -1 : 1));
}

/** Something of it is still to be handed out; one without a quantity is done by being handed out once. */
const isOwed = ({ quantity, dispensed, times }: OwedRow): boolean => (quantity === null ? dispensed <= 0 || times === 0 : dispensed < quantity);

function shown(db: ReadDb, { patientId: _, asNeeded, warning, times: _times, ...row }: OwedRow, items: readonly StockItem[], storeId: string, today: CalendarDate): WaitingPrescription {
  const choices = itemsFor(row.drug, row.form, row.strength, items).slice(0, MOST_CHOICES).map((item) => choice(db, row, item, storeId, today));
  // What was prescribed and is there, then what was prescribed, then what could take its place.
  const rank = ({ meant, usable }: DispenseChoice): number => (meant ? 0 : 2) + (usable > 0 ? 0 : 1);
  return { ...row, asNeeded: asNeeded === 1, warning: warning !== null, choices: choices.sort((a, b) => rank(a) - rank(b)) };
}

function choice(db: ReadDb, row: Pick<OwedRow, 'drug' | 'strength' | 'quantity' | 'quantityUnit' | 'dispensed'>, item: StockItem, storeId: string, today: CalendarDate): DispenseChoice {
  const batches = batchesInStore(db, item.id, storeId);
  const quantity = row.quantity !== null && isUnitOf(row.quantityUnit, item) ? Math.max(0, Math.ceil(row.quantity) - row.dispensed) : null;
  const { takes, missing } = planTakes(batches, quantity ?? 0, today);
  const byId = new Map(batches.map((batch) => [batch.batchId, batch]));
  return {
    item, meant: isMeant(item, row.drug, row.strength), usable: usableOf(batches.filter(({ onHand }) => onHand > 0), today), quantity, missing,
    takes: takes.map((take) => ({ ...take, lot: byId.get(take.batchId)?.lot ?? null, expiresOn: byId.get(take.batchId)?.expiresOn ?? null })),
  };
}
