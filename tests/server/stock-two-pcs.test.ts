import { expect, test, vi } from 'vitest';
import { wrongBalances } from '#db/queries/stock-balances.ts';
import { inStep, TEST_MS, twoPcs, WAIT } from './two-pcs.ts';

const ITEM = { name: 'Artesunate', form: 'vial', strength: '60 mg', unit: 'vial', packs: [], barcodes: [], leadDays: null, reviewDays: null, safetyDays: null, reorderAt: null, active: true };

test('the last vial handed out at two PCs is in both records, one below zero, and shown with ways out', async () => {
  const { first, second, one, two } = await twoPcs();
  const item = await one.stock.saveItem({ item: ITEM });
  const { stores: [store] } = await one.stock.catalogue({});
  const storeId = store?.id ?? '';
  await one.stock.receive({ itemId: item.id, storeId, quantity: '1', lot: 'Z9', expiry: '12/2027' });
  const { id: patientId } = await one.patients.create({ name: 'Amina Yusuf', ageOrBirth: '34', sex: 'female' });
  const { id: prescriptionId } = await one.prescriptions.add({ patientId, inVisit: true, intent: 'order', drug: 'Artesunate 60 mg', dose: '1', doseUnit: 'vial', timing: '1', days: '1', quantity: '1', asNeeded: false });
  await inStep(first);
  await vi.waitFor(async () => { expect((await two.dispensing.waiting({ storeId })).patients).toHaveLength(1); }, WAIT);
  // In one breath: neither has heard of the other.
  const wish = { patientId, prescriptionId, itemId: item.id, storeId, quantity: '1' };
  const done = await Promise.all([one.dispensing.dispense(wish), two.dispensing.dispense(wish)]);
  await inStep(first, second);
  for (const client of [one, two]) {
    await vi.waitFor(async () => {
      const { cases } = await client.stock.attention({});
      expect(cases.map(({ kind }) => kind)).toEqual(['below-zero', 'dispensed-twice']);
      expect(cases[0]).toMatchObject({ batch: { onHand: -1, lot: 'Z9' }, last: [{ kind: 'dispense' }, { kind: 'dispense' }, { kind: 'receive' }] });
      expect(cases[1]).toMatchObject({ patient: { id: patientId }, dispensings: [{ net: 1 }, { net: 1 }] });
    }, WAIT);
    expect((await client.dispensing.ofPatient({ patientId })).dispensings.map(({ id }) => id).sort()).toEqual(done.map(({ id }) => id).sort());
  }
  // One of them is taken back at both PCs at once, which is done once.
  const { cases: [short] } = await one.stock.attention({});
  if (short?.kind !== 'below-zero') throw new Error('no case');
  const movementId = short.last[0]?.id ?? '';
  await Promise.all([one, two].map((client) => client.stock.reverse({ movementId, reason: 'written down twice' })));
  await inStep(first, second);
  for (const [client, desk] of [[one, first], [two, second]] as const) {
    await vi.waitFor(async () => {
      expect((await client.stock.attention({})).cases).toEqual([]);
      expect((await client.stock.item({ itemId: item.id })).line).toMatchObject({ onHand: 0, short: 0 });
    }, WAIT);
    expect(wrongBalances(desk.desk.parts.store.read)).toBe(0);
    expect((await client.dispensing.ofPatient({ patientId })).dispensings.map(({ net }) => net).sort()).toEqual([0, 1]);
  }
}, TEST_MS);

test('what is below zero is put right by a count as well', async () => {
  const { first, second, one, two } = await twoPcs();
  const item = await one.stock.saveItem({ item: { ...ITEM, name: 'Ceftriaxone' } });
  const { stores: [store] } = await one.stock.catalogue({});
  const storeId = store?.id ?? '';
  const { movements: [received] } = await one.stock.receive({ itemId: item.id, storeId, quantity: '3' });
  const batchId = received?.batchId ?? '';
  await vi.waitFor(async () => { expect((await two.stock.item({ itemId: item.id })).line.onHand).toBe(3); }, WAIT);
  const place = { itemId: item.id, batchId, storeId };
  await Promise.all([one.stock.dispose({ ...place, quantity: '2', reason: 'broken' }), two.stock.dispose({ ...place, quantity: '3', reason: 'flooded' })]);
  await inStep(first, second);
  await vi.waitFor(async () => { expect((await two.stock.attention({})).cases).toMatchObject([{ kind: 'below-zero', batch: { onHand: -2 } }]); }, WAIT);
  await two.stock.adjust({ ...place, counted: '0', reason: 'counted' });
  await vi.waitFor(async () => { for (const client of [one, two]) expect((await client.stock.attention({})).cases).toEqual([]); }, WAIT);
}, TEST_MS);
