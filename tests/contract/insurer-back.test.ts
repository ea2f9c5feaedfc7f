import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clinicWithPrices, seen, type ClinicWithPrices } from '#tests/support/billing.ts';
import { failureOf } from '#tests/support/desk.ts';

const EFT = { reference: 'EFT 881', receivedOn: '2026-03-14' };

/** A bill of 500.00 of which the patient paid 100.00 and the insurer its 400.00, and the claim it was paid on. */
async function insuredBill(clinic: ClinicWithPrices) {
  const { cashier, insurer } = clinic;
  const patientId = await seen(clinic, [], { payer: 'SHA' });
  const { account } = await cashier.billing.pay({ patientId, method: 'card' });
  const invoiceId = account.bills[0]?.id ?? '';
  await cashier.claims.prepare({});
  const claimId = (await cashier.claims.list({})).claims.find((claim) => claim.invoiceId === invoiceId)?.id ?? '';
  await cashier.claims.submit({ payerId: insurer, claimIds: [claimId] });
  return { patientId, invoiceId, claimId };
}

type Insured = Awaited<ReturnType<typeof insuredBill>>;

const remit = async ({ cashier, insurer }: ClinicWithPrices, claimId: string, amount = 40_000): Promise<void> => {
  await cashier.claims.remit({ ...EFT, payerId: insurer, amount, parts: [{ claimId, amount }] });
};

const billOf = async ({ cashier }: ClinicWithPrices, { patientId, invoiceId }: { readonly patientId: string; readonly invoiceId: string }) => {
  const bill = (await cashier.billing.account({ patientId })).bills.find(({ id }) => id === invoiceId);
  if (!bill) throw new Error('the bill is gone');
  return bill;
};

test('what an insurer paid of a bill that was refunded afterwards is owed back to it, until it was given back', async () => {
  const clinic = await clinicWithPrices();
  const { cashier, insurer } = clinic;
  const bill = await insuredBill(clinic);
  await remit(clinic, bill.claimId);
  expect(await failureOf(cashier.claims.payBack({ invoiceId: bill.invoiceId, reference: 'X' }))).toMatchObject({ data: { reason: 'nothing-owed-to-insurer' } });
  await cashier.billing.refund({ patientId: bill.patientId, invoiceId: bill.invoiceId, amount: 4000, method: 'card', reason: 'Shorter visit' });
  const { toInsurers, overpaid } = await cashier.billing.attention({});
  expect(overpaid).toEqual([]);
  // Of each 100 the patient got back, 400 were the insurer's.
  expect(toInsurers).toMatchObject([{ invoiceId: bill.invoiceId, payerId: insurer, payer: 'SHA', due: 16_000, ageDays: 0 }]);
  const { invoiceId } = bill;
  expect(await failureOf(cashier.claims.payBack({ invoiceId, reference: ' ' }))).toMatchObject({ data: { issues: [{ field: 'reference', code: 'empty' }] } });
  expect(await failureOf(cashier.claims.payBack({ invoiceId, reference: 'EFT 9', owed: 15_999 }))).toMatchObject({ data: { reason: 'bill-changed' } });
  const command = { invoiceId, reference: 'EFT 9', owed: 16_000, commandId: '0198c1de-0000-7000-8000-00000000c0de' };
  const { payment } = await cashier.claims.payBack(command);
  expect(await cashier.claims.payBack(command)).toEqual({ payment });
  expect(payment).toMatchObject({ kind: 'insurer-refund', method: 'insurance', amount: -16_000, reference: 'EFT 9' });
  expect((await billOf(clinic, bill)).sums).toMatchObject({ insurer: 24_000, insured: 24_000, paid: 6000, due: 0 });
  expect((await cashier.billing.attention({})).toInsurers).toEqual([]);
  expect((await cashier.claims.list({})).claims).toMatchObject([{ status: 'paid', amount: 40_000, paid: 24_000, due: 0 }]);
  expect(await failureOf(clinic.desk.as('pharmacist').claims.payBack({ invoiceId, reference: 'X' }))).toMatchObject({ code: 'NOT_ALLOWED' });
});

test('what is owed to an insurer pays its other claims instead, and never one that is another\'s, a draft or the bill\'s own', async () => {
  const clinic = await clinicWithPrices();
  const { cashier, manager, insurer } = clinic;
  const [over, next] = [await insuredBill(clinic), await insuredBill(clinic)];
  await remit(clinic, over.claimId);
  await cashier.billing.credit({ patientId: over.patientId, invoiceId: over.invoiceId, amount: 50_000, reason: 'Nothing was done' });
  await remit(clinic, next.claimId, 15_000);
  const { id: other } = await manager.billing.savePayer({ name: 'AAR', code: 'aar', share: 5000, active: true });
  const theirs = await seen(clinic, [], { payer: 'AAR' });
  await cashier.billing.pay({ patientId: theirs, method: 'card' });
  await cashier.claims.prepare({});
  const foreign = (await cashier.claims.list({})).claims.find(({ payerId }) => payerId === other)?.id ?? '';
  const { invoiceId } = over;
  expect(await failureOf(cashier.claims.setOff({ invoiceId, claimId: foreign }))).toMatchObject({ data: { reason: 'claim-is-draft' } });
  await cashier.claims.submit({ payerId: other, claimIds: [foreign] });
  expect(await failureOf(cashier.claims.setOff({ invoiceId, claimId: foreign }))).toMatchObject({ data: { reason: 'claim-of-another-payer' } });
  expect(await failureOf(cashier.claims.setOff({ invoiceId, claimId: over.claimId }))).toMatchObject({ data: { reason: 'claim-is-paid' } });
  expect(await cashier.claims.setOff({ invoiceId, claimId: next.claimId, owed: 40_000 })).toEqual({ amount: 25_000 });
  expect((await billOf(clinic, next)).sums).toMatchObject({ insurer: 40_000, insured: 40_000 });
  expect((await billOf(clinic, over)).payments.at(-1)).toMatchObject({ kind: 'set-off', amount: -25_000, reference: (await billOf(clinic, next)).number });
  // The rest waits for the next claim, or goes back.
  expect((await cashier.billing.attention({})).toInsurers).toMatchObject([{ invoiceId, due: 15_000 }]);
  expect((await cashier.claims.list({ status: 'paid' })).claims.map(({ id }) => id).sort()).toEqual([over.claimId, next.claimId].sort());
  await cashier.claims.payBack({ invoiceId, reference: 'EFT 10' });
  expect((await cashier.billing.attention({})).toInsurers).toEqual([]);
  // Nothing that was moved came in or went out today: 400 and 150 came, 150 went back.
  expect((await manager.billing.takings({})).byMethod.find(({ method }) => method === 'insurance')).toMatchObject({ amount: 40_000 });
  expect((await cashier.claims.list({})).byStatus.find(({ payerId, status }) => payerId === insurer && status === 'paid')).toMatchObject({ claims: 2, amount: 80_000, paid: 40_000 });
});

test('a claim that was not sent yet asks for what is left after a credit, and for nothing when nothing is', async () => {
  const clinic = await clinicWithPrices();
  const { cashier, insurer } = clinic;
  const bills = [];
  for (const off of [10_000, 50_000]) {
    const patientId = await seen(clinic, [], { payer: 'SHA' });
    const { account } = await cashier.billing.pay({ patientId, method: 'card' });
    await cashier.claims.prepare({});
    await cashier.billing.credit({ patientId, invoiceId: account.bills[0]?.id ?? '', amount: off, reason: 'Agreed' });
    bills.push(account.bills[0]?.id);
  }
  const { claims, byStatus } = await cashier.claims.list({});
  expect(claims).toMatchObject([{ invoiceId: bills[0], amount: 32_000, due: 32_000, status: 'draft' }]);
  expect(byStatus).toMatchObject([{ claims: 1, amount: 32_000 }]);
  await cashier.claims.submit({ payerId: insurer, claimIds: claims.map(({ id }) => id) });
  expect((await cashier.claims.list({})).claims).toMatchObject([{ amount: 32_000, due: 32_000, status: 'submitted' }]);
});

/** A give-back that another PC wrote while it had not heard of this PC's. */
function backElsewhere({ desk }: ClinicWithPrices, { patientId, invoiceId, claimId }: Insured, amount: number): void {
  desk.desk.parts.store.write({ personId: null, intent: 'test.elsewhere' }, (tx) => {
    tx.insert('payment', {
      id: tx.newId(), invoice_id: invoiceId, patient_id: patientId, day: '2026-03-14', kind: 'insurer-refund', method: 'insurance', amount: -amount, tendered: null, number: 'RXX-26-000001-K',
      session_id: null, at: '2026-03-14T08:00:00.000Z', person_id: null, reason: null, reference: 'EFT 9b', claim_id: claimId, remittance_id: null,
    });
  });
}

test('what two PCs gave back to an insurer twice is listed until it came back', async () => {
  const clinic = await clinicWithPrices();
  const { cashier, insurer } = clinic;
  const bill = await insuredBill(clinic);
  const { invoiceId, patientId } = bill;
  await remit(clinic, bill.claimId);
  await cashier.billing.refund({ patientId, invoiceId, amount: 4000, method: 'card', reason: 'Shorter visit' });
  await cashier.claims.payBack({ invoiceId, reference: 'EFT 9' });
  expect((await cashier.billing.attention({})).fromInsurers).toEqual([]);
  expect(await failureOf(cashier.claims.takeReturn({ invoiceId, reference: 'EFT 12' }))).toMatchObject({ data: { reason: 'nothing-due' } });
  backElsewhere(clinic, bill, 16_000);
  const { overpaid, toInsurers, fromInsurers } = await cashier.billing.attention({});
  expect([overpaid, toInsurers]).toEqual([[], []]);
  expect(fromInsurers).toMatchObject([{ invoiceId, payerId: insurer, payer: 'SHA', due: 16_000 }]);
  expect(await failureOf(cashier.claims.takeReturn({ invoiceId, reference: ' ' }))).toMatchObject({ data: { issues: [{ field: 'reference', code: 'empty' }] } });
  expect(await failureOf(cashier.claims.takeReturn({ invoiceId, reference: 'EFT 12', owed: 15_999 }))).toMatchObject({ data: { reason: 'bill-changed' } });
  const { payment } = await cashier.claims.takeReturn({ invoiceId, reference: 'EFT 12', owed: 16_000 });
  expect(payment).toMatchObject({ kind: 'insurer-return', method: 'insurance', amount: 16_000, reference: 'EFT 12' });
  expect((await cashier.billing.attention({})).fromInsurers).toEqual([]);
  expect((await billOf(clinic, bill)).sums).toMatchObject({ insurer: 24_000, insured: 24_000, due: 0 });
  expect((await cashier.claims.list({})).claims).toMatchObject([{ status: 'paid', paid: 24_000, due: 0 }]);
  expect(await failureOf(clinic.desk.as('pharmacist').claims.takeReturn({ invoiceId, reference: 'X' }))).toMatchObject({ code: 'NOT_ALLOWED' });
});

/** What an office does about two insured bills, and how much of what is possible. */
const steps = fc.array(fc.record({ way: fc.constantFrom('refund', 'credit', 'remit', 'back', 'off'), which: fc.constantFrom(0, 1), percent: fc.integer({ min: 1, max: 100 }) }), { maxLength: 8 });

const NONE: Insured = { patientId: '', invoiceId: '', claimId: '' };

/** Does it where it is possible. Returns what came in from the insurer by it. */
async function step(clinic: ClinicWithPrices, { way, percent, bill, other }: { readonly way: string; readonly percent: number; readonly bill: Insured; readonly other: Insured }): Promise<number> {
  const { cashier } = clinic;
  const { patientId, invoiceId, claimId } = bill;
  const { sums } = await billOf(clinic, bill);
  const claim = (await cashier.claims.list({})).claims.find(({ id }) => id === claimId);
  const part = (of: number): number => Math.max(1, Math.floor((of * percent) / 100));
  const owed = Math.max(0, sums.insured - sums.insurer);
  const open = claim?.status === 'submitted' ? claim.due : 0;
  const ways: Readonly<Record<string, () => Promise<number>>> = {
    refund: async () => { await cashier.billing.refund({ patientId, invoiceId, amount: part(sums.paid), method: 'card', reason: 'Less' }); return 0; },
    credit: async () => { await cashier.billing.credit({ patientId, invoiceId, amount: part(sums.total), reason: 'Less' }); return 0; },
    remit: async () => { await remit(clinic, claimId, part(open)); return part(open); },
    back: async () => { await cashier.claims.payBack({ invoiceId, reference: 'EFT' }); return -owed; },
    off: async () => { await cashier.claims.setOff({ invoiceId, claimId: other.claimId }).catch(() => undefined); return 0; },
  };
  const most = { refund: sums.paid, credit: sums.total, remit: open, back: owed, off: owed }[way] ?? 0;
  return most > 0 ? await ways[way]?.() ?? 0 : 0;
}

// spec: BIL-2, BIL-3
test('whatever is refunded, credited and sent, an insurer is owed exactly what it paid beyond its part, and can always be settled', async () => {
  const clinic = await clinicWithPrices();
  const { cashier } = clinic;
  await fc.assert(fc.asyncProperty(steps, async (history) => {
    const bills = [await insuredBill(clinic), await insuredBill(clinic)];
    let came = 0;
    for (const { way, which, percent } of history) came += await step(clinic, { way, percent, bill: bills[which] ?? NONE, other: bills[1 - which] ?? NONE });
    const ids = bills.map(({ invoiceId }) => invoiceId);
    const now = await Promise.all(bills.map((bill) => billOf(clinic, bill)));
    // Money that is set off neither comes nor goes.
    expect(now.reduce((sum, { sums }) => sum + sums.insured, 0)).toBe(came);
    // One PC knows what it gave back, so it never gives it twice.
    expect((await cashier.billing.attention({})).fromInsurers).toEqual([]);
    const listed = (await cashier.billing.attention({})).toInsurers.filter(({ invoiceId }) => ids.includes(invoiceId));
    expect(Object.fromEntries(listed.map(({ invoiceId, due }) => [invoiceId, due]))).toEqual(Object.fromEntries(now.filter(({ sums }) => sums.insured > sums.insurer).map(({ id, sums }) => [id, sums.insured - sums.insurer])));
    for (const { invoiceId, due } of listed) await cashier.claims.payBack({ invoiceId, reference: 'EFT', owed: due });
    expect((await cashier.billing.attention({})).toInsurers.filter(({ invoiceId }) => ids.includes(invoiceId))).toEqual([]);
  }), { numRuns: 10 });
}, 120_000);
