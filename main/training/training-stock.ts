import { addDays } from '#domain/kit/calendar.ts';
import { inZone } from '#domain/kit/time.ts';
import type { Pack } from '#domain/stock/quantity.ts';
import type { WriteDb } from '#db/door.ts';
import { FIRST_STORE, saveItem, stockItems } from '#db/queries/stock.ts';
import { moveStock } from '../stock/ledger.ts';
import { clinicOf } from '../api/clinic.ts';

interface TrainingItem {
  readonly name: string;
  readonly strength: string | null;
  readonly form: string;
  readonly unit: string;
  readonly packs: readonly Pack[];
  /** Base units received, days until they expire, minor units paid for them. */
  readonly batches: readonly (readonly [quantity: number, expiresIn: number, cost: number])[];
}

const tablets: readonly Pack[] = [{ name: 'box', size: 100 }, { name: 'strip', size: 10 }];

const ITEMS: readonly TrainingItem[] = [
  { name: 'Amoxicillin', strength: '500 mg', form: 'capsule', unit: 'capsule', packs: tablets, batches: [[140, 45, 700], [600, 500, 2900]] },
  { name: 'Paracetamol', strength: '500 mg', form: 'tablet', unit: 'tablet', packs: tablets, batches: [[900, 700, 1800]] },
  { name: 'Ibuprofen', strength: '400 mg', form: 'tablet', unit: 'tablet', packs: tablets, batches: [[60, 200, 240]] },
  { name: 'Metformin', strength: '500 mg', form: 'tablet', unit: 'tablet', packs: tablets, batches: [[400, 380, 1600]] },
  { name: 'Amlodipine', strength: '5 mg', form: 'tablet', unit: 'tablet', packs: tablets, batches: [[300, 20, 1500]] },
  { name: 'Artemether + lumefantrine', strength: '20 mg/120 mg', form: 'tablet', unit: 'tablet', packs: [{ name: 'course', size: 24 }], batches: [[192, 250, 3840]] },
  { name: 'Oral rehydration salts', strength: null, form: 'sachet', unit: 'sachet', packs: [{ name: 'box', size: 50 }], batches: [[150, 600, 1500]] },
  { name: 'Salbutamol inhaler', strength: '100 mcg', form: 'inhaler', unit: 'piece', packs: [], batches: [[8, 300, 2800]] },
  { name: 'Oxytocin', strength: '10 IU', form: 'vial', unit: 'vial', packs: [{ name: 'box', size: 10 }], batches: [[30, 75, 4500]] },
  { name: 'Amoxicillin', strength: '125 mg/5 ml', form: 'syrup', unit: 'bottle', packs: [], batches: [[24, 160, 3600]] },
];

/** Gives a training clinic a filled pharmacy, once. What somebody changed there stays as it is. */
export function addTrainingStock(tx: WriteDb, now: number): void {
  if (stockItems(tx).length > 0) return;
  const [at, today] = [new Date(now).toISOString(), inZone(now, clinicOf(tx).zone).date];
  tx.insert('stock_store', { id: FIRST_STORE, name: '', position: 0, active: 1 });
  ITEMS.forEach(({ batches, ...item }, place) => {
    const itemId = saveItem(tx, { ...item, barcodes: [], leadDays: null, reviewDays: null, safetyDays: null, reorderAt: place % 4 === 2 ? 100 : null, active: true });
    batches.forEach(([quantity, expiresIn, cost], position) => {
      const batchId = tx.newId();
      tx.insert('stock_batch', {
        id: batchId, item_id: itemId, lot: `T${String(place + 1).padStart(2, '0')}${'AB'.charAt(position)}`, expires_on: addDays(today, expiresIn), supplier_id: null, cost, cost_units: quantity,
        received_at: at, received_by: null,
      });
      moveStock({ tx, at, personId: null, today }, tx.newId(), [{ itemId, batchId, storeId: FIRST_STORE, kind: 'receive', quantity }]);
    });
  });
}
