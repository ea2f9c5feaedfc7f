import { tidyText } from '#domain/patients/draft.ts';
import { insurerOwed } from '#domain/billing/bill.ts';
import { sumsOf, type InvoiceRow } from '#db/queries/billing.ts';
import { claimOfBill, paidOfClaim } from '#db/queries/claims.ts';
import { returnedTooMuchOf } from '#db/queries/billing-lists.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { claimRow, settleClaim } from './claims.ts';
import { addPayment } from './payments.ts';
import { billRow, type Desk } from './work.ts';

/**
 * What an insurer paid beyond its part of a bill belongs to it: the bill was credited after the insurer had paid, or the
 * same money was written down at two PCs. It goes back, or is left with the clinic as payment of another claim.
 */
function owedOf(desk: Desk, invoiceId: string, told: number | undefined): { readonly bill: InvoiceRow; readonly owed: number } {
  const bill = billRow(desk.db, invoiceId);
  const owed = insurerOwed(sumsOf(desk.db, bill.id));
  if (told !== undefined && told !== owed) throw fail('CONFLICT', { reason: 'bill-changed' });
  if (owed <= 0) throw fail('CONFLICT', { reason: 'nothing-owed-to-insurer' });
  return { bill, owed };
}

interface Back { readonly invoiceId: string; readonly reference: string; readonly owed?: number | undefined }

/** All of it goes back to the insurer. `reference`: of the transfer, or the insurer's own words. Returns the payment's id. */
export function payBack(desk: Desk, { invoiceId, reference, owed: told }: Back): string {
  const words = tidyText(reference);
  if (words === null) throw invalid('reference', 'empty');
  const { bill, owed } = owedOf(desk, invoiceId, told);
  return addPayment(desk, {
    invoice_id: bill.id, patient_id: bill.patient_id, kind: 'insurer-refund', method: 'insurance', amount: -owed, reference: words, claim_id: claimOfBill(desk.db, bill.id)?.id ?? null,
  });
}

interface SetOff { readonly invoiceId: string; readonly claimId: string; readonly owed?: number | undefined }

/** As much of it as a claim still asks for pays that claim. What goes from bill to bill adds up to nothing. Returns what was moved. */
export function setOff(desk: Desk, { invoiceId, claimId, owed: told }: SetOff): number {
  const { bill, owed } = owedOf(desk, invoiceId, told);
  const claim = claimRow(desk, claimId);
  if (claim.status !== 'submitted' && claim.status !== 'accepted') throw fail('CONFLICT', { reason: `claim-is-${claim.status}` });
  const own = claimOfBill(desk.db, bill.id);
  if (claim.invoice_id === bill.id || claim.payer_id !== (own?.payer_id ?? bill.payer_id)) throw fail('CONFLICT', { reason: 'claim-of-another-payer' });
  const open = Math.min(claim.amount - paidOfClaim(desk.db, claim.id), -insurerOwed(sumsOf(desk.db, claim.invoice_id)));
  if (open <= 0) throw fail('CONFLICT', { reason: 'nothing-due' });
  const amount = Math.min(owed, open);
  const remittance_id = desk.db.newId();
  desk.db.insert('remittance', { id: remittance_id, payer_id: claim.payer_id, reference: bill.number, amount: 0, received_on: desk.day, at: desk.at, person_id: desk.personId });
  addPayment(desk, { invoice_id: bill.id, patient_id: bill.patient_id, kind: 'set-off', method: 'insurance', amount: -amount, reference: billRow(desk.db, claim.invoice_id).number, claim_id: own?.id ?? null, remittance_id });
  addPayment(desk, { invoice_id: claim.invoice_id, patient_id: claim.patient_id, kind: 'payment', method: 'insurance', amount, reference: bill.number, claim_id: claim.id, remittance_id });
  settleClaim(desk, claim);
  return amount;
}

/**
 * Two PCs apart may both give the same money back, or one of them sets it off: the insurer has more then than was owed to
 * it. What it has too much came back, or one of the two never left. Returns the payment's id.
 */
export function takeReturn(desk: Desk, { invoiceId, reference, owed: told }: Back): string {
  const words = tidyText(reference);
  if (words === null) throw invalid('reference', 'empty');
  const bill = billRow(desk.db, invoiceId);
  const amount = returnedTooMuchOf(desk.db, bill.id);
  if (told !== undefined && told !== amount) throw fail('CONFLICT', { reason: 'bill-changed' });
  if (amount <= 0) throw fail('CONFLICT', { reason: 'nothing-due' });
  return addPayment(desk, {
    invoice_id: bill.id, patient_id: bill.patient_id, kind: 'insurer-return', method: 'insurance', amount, reference: words, claim_id: claimOfBill(desk.db, bill.id)?.id ?? null,
  });
}
