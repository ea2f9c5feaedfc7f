import { MOST_QUANTITY, standingLines, takeOff, takeOffPatient, totalsOf, undone, type Taken } from '#domain/billing/bill.ts';
import { share, WHOLE_RATE } from '#domain/kit/money.ts';
import { tidyText } from '#domain/patients/draft.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { asBillRow, findPayer, findPrice, rowsOfBill, sumsOf, type InvoiceRow, type LineRow } from '#db/queries/billing.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { changedByReturns, chargeAnew, liveLines, takeCharges } from './charges.ts';
import { derivedId } from './derived-id.ts';
import { addRow, amountsOf, billRow, nextReceipt, openBill, patientRowOf, priceOfItem, reasonOf, someAmount, termsOf, type Desk } from './work.ts';

type PatientRow = SyncedRow<'patient'>;

/** The patient's open bill with everything on it that waits to be charged. */
export function currentBill(desk: Desk, patientId: string): { readonly bill: InvoiceRow; readonly patient: PatientRow } {
  const patient = patientRowOf(desk.db, patientId);
  const bill = openBill(desk, patient);
  followReturns(desk, bill, patient);
  takeCharges(desk, bill, patient);
  return { bill, patient };
}

/** Charges what was kept instead of what was handed out; discounts go with the lines they were on. */
function followReturns(desk: Desk, bill: InvoiceRow, patient: PatientRow): void {
  const rows = rowsOfBill(desk.db, bill.id);
  const changed = changedByReturns(desk.db, rows);
  if (changed.length === 0) return;
  reverse(desk, bill, rows, changed.map(({ id }) => id), null);
  for (const row of changed) if (row.quantity > 0) chargeAnew(desk, bill, patient, row);
}

interface Wanted { readonly priceId?: string | undefined; readonly title?: string | undefined; readonly amount?: number | undefined; readonly quantity: number }

/** Adds something from the price list, at the price that is meant for this patient, or anything by words and amount. */
export function addLine(desk: Desk, patientId: string, { priceId, title, amount, quantity }: Wanted): void {
  if (quantity > MOST_QUANTITY) throw invalid('quantity', 'too-large');
  const { bill, patient } = currentBill(desk, patientId);
  const { words, itemKey, price } = wantedThing(desk, { priceId, title, amount }, patient, bill);
  const terms = termsOf(desk, price, bill.payer_id, quantity);
  addRow(desk, bill, {
    id: desk.db.newId(), kind: 'charge', item_key: itemKey, title: words, quantity, unit_amount: terms.unitAmount, tax_rate: terms.taxRate,
    tax_included: terms.taxIncluded ? 1 : 0, ...amountsOf(terms),
  });
}

function wantedThing(desk: Desk, { priceId, title, amount }: Omit<Wanted, 'quantity'>, patient: PatientRow, bill: InvoiceRow) {
  if (priceId !== undefined) {
    const listed = findPrice(desk.db, priceId);
    if (!listed?.active) throw fail('NOT_FOUND', { what: 'price' });
    return { words: listed.name, itemKey: listed.itemKey, price: priceOfItem(desk, listed.itemKey, patient, bill.payer_id) ?? listed };
  }
  const words = tidyText(title ?? '');
  if (words === null) throw invalid('title', 'empty');
  if (amount === undefined) throw invalid('amount', 'empty');
  return { words, itemKey: null, price: { amount, tax: null } };
}

/** Takes a line off the open bill. */
export function removeLine(desk: Desk, patientId: string, lineId: string, reason: string | undefined): void {
  const { bill } = currentBill(desk, patientId);
  const rows = rowsOfBill(desk.db, bill.id);
  if (!liveLines(rows).some(({ id }) => id === lineId)) throw fail('NOT_FOUND', { what: 'bill-line' });
  reverse(desk, bill, rows, [lineId], tidyText(reason ?? ''));
}

function reverse(desk: Desk, bill: InvoiceRow, rows: readonly LineRow[], lineIds: readonly string[], reason: string | null): void {
  for (const line of standingLines(rows.map(asBillRow)).filter(({ id }) => lineIds.includes(id))) addTaken(desk, bill, rows, [undone(line)], { kind: 'reversal', reason, number: null });
}

/** A line is undone once: two PCs that do it at the same time write the same row. */
const takenId = (desk: Desk, kind: string, ofId: string): string => (kind === 'reversal' ? derivedId('reversal', ofId) : desk.db.newId());

function addTaken(desk: Desk, bill: InvoiceRow, rows: readonly LineRow[], taken: readonly Taken[], how: Pick<LineRow, 'kind' | 'reason' | 'number'>): void {
  for (const { ofId, ...amounts } of taken) {
    const line = rows.find(({ id }) => id === ofId);
    addRow(desk, bill, { id: takenId(desk, how.kind, ofId), of_id: ofId, item_key: line?.item_key ?? null, title: line?.title ?? '', ...amounts, ...how });
  }
}

export function discount(desk: Desk, patientId: string, { rate, amount, reason }: { readonly rate?: number | undefined; readonly amount?: number | undefined; readonly reason: string }): void {
  const why = reasonOf(reason);
  const { bill } = currentBill(desk, patientId);
  const rows = rowsOfBill(desk.db, bill.id);
  const off = rate === undefined ? amount ?? 0 : share(totalsOf(rows.map(asBillRow)).total, rate, WHOLE_RATE);
  take(desk, bill, off, { kind: 'discount', reason: why, number: null });
}

type Rule = typeof takeOff;

function take(desk: Desk, bill: InvoiceRow, off: number, how: Pick<LineRow, 'kind' | 'reason' | 'number'>, rule: Rule = takeOff): void {
  const rows = rowsOfBill(desk.db, bill.id);
  const taken = rule(rows.map(asBillRow), someAmount('amount', off));
  if (!taken.ok) throw invalid('amount', taken.error, totalsOf(rows.map(asBillRow)).total);
  addTaken(desk, bill, rows, taken.value, how);
}

/** Charges everything on the open bill anew, under the terms of another payer; discounts go with the lines they were on. */
export function setPayer(desk: Desk, patientId: string, payerId: string | null): void {
  if (payerId !== null && !findPayer(desk.db, payerId)?.active) throw fail('NOT_FOUND', { what: 'payer' });
  const patient = patientRowOf(desk.db, patientId);
  const bill = openBill(desk, patient);
  if (bill.payer_id === payerId) return;
  const rows = rowsOfBill(desk.db, bill.id);
  const lines = liveLines(rows);
  desk.db.update('invoice', bill.id, { payer_id: payerId });
  reverse(desk, bill, rows, lines.map(({ id }) => id), null);
  for (const line of lines) chargeAnew(desk, { ...bill, payer_id: payerId }, patient, line);
  takeCharges(desk, { ...bill, payer_id: payerId }, patient);
}

/** Closes the open bill: from now on it is only changed by credits. CONFLICT `nothing-to-charge` when nothing is on it. */
export function issueBill(desk: Desk, patientId: string): InvoiceRow {
  const { bill } = currentBill(desk, patientId);
  if (liveLines(rowsOfBill(desk.db, bill.id)).length === 0) throw fail('CONFLICT', { reason: 'nothing-to-charge' });
  desk.db.update('invoice', bill.id, { status: 'issued' });
  return { ...bill, status: 'issued' };
}

/** CONFLICT unless it was closed and still stands. */
export function closedBill(bill: InvoiceRow): InvoiceRow {
  if (bill.status !== 'issued') throw fail('CONFLICT', { reason: bill.status === 'draft' ? 'bill-open' : 'bill-cancelled' });
  return bill;
}

/** Takes an amount off a closed bill, under a number of the till's series. */
export function credit(desk: Desk, bill: InvoiceRow, amount: number, reason: string): void {
  take(desk, bill, amount, { kind: 'credit', reason, number: nextReceipt(desk) });
}

/** The same by what the patient pays of it; the insurer's part falls with it. */
export function creditPatient(desk: Desk, bill: InvoiceRow, amount: number, reason: string): void {
  take(desk, bill, amount, { kind: 'credit', reason, number: nextReceipt(desk) }, takeOffPatient);
}

/** Nothing of the bill is owed any more. What was paid must have been given back. */
export function cancelBill(desk: Desk, invoiceId: string, patientId: string, reason: string): void {
  const why = reasonOf(reason);
  const bill = billRow(desk.db, invoiceId, patientId);
  if (bill.status === 'cancelled') throw fail('CONFLICT', { reason: 'bill-cancelled' });
  const { paid, insured } = sumsOf(desk.db, bill.id);
  if (paid !== 0 || insured !== 0) throw fail('CONFLICT', { reason: 'bill-has-payments' });
  const rows = rowsOfBill(desk.db, bill.id);
  reverse(desk, bill, rows, standingLines(rows.map(asBillRow)).map(({ id }) => id).filter((id) => !rows.some(({ of_id, kind }) => of_id === id && kind === 'reversal')), why);
  desk.db.update('invoice', bill.id, { status: 'cancelled', reason: why });
}
