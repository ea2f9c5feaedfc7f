import type { Contract } from '#domain/contract/contract.ts';
import type { Dispensing } from '#domain/contract/stock-shapes.ts';
import { planTakes } from '#domain/stock/fefo.ts';
import { readQuantity } from '#domain/stock/quantity.ts';
import { batchesInStore } from '#db/queries/stock-balances.ts';
import { dispensingsOfPatient, findDispensing } from '#db/queries/stock-ledger.ts';
import { findItem } from '#db/queries/stock.ts';
import type { ReadDb } from '#db/read.ts';
import { fail } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { dispense, takeBack } from '../stock/dispense.ts';
import { waitingForMedicine } from '../stock/waiting.ts';
import { clinicOf } from './clinic.ts';
import { patientOf } from './patients.ts';
import { stockWork } from './stock.ts';
import { queueDay } from './token-rows.ts';
import { clinicDay, valid } from './visits.ts';

/** Handing out to patients. spec: STK-3 */
export function dispensingHandlers(): Handlers<Contract['dispensing']> {
  return {
    waiting: (call, { storeId }) => ({
      patients: waitingForMedicine(call.read, {
        storeId, today: clinicDay(call.read, call.now), zone: clinicOf(call.read).zone, serviceDay: queueDay(call.read, call.now), now: call.now,
      }),
    }),
    plan: (call, { itemId, storeId, quantity: typed }) => {
      const item = findItem(call.read, itemId);
      if (!item) throw fail('NOT_FOUND', { what: 'stock-item' });
      const quantity = valid('quantity', readQuantity(typed, item));
      const batches = new Map(batchesInStore(call.read, itemId, storeId).map((batch) => [batch.batchId, batch]));
      const { takes, missing } = planTakes([...batches.values()], quantity, clinicDay(call.read, call.now));
      return { quantity, missing, takes: takes.map((take) => ({ ...take, lot: batches.get(take.batchId)?.lot ?? null, expiresOn: batches.get(take.batchId)?.expiresOn ?? null })) };
    },
    dispense: (call, wish) => call.write((tx) => known(tx, dispense(stockWork(tx, call), wish))),
    takeBack: (call, input) => call.write((tx) => known(tx, takeBack(stockWork(tx, call), input))),
    ofPatient: (call, { patientId }) => {
      patientOf(call.read, patientId);
      return { dispensings: dispensingsOfPatient(call.read, patientId) };
    },
  };
}

function known(db: ReadDb, id: string): Dispensing {
  const found = findDispensing(db, id);
  if (!found) throw fail('NOT_FOUND', { what: 'dispensing' });
  return found;
}
