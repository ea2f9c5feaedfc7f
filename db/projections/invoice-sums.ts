import type { WriteDb, Written } from '../door.ts';

/** What patients and insurers paid on a bill. */
const PAYMENTS = `SELECT coalesce(sum(CASE WHEN method <> 'insurance' THEN amount ELSE 0 END), 0) AS paid, coalesce(sum(CASE WHEN method = 'insurance' THEN amount ELSE 0 END), 0) AS insured
  FROM payment WHERE invoice_id = ?`;

/**
 * What bills come to, worked out anew from their lines and payments: whatever order rows arrive in, the sums are those
 * of the rows that are here. Bills whose own row is not here yet have none.
 */
const SUMS = `INSERT OR REPLACE INTO invoice_sum (invoice_id, patient_id, day, total, tax, insurer, paid, insured)
  SELECT i.id, i.patient_id, i.day, l.total, l.tax, l.insurer, p.paid, p.insured FROM invoice i
  JOIN (SELECT coalesce(sum(total), 0) AS total, coalesce(sum(tax), 0) AS tax, coalesce(sum(insurer), 0) AS insurer FROM invoice_line WHERE invoice_id = ?) l
  JOIN (${PAYMENTS}) p
  WHERE i.id = ?`;

/** A payment leaves the rest of the sums, and most of their indexes, as they are. */
const PAID = `UPDATE invoice_sum SET (paid, insured) = (${PAYMENTS}) WHERE patient_id = (SELECT patient_id FROM invoice WHERE id = ?) AND invoice_id = ?`;

function sumPaid(tx: WriteDb, invoiceId: string | null): void {
  if (invoiceId !== null) tx.statement(PAID).run(invoiceId, invoiceId, invoiceId);
}

export function sumInvoice(tx: WriteDb, invoiceId: string | null): void {
  if (invoiceId !== null) tx.statement(SUMS).run(invoiceId, invoiceId, invoiceId);
}

export const projectInvoice = (tx: WriteDb, { row, before }: Written<'invoice'>): void => {
  if (before && before.patient_id !== row.patient_id) tx.statement('DELETE FROM invoice_sum WHERE patient_id = ? AND invoice_id = ?').run(before.patient_id, row.id);
  if (before?.patient_id !== row.patient_id || before.day !== row.day) sumInvoice(tx, row.id);
};

/** A bill was taken away that the record does not have. */
export const invoiceRemoved = (tx: WriteDb, { id, patient_id }: Pick<Written<'invoice'>['row'], 'id' | 'patient_id'>): void => {
  tx.statement('DELETE FROM invoice_sum WHERE patient_id = ? AND invoice_id = ?').run(patient_id, id);
};

export const projectLine = (tx: WriteDb, { row, before }: Written<'invoice_line'>): void => {
  for (const id of eitherOf(row.invoice_id, before?.invoice_id)) sumInvoice(tx, id);
};

export const projectPayment = (tx: WriteDb, { row, before }: Written<'payment'>): void => {
  for (const id of eitherOf(row.invoice_id, before?.invoice_id)) sumPaid(tx, id);
};

/** A row that went from one bill to another changes both. */
const eitherOf = (now: string | null, before: string | null | undefined): ReadonlySet<string | null> => new Set([now, before ?? now]);

/** Sums for rows that came many at a time, of these patients. */
export function billsArrived(tx: WriteDb, patientIds: readonly string[]): void {
  const ofPatient = tx.statement('SELECT id FROM invoice WHERE patient_id = ?');
  for (const patientId of new Set(patientIds)) for (const { id } of ofPatient.all(patientId) as { id: string }[]) sumInvoice(tx, id);
}

/** All of them from the rows alone. Returns how many stand now. */
export function sumAllInvoices(tx: WriteDb): number {
  tx.statement('DELETE FROM invoice_sum').run();
  for (const { id } of tx.statement('SELECT id FROM invoice').all() as { id: string }[]) sumInvoice(tx, id);
  return (tx.statement('SELECT count(*) AS n FROM invoice_sum').get() as { n: number }).n;
}
