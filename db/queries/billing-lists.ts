import type { Method } from '#domain/billing/bill.ts';
import type { InsurerOwed, Takings, Unpaid } from '#domain/contract/billing-shapes.ts';
import type { ReadDb } from '../read.ts';

export interface WaitingRow { readonly patientId: string; readonly token: string | null; readonly tokenStatus: string | null; readonly arrivedAt: string | null }

/** Whoever was given a token or seen today, in the order they came, and who has a bill that is not settled from then or not closed. `startsAt`: the instant at which the day began. */
export function waitingPatients(db: ReadDb, day: string, startsAt: string): WaitingRow[] {
  const today = db.statement(`SELECT patient_id AS patientId, label AS token, status AS tokenStatus, min(arrived_at) AS arrivedAt FROM token_of_day
    WHERE service_day = ? AND status NOT IN ('cancelled', 'no-show') GROUP BY patient_id ORDER BY arrivedAt`).all(day) as WaitingRow[];
  const others = db.statement(`SELECT DISTINCT patient_id AS patientId, NULL AS token, NULL AS tokenStatus, NULL AS arrivedAt FROM (
      SELECT patient_id FROM invoice WHERE status = 'draft'
      UNION SELECT patient_id FROM invoice_sum INDEXED BY invoice_sum_unsettled WHERE total - insurer - paid <> 0 AND day = ?
      UNION SELECT patient_id FROM encounter INDEXED BY encounter_begun WHERE source = 'desk' AND started_at >= ? AND removed = 0)`).all(day, startsAt) as WaitingRow[];
  const known = new Set(today.map(({ patientId }) => patientId));
  return [...today, ...others.filter(({ patientId }) => !known.has(patientId))];
}

const unsettledSql = (which: string, order: 'ASC' | 'DESC' = 'ASC'): string => `SELECT p.id, p.name, p.number AS patient_number, p.phone, s.invoice_id, i.number, s.day, s.total - s.insurer - s.paid AS due
  FROM invoice_sum s INDEXED BY invoice_sum_unsettled JOIN invoice i ON i.id = s.invoice_id JOIN patient p ON p.id = s.patient_id
  WHERE s.total - s.insurer - s.paid <> 0 AND ${which} ORDER BY s.day ${order}, i.number ${order} LIMIT ?`;

interface UnsettledRow { id: string; name: string; patient_number: string; phone: string | null; invoice_id: string; number: string; day: string; due: number }

const billOfRow = (row: UnsettledRow): Omit<Unpaid, 'ageDays'> =>
  ({ patient: { id: row.id, name: row.name, number: row.patient_number, phone: row.phone }, invoiceId: row.invoice_id, number: row.number, day: row.day, due: row.due });

const unsettled = (db: ReadDb, which: string, limit: number): Omit<Unpaid, 'ageDays'>[] => (db.statement(unsettledSql(which)).all(limit) as UnsettledRow[]).map(billOfRow);

/** Closed bills of which the patient still owes something, oldest first. */
export const unpaidBills = (db: ReadDb, limit: number): Omit<Unpaid, 'ageDays'>[] => unsettled(db, "s.total - s.insurer > s.paid AND i.status = 'issued'", limit);

/** The same of the days before one, newest first. */
export const unpaidBefore = (db: ReadDb, day: string, limit: number): Omit<Unpaid, 'ageDays'>[] =>
  (db.statement(unsettledSql("s.total - s.insurer > s.paid AND i.status = 'issued' AND s.day < ?", 'DESC')).all(day, limit) as UnsettledRow[]).map(billOfRow);

/** Bills on which more was paid than is owed. */
export const overpaidBills = (db: ReadDb, limit: number): Omit<Unpaid, 'ageDays'>[] => unsettled(db, 's.total - s.insurer < s.paid', limit);

type InsurerRow = UnsettledRow & { payer_id: string | null; payer: string | null };

/** Bills with what is between the clinic and an insurer, oldest first; in SQL, of bills `i` and their sums `s`. */
const insurersSql = (due: string, bills: string, which: string): string => `SELECT p.id, p.name, p.number AS patient_number, p.phone, s.invoice_id, i.number, s.day, ${due} AS due,
    coalesce(c.payer_id, i.payer_id) AS payer_id, y.name AS payer
  FROM ${bills} JOIN patient p ON p.id = i.patient_id
    LEFT JOIN claim c ON c.id = (SELECT id FROM claim WHERE invoice_id = s.invoice_id ORDER BY id LIMIT 1) LEFT JOIN payer y ON y.id = coalesce(c.payer_id, i.payer_id)
  WHERE ${which} ORDER BY s.day, i.number LIMIT ?`;

const insurers = (db: ReadDb, sql: string, limit: number): Omit<InsurerOwed, 'ageDays'>[] =>
  (db.statement(sql).all(limit) as InsurerRow[]).map((row) => ({ ...billOfRow(row), payerId: row.payer_id, payer: row.payer }));

/** Bills on which an insurer paid more than its part. */
export const overpaidByInsurers = (db: ReadDb, limit: number): Omit<InsurerOwed, 'ageDays'>[] => insurers(db,
  insurersSql('s.insured - s.insurer', 'invoice_sum s INDEXED BY invoice_sum_insurer_back JOIN invoice i ON i.id = s.invoice_id', 's.insured > s.insurer'), limit);

/** What went back to the insurer though it was not owed any more, less what came back of that. */
const tooMuchBack = `coalesce(min(s.insurer - s.insured,
  (SELECT -sum(amount) FROM payment WHERE invoice_id = s.invoice_id AND kind IN ('insurer-refund', 'set-off', 'insurer-return'))), 0)`;

/** Bills of which more went back to the insurer than it had paid too much. */
export const returnedTooMuch = (db: ReadDb, limit: number): Omit<InsurerOwed, 'ageDays'>[] => insurers(db, insurersSql(tooMuchBack,
  `(SELECT DISTINCT invoice_id FROM payment INDEXED BY payment_insurer_back WHERE method = 'insurance' AND amount < 0) b JOIN invoice i ON i.id = b.invoice_id
    JOIN invoice_sum s ON s.patient_id = i.patient_id AND s.invoice_id = i.id`, `${tooMuchBack} > 0`), limit);

export const returnedTooMuchOf = (db: ReadDb, invoiceId: string): number => Math.max(0, (db.statement(`SELECT ${tooMuchBack} AS n FROM invoice i
  JOIN invoice_sum s ON s.patient_id = i.patient_id AND s.invoice_id = i.id WHERE i.id = ?`).get(invoiceId) as { n: number } | undefined)?.n ?? 0);

/** What came in on a day. What deposits pay was money before. */
export function takingsOf(db: ReadDb, day: string): Takings {
  const byMethod = db.statement(`SELECT method, sum(amount) AS amount, count(*) AS payments FROM payment WHERE day = ? AND method <> 'deposit' GROUP BY method ORDER BY amount DESC`)
    .all(day) as { method: Method; amount: number; payments: number }[];
  const byPerson = db.statement(`SELECT w.name, t.amount, t.payments FROM (SELECT person_id, sum(amount) AS amount, count(*) AS payments FROM payment
    WHERE day = ? AND method <> 'deposit' GROUP BY person_id) t LEFT JOIN person w ON w.id = t.person_id ORDER BY t.amount DESC`).all(day) as Takings['byPerson'];
  const byItem = db.statement(`SELECT t.item_key AS itemKey, coalesce((SELECT s.name FROM service s WHERE 'service:' || s.id = t.item_key),
      (SELECT l.title FROM invoice_line l WHERE l.day = ? AND l.item_key IS t.item_key AND l.title <> '' LIMIT 1), '') AS title, t.amount, t.lines
    FROM (SELECT item_key, sum(total) AS amount, count(*) AS lines FROM invoice_line WHERE day = ? GROUP BY item_key) t ORDER BY t.amount DESC LIMIT 200`).all(day, day) as Takings['byItem'];
  return { day, byMethod, byPerson, byItem };
}
