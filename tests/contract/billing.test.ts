import { findAnswer } from '#db/queries/commands.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sumAllInvoices } from '#db/projections/invoice-sums.ts';
import { clinicWithPrices, seen, type ClinicWithPrices } from '#tests/support/billing.ts';
import { failureOf } from '#tests/support/desk.ts';

const bills = ({ desk }: ClinicWithPrices): unknown[] => desk.desk.parts.store.read.statement('SELECT * FROM invoice_sum ORDER BY invoice_id').all();
const count = ({ desk }: ClinicWithPrices, table: string): number => (desk.desk.parts.store.read.statement(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;

/** The kept sums are those of the rows. */
function expectSums(clinic: ClinicWithPrices): void {
  const before = bills(clinic);
  clinic.desk.desk.parts.store.write({ personId: null, intent: 'test.sums' }, (tx) => { sumAllInvoices(tx); });
  expect(bills(clinic)).toEqual(before);
}

test('a payment that is sent again long after is the same payment, told with its bill as it is by then', async () => {
  const clinic = await clinicWithPrices();
  const { cashier } = clinic;
  const patientId = await seen(clinic, ['potassium']);
  const { bill } = await cashier.billing.generate({ patientId });
  const part = { invoiceId: bill.id ?? '', method: 'card', amount: 10_000, commandId: crypto.randomUUID() } as const;
  const first = await cashier.billing.payBill(part);
  await cashier.billing.payBill({ ...part, amount: 20_000, commandId: crypto.randomUUID() });
  const again = await cashier.billing.payBill(part);
  expect(again.payment).toEqual(first.payment);
  expect([first, again].map((told) => [told.bill.sums.paid, told.bill.payments.length])).toEqual([[10_000, 1], [30_000, 2]]);
  expect(count(clinic, 'payment')).toBe(2);
  expect(await failureOf(cashier.billing.pay({ ...part, patientId }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'command-id-used' } });
  // What is kept of it is not the bill.
  const kept = findAnswer(clinic.desk.desk.parts.store.read, part.commandId);
  expect([kept?.toTell, JSON.stringify(kept?.answer).length < 100]).toEqual([true, true]);
});

describe('the cashier', () => {
  test('what was done stands on the bill by itself, and one command takes all of it and gives a receipt', async () => {
    const clinic = await clinicWithPrices();
    const { cashier } = clinic;
    const patientId = await seen(clinic, ['potassium', 'haemoglobin']);
    const { waiting } = await cashier.billing.waiting({});
    expect(waiting.map(({ patient, due, lines, token }) => [patient.id, due, lines, token])).toEqual([[patientId, 96_401, 2, expect.stringMatching(/^A-/)]]);
    const { open, balance } = await cashier.billing.account({ patientId });
    expect(open?.lines.map(({ title, total, tax, stored }) => [title, total, tax, stored])).toEqual([['Consultation', 50_000, 0, false], ['Potassium', 46_401, 6400, false]]);
    expect([open?.sums.due, open?.dueInCash, balance, count(clinic, 'invoice')]).toEqual([96_401, 96_400, 0, 0]);
    // Cash belongs to a drawer.
    expect(await failureOf(cashier.billing.pay({ patientId, method: 'cash' }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'drawer-closed' } });
    expect(count(clinic, 'invoice')).toBe(0);
    await cashier.cashDrawer.open({ float: 200_000 });
    const { payment, account } = await cashier.billing.pay({ patientId, method: 'cash', tendered: 100_000, due: 96_401 });
    expect(payment).toMatchObject({ amount: 96_400, tendered: 100_000, kind: 'payment', by: 'The cashier', number: expect.stringMatching(/^R\w\w-26-000001-\w$/) });
    expect(account.bills[0]).toMatchObject({ status: 'paid', sums: { due: 0, total: 96_400, paid: 96_400 }, cuts: [{ kind: 'rounding', total: -1 }] });
    expect([account.open, account.balance]).toEqual([null, 0]);
    expect((await cashier.billing.waiting({})).waiting).toEqual([]);
    expect(await failureOf(cashier.billing.pay({ patientId, method: 'cash' }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'nothing-to-charge' } });
    expectSums(clinic);
  });

  test('lines are added, taken off and charged after all; a discount needs the right and a reason', async () => {
    const clinic = await clinicWithPrices();
    const { cashier, manager } = clinic;
    const patientId = await seen(clinic, ['potassium']);
    const { prices } = await cashier.billing.setup({});
    const dressing = prices.find(({ name }) => name === 'Dressing');
    await cashier.billing.addLine({ patientId, priceId: dressing?.id ?? '', quantity: 3 });
    await cashier.billing.addLine({ patientId, title: 'Crutches', amount: 99_999 });
    const { open } = (await cashier.billing.account({ patientId }));
    expect(open?.lines.map(({ title, total, quantity }) => [title, total, quantity])).toEqual([['Consultation', 50_000, 1], ['Potassium', 46_401, 1], ['Dressing', 37_500, 3], ['Crutches', 99_999, 1]]);
    const potassium = open?.lines.find(({ title }) => title === 'Potassium');
    const off = await cashier.billing.removeLine({ patientId, lineId: potassium?.id ?? '', reason: 'Not done' });
    expect(off.account.leftOut).toMatchObject([{ title: 'Potassium', reason: 'Not done' }]);
    expect(off.account.open?.sums.total).toBe(187_499);
    const { sourceId = '', itemKey = '' } = off.account.leftOut[0] ?? {};
    const back = await cashier.billing.chargeAfterAll({ patientId, sourceId, itemKey });
    expect([back.account.open?.sums.total, back.account.leftOut]).toEqual([233_900, []]);
    expect(await failureOf(cashier.billing.chargeAfterAll({ patientId, sourceId, itemKey }))).toMatchObject({ data: { reason: 'charged-already' } });
    expect(await failureOf(cashier.billing.discount({ patientId, rate: 1000, reason: 'Staff' }))).toMatchObject({ code: 'NOT_ALLOWED' });
    expect(await failureOf(manager.billing.discount({ patientId, rate: 1000, reason: ' ' }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'reason', code: 'empty' }] } });
    expect(await failureOf(manager.billing.discount({ patientId, amount: 233_901, reason: 'Staff' }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'amount', code: 'too-much', limit: 233_900 }] } });
    const { account } = await manager.billing.discount({ patientId, rate: 1000, reason: 'Staff' });
    expect(account.open).toMatchObject({ sums: { total: 210_510 }, cuts: [{ kind: 'discount', total: -23_390, reason: 'Staff', by: 'The manager' }] });
    expectSums(clinic);
  });

  test('an insurer pays its share, from the payer in the patient\'s record or one that is chosen; a small child has a price of its own', async () => {
    const clinic = await clinicWithPrices();
    const { cashier, insurer } = clinic;
    const insured = await seen(clinic, [], { payer: 'sha' });
    expect((await cashier.billing.account({ patientId: insured })).open).toMatchObject({ payer: { name: 'SHA' }, sums: { total: 50_000, insurer: 40_000, due: 10_000 } });
    const child = await seen(clinic, ['potassium'], { ageOrBirth: '3' });
    expect((await cashier.billing.account({ patientId: child })).open?.lines.map(({ title, total }) => [title, total])).toEqual([['Consultation', 0], ['Potassium', 46_401]]);
    const { account } = await cashier.billing.setPayer({ patientId: child, payerId: insurer });
    expect(account.open?.sums).toMatchObject({ total: 46_401, insurer: 37_121, due: 9280 });
    expect((await cashier.billing.setPayer({ patientId: child, payerId: null })).account.open?.sums).toMatchObject({ insurer: 0, due: 46_401 });
    expectSums(clinic);
  });

  test('part is paid, the rest later; more than is due, too little handed over and odd coins are refused in words', async () => {
    const clinic = await clinicWithPrices();
    const { cashier } = clinic;
    const patientId = await seen(clinic);
    await cashier.cashDrawer.open({ float: 0 });
    const issue = async (over: object): Promise<unknown> => (await failureOf(cashier.billing.pay({ patientId, method: 'cash', ...over })))?.data;
    expect(await issue({ amount: 50_001 })).toEqual({ issues: [{ field: 'amount', code: 'too-much', limit: 50_000 }] });
    expect(await issue({ amount: 0 })).toEqual({ issues: [{ field: 'amount', code: 'nothing' }] });
    expect(await issue({ amount: 1001 })).toEqual({ issues: [{ field: 'amount', code: 'not-in-coins', limit: 5 }] });
    expect(await issue({ tendered: 49_995 })).toEqual({ issues: [{ field: 'tendered', code: 'too-little', limit: 50_000 }] });
    expect(await issue({ due: 49_000 })).toEqual({ reason: 'bill-changed' });
    const first = await cashier.billing.pay({ patientId, method: 'cash', amount: 20_000 });
    expect(first.account.bills[0]).toMatchObject({ status: 'pending', sums: { due: 30_000 } });
    expect((await cashier.billing.waiting({})).waiting).toMatchObject([{ due: 30_000, lines: 0 }]);
    const rest = await cashier.billing.pay({ patientId, invoiceId: first.account.bills[0]?.id ?? '', method: 'card', reference: '4411' });
    expect(rest.account.bills[0]).toMatchObject({ status: 'paid', payments: [{ amount: 20_000, method: 'cash' }, { amount: 30_000, method: 'card', reference: '4411' }] });
    expectSums(clinic);
  });

  test('money goes back with a reason, deposits pay bills, a bill without payments is cancelled', async () => {
    const clinic = await clinicWithPrices();
    const { cashier } = clinic;
    await cashier.cashDrawer.open({ float: 100_000 });
    const patientId = await seen(clinic, ['potassium']);
    const { account } = await cashier.billing.pay({ patientId, method: 'cash' });
    const invoiceId = account.bills[0]?.id ?? '';
    expect(await failureOf(cashier.billing.cancel({ patientId, invoiceId, reason: 'Wrong' }))).toMatchObject({ data: { reason: 'bill-has-payments' } });
    const back = await cashier.billing.refund({ patientId, invoiceId, amount: 46_400, method: 'cash', reason: 'Test not done' });
    expect(back.payment).toMatchObject({ amount: -46_400, kind: 'refund', reason: 'Test not done' });
    expect(back.account.bills[0]).toMatchObject({ status: 'paid', sums: { due: 0, total: 50_000, paid: 50_000 } });
    expect(await failureOf(cashier.billing.refund({ patientId, invoiceId, amount: 50_001, method: 'cash', reason: 'x' }))).toMatchObject({ data: { issues: [{ code: 'too-much', limit: 50_000 }] } });
    const credited = await cashier.billing.credit({ patientId, invoiceId, amount: 10_000, reason: 'Goodwill' });
    expect(credited.account).toMatchObject({ balance: -10_000, bills: [{ sums: { due: -10_000 } }] });
    expect((await cashier.billing.attention({})).overpaid).toMatchObject([{ invoiceId, due: -10_000 }]);
    const kept = await cashier.billing.keepAsDeposit({ patientId, invoiceId });
    expect([kept.account.deposit, kept.account.balance]).toEqual([10_000, 0]);
    await cashier.billing.deposit({ patientId, amount: 5000, method: 'online' });
    await cashier.billing.addLine({ patientId, title: 'Card', amount: 12_000 });
    const used = await cashier.billing.pay({ patientId, method: 'deposit' });
    expect(used.account).toMatchObject({ deposit: 3000, balance: 0 });
    expect((await cashier.billing.returnDeposit({ patientId, amount: 3000, method: 'cash', reason: 'Goes home' })).account.deposit).toBe(0);
    await cashier.billing.addLine({ patientId, title: 'Card', amount: 700 });
    const { bill } = await cashier.billing.generate({ patientId });
    expect((await cashier.billing.cancel({ patientId, invoiceId: bill.id ?? '', reason: 'Typed twice' })).account.bills.find(({ id }) => id === bill.id)).toMatchObject({ status: 'cancelled', sums: { total: 0, due: 0 }, reason: 'Typed twice' });
    expectSums(clinic);
  });

  test('prices: a second of the same kind, an unknown item, 0 and 12 digits; a list goes out and comes in again', async () => {
    const { manager, cashier } = await clinicWithPrices();
    const price = { itemKey: 'other:', name: 'Gloves', code: '', payerId: null, ageFrom: null, ageBefore: null, amount: 999_999_999_999, tax: null, active: true };
    await manager.billing.savePrice(price);
    expect(await failureOf(manager.billing.savePrice(price))).toMatchObject({ data: { issues: [{ field: 'itemKey', code: 'taken' }] } });
    expect(await failureOf(manager.billing.savePrice({ ...price, amount: 1_000_000_000_000 }))).toBeDefined();
    expect(await failureOf(manager.billing.savePrice({ ...price, itemKey: 'nonsense' }))).toMatchObject({ data: { issues: [{ field: 'itemKey', code: 'unknown-item' }] } });
    expect(await failureOf(cashier.billing.savePrice({ ...price, name: 'Mask' }))).toMatchObject({ code: 'NOT_ALLOWED' });
    const { csv } = await manager.billing.exportPrices({});
    expect(await manager.billing.importPrices({ csv })).toEqual({ added: 0, changed: 5, refused: [] });
    expect(await manager.billing.importPrices({ csv: 'kind;item;name;price;payer\nother;;Mask;1,50;\nother;;Tape;-3;\nservice;Nowhere;X;1;\nother;;Y;2;Nobody\n' }))
      .toEqual({ added: 1, changed: 0, refused: [{ line: 3, reason: 'negative' }, { line: 4, reason: 'unknown-item' }, { line: 5, reason: 'unknown-payer' }] });
    expect((await manager.billing.setup({})).prices.find(({ name }) => name === 'Mask')?.amount).toBe(150);
  });
});

test('a bill of an earlier day stays on the cashier\'s list, newest first, until it is paid', async () => {
  const clinic = await clinicWithPrices();
  const ids: string[] = [];
  for (const amount of [700, 900]) {
    const patientId = await seen(clinic);
    await clinic.cashier.billing.addLine({ patientId, title: 'Card', amount });
    await clinic.cashier.billing.generate({ patientId });
    ids.push(patientId);
    clinic.desk.advance(24 * 3_600_000);
    Object.assign(clinic, { cashier: clinic.desk.as('cashier'), reception: clinic.desk.as('reception') });
  }
  const [older = '', newer = ''] = ids;
  const earlier = async () => (await clinic.cashier.billing.waiting({})).earlier.map(({ patient, due, ageDays }) => [patient.id, due, ageDays]);
  expect(await earlier()).toEqual([[newer, 50_900, 1], [older, 50_700, 2]]);
  // Who comes back today stands among those of today, with all that is owed.
  await clinic.reception.queue.issue({ patientId: newer, serviceId: clinic.services.consultation });
  expect(await earlier()).toEqual([[older, 50_700, 2]]);
  expect((await clinic.cashier.billing.waiting({})).waiting).toMatchObject([{ patient: { id: newer }, due: 100_900 }]);
  const invoiceId = (await clinic.cashier.billing.account({ patientId: older })).bills[0]?.id ?? '';
  await clinic.cashier.billing.pay({ patientId: older, invoiceId, method: 'card' });
  expect(await earlier()).toEqual([]);
});

test('a bill that goes to another record with its patient is owed there, and comes back with them', async () => {
  const clinic = await clinicWithPrices();
  const { cashier, desk } = clinic;
  const [kept, twin] = [await seen(clinic, []), await seen(clinic, ['potassium'])];
  const owed = async (patientId: string): Promise<number> => (await cashier.billing.balance({ patientId })).due;
  await cashier.billing.generate({ patientId: twin });
  expect([await owed(kept), await owed(twin)]).toEqual([0, 96_401]);
  const manager = desk.as('manager');
  const { mergeId } = await manager.merging.merge({ patientId: kept, otherId: twin, take: [] });
  expect([await owed(kept), await owed(twin)]).toEqual([96_401, 0]);
  expectSums(clinic);
  const [bill] = (await cashier.billing.account({ patientId: kept })).bills;
  await cashier.billing.pay({ patientId: kept, invoiceId: bill?.id ?? '', method: 'card', amount: 10_000 });
  expect(await owed(kept)).toBe(86_401);
  await manager.merging.separate({ patientId: kept, mergeId });
  expect([await owed(kept), await owed(twin)]).toEqual([0, 86_401]);
  expectSums(clinic);
});

/** What a hurried cashier, an impatient screen and a broken line do: each command once, twice, and long afterwards. */
test('a doubled, retried or replayed command makes one bill and one payment, and receipts have no gaps', async () => {
  const clinic = await clinicWithPrices();
  const { cashier } = clinic;
  await cashier.cashDrawer.open({ float: 0 });
  let paid = 0;
  await fc.assert(fc.asyncProperty(fc.array(fc.constantFrom('once', 'together', 'again'), { minLength: 2, maxLength: 4 }), async (ways) => {
    const patientId = await seen(clinic, ['potassium']);
    const sent: (() => Promise<unknown>)[] = [];
    for (const way of ways) {
      const commandId = crypto.randomUUID();
      const send = (): Promise<unknown> => cashier.billing.pay({ patientId, method: 'cash', commandId, due: 96_401 });
      sent.push(send);
      await Promise.all(way === 'together' ? [failureOf(send()), failureOf(send())] : [failureOf(send())]);
      if (way === 'again') await failureOf(sent[0]?.() ?? send());
    }
    paid += 1;
    expect([count(clinic, 'invoice'), count(clinic, 'payment'), count(clinic, 'invoice_line')]).toEqual([paid, paid, 3 * paid]);
    expect((await cashier.billing.account({ patientId })).balance).toBe(0);
  }), { numRuns: 12 });
  const numbers = (clinic.desk.desk.parts.store.read.statement('SELECT number FROM payment ORDER BY rid').all() as { number: string }[]).map(({ number }) => Number(number.split('-')[2]));
  expect(numbers).toEqual(Array.from({ length: paid }, (_, index) => index + 1));
  expectSums(clinic);
}, 60_000);
