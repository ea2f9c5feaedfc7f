import { expect, test } from 'vitest';
import { clinicWithPrices, seen } from '#tests/support/billing.ts';
import { failureOf } from '#tests/support/desk.ts';

test('a drawer is opened with a float, counted blind and handed over; what does not fit needs a reason', async () => {
  const clinic = await clinicWithPrices();
  const { cashier, desk } = clinic;
  expect(await cashier.cashDrawer.current({})).toEqual({ drawer: null, last: null });
  expect(await failureOf(cashier.cashDrawer.move({ kind: 'expense', amount: 100, reason: 'Soap' }))).toMatchObject({ data: { reason: 'drawer-closed' } });
  await cashier.cashDrawer.open({ float: 200_000 });
  expect(await failureOf(cashier.cashDrawer.open({ float: 0 }))).toMatchObject({ data: { reason: 'drawer-open' } });
  for (const tests of [[], ['potassium']]) await cashier.billing.pay({ patientId: await seen(clinic, tests), method: 'cash' });
  await cashier.billing.pay({ patientId: await seen(clinic), method: 'card' });
  const patientId = await seen(clinic);
  const { account } = await cashier.billing.pay({ patientId, method: 'cash' });
  await cashier.billing.refund({ patientId, invoiceId: account.bills[0]?.id ?? '', amount: 20_000, method: 'cash', reason: 'Goodwill' });
  expect(await failureOf(cashier.cashDrawer.move({ kind: 'expense', amount: 10_000, reason: '' }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'reason', code: 'empty' }] } });
  expect(await failureOf(cashier.cashDrawer.move({ kind: 'banked', amount: 9_000_000, reason: 'Bank' }))).toMatchObject({ data: { issues: [{ code: 'more-than-there' }] } });
  await cashier.cashDrawer.move({ kind: 'expense', amount: 10_000, reason: 'Soap' });
  await cashier.cashDrawer.move({ kind: 'banked', amount: 100_000, reason: 'Bank' });
  const { drawer } = await cashier.cashDrawer.move({ kind: 'paid-in', amount: 5000, reason: 'Coins' });
  // Nothing that is shown before the count says what must be there.
  expect(drawer).toMatchObject({ taken: 0, givenBack: 0, closed: null, movements: [{ kind: 'float', amount: 200_000 }, { amount: -10_000, reason: 'Soap' }, { amount: -100_000 }, { amount: 5000 }] });
  const expected = 200_000 + 50_000 + 96_400 + 50_000 - 20_000 - 10_000 - 100_000 + 5000;
  expect(await failureOf(cashier.cashDrawer.close({ pieces: { '100000': 2, '50000': 1, '20000': 1, '1000': 1 } }))).toMatchObject({ code: 'CONFIRM', data: { issues: [{ field: 'reason', code: 'variance' }] } });
  const nurse = desk.as('nurse');
  expect(await failureOf(nurse.cashDrawer.current({}))).toMatchObject({ code: 'NOT_ALLOWED' });
  const { closed, drawer: next } = await cashier.cashDrawer.close({ pieces: { '100000': 2, '50000': 1, '20000': 1, '1000': 1 }, reason: 'A note was torn', handOver: true });
  expect(closed.closed).toMatchObject({ expected, counted: 271_000, variance: 271_000 - expected, reason: 'A note was torn', by: 'The cashier' });
  expect([closed.taken, closed.givenBack, closed.payments]).toEqual([196_400, 20_000, 4]);
  expect(next).toMatchObject({ closed: null, movements: [{ kind: 'float', amount: 271_000 }] });
  const last = await cashier.cashDrawer.close({ pieces: { '1000': 271 } });
  expect(last.closed.closed).toMatchObject({ variance: 0, expected: 271_000 });
  expect((await cashier.cashDrawer.list({})).drawers).toHaveLength(2);
});
