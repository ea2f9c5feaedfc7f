import { expect, test } from 'vitest';
import { failureOf, testDesk, type Client } from '#tests/support/desk.ts';

const ITEM = { name: 'Amoxicillin', form: 'capsule', strength: '500 mg', unit: 'capsule', packs: [{ name: 'box', size: 100 }], barcodes: [], leadDays: null, reviewDays: null, safetyDays: null, reorderAt: null, active: true };

async function counting() {
  const desk = await testDesk();
  const pharmacist = desk.as('pharmacist');
  const item = await pharmacist.stock.saveItem({ item: ITEM });
  const { stores: [store] } = await pharmacist.stock.catalogue({});
  const storeId = store?.id ?? '';
  const receive = async (lot: string, quantity: string) => (await pharmacist.stock.receive({ itemId: item.id, storeId, quantity, lot, expiry: '12/2027' })).movements[0]?.batchId ?? '';
  const [a, b] = [await receive('A', '20'), await receive('B', '10')];
  const { stocktake: { id: stocktakeId } } = await pharmacist.stocktakes.start({ storeId });
  return { desk, pharmacist, item, storeId, a, b, stocktakeId };
}

const balance = async (pharmacist: Client, itemId: string) => (await pharmacist.stock.item({ itemId })).batches.map(({ lot, onHand }) => [lot, onHand]).sort();

test('a stocktake goes from draft to counted to posted, and adjusts once by what was counted last', async () => {
  const { pharmacist, item, storeId, a, b, stocktakeId } = await counting();
  expect(await failureOf(pharmacist.stocktakes.start({ storeId }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'stocktake-open' } });
  expect(await failureOf(pharmacist.stocktakes.become({ stocktakeId, status: 'counted' }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'nothing-counted' } });
  expect(await failureOf(pharmacist.stocktakes.count({ stocktakeId, batchId: a, counted: '-1' }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'counted', code: 'negative' }] } });
  await pharmacist.stocktakes.count({ stocktakeId, batchId: a, counted: '12' });
  await pharmacist.stocktakes.count({ stocktakeId, batchId: a, counted: '18' });
  const { lines } = await pharmacist.stocktakes.count({ stocktakeId, batchId: b, counted: '10' });
  expect(lines).toMatchObject([{ lot: 'A', counted: 18, adjustment: -2, late: 0 }, { lot: 'B', counted: 10, adjustment: 0 }]);
  expect(await failureOf(pharmacist.stocktakes.become({ stocktakeId, status: 'posted' }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'stocktake-is-draft' } });
  await pharmacist.stocktakes.become({ stocktakeId, status: 'counted' });
  expect(await failureOf(pharmacist.stocktakes.count({ stocktakeId, batchId: a, counted: '1' }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'stocktake-is-counted' } });
  expect(await failureOf(pharmacist.stocktakes.become({ stocktakeId, status: 'posted', reason: ' ' }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'reason', code: 'empty' }] } });
  expect((await pharmacist.stocktakes.become({ stocktakeId, status: 'posted', reason: 'two broken' })).stocktake).toMatchObject({ status: 'posted', note: 'two broken' });
  expect(await balance(pharmacist, item.id)).toEqual([['A', 18], ['B', 10]]);
  expect((await pharmacist.stock.ledger({ itemId: item.id })).movements.filter(({ kind }) => kind === 'count')).toMatchObject([{ lot: 'A', quantity: -2, reason: 'two broken' }]);
  expect(await failureOf(pharmacist.stocktakes.become({ stocktakeId, status: 'posted' }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'stocktake-is-posted' } });
  expect((await pharmacist.stock.attention({})).cases).toEqual([]);
});

test('what moves between counting and posting changes the balance, not the adjustment', async () => {
  const { desk, pharmacist, item, storeId, a, stocktakeId } = await counting();
  await pharmacist.stocktakes.count({ stocktakeId, batchId: a, counted: '18' });
  const { id: patientId } = await desk.as('reception').patients.create({ name: 'Amina Juma', ageOrBirth: '34', sex: 'female' });
  await pharmacist.dispensing.dispense({ patientId, itemId: item.id, storeId, quantity: '5', batchId: a });
  await pharmacist.stocktakes.become({ stocktakeId, status: 'counted' });
  await pharmacist.stocktakes.become({ stocktakeId, status: 'posted', reason: 'two broken' });
  expect(await balance(pharmacist, item.id)).toEqual([['A', 13], ['B', 10]]);
});

test('a count that what went out since contradicts is to be made again', async () => {
  const { desk, pharmacist, item, storeId, a, stocktakeId } = await counting();
  await pharmacist.stocktakes.count({ stocktakeId, batchId: a, counted: '3' });
  const { id: patientId } = await desk.as('reception').patients.create({ name: 'Amina Juma', ageOrBirth: '34', sex: 'female' });
  await pharmacist.dispensing.dispense({ patientId, itemId: item.id, storeId, quantity: '5', batchId: a });
  await pharmacist.stocktakes.become({ stocktakeId, status: 'counted' });
  expect(await failureOf(pharmacist.stocktakes.become({ stocktakeId, status: 'posted', reason: 'lost' }))).toMatchObject({ code: 'INVALID', data: { issues: [{ code: 'moved-since-count', limit: 'Amoxicillin' }] } });
  expect(await balance(pharmacist, item.id)).toEqual([['A', 15], ['B', 10]]);
});

test('a stocktake with nothing that differs is posted without a reason, and its sheet is a page to count on', async () => {
  const { pharmacist, b, stocktakeId } = await counting();
  await pharmacist.stocktakes.count({ stocktakeId, batchId: b, counted: '10' });
  const { data, mime } = await pharmacist.printing.countSheetPdf({ stocktakeId, expected: false });
  expect([mime, Buffer.from(data, 'base64').toString('latin1', 0, 5)]).toEqual(['application/pdf', '%PDF-']);
  await pharmacist.stocktakes.become({ stocktakeId, status: 'counted' });
  expect((await pharmacist.stocktakes.become({ stocktakeId, status: 'posted' })).stocktake).toMatchObject({ status: 'posted', note: null, counts: 1 });
});
