import { USUAL_BILLING } from '#domain/billing/settings.ts';
import type { WriteDb } from '#db/door.ts';
import { listPrices } from '#db/queries/billing.ts';
import { listServices } from '#db/queries/clinic.ts';
import { labCatalogue } from '#db/queries/lab-catalogue.ts';
import { stockItems } from '#db/queries/stock.ts';
import { nameIn } from '#domain/lab/test.ts';
import { savePrice, saveSettings } from '../billing/price-list.ts';

/** Minor units: a visit in each service of the training clinic in its order, a test, and a piece of a medicine. */
const VISITS = [800, 200, 300, 100];
const TEST = 450;
const PIECE = 15;
/** Containers are not counted by the piece. */
const CONTAINER = 650;
const PIECES: ReadonlySet<string> = new Set(['tablet', 'capsule', 'sachet']);

/** Gives the training clinic prices, once, so that there is something to pay from today on. What somebody changed there stays as it is. */
export function addTrainingPrices(tx: WriteDb, today: string): void {
  if (listPrices(tx).length > 0) return;
  saveSettings(tx, { ...USUAL_BILLING, chargeFrom: today });
  const price = (itemKey: string, name: string, amount: number): void => {
    savePrice(tx, { itemKey, name, code: '', payerId: null, ageFrom: null, ageBefore: null, amount, tax: null, active: true });
  };
  listServices(tx).forEach(({ id, name }, position) => { price(`service:${id}`, name, VISITS[position % VISITS.length] ?? 0); });
  for (const [code, { names }] of labCatalogue(tx).byCode) price(`lab:${code}`, nameIn(names, 'en'), TEST);
  for (const { id, name, strength, unit } of stockItems(tx)) price(`stock:${id}`, [name, strength ?? ''].join(' ').trim(), PIECES.has(unit) ? PIECE : CONTAINER);
}
