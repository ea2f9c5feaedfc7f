import { claimMoved, isClaimStatus, type ClaimMove, type ClaimStatus } from '#domain/billing/claim.ts';
import { tidyText } from '#domain/patients/draft.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { findPayer, sumsOf } from '#db/queries/billing.ts';
import { paidOfClaim, unclaimedBills } from '#db/queries/claims.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { derivedId } from './derived-id.ts';
import { addPayment } from './payments.ts';
import { nextReceipt, reasonOf, someAmount, type Desk } from './work.ts';

type ClaimRow = SyncedRow<'claim'>;

type KnownClaim = ClaimRow & { readonly status: ClaimStatus };

export function claimRow({ db }: Desk, id: string): KnownClaim {
  const row = db.row('claim', id);
  if (!row || !isClaimStatus(row.status)) throw fail('NOT_FOUND', { what: 'claim' });
  return { ...row, status: row.status };
}

/** One claim for each bill whose insurer's part nobody claims. Two PCs make the same one. */
export function prepareClaims(desk: Desk): number {
  const bills = unclaimedBills(desk.db);
  for (const { invoiceId, patientId, payerId, amount, day } of bills) {
    desk.db.insert('claim', {
      id: derivedId('claim', invoiceId), patient_id: patientId, invoice_id: invoiceId, payer_id: payerId, amount, status: 'draft', batch_id: null, reference: null,
      made_at: `${day}T00:00:00.000Z`, submitted_at: null, decided_at: null, reason: null,
    });
  }
  return bills.length;
}

/** Sends drafts of one payer together, under a number of this till's series. */
export function submitClaims(desk: Desk, payerId: string, claimIds: readonly string[]): { readonly batchId: string; readonly number: string } {
  if (!findPayer(desk.db, payerId)) throw fail('NOT_FOUND', { what: 'payer' });
  const claims = [...new Set(claimIds)].map((id) => claimRow(desk, id));
  if (claims.some((claim) => claim.payer_id !== payerId)) throw fail('CONFLICT', { reason: 'claim-of-another-payer' });
  // What was credited since the claim was made is not asked for.
  const sent = claims.map((claim) => ({ ...claim, amount: Math.min(claim.amount, sumsOf(desk.db, claim.invoice_id).insurer), status: step(claim, 'submit') })).filter(({ amount }) => amount > 0);
  if (sent.length === 0) throw fail('CONFLICT', { reason: 'nothing-due' });
  const [batchId, number] = [desk.db.newId(), nextReceipt(desk)];
  desk.db.insert('claim_batch', { id: batchId, payer_id: payerId, number, made_at: desk.at, person_id: desk.personId });
  for (const { id, amount, status } of sent) desk.db.update('claim', id, { amount, status, batch_id: batchId, submitted_at: desk.at });
  return { batchId, number };
}

function step({ status }: { readonly status: ClaimStatus }, move: ClaimMove): ClaimStatus {
  const to = claimMoved(status, move);
  if (!to.ok) throw fail('CONFLICT', { reason: to.error });
  return to.value;
}

export function moveClaim(desk: Desk, claimId: string, move: ClaimMove, { reason, reference }: { readonly reason?: string | undefined; readonly reference?: string | undefined }): void {
  const claim = claimRow(desk, claimId);
  if (move === 'submit' || move === 'pay') throw fail('CONFLICT', { reason: 'claim-step-of-its-own' });
  const why = move === 'reject' ? reasonOf(reason) : tidyText(reason ?? '');
  desk.db.update('claim', claimId, {
    status: step(claim, move), reason: why, ...(reference === undefined ? {} : { reference: tidyText(reference) }),
    ...(move === 'correct' ? { batch_id: null, submitted_at: null, decided_at: null } : { decided_at: desk.at }),
  });
}

export interface Remittance {
  readonly payerId: string;
  readonly reference: string;
  readonly amount: number;
  readonly receivedOn: string;
  readonly parts: readonly { readonly claimId: string; readonly amount: number }[];
}

/** What an insurer sent, divided among claims; each part is a payment on the claim's bill. */
export function remit(desk: Desk, { payerId, reference, amount, receivedOn, parts }: Remittance): string {
  const words = tidyText(reference);
  if (words === null) throw invalid('reference', 'empty');
  if (receivedOn > desk.day) throw invalid('receivedOn', 'future');
  if (parts.reduce((sum, part) => sum + part.amount, 0) !== someAmount('amount', amount)) throw invalid('amount', 'does-not-add-up');
  const id = desk.db.newId();
  desk.db.insert('remittance', { id, payer_id: payerId, reference: words, amount, received_on: receivedOn, at: desk.at, person_id: desk.personId });
  for (const part of parts) {
    const claim = claimRow(desk, part.claimId);
    if (claim.payer_id !== payerId) throw fail('CONFLICT', { reason: 'claim-of-another-payer' });
    if (someAmount('amount', part.amount) > claim.amount - paidOfClaim(desk.db, claim.id)) throw invalid('amount', 'too-much', claim.amount - paidOfClaim(desk.db, claim.id));
    addPayment(desk, {
      invoice_id: claim.invoice_id, patient_id: claim.patient_id, kind: 'payment', method: 'insurance', amount: part.amount, reference: words, claim_id: claim.id, remittance_id: id,
    });
    settleClaim(desk, claim);
  }
  return id;
}

/** A claim is paid when the insurer paid all that was claimed, or all that is left of its part since something was credited. */
export function settleClaim(desk: Desk, claim: KnownClaim): void {
  if (paidOfClaim(desk.db, claim.id) < Math.min(claim.amount, sumsOf(desk.db, claim.invoice_id).insurer)) return;
  if (claim.status !== 'paid') desk.db.update('claim', claim.id, { status: step(claim, 'pay'), decided_at: desk.at });
}
