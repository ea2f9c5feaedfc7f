import { describe, expect, test } from 'vitest';
import { priceList, seen, type ClinicWithPrices } from '#tests/support/billing.ts';
import { serveDesk, type RestAnswer, type ServedDesk } from '#tests/support/served-desk.ts';

const NOBODY = '00000000-0000-7000-8000-000000000000';

interface Served extends ServedDesk {
  readonly clinic: ClinicWithPrices;
  /** May do everything at the cashier's that stands in these addresses. */
  readonly cashier: string;
}

async function served(): Promise<Served> {
  const { desk, rest } = await serveDesk();
  const manager = desk.as('manager');
  const clinic = { desk, manager, cashier: desk.as('cashier'), reception: desk.as('reception'), doctor: desk.as('doctor'), ...await priceList(manager) };
  return { desk, rest, clinic, cashier: desk.tokenFor('billing.read', 'billing.charge', 'billing.pay') };
}

const count = ({ desk }: ServedDesk, table: string): number => (desk.desk.parts.store.read.statement(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n;
const billOf = ({ body }: RestAnswer): { id: string; number: string } => (body as { bill: { id: string; number: string } }).bill;
const issues = (field: string, code?: string) => ({ status: 422, body: { code: 'INVALID', data: { issues: [expect.objectContaining({ field, ...(code === undefined ? {} : { code }) })] } } });

describe('billing over REST', () => {
  test('a program makes the bill, reads the account, takes the payment and lists it', async () => {
    const at = await served();
    const { rest, cashier } = at;
    const patientId = await seen(at.clinic, ['potassium']);
    const made = await rest('POST', '/billing', cashier, { patientId });
    expect(made).toMatchObject({ status: 200, body: { bill: { status: 'pending', lines: [{ title: 'Consultation', total: 50_000 }, { title: 'Potassium', total: 46_401 }], sums: { total: 96_401, due: 96_401 } } } });
    const { id, number } = billOf(made);
    expect(await rest('GET', `/billing/${patientId}`, cashier)).toMatchObject({ status: 200, body: { patient: { id: patientId }, open: null, balance: 96_401, bills: [{ id, number }] } });
    const part = await rest('POST', `/billing/pay/${id}`, cashier, { method: 'card', amount: 40_000, reference: '4411' });
    expect(part).toMatchObject({ status: 200, body: { payment: { invoiceId: id, patientId, amount: 40_000, method: 'card', reference: '4411' }, bill: { status: 'pending', sums: { due: 56_401 } } } });
    expect(await rest('POST', `/billing/pay/${id}`, cashier, { method: 'online' })).toMatchObject({ status: 200, body: { payment: { amount: 56_401 }, bill: { status: 'paid', sums: { due: 0 } } } });
    // `transactions` stands where a patient's id would.
    const listed = await rest('GET', '/billing/transactions', cashier);
    expect(listed.status).toBe(200);
    const { transactions } = listed.body as { transactions: { amount: number }[] };
    expect(transactions.map(({ amount }) => amount).sort()).toEqual([40_000, 56_401]);
  });

  test('transactions are those of the days asked for, and no more than asked for', async () => {
    const at = await served();
    const { rest, cashier } = at;
    for (const method of ['card', 'online']) {
      const { id } = billOf(await rest('POST', '/billing', cashier, { patientId: await seen(at.clinic) }));
      await rest('POST', `/billing/pay/${id}`, cashier, { method });
    }
    const listed = async (asked: string): Promise<number> => ((await rest('GET', `/billing/transactions?${asked}`, cashier)).body as { transactions: unknown[] }).transactions.length;
    expect([await listed('from=2026-03-14&to=2026-03-14'), await listed('limit=1'), await listed('to=2026-03-13'), await listed('from=2026-03-15')]).toEqual([2, 1, 0, 0]);
    for (const asked of ['from=2026-02-30', 'limit=0', 'limit=many', 'limit=1001']) expect([asked, (await rest('GET', `/billing/transactions?${asked}`, cashier)).status]).toEqual([asked, 422]);
  });

  test('each address asks for its own permission', async () => {
    const at = await served();
    const { desk, rest } = at;
    const patientId = await seen(at.clinic);
    const { id } = billOf(await rest('POST', '/billing', at.cashier, { patientId }));
    const addresses = [
      ['POST', '/billing', 'billing.charge', { patientId }], ['GET', `/billing/${patientId}`, 'billing.read', undefined],
      ['POST', `/billing/pay/${id}`, 'billing.pay', { method: 'card' }], ['GET', '/billing/transactions', 'billing.read', undefined],
    ] as const;
    const rights = ['billing.read', 'billing.charge', 'billing.pay'] as const;
    for (const [method, path, right, body] of addresses) {
      const others = desk.tokenFor(...rights.filter((each) => each !== right));
      expect([path, (await rest(method, path, undefined, body)).status]).toEqual([path, 401]);
      expect([path, await rest(method, path, others, body)]).toMatchObject([path, { status: 403, body: { code: 'NOT_ALLOWED' } }]);
    }
    expect(count(at, 'payment')).toBe(0);
    // With just the right one it is done: only the bill that was made already has nothing left to charge.
    const ends: number[] = [];
    for (const [method, path, right, body] of addresses) ends.push((await rest(method, path, desk.tokenFor(right), body)).status);
    expect(ends).toEqual([409, 200, 200, 200]);
  });

  test('a command sent twice, at once or long after, is done once and answered alike', async () => {
    const at = await served();
    const { rest, cashier } = at;
    const patientId = await seen(at.clinic, ['potassium']);
    const make = { patientId, commandId: crypto.randomUUID() };
    const bills = await Promise.all([rest('POST', '/billing', cashier, make), rest('POST', '/billing', cashier, make)]);
    expect(bills[0]).toEqual(bills[1]);
    const { id } = billOf(bills[0]);
    const pay = { method: 'card', amount: 10_000, commandId: crypto.randomUUID() };
    const [first, doubled] = await Promise.all([rest('POST', `/billing/pay/${id}`, cashier, pay), rest('POST', `/billing/pay/${id}`, cashier, pay)]);
    at.desk.advance(3_600_000);
    const late = await rest('POST', `/billing/pay/${id}`, cashier, pay);
    expect(first.status).toBe(200);
    expect([doubled, late]).toEqual([first, first]);
    expect([count(at, 'invoice'), count(at, 'invoice_line'), count(at, 'payment')]).toEqual([1, 2, 1]);
    // The same amount once more, meant so, is a second payment.
    expect(await rest('POST', `/billing/pay/${id}`, cashier, { ...pay, commandId: crypto.randomUUID() })).toMatchObject({ status: 200, body: { bill: { sums: { due: 76_401 } } } });
  });

  test('what cannot be is answered in words, and nothing is stored', async () => {
    const at = await served();
    const { rest, cashier } = at;
    const patientId = await seen(at.clinic);
    expect(await rest('POST', '/billing', cashier, {})).toMatchObject(issues('patientId'));
    expect(await rest('POST', '/billing', cashier, { patientId: 'Amina' })).toMatchObject(issues('patientId'));
    expect(await rest('POST', '/billing', cashier, { patientId: NOBODY })).toMatchObject({ status: 404, body: { code: 'NOT_FOUND', data: { what: 'patient' } } });
    expect(await rest('GET', `/billing/${NOBODY}`, cashier)).toMatchObject({ status: 404, body: { data: { what: 'patient' } } });
    expect((await rest('GET', '/billing/everybody', cashier)).status).toBe(422);
    expect(await rest('POST', `/billing/pay/${NOBODY}`, cashier, { method: 'card' })).toMatchObject({ status: 404, body: { data: { what: 'bill' } } });
    expect(count(at, 'invoice')).toBe(0);
    const { id } = billOf(await rest('POST', '/billing', cashier, { patientId }));
    const pay = (wanted: object) => rest('POST', `/billing/pay/${id}`, cashier, wanted);
    expect(await pay({})).toMatchObject(issues('method'));
    expect(await pay({ method: 'shells' })).toMatchObject(issues('method'));
    for (const amount of [-1, 0.5, 1_000_000_000_000, '500']) expect([amount, await pay({ method: 'card', amount })]).toMatchObject([amount, issues('amount')]);
    expect(await pay({ method: 'card', amount: 0 })).toMatchObject(issues('amount', 'nothing'));
    expect(await pay({ method: 'card', amount: 50_001 })).toMatchObject(issues('amount', 'too-much'));
    expect(await pay({ method: 'deposit' })).toMatchObject(issues('amount', 'too-much'));
    expect(await pay({ method: 'cash' })).toMatchObject({ status: 409, body: { code: 'CONFLICT', data: { reason: 'drawer-closed' } } });
    expect(await rest('POST', '/billing', cashier, { patientId })).toMatchObject({ status: 409, body: { data: { reason: 'nothing-to-charge' } } });
    expect(count(at, 'payment')).toBe(0);
    await pay({ method: 'card' });
    expect(await pay({ method: 'card' })).toMatchObject({ status: 409, body: { data: { reason: 'nothing-due' } } });
  });
});
