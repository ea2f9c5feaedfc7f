import { dueOf, standingLines, statusOf, totalsOf, type BillRow, type InvoiceState, type Sums } from '#domain/billing/bill.ts';
import { inCash } from '#domain/kit/money.ts';
import type { Price } from '#domain/billing/prices.ts';
import { USUAL_BILLING, type BillingSettings } from '#domain/billing/settings.ts';
import type { Bill, BillLine, PaymentShape, PayerShape } from '#domain/contract/billing-shapes.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { ReadDb } from '../read.ts';
import { clinicChoice } from './clinic-choices.ts';
import { clinicCurrency } from './stock.ts';

export type InvoiceRow = SyncedRow<'invoice'>;
export type LineRow = SyncedRow<'invoice_line'>;

/** The clinic's way of taking money, or the usual one where it has not decided. */
export function billingSettings(db: ReadDb): BillingSettings {
  const own = clinicChoice(db, 'billing') as Omit<BillingSettings, 'currency'> | undefined;
  return { ...USUAL_BILLING, ...own, currency: clinicCurrency(db) };
}

const payerOf = (row: SyncedRow<'payer'>): PayerShape => ({ id: row.id, name: row.name, code: row.code ?? '', share: row.share, active: row.active === 1 });

export const listPayers = (db: ReadDb): PayerShape[] => (db.statement('SELECT * FROM payer ORDER BY name, id').all() as SyncedRow<'payer'>[]).map(payerOf);

export function findPayer(db: ReadDb, id: string | null): PayerShape | undefined {
  const row = id === null ? undefined : db.statement('SELECT * FROM payer WHERE id = ?').get(id) as SyncedRow<'payer'> | undefined;
  return row && payerOf(row);
}

const priceOf = (row: SyncedRow<'price'>): Price => ({
  id: row.id, itemKey: row.item_key, name: row.name, code: row.code ?? '', payerId: row.payer_id, ageFrom: row.age_from, ageBefore: row.age_before, amount: row.amount, tax: row.tax,
  active: row.active === 1,
});

export const listPrices = (db: ReadDb): Price[] => (db.statement('SELECT * FROM price ORDER BY name, id').all() as SyncedRow<'price'>[]).map(priceOf);
export const pricesOfItem = (db: ReadDb, itemKey: string): Price[] => (db.statement('SELECT * FROM price WHERE item_key = ?').all(itemKey) as SyncedRow<'price'>[]).map(priceOf);

export function findPrice(db: ReadDb, id: string): Price | undefined {
  const row = db.statement('SELECT * FROM price WHERE id = ?').get(id) as SyncedRow<'price'> | undefined;
  return row && priceOf(row);
}

export const draftOf = (db: ReadDb, patientId: string): InvoiceRow | undefined =>
  db.statement("SELECT * FROM invoice WHERE patient_id = ? AND status = 'draft' ORDER BY day, number LIMIT 1").get(patientId) as InvoiceRow | undefined;

/** Rows of a bill in the order they were written, as this PC learnt of them. */
export const rowsOfBill = (db: ReadDb, invoiceId: string): LineRow[] =>
  db.statement('SELECT * FROM invoice_line WHERE invoice_id = ? ORDER BY at, rid').all(invoiceId) as LineRow[];

export const asBillRow = (row: LineRow): BillRow => ({ id: row.id, ofId: row.of_id, total: row.total, tax: row.tax, insurer: row.insurer });

export function sumsOf(db: ReadDb, invoiceId: string): Sums & { readonly tax: number } {
  return (db.statement('SELECT total, tax, insurer, paid, insured FROM invoice_sum WHERE patient_id = (SELECT patient_id FROM invoice WHERE id = ?) AND invoice_id = ?')
    .get(invoiceId, invoiceId) as Sums & { tax: number } | undefined)
    ?? { total: 0, tax: 0, insurer: 0, paid: 0, insured: 0 };
}

type PaymentRow = SyncedRow<'payment'> & { by_name: string | null };
const paymentSql = 'SELECT p.*, w.name AS by_name FROM payment p LEFT JOIN person w ON w.id = p.person_id';

const paymentOf = (row: PaymentRow): PaymentShape => ({
  id: row.id, invoiceId: row.invoice_id, patientId: row.patient_id, kind: row.kind as PaymentShape['kind'], method: row.method as PaymentShape['method'], amount: row.amount,
  tendered: row.tendered, number: row.number, at: row.at, day: row.day, by: row.by_name, reason: row.reason, reference: row.reference,
});

export function findPayment(db: ReadDb, id: string): PaymentShape | undefined {
  const row = db.statement(`${paymentSql} WHERE p.id = ?`).get(id) as PaymentRow | undefined;
  return row && paymentOf(row);
}

export const paymentsOfBill = (db: ReadDb, invoiceId: string): PaymentShape[] =>
  (db.statement(`${paymentSql} WHERE p.invoice_id = ? ORDER BY p.at, p.rid`).all(invoiceId) as PaymentRow[]).map(paymentOf);

export const depositsOf = (db: ReadDb, patientId: string): PaymentShape[] =>
  (db.statement(`${paymentSql} WHERE p.patient_id = ? AND (p.invoice_id IS NULL OR p.method = 'deposit') ORDER BY p.at, p.rid`).all(patientId) as PaymentRow[]).map(paymentOf);

/** Payments of some days, newest first. */
export const paymentsBetween = (db: ReadDb, { from, to, limit }: { from: string; to: string; limit: number }): PaymentShape[] =>
  (db.statement(`${paymentSql} WHERE p.day >= ? AND p.day <= ? ORDER BY p.day DESC, p.at DESC, p.rid DESC LIMIT ?`).all(from, to, limit) as PaymentRow[]).map(paymentOf);

/** What a patient gave beforehand and has not used: what came in without a bill less what bills took from it. */
export const depositOf = (db: ReadDb, patientId: string): number => (db.statement(`SELECT coalesce(sum(CASE WHEN invoice_id IS NULL THEN amount ELSE -amount END), 0) AS n FROM payment
  WHERE patient_id = ? AND (invoice_id IS NULL OR method = 'deposit')`).get(patientId) as { n: number }).n;

/** What a patient owes over all bills; below 0: too much was paid. */
export const balanceOf = (db: ReadDb, patientId: string): number =>
  (db.statement('SELECT coalesce(sum(total - insurer - paid), 0) AS due FROM invoice_sum WHERE patient_id = ?').get(patientId) as { due: number }).due;

/** The newest bills that were closed or cancelled, and every older one that is not settled. */
export const closedBills = (db: ReadDb, patientId: string, newest: number): InvoiceRow[] => db.statement(`SELECT i.* FROM invoice i WHERE i.patient_id = ? AND i.status <> 'draft'
  AND (i.id IN (SELECT id FROM invoice WHERE patient_id = ? AND status <> 'draft' ORDER BY day DESC, number DESC LIMIT ?)
    OR i.id IN (SELECT invoice_id FROM invoice_sum WHERE patient_id = ? AND (total - insurer - paid <> 0 OR insured > insurer)))
  ORDER BY i.day DESC, i.number DESC`).all(patientId, patientId, newest, patientId) as InvoiceRow[];

/** A stored bill as it is shown; with `until`, as it stood when that payment was taken. */
export function billOf(db: ReadDb, invoice: InvoiceRow, cashStep: number, until?: Pick<PaymentShape, 'id' | 'at'>): Bill {
  const rows = rowsOfBill(db, invoice.id).filter(({ at }) => until === undefined || at <= until.at);
  const all = paymentsOfBill(db, invoice.id);
  const last = until === undefined ? -1 : all.findIndex(({ id }) => id === until.id);
  const payments = last < 0 ? all : all.slice(0, last + 1);
  const sums = until === undefined ? sumsOf(db, invoice.id) : sumsThen(rows, payments);
  const due = dueOf(sums);
  return {
    id: invoice.id, number: invoice.number, day: invoice.day, status: statusOf(invoice.status as InvoiceState, sums), payer: findPayer(db, invoice.payer_id) ?? null,
    lines: linesOf(rows), cuts: cutsOf(db, rows), payments,
    sums: { ...sums, patient: sums.total - sums.insurer, due }, reason: invoice.reason, dueInCash: inCash(due, cashStep),
  };
}

function sumsThen(rows: readonly LineRow[], payments: readonly PaymentShape[]): Sums & { readonly tax: number } {
  const { total, tax, insurer } = totalsOf(rows);
  const sum = (some: readonly PaymentShape[]): number => some.reduce((all, { amount }) => all + amount, 0);
  return { total, tax, insurer, paid: sum(payments.filter(({ method }) => method !== 'insurance')), insured: sum(payments.filter(({ method }) => method === 'insurance')) };
}

/** Lines that stand: those that were taken off again are not shown. */
function linesOf(rows: readonly LineRow[]): BillLine[] {
  const reversed = new Set(rows.filter(({ kind }) => kind === 'reversal').map(({ of_id }) => of_id));
  const left = new Map(standingLines(rows.map(asBillRow)).map((line) => [line.id, line]));
  return rows.filter(({ id, kind }) => kind === 'charge' && !reversed.has(id)).map((row) => ({
    id: row.id, stored: true, itemKey: row.item_key, title: row.title, quantity: row.quantity, unitAmount: row.unit_amount, taxRate: row.tax_rate, taxIncluded: row.tax_included === 1,
    charged: row.total, total: left.get(row.id)?.total ?? 0, tax: left.get(row.id)?.tax ?? 0, insurer: left.get(row.id)?.insurer ?? 0, source: row.source, at: row.at,
  }));
}

/** Rows of one discount or credit belong together by instant, kind and reason. */
function cutsOf(db: ReadDb, rows: readonly LineRow[]): Bill['cuts'] {
  const reversed = new Set(rows.filter(({ kind }) => kind === 'reversal').map(({ of_id }) => of_id));
  const cuts = rows.filter(({ kind, of_id }) => (kind === 'discount' || kind === 'credit' || kind === 'rounding') && !reversed.has(of_id));
  const name = db.statement('SELECT name FROM person WHERE id = ?');
  return [...Map.groupBy(cuts, ({ kind, at, number, reason }) => JSON.stringify([kind, at, number, reason])).values()].flatMap((together) => {
    const [first] = together;
    return first ? [{
      kind: first.kind as Bill['cuts'][number]['kind'], total: totalsOf(together).total, reason: first.reason, number: first.number, at: first.at,
      by: (name.get(first.person_id) as { name: string } | undefined)?.name ?? null,
    }] : [];
  });
}

export const billRowOf = (db: ReadDb, id: string): InvoiceRow | undefined => db.statement('SELECT * FROM invoice WHERE id = ?').get(id) as InvoiceRow | undefined;
