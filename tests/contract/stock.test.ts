import { describe, expect, test } from 'vitest';
import type { StockItem } from '#domain/contract/stock-shapes.ts';
import { failureOf, testDesk, type Client, type DeskUnderTest } from '#tests/support/desk.ts';

const ITEM = { name: 'Amoxicillin', form: 'capsule', strength: '500 mg', unit: 'capsule', packs: [{ name: 'box', size: 100 }, { name: 'strip', size: 10 }], barcodes: ['5901234123457'], leadDays: null, reviewDays: null, safetyDays: null, reorderAt: null, active: true };
const invalid = (field: string, code: string, limit?: string | number) => ({ code: 'INVALID', data: { issues: [{ field, code, ...(limit === undefined ? {} : { limit }) }] } });

interface Pharmacy { readonly pharmacist: Client; readonly item: StockItem; readonly storeId: string; readonly desk: DeskUnderTest }

async function pharmacy(): Promise<Pharmacy> {
  const desk = await testDesk();
  const pharmacist = desk.as('pharmacist');
  const item = await pharmacist.stock.saveItem({ item: ITEM });
  const { stores: [store] } = await pharmacist.stock.catalogue({});
  return { desk, pharmacist, item, storeId: store?.id ?? '' };
}

const receive = async ({ pharmacist, item, storeId }: Pharmacy, quantity: string, more: Partial<Parameters<Client['stock']['receive']>[0]> = {}) => {
  const { movements: [movement] } = await pharmacist.stock.receive({ itemId: item.id, storeId, quantity, expiry: '12/2027', lot: 'A1', cost: '250', ...more });
  if (!movement) throw new Error('nothing received');
  return movement;
};
const onHand = async ({ pharmacist, item }: Pharmacy): Promise<number> => (await pharmacist.stock.item({ itemId: item.id })).line.onHand;
const newPatient = async ({ desk }: Pharmacy, name = 'Amina Juma'): Promise<string> => (await desk.as('reception').patients.create({ name, ageOrBirth: '34', sex: 'female' })).id;
const prescribe = async ({ desk }: Pharmacy, patientId: string, drug = 'Amoxicillin 500 mg', quantity = '21') =>
  desk.as('doctor').prescriptions.add({ patientId, inVisit: true, intent: 'order', drug, dose: '1', doseUnit: 'capsule', timing: '3', days: '7', quantity, asNeeded: false });

describe('a delivery', () => {
  test('is a row each: quantity in packs, batch, expiry and what it cost', async () => {
    const at = await pharmacy();
    await receive(at, '3 boxes + 4');
    await receive(at, '1 strip', { lot: 'B2', expiry: '31.08.2026', cost: '' });
    const { line, batches } = await at.pharmacist.stock.item({ itemId: at.item.id });
    expect(line).toMatchObject({ onHand: 314, usable: 314, nextExpiry: '2026-08-31', state: 'enough' });
    expect(batches).toMatchObject([{ lot: 'B2', expiresOn: '2026-08-31', onHand: 10, cost: null }, { lot: 'A1', expiresOn: '2027-12-31', onHand: 304, cost: 25_000, costUnits: 304 }]);
    expect(await at.pharmacist.stock.valuation({})).toMatchObject({ currency: 'USD', total: '25000', unknown: 1 });
  });

  test('of a lot that is there at the same price goes into its batch', async () => {
    const at = await pharmacy();
    await receive(at, '1 box', { cost: '50' });
    await receive(at, '2 boxes', { cost: '100' });
    await receive(at, '1 box', { cost: '60' });
    expect((await at.pharmacist.stock.item({ itemId: at.item.id })).batches.map((batch) => batch.onHand).sort()).toEqual([100, 300]);
  });

  test.each([
    ['half a pack', { quantity: '1.5 box' }, invalid('quantity', 'fraction')], ['a negative pack', { quantity: '-2' }, invalid('quantity', 'negative')], ['nothing', { quantity: '0' }, invalid('quantity', 'not-positive')],
    ['a pack it does not come in', { quantity: '3 drums' }, invalid('quantity', 'unknown-pack')], ['an expiry in the past', { expiry: '01/2026' }, invalid('expiry', 'received-expired', '2026-01-31')],
    ['a day that is not', { expiry: '30/02/2027' }, invalid('expiry', 'impossible-date')], ['thirteen digits', { cost: '1234567890123' }, invalid('cost', 'too-large', 12)], ['a negative price', { cost: '-1' }, invalid('cost', 'negative')],
  ])('with %s is refused, and nothing is stored', async (_, change, failure) => {
    const at = await pharmacy();
    expect(await failureOf(receive(at, '1 box', change))).toMatchObject(failure);
    expect(await onHand(at)).toBe(0);
    expect(at.desk.desk.parts.store.read.statement('SELECT count(*) AS n FROM stock_batch').get()).toEqual({ n: 0 });
  });

  test('for nothing and for twelve digits is worth exactly that', async () => {
    const at = await pharmacy();
    await receive(at, '7', { cost: '999 999 999 999' });
    await receive(at, '7', { cost: '0', lot: 'free' });
    expect(await at.pharmacist.stock.valuation({})).toMatchObject({ total: '99999999999900', unknown: 0 });
  });

  test('is found by what is printed on the pack, with batch and expiry where they are in the code', async () => {
    const at = await pharmacy();
    expect(await at.pharmacist.stock.scan({ code: '0105901234123457172712311012AB' })).toMatchObject({ item: { id: at.item.id }, lot: '12AB', expiresOn: '2027-12-31' });
    expect(await at.pharmacist.stock.scan({ code: '4006381333931' })).toMatchObject({ item: null, code: '04006381333931' });
    expect((await at.pharmacist.stock.list({ text: '5901234123457' })).lines.map(({ item }) => item.id)).toEqual([at.item.id]);
    expect((await at.pharmacist.stock.list({ text: 'amox 500' })).found).toBe(1);
  });

  test('typed twice by a double press is one', async () => {
    const at = await pharmacy();
    const commandId = at.desk.desk.parts.newId();
    const [first, again] = await Promise.all([receive(at, '1 box', { commandId }), receive(at, '1 box', { commandId })]);
    expect(again.id).toBe(first.id);
    expect(await onHand(at)).toBe(100);
  });
});

describe('a barcode', () => {
  test('belongs to one item', async () => {
    const at = await pharmacy();
    expect(await failureOf(at.pharmacist.stock.saveItem({ item: { ...ITEM, name: 'Other', barcodes: ['05901234123457'] } }))).toMatchObject(invalid('barcodes', 'barcode-taken', 'Amoxicillin 500 mg capsule'));
  });
});

describe('a dispensing', () => {
  test('takes what expires first, for a prescription in one step, and is a fact that can be billed', async () => {
    const at = await pharmacy();
    await receive(at, '1 box', { lot: 'late', expiry: '12/2027' });
    await receive(at, '15', { lot: 'soon', expiry: '05/2026' });
    const patientId = await newPatient(at);
    const { id: prescriptionId } = await prescribe(at, patientId);
    const { patients: [waiting] } = await at.pharmacist.dispensing.waiting({ storeId: at.storeId });
    expect(waiting).toMatchObject({ patient: { id: patientId }, prescriptions: [{ id: prescriptionId, quantity: 21, dispensed: 0, choices: [{ meant: true, quantity: 21, missing: 0, takes: [{ lot: 'soon', quantity: 15 }, { lot: 'late', quantity: 6 }] }] }] });
    const done = await at.pharmacist.dispensing.dispense({ patientId, prescriptionId, itemId: at.item.id, storeId: at.storeId, quantity: '21' });
    expect(done).toMatchObject({ patientId, prescriptionId, itemId: at.item.id, quantity: 21, net: 21, substituted: null, directions: '1 capsule · 3', by: 'The pharmacist' });
    expect(done.lots).toEqual(['late', 'soon']);
    expect((await at.pharmacist.stock.item({ itemId: at.item.id })).batches).toMatchObject([{ lot: 'late', onHand: 94 }]);
    expect((await at.pharmacist.dispensing.waiting({ storeId: at.storeId })).patients).toEqual([]);
    expect((await at.desk.as('doctor').dispensing.ofPatient({ patientId })).dispensings).toEqual([done]);
  });

  test('in parts leaves the rest waiting', async () => {
    const at = await pharmacy();
    await receive(at, '14');
    const patientId = await newPatient(at);
    const { id: prescriptionId } = await prescribe(at, patientId);
    const wish = { patientId, prescriptionId, itemId: at.item.id, storeId: at.storeId };
    expect(await failureOf(at.pharmacist.dispensing.dispense({ ...wish, quantity: '21' }))).toMatchObject(invalid('quantity', 'stock-short', 14));
    await at.pharmacist.dispensing.dispense({ ...wish, quantity: '14' });
    const { patients: [still] } = await at.pharmacist.dispensing.waiting({ storeId: at.storeId });
    expect(still?.prescriptions).toMatchObject([{ dispensed: 14, choices: [{ quantity: 7, usable: 0, missing: 7 }] }]);
  });

  test('never takes what has expired, not even when it is asked for', async () => {
    const at = await pharmacy();
    const { batchId } = await receive(at, '20', { expiry: '15/03/2026' });
    const patientId = await newPatient(at);
    const wish = { patientId, itemId: at.item.id, storeId: at.storeId, quantity: '1' };
    at.desk.advance(24 * 3600_000);
    await at.desk.as('pharmacist').dispensing.dispense(wish);
    at.desk.advance(24 * 3600_000);
    const later = at.desk.as('pharmacist');
    expect(await failureOf(later.dispensing.dispense(wish))).toMatchObject(invalid('quantity', 'stock-short', 0));
    expect(await failureOf(later.dispensing.dispense({ ...wish, batchId }))).toMatchObject(invalid('batchId', 'batch-expired', '2026-03-15'));
    expect((await later.stock.item({ itemId: at.item.id })).line).toMatchObject({ onHand: 19, usable: 0, state: 'out' });
    expect((await later.stock.expiring({})).batches).toMatchObject([{ batchId, expired: true, onHand: 19, waste: 19 }]);
  });

  test('of something else needs the reason', async () => {
    const at = await pharmacy();
    await receive(at, '100');
    const patientId = await newPatient(at);
    const { id: prescriptionId } = await prescribe(at, patientId, 'Ampicillin 250 mg');
    const wish = { patientId, prescriptionId, itemId: at.item.id, storeId: at.storeId, quantity: '21' };
    expect(await failureOf(at.pharmacist.dispensing.dispense(wish))).toMatchObject(invalid('substituted', 'empty'));
    expect(await at.pharmacist.dispensing.dispense({ ...wish, substituted: 'No ampicillin; agreed with the doctor' })).toMatchObject({ substituted: 'No ampicillin; agreed with the doctor' });
  });

  test('is refused for another patient\'s prescription and for one that was stopped', async () => {
    const at = await pharmacy();
    await receive(at, '100');
    const [patientId, other] = [await newPatient(at), await newPatient(at, 'Otieno Were')];
    const { id: prescriptionId } = await prescribe(at, patientId);
    const wish = { patientId, prescriptionId, itemId: at.item.id, storeId: at.storeId, quantity: '21' };
    expect(await failureOf(at.pharmacist.dispensing.dispense({ ...wish, patientId: other }))).toMatchObject({ code: 'NOT_FOUND', data: { what: 'prescription' } });
    await at.desk.as('doctor').prescriptions.end({ patientId, prescriptionId, how: 'stopped', reason: 'rash' });
    expect(await failureOf(at.pharmacist.dispensing.dispense(wish))).toMatchObject({ code: 'CONFLICT', data: { reason: 'prescription-ended' } });
  });

  // Half of them name the batch, so that nothing but the ledger's own balance stands between them and a batch below zero.
  test('fifty at once of a batch of ten are exactly ten', async () => {
    const at = await pharmacy();
    const { batchId } = await receive(at, '10');
    const patientId = await newPatient(at);
    const windows = Array.from({ length: 10 }, () => at.desk.as('pharmacist'));
    const wish = { patientId, itemId: at.item.id, storeId: at.storeId, quantity: '1' };
    const ends = await Promise.all(Array.from({ length: 50 }, (_, n) =>
      failureOf((windows[n % 10] ?? at.pharmacist).dispensing.dispense(n % 2 === 0 ? { ...wish, batchId } : wish))));
    expect(ends.filter((end) => end === undefined)).toHaveLength(10);
    expect(ends.filter((end) => end !== undefined)).toEqual(Array.from({ length: 40 }, () => expect.objectContaining(invalid('quantity', 'stock-short', 0)) as unknown));
    expect(await onHand(at)).toBe(0);
    expect((await at.desk.as('doctor').dispensing.ofPatient({ patientId })).dispensings).toHaveLength(10);
    expect(at.desk.desk.parts.store.read.statement("SELECT count(*) AS n, sum(quantity) AS sum FROM stock_movement WHERE kind = 'dispense'").get()).toEqual({ n: 10, sum: -10 });
  });

  test('comes back in part into the batches it came from, and no more than was handed out', async () => {
    const at = await pharmacy();
    await receive(at, '5', { lot: 'soon', expiry: '05/2026' });
    await receive(at, '20', { lot: 'late' });
    const patientId = await newPatient(at);
    const { id: dispensingId } = await at.pharmacist.dispensing.dispense({ patientId, itemId: at.item.id, storeId: at.storeId, quantity: '12' });
    const back = (quantity: string) => at.pharmacist.dispensing.takeBack({ dispensingId, quantity, reason: 'rash' });
    expect(await back('8')).toMatchObject({ quantity: 12, net: 4 });
    expect((await at.pharmacist.stock.item({ itemId: at.item.id })).batches).toMatchObject([{ lot: 'soon', onHand: 1 }, { lot: 'late', onHand: 20 }]);
    expect(await failureOf(back('5'))).toMatchObject(invalid('quantity', 'more-than-dispensed', 4));
    const { movements } = await at.pharmacist.stock.ledger({ itemId: at.item.id });
    const handedOut = movements.find(({ kind }) => kind === 'dispense');
    expect(await failureOf(at.pharmacist.stock.reverse({ movementId: handedOut?.id ?? '', reason: 'slip' }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'partly-returned' } });
  });
});

describe('what a patient brings back to be destroyed', () => {
  test('is in the ledger and not on the shelf, and is taken back whole', async () => {
    const at = await pharmacy();
    await receive(at, '20');
    const { id: dispensingId } = await at.pharmacist.dispensing.dispense({ patientId: await newPatient(at), itemId: at.item.id, storeId: at.storeId, quantity: '12' });
    expect(await at.pharmacist.dispensing.takeBack({ dispensingId, quantity: '5', reason: 'opened', destroyed: true })).toMatchObject({ quantity: 12, net: 7 });
    expect(await onHand(at)).toBe(8);
    const { movements: [last, before] } = await at.pharmacist.stock.ledger({ itemId: at.item.id });
    expect([last, before]).toMatchObject([{ kind: 'dispose', quantity: -5, reason: 'opened' }, { kind: 'patient-return', quantity: 5, reason: 'opened' }]);
    await at.pharmacist.stock.reverse({ movementId: before?.id ?? '', reason: 'slip' });
    expect(await onHand(at)).toBe(8);
    expect(await at.pharmacist.dispensing.takeBack({ dispensingId, quantity: '12', reason: 'all' })).toMatchObject({ net: 0 });
  });
});

describe('a movement', () => {
  test('written down wrongly is taken back whole, once, by one that names it', async () => {
    const at = await pharmacy();
    await receive(at, '5', { lot: 'soon', expiry: '05/2026' });
    await receive(at, '20', { lot: 'late' });
    const patientId = await newPatient(at);
    const { id: prescriptionId } = await prescribe(at, patientId);
    await at.pharmacist.dispensing.dispense({ patientId, prescriptionId, itemId: at.item.id, storeId: at.storeId, quantity: '21' });
    const { movements: [last] } = await at.pharmacist.stock.ledger({ itemId: at.item.id });
    const reverse = () => at.pharmacist.stock.reverse({ movementId: last?.id ?? '', reason: 'wrong patient' });
    expect((await reverse()).movements.map(({ quantity, reversed, reverses }) => [quantity, reversed, reverses])).toEqual([[-5, true, false], [-16, true, false], [5, false, true], [16, false, true]]);
    expect(await onHand(at)).toBe(25);
    expect(await failureOf(reverse())).toMatchObject({ code: 'CONFLICT', data: { reason: 'already-reversed' } });
    // The prescription is owed again, and nothing is billed.
    expect((await at.pharmacist.dispensing.waiting({ storeId: at.storeId })).patients).toHaveLength(1);
    expect((await at.desk.as('doctor').dispensing.ofPatient({ patientId })).dispensings).toMatchObject([{ quantity: 21, net: 0 }]);
  });

  test('is not taken back when what came in has gone out since', async () => {
    const at = await pharmacy();
    const { id: movementId } = await receive(at, '5');
    await at.pharmacist.dispensing.dispense({ patientId: await newPatient(at), itemId: at.item.id, storeId: at.storeId, quantity: '2' });
    expect(await failureOf(at.pharmacist.stock.reverse({ movementId, reason: 'never came' }))).toMatchObject(invalid('quantity', 'stock-short', 3));
  });

  test('between stores takes nothing away, out of stock for good needs the reason', async () => {
    const at = await pharmacy();
    const { batchId } = await receive(at, '30');
    const ward = await at.pharmacist.stock.saveStore({ store: { name: 'Ward', active: true } });
    const place = { itemId: at.item.id, batchId, storeId: at.storeId };
    await at.pharmacist.stock.transfer({ ...place, toStoreId: ward.id, quantity: '1 strip' });
    expect((await at.pharmacist.stock.item({ itemId: at.item.id })).batches.map(({ storeName, onHand: there }) => [storeName, there]).sort()).toEqual([['', 20], ['Ward', 10]]);
    expect(await failureOf(at.pharmacist.stock.transfer({ ...place, toStoreId: at.storeId, quantity: '1' }))).toMatchObject(invalid('toStoreId', 'same-store'));
    expect(await failureOf(at.pharmacist.stock.dispose({ ...place, quantity: '1', reason: ' ' }))).toMatchObject(invalid('reason', 'empty'));
    await at.pharmacist.stock.dispose({ ...place, quantity: '3', reason: 'broken' });
    await at.pharmacist.stock.sendBack({ ...place, quantity: '2', reason: 'recalled' });
    expect(await failureOf(at.pharmacist.stock.dispose({ ...place, quantity: '16', reason: 'fire' }))).toMatchObject(invalid('quantity', 'stock-short', 15));
    await at.pharmacist.stock.adjust({ ...place, counted: '1 strip 6', reason: 'found one behind the shelf' });
    expect(await failureOf(at.pharmacist.stock.adjust({ ...place, counted: '16', reason: 'again' }))).toMatchObject(invalid('counted', 'already-so'));
    const { movements } = await at.pharmacist.stock.ledger({ itemId: at.item.id });
    expect(movements.map(({ kind, quantity }) => [kind, quantity])).toEqual([['adjust', 1], ['supplier-return', -2], ['dispose', -3], ['transfer', 10], ['transfer', -10], ['receive', 30]]);
    expect(await onHand(at)).toBe(26);
  });
});

describe('the list', () => {
  test('shows the first that fit and says how many do; an item switched off while something of it is there', async () => {
    const at = await pharmacy();
    const ofName = (name: string) => at.pharmacist.stock.saveItem({ item: { ...ITEM, name, barcodes: [] } });
    const [zinc, aspirin] = [await ofName('Zinc'), await ofName('Aspirin')];
    await receive(at, '30');
    await at.pharmacist.stock.saveItem({ item: { ...at.item, active: false } });
    await at.pharmacist.stock.saveItem({ item: { ...aspirin, active: false } });
    const list = async (wanted: Parameters<Client['stock']['list']>[0]) => {
      const { lines, found } = await at.pharmacist.stock.list(wanted);
      return [lines.map(({ item, onHand: there }) => [item.name, there]), found];
    };
    expect(await list({})).toEqual([[['Amoxicillin', 30], ['Zinc', 0]], 2]);
    expect(await list({ limit: 1 })).toEqual([[['Amoxicillin', 30]], 2]);
    expect(await list({ text: 'zin 500' })).toEqual([[['Zinc', 0]], 1]);
    expect(await list({ text: '5901234123457' })).toEqual([[['Amoxicillin', 30]], 1]);
    expect(await list({ only: 'short' })).toEqual([[], 0]);
    await at.pharmacist.stock.saveItem({ item: { ...zinc, reorderAt: 5 } });
    expect(await list({ only: 'low' })).toEqual([[['Zinc', 0]], 1]);
  });

  test('of what expires says of each batch what will not be used in time', async () => {
    const at = await pharmacy();
    await receive(at, '30', { lot: 'A', expiry: '20/03/2026' });
    at.desk.advance(1000);
    await receive(at, '20', { lot: 'B', expiry: '20/03/2026' });
    await at.pharmacist.dispensing.dispense({ patientId: await newPatient(at), itemId: at.item.id, storeId: at.storeId, quantity: '2' });
    at.desk.advance(24 * 3600_000);
    // Two a day, today among the days left: 12 of A, and then nothing of B.
    expect((await at.desk.as('pharmacist').stock.expiring({})).batches.map(({ lot, onHand: there, waste }) => [lot, there, waste])).toEqual([['A', 28, 16], ['B', 20, 20]]);
  });
});

describe('what to order', () => {
  test('follows what was really used, over the days there was any', async () => {
    const at = await pharmacy();
    await receive(at, '5 boxes');
    const patientId = await newPatient(at);
    let pharmacist = at.pharmacist;
    for (let day = 0; day < 10; day++) {
      await pharmacist.dispensing.dispense({ patientId, itemId: at.item.id, storeId: at.storeId, quantity: '40' });
      at.desk.advance(24 * 3600_000);
      pharmacist = at.desk.as('pharmacist');
    }
    // 40 a day; level 40 × 14 + 40 × 14, order up to 40 × (14 + 30) + 560, less the 100 that are left: 2220, in boxes.
    expect((await pharmacist.stock.list({ only: 'low' })).lines).toMatchObject([{ onHand: 100, perDay: 40, level: 1120, order: 2300, state: 'low', lastsDays: 2 }]);
  });
});
