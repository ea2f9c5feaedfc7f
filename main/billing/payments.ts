import { dueOf, type Method } from '#domain/billing/bill.ts';
import type { PaymentShape } from '#domain/contract/billing-shapes.ts';
import { inCash } from '#domain/kit/money.ts';
import { tidyText } from '#domain/patients/draft.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { billRowOf, depositOf, findPayment, sumsOf, type InvoiceRow } from '#db/queries/billing.ts';
import { openSession } from '#db/queries/cash-drawer.ts';
import type { ReadDb } from '#db/read.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { closedBill, creditPatient, issueBill } from './bill-steps.ts';
import { addRow, nextReceipt, patientRowOf, reasonOf, someAmount, tillOf, type Desk } from './work.ts';

type PaymentRow = SyncedRow<'payment'>;
type NewPayment = Pick<PaymentRow, 'patient_id' | 'kind' | 'method' | 'amount'> & Partial<PaymentRow>;

/** Cash belongs to the drawer that is open at this PC. */
function sessionFor(desk: Desk, method: string): string | null {
  const { slot, suffix } = tillOf(desk.db);
  const open = openSession(desk.db, slot + suffix);
  if (method === 'cash' && !open) throw fail('CONFLICT', { reason: 'drawer-closed' });
  return open?.id ?? null;
}

export function addPayment(desk: Desk, payment: NewPayment): string {
  const { db, at, day, personId } = desk;
  const session_id = sessionFor(desk, payment.method);
  const id = db.newId();
  db.insert('payment', {
    id, invoice_id: null, day, tendered: null, number: nextReceipt(desk), session_id, at, person_id: personId, reason: null, reference: null, claim_id: null, remittance_id: null, ...payment,
  });
  return id;
}

/** A payment that was just taken. */
export function paymentOf(db: ReadDb, id: string): PaymentShape {
  const payment = findPayment(db, id);
  if (!payment) throw new Error('the payment was not stored');
  return payment;
}

export interface Pay {
  readonly patientId: string;
  readonly invoiceId?: string | undefined;
  readonly method: Method;
  readonly amount?: number | undefined;
  readonly tendered?: number | undefined;
  readonly reference?: string | undefined;
  /** What the payer was told is due. */
  readonly due?: number | undefined;
}

/** Takes a payment on a bill: all that is due unless less is given. Returns the payment's id. */
export function pay(desk: Desk, { invoiceId, ...wanted }: Pay): string {
  const known = invoiceId === undefined ? undefined : billRowOf(desk.db, invoiceId);
  if (known && known.status !== 'draft' && known.patient_id !== wanted.patientId) throw fail('NOT_FOUND', { what: 'bill' });
  return payFor(desk, known, wanted);
}

/** The same for a bill that has been read already; the patient's open one is closed first. */
export function payFor(desk: Desk, known: InvoiceRow | undefined, { patientId, method, amount, tendered, reference, due: told }: Omit<Pay, 'invoiceId'>): string {
  const bill = known && known.status !== 'draft' ? closedBill(known) : issueBill(desk, patientId);
  const sums = sumsOf(desk.db, bill.id);
  const due = method === 'insurance' ? sums.insurer - sums.insured : dueOf(sums);
  if (told !== undefined && told !== due) throw fail('CONFLICT', { reason: 'bill-changed' });
  if (due <= 0) throw fail('CONFLICT', { reason: 'nothing-due' });
  const payable = method === 'cash' ? inCash(due, desk.settings.cashStep) : due;
  const paid = amount ?? payable;
  checkPaid(desk, { method, paid, payable, tendered, patientId });
  // Only who pays all pays the rounding.
  if (paid === payable && payable !== due) round(desk, bill, payable - due);
  if (paid === 0) throw fail('CONFLICT', { reason: 'nothing-due' });
  return addPayment(desk, { invoice_id: bill.id, patient_id: patientId, kind: 'payment', method, amount: paid, tendered: tendered ?? null, reference: tidyText(reference ?? '') });
}

interface Checked { readonly method: Method; readonly paid: number; readonly payable: number; readonly tendered: number | undefined; readonly patientId: string }

function checkPaid({ db, settings }: Desk, { method, paid, payable, tendered, patientId }: Checked): void {
  if (paid > payable) throw invalid('amount', 'too-much', payable);
  if (payable > 0) someAmount('amount', paid);
  if (method === 'cash' && paid % settings.cashStep !== 0) throw invalid('amount', 'not-in-coins', settings.cashStep);
  if (tendered !== undefined && tendered < paid) throw invalid('tendered', 'too-little', paid);
  if (method === 'deposit' && depositOf(db, patientId) < paid) throw invalid('amount', 'too-much', Math.max(0, depositOf(db, patientId)));
}

function round(desk: Desk, bill: InvoiceRow, difference: number): void {
  addRow(desk, bill, { id: desk.db.newId(), kind: 'rounding', of_id: null, title: '', total: difference, tax: 0, insurer: 0 });
}

export interface Refund { readonly patientId: string; readonly invoiceId: string; readonly amount: number; readonly method: Method; readonly reason: string }

/** Gives back what the patient paid. What was owed is credited with it. */
export function refund(desk: Desk, { patientId, invoiceId, amount, method, reason }: Refund): string {
  const why = reasonOf(reason);
  if (method === 'insurance') throw invalid('method', 'not-for-refund');
  const bill = billRowOf(desk.db, invoiceId);
  if (bill?.patient_id !== patientId) throw fail('NOT_FOUND', { what: 'bill' });
  const sums = sumsOf(desk.db, bill.id);
  someAmount('amount', amount);
  if (amount > sums.paid) throw invalid('amount', 'too-much', Math.max(0, sums.paid));
  const tooMuch = Math.max(0, -dueOf(sums));
  if (amount > tooMuch) creditPatient(desk, bill, amount - tooMuch, why);
  return addPayment(desk, { invoice_id: bill.id, patient_id: patientId, kind: 'refund', method, amount: -amount, reason: why });
}

export function deposit(desk: Desk, { patientId, amount, method, reference }: { readonly patientId: string; readonly amount: number; readonly method: Method; readonly reference?: string | undefined }): string {
  const patient = patientRowOf(desk.db, patientId);
  if (method === 'deposit' || method === 'insurance') throw invalid('method', 'not-for-deposit');
  return addPayment(desk, { patient_id: patient.id, kind: 'deposit', method, amount: someAmount('amount', amount), reference: tidyText(reference ?? '') });
}

export function returnDeposit(desk: Desk, { patientId, amount, method, reason }: Omit<Refund, 'invoiceId'>): string {
  const why = reasonOf(reason);
  if (method === 'deposit' || method === 'insurance') throw invalid('method', 'not-for-deposit');
  const left = depositOf(desk.db, patientId);
  if (someAmount('amount', amount) > left) throw invalid('amount', 'too-much', Math.max(0, left));
  return addPayment(desk, { patient_id: patientId, kind: 'deposit-refund', method, amount: -amount, reason: why });
}

/** What was paid too much goes from the bill to the patient's deposit. */
export function keepAsDeposit(desk: Desk, patientId: string, invoiceId: string): string {
  const bill = billRowOf(desk.db, invoiceId);
  if (bill?.patient_id !== patientId) throw fail('NOT_FOUND', { what: 'bill' });
  const tooMuch = -dueOf(sumsOf(desk.db, bill.id));
  if (tooMuch <= 0) throw fail('CONFLICT', { reason: 'nothing-overpaid' });
  return addPayment(desk, { invoice_id: bill.id, patient_id: patientId, kind: 'to-deposit', method: 'deposit', amount: -tooMuch });
}
