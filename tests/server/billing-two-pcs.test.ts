import { expect, test, vi } from 'vitest';
import { priceList } from '#tests/support/billing.ts';
import { TEST_MS, twoPcs, WAIT } from './two-pcs.ts';

test('two PCs that take the same payment without knowing of each other keep both; the bill stands in the list of those paid too much until it is given back', async () => {
  const { one, two } = await twoPcs();
  const { services } = await priceList(one);
  const { id: patientId } = await one.patients.create({ name: 'Amina Yusuf', ageOrBirth: '34', sex: 'female' });
  await one.queue.issue({ patientId, serviceId: services.consultation });
  await vi.waitFor(async () => { expect((await two.billing.account({ patientId })).open?.sums.due).toBe(50_000); }, WAIT);
  await Promise.all([one.cashDrawer.open({ float: 0 }), two.cashDrawer.open({ float: 0 })]);
  // In one breath: neither has heard of the other, and no bill is stored yet.
  const taken = await Promise.all([one.billing.pay({ patientId, method: 'cash' }), two.billing.pay({ patientId, method: 'cash' })]);
  expect(new Set(taken.map(({ payment }) => payment.number)).size).toBe(2);
  expect(new Set(taken.map(({ account }) => account.bills[0]?.id)).size).toBe(1);
  await vi.waitFor(async () => {
    for (const client of [one, two]) {
      const { bills, open } = await client.billing.account({ patientId });
      // One bill and one line of it, though both wrote it; both payments.
      expect([bills.length, bills[0]?.lines.length, bills[0]?.payments.length, bills[0]?.sums.due, open]).toEqual([1, 1, 2, -50_000, null]);
      expect((await client.billing.attention({})).overpaid.map(({ due }) => due)).toEqual([-50_000]);
    }
  }, WAIT);
  const invoiceId = taken[0]?.account.bills[0]?.id ?? '';
  const back = await two.billing.refund({ patientId, invoiceId, amount: 50_000, method: 'cash', reason: 'Taken twice' });
  expect(back.account.bills[0]).toMatchObject({ status: 'paid', sums: { total: 50_000, paid: 50_000, due: 0 } });
  await vi.waitFor(async () => {
    for (const client of [one, two]) expect((await client.billing.attention({})).overpaid).toEqual([]);
  }, WAIT);
  // Each drawer holds what went in and out of it.
  expect((await one.cashDrawer.close({ pieces: { '50000': 1 } })).closed.closed).toMatchObject({ expected: 50_000, variance: 0 });
  expect((await two.cashDrawer.close({ pieces: {} })).closed.closed).toMatchObject({ expected: 0, variance: 0 });
}, TEST_MS);
