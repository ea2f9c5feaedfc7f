import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clinicWithPrices, seen } from '#tests/support/billing.ts';
import { failureOf } from '#tests/support/desk.ts';

const HOUR = 3_600_000;

/** What a cashier may do about a closed bill, with how much of what is possible. */
const steps = fc.array(fc.record({ way: fc.constantFrom('refund-cash', 'refund-card', 'refund-deposit', 'credit', 'keep', 'pay'), percent: fc.integer({ min: 1, max: 100 }) }), { maxLength: 5 });

// spec: BIL-2
test('refunds, credits and deposits of every kind bring an insured bill to exactly nothing, without a row for rounding', async () => {
  const clinic = await clinicWithPrices();
  const { cashier } = clinic;
  await cashier.cashDrawer.open({ float: 900_000_000 });
  await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 99_999 }), { minLength: 1, maxLength: 3 }), fc.boolean(), steps, async (amounts, isInsured, history) => {
    const patientId = await seen(clinic, [], isInsured ? { payer: 'SHA' } : {});
    for (const amount of amounts) await cashier.billing.addLine({ patientId, title: 'Thing', amount });
    const { account } = await cashier.billing.pay({ patientId, method: 'card' });
    const invoiceId = account.bills[0]?.id ?? '';
    const bill = async () => {
      const found = (await cashier.billing.account({ patientId })).bills.find(({ id }) => id === invoiceId);
      if (!found) throw new Error('the bill is gone');
      return found;
    };
    const refund = async (method: 'cash' | 'card' | 'deposit', amount: number): Promise<void> => { await cashier.billing.refund({ patientId, invoiceId, amount, method, reason: 'Not done' }); };
    for (const { way, percent } of history) {
      const { sums } = await bill();
      const part = (of: number): number => Math.max(1, Math.floor((of * percent) / 100));
      const ways = {
        credit: () => sums.total > 0 && cashier.billing.credit({ patientId, invoiceId, amount: part(sums.total), reason: 'Goodwill' }), keep: () => sums.due < 0 && cashier.billing.keepAsDeposit({ patientId, invoiceId }),
        pay: () => sums.due > 0 && cashier.billing.pay({ patientId, invoiceId, method: 'card', amount: part(sums.due) }),
        'refund-cash': () => sums.paid > 0 && refund('cash', part(sums.paid)), 'refund-card': () => sums.paid > 0 && refund('card', part(sums.paid)), 'refund-deposit': () => sums.paid > 0 && refund('deposit', part(sums.paid)),
      };
      await ways[way]();
      const { sums: now } = await bill();
      expect(now.patient + now.insurer).toBe(now.total);
      expect(now.due).toBe(now.patient - now.paid);
    }
    let last = await bill();
    if (last.sums.paid > 0) await refund('card', last.sums.paid);
    last = await bill();
    if (last.sums.total > 0) await cashier.billing.credit({ patientId, invoiceId, amount: last.sums.total, reason: 'Nothing was done' });
    last = await bill();
    expect(last.sums).toMatchObject({ total: 0, tax: 0, insurer: 0, patient: 0, paid: 0, due: 0 });
    expect(last.lines.map(({ total, tax, insurer }) => [total, tax, insurer])).toEqual(last.lines.map(() => [0, 0, 0]));
    expect(last.cuts.filter(({ kind }) => kind === 'rounding')).toEqual([]);
  }), { numRuns: 10 });
}, 120_000);

describe('what nobody expects at a till', () => {
  test('a price of nothing costs nothing and needs no payment; one of twelve digits is charged, paid and given back to the unit', async () => {
    const clinic = await clinicWithPrices();
    const { cashier } = clinic;
    const patientId = await seen(clinic, [], { ageOrBirth: '3' });
    expect(await failureOf(cashier.billing.pay({ patientId, method: 'card' }))).toMatchObject({ data: { reason: 'nothing-due' } });
    const { bill } = await cashier.billing.generate({ patientId });
    expect(bill).toMatchObject({ status: 'paid', sums: { total: 0, due: 0 } });
    const most = 999_999_999_999;
    await cashier.billing.addLine({ patientId, title: 'A whole hospital', amount: most });
    expect(await failureOf(cashier.billing.addLine({ patientId, title: 'Two', amount: most + 1 }))).toBeDefined();
    expect(await failureOf(cashier.billing.addLine({ patientId, title: 'Too many', amount: most, quantity: 11 }))).toMatchObject({ data: { issues: [{ field: 'quantity', code: 'too-large' }] } });
    expect(await failureOf(cashier.billing.addLine({ patientId, title: 'Less', amount: -1 }))).toBeDefined();
    expect(await failureOf(cashier.billing.addLine({ patientId, title: 'Half', amount: 0.5 }))).toBeDefined();
    const { account, payment } = await cashier.billing.pay({ patientId, method: 'card' });
    expect([payment.amount, account.balance]).toEqual([most, 0]);
    const invoiceId = account.bills.find(({ sums }) => sums.total === most)?.id ?? '';
    expect((await cashier.billing.refund({ patientId, invoiceId, amount: most, method: 'card', reason: 'Typed wrong' })).account.balance).toBe(0);
    expect((await cashier.billing.transactions({})).transactions.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
  });

  test.each([
    ['JPY', 0, 10, [10_000, 5000, 1000, 500, 100, 50, 10], 1237, 1240, '1237'], ['KWD', 3, 5, [20_000, 10_000, 5000, 1000, 500, 250, 100, 50, 20, 10, 5], 1237, 1235, '1.237'],
  ] as const)('%s has %i decimals: amounts, coins, receipt and drawer are in its own unit', async (currency, decimals, cashStep, denominations, amount, inCash, typed) => {
    const clinic = await clinicWithPrices();
    const { manager, cashier } = clinic;
    await manager.billing.saveSettings({ currency, cashStep, denominations: [...denominations], taxes: [], chargeFrom: '2026-03-01' });
    const csv = `kind;item;name;price\nother;;Crutch;${typed}\nother;;Sling;${typed}${decimals === 0 ? '.5' : '5'}\n`;
    expect(await manager.billing.importPrices({ csv })).toEqual({ added: 1, changed: 0, refused: [{ line: 3, reason: 'too-many-decimals' }] });
    const { prices } = await cashier.billing.setup({});
    const crutch = prices.find(({ name }) => name === 'Crutch');
    expect(crutch?.amount).toBe(amount);
    expect((await manager.billing.exportPrices({})).csv).toContain(typed);
    const { id: patientId } = await clinic.reception.patients.create({ name: 'Noor', ageOrBirth: '30', sex: 'female' });
    await cashier.cashDrawer.open({ float: 0 });
    const { account: { open } } = await cashier.billing.addLine({ patientId, priceId: crutch?.id ?? '' });
    expect([open?.sums.due, open?.dueInCash]).toEqual([amount, inCash]);
    expect(await failureOf(cashier.billing.pay({ patientId, method: 'cash', amount: cashStep + 1 }))).toMatchObject({ data: { issues: [{ code: 'not-in-coins', limit: cashStep }] } });
    const { account } = await cashier.billing.pay({ patientId, method: 'cash' });
    expect(account.bills[0]).toMatchObject({ status: 'paid', sums: { total: inCash, paid: inCash, due: 0 }, cuts: [{ kind: 'rounding', total: inCash - amount }] });
    const one = String(Math.min(...denominations));
    const { closed } = await cashier.cashDrawer.close({ pieces: { [one]: inCash / Number(one) } });
    expect(closed.closed).toMatchObject({ expected: inCash, variance: 0 });
    // The whole goes back from the next drawer, rounding and all.
    await cashier.cashDrawer.open({ float: 100_000 });
    const back = await cashier.billing.refund({ patientId, invoiceId: account.bills[0]?.id ?? '', amount: inCash, method: 'cash', reason: 'Broken' });
    expect(back.account.bills[0]?.sums).toMatchObject({ total: 0, paid: 0, due: 0 });
  });

  // spec: BIL-4
  test('a drawer that is open over midnight holds both days, while bills, receipts and takings belong to their own day', async () => {
    const clinic = await clinicWithPrices();
    const { cashier, desk } = clinic;
    const [before, after] = ['2026-03-14', '2026-03-15'];
    await cashier.cashDrawer.open({ float: 10_000 });
    const late = await cashier.billing.pay({ patientId: await seen(clinic), method: 'cash' });
    desk.advance(16 * HOUR);
    const night = desk.as('cashier');
    const patientId = await seen({ ...clinic, reception: desk.as('reception'), doctor: desk.as('doctor') }, ['potassium']);
    const early = await night.billing.pay({ patientId, method: 'cash' });
    expect([late.payment.day, early.payment.day]).toEqual([before, after]);
    expect(early.account.bills[0]?.day).toBe(after);
    const owner = desk.as('manager');
    expect((await owner.billing.takings({ day: before })).byMethod).toEqual([{ method: 'cash', amount: 50_000, payments: 1 }]);
    expect((await owner.billing.takings({})).byMethod).toEqual([{ method: 'cash', amount: 96_400, payments: 1 }]);
    const { drawer } = await night.cashDrawer.current({});
    expect(drawer).toMatchObject({ payments: 2, closed: null });
    const { closed } = await night.cashDrawer.close({ pieces: { '100000': 1, '50000': 1, '5000': 1, '1000': 1, '100': 4 } });
    expect(closed.closed).toMatchObject({ expected: 156_400, counted: 156_400, variance: 0 });
    expect(closed.openedAt.slice(0, 10)).not.toBe(closed.closed?.at.slice(0, 10));
  });

  test('a drawer that is open over New Year begins a new series of receipts, still without a gap', async () => {
    const clinic = await clinicWithPrices();
    await clinic.cashier.cashDrawer.open({ float: 0 });
    const numberOf = async (): Promise<string> => (await clinic.desk.as('cashier').billing.deposit({ patientId, amount: 100, method: 'cash' })).payment.number;
    const { id: patientId } = await clinic.reception.patients.create({ name: 'Noor', ageOrBirth: '30', sex: 'female' });
    const old = [await numberOf(), await numberOf()];
    clinic.desk.advance(293 * 24 * HOUR);
    const [first, second] = [await numberOf(), await numberOf()];
    expect([...old, first, second].map((number) => number.split('-').slice(1, 3).join('-'))).toEqual(['26-000001', '26-000002', '27-000001', '27-000002']);
  });
});
