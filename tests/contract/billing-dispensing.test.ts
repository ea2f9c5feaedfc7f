import { describe, expect, test } from 'vitest';
import { clinicWithPrices, type ClinicWithPrices } from '#tests/support/billing.ts';
import { failureOf, type Client } from '#tests/support/desk.ts';

interface Pharmacy extends ClinicWithPrices {
  readonly pharmacist: Client;
  readonly patientId: string;
  readonly itemId: string;
  readonly storeId: string;
}

/** A capsule at 12.50, two batches of it, and somebody who came for it alone. */
async function pharmacy(amount: number | null = 1250): Promise<Pharmacy> {
  const clinic = await clinicWithPrices();
  const pharmacist = clinic.desk.as('pharmacist');
  const { id: itemId } = await pharmacist.stock.saveItem({ item: { name: 'Amoxicillin', form: 'capsule', strength: '500 mg', unit: 'capsule', packs: [], barcodes: [], leadDays: null, reviewDays: null, safetyDays: null, reorderAt: null, active: true } });
  const { stores: [store] } = await pharmacist.stock.catalogue({});
  const storeId = store?.id ?? '';
  for (const [lot, quantity, expiry] of [['soon', '5', '05/2026'], ['late', '100', '12/2027']] as const) await pharmacist.stock.receive({ itemId, storeId, quantity, lot, expiry, cost: '' });
  if (amount !== null) await clinic.manager.billing.savePrice({ itemKey: `stock:${itemId}`, name: 'Amoxicillin 500 mg', code: '', payerId: null, ageFrom: null, ageBefore: null, amount, tax: null, active: true });
  const { id: patientId } = await clinic.reception.patients.create({ name: 'Amina Juma', ageOrBirth: '34', sex: 'female' });
  return { ...clinic, pharmacist, itemId, storeId, patientId };
}

const dispense = ({ pharmacist, patientId, itemId, storeId }: Pharmacy, quantity: string, commandId?: string) =>
  pharmacist.dispensing.dispense({ patientId, itemId, storeId, quantity, ...(commandId === undefined ? {} : { commandId }) });
const reverseLast = async ({ pharmacist, itemId }: Pharmacy): Promise<void> => {
  const { movements } = await pharmacist.stock.ledger({ itemId });
  await pharmacist.stock.reverse({ movementId: movements.find(({ kind }) => kind === 'dispense')?.id ?? '', reason: 'wrong patient' });
};
const charges = async ({ cashier, patientId }: Pharmacy) =>
  ((await cashier.billing.account({ patientId })).open?.lines ?? []).map(({ title, quantity, total, source }) => [title, quantity, total, source]);

describe('what the pharmacy hands out', () => {
  test('is one charge at its price, from however many batches and however often it was sent', async () => {
    const at = await pharmacy();
    const commandId = crypto.randomUUID();
    await Promise.all([dispense(at, '21', commandId), dispense(at, '21', commandId)]);
    expect(await charges(at)).toEqual([['Amoxicillin 500 mg', 21, 26_250, 'dispensing']]);
    // Looking does not charge it again, closing the bill neither.
    const { bill } = await at.cashier.billing.generate({ patientId: at.patientId });
    expect(bill.lines.map(({ quantity, total }) => [quantity, total])).toEqual([[21, 26_250]]);
    expect(await charges(at)).toEqual([]);
    expect(await failureOf(at.cashier.billing.generate({ patientId: at.patientId }))).toMatchObject({ data: { reason: 'nothing-to-charge' } });
    // What is handed out later is a charge of its own.
    await dispense(at, '2');
    expect(await charges(at)).toEqual([['Amoxicillin 500 mg', 2, 2500, 'dispensing']]);
  });

  test('costs nothing while it has no price', async () => {
    const at = await pharmacy(null);
    await dispense(at, '21');
    expect(await charges(at)).toEqual([]);
  });

  test('is not charged when it is taken back whole, and charged for what was kept of it', async () => {
    const at = await pharmacy();
    const { id: dispensingId } = await dispense(at, '12');
    await at.pharmacist.dispensing.takeBack({ dispensingId, quantity: '8', reason: 'rash' });
    expect(await charges(at)).toEqual([['Amoxicillin 500 mg', 4, 5000, 'dispensing']]);
    await at.pharmacist.dispensing.takeBack({ dispensingId, quantity: '4', reason: 'rash' });
    expect(await charges(at)).toEqual([]);
    await dispense(at, '7');
    expect(await charges(at)).toEqual([['Amoxicillin 500 mg', 7, 8750, 'dispensing']]);
    await reverseLast(at);
    expect(await charges(at)).toEqual([]);
  });

  test('and comes back after it stands on an open bill lessens that bill', async () => {
    const at = await pharmacy();
    const { id: dispensingId } = await dispense(at, '12');
    // Adding something by hand stores the open bill, with the medicine on it.
    await at.cashier.billing.addLine({ patientId: at.patientId, title: 'Card', amount: 100 });
    await at.pharmacist.dispensing.takeBack({ dispensingId, quantity: '8', reason: 'rash' });
    expect(await charges(at)).toEqual(expect.arrayContaining([['Amoxicillin 500 mg', 4, 5000, 'dispensing'], ['Card', 1, 100, null]]));
    expect((await at.cashier.billing.account({ patientId: at.patientId })).open?.sums.due).toBe(5100);
    // The next step writes down what was shown.
    const { account } = await at.cashier.billing.addLine({ patientId: at.patientId, title: 'Bag', amount: 50 });
    expect(account.open).toMatchObject({ sums: { due: 5150 }, lines: expect.arrayContaining([expect.objectContaining({ quantity: 4, stored: true })]) as unknown });
    expect(account.leftOut).toEqual([]);
    await at.pharmacist.dispensing.takeBack({ dispensingId, quantity: '4', reason: 'rash' });
    expect((await charges(at)).map(([title]) => title)).toEqual(['Card', 'Bag']);
    const { bill } = await at.cashier.billing.generate({ patientId: at.patientId });
    expect([bill.sums.total, (await at.cashier.billing.account({ patientId: at.patientId })).leftOut]).toEqual([150, []]);
  });
});

test('once something was charged the currency stays, whoever wants another: the cashier\'s settings or the pharmacy\'s', async () => {
  const at = await pharmacy();
  const { settings: rules } = await at.manager.stock.catalogue({});
  const { settings } = await at.manager.billing.setup({});
  expect(await failureOf(at.manager.stock.saveSettings({ ...rules, currency: 'XXQ' }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'currency', code: 'unknown-currency' }] } });
  expect(await at.manager.stock.saveSettings({ ...rules, currency: 'UGX' })).toMatchObject({ currency: 'UGX' });
  await at.manager.billing.saveSettings(settings);
  await at.cashier.billing.addLine({ patientId: at.patientId, title: 'Card', amount: 100 });
  expect(await failureOf(at.manager.stock.saveSettings({ ...rules, currency: 'UGX', leadDays: 3 }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'currency-in-use' } });
  expect(await failureOf(at.manager.billing.saveSettings({ ...settings, currency: 'UGX' }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'currency-in-use' } });
  expect((await at.manager.stock.catalogue({})).settings).toEqual(rules);
  expect(await at.manager.stock.saveSettings({ ...rules, leadDays: 3 })).toMatchObject({ currency: 'KES', leadDays: 3 });
});
