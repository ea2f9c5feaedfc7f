import type { ClaimStatus } from '#domain/billing/claim.ts';
import type { ClaimShape } from '#domain/contract/billing-shapes.ts';
import type { ReadDb } from '../read.ts';

interface UnclaimedRow { readonly invoiceId: string; readonly patientId: string; readonly payerId: string; readonly amount: number; readonly day: string }

/** Closed bills with an insurer's part that is claimed nowhere. */
export const unclaimedBills = (db: ReadDb): UnclaimedRow[] => db.statement(`SELECT i.id AS invoiceId, i.patient_id AS patientId, i.payer_id AS payerId, s.insurer AS amount, i.day
  FROM invoice i JOIN invoice_sum s ON s.patient_id = i.patient_id AND s.invoice_id = i.id WHERE i.payer_id IS NOT NULL AND i.status = 'issued' AND s.insurer > s.insured
    AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.invoice_id = i.id) ORDER BY i.day, i.number`).all() as UnclaimedRow[];

/** What the insurer paid on a claim, whatever it was given back since. */
export const paidOfClaim = (db: ReadDb, claimId: string): number =>
  (db.statement("SELECT coalesce(sum(amount), 0) AS n FROM payment WHERE claim_id = ? AND kind = 'payment' AND invoice_id = (SELECT invoice_id FROM claim WHERE id = ?)").get(claimId, claimId) as { n: number }).n;

export const claimOfBill = (db: ReadDb, invoiceId: string): { readonly id: string; readonly payer_id: string } | undefined =>
  db.statement('SELECT id, payer_id FROM claim WHERE invoice_id = ? ORDER BY id LIMIT 1').get(invoiceId) as { id: string; payer_id: string } | undefined;

/** A draft asks for what the insurer's part is by now. */
const asked = "CASE WHEN c.status = 'draft' THEN min(c.amount, coalesce(s.insurer, c.amount)) ELSE c.amount END";
/** Less what went back to the insurer. */
const net = 'coalesce((SELECT sum(amount) FROM payment WHERE invoice_id = c.invoice_id AND claim_id = c.id), 0)';
/** A draft of a bill that was credited in full asks for nothing. */
const asksForSomething = "NOT (c.status = 'draft' AND coalesce(s.insurer, c.amount) <= 0)";

type Row = Omit<ClaimShape, 'patient'> & { patientId: string; name: string; number: string; policyNumber: string | null };

/** Claims of one status or of all, newest first. */
export function listClaims(db: ReadDb, status: ClaimStatus | undefined, limit: number): ClaimShape[] {
  const rows = db.statement(`SELECT c.id, c.invoice_id AS invoiceId, i.number AS invoiceNumber, c.patient_id AS patientId, p.name, p.number, p.policy_number AS policyNumber,
      c.payer_id AS payerId, y.name AS payer, ${asked} AS amount, ${net} AS paid, max(0, min(c.amount, coalesce(s.insurer, c.amount)) - ${net}) AS due, c.status,
      c.batch_id AS batchId, b.number AS batchNumber, c.reference, c.made_at AS madeAt, c.submitted_at AS submittedAt, c.decided_at AS decidedAt, c.reason
    FROM claim c JOIN invoice i ON i.id = c.invoice_id JOIN patient p ON p.id = c.patient_id JOIN payer y ON y.id = c.payer_id LEFT JOIN claim_batch b ON b.id = c.batch_id
      LEFT JOIN invoice_sum s ON s.patient_id = i.patient_id AND s.invoice_id = i.id
    WHERE (? IS NULL OR c.status = ?) AND ${asksForSomething} ORDER BY c.made_at DESC, c.id LIMIT ?`).all(status ?? null, status ?? null, limit) as Row[];
  return rows.map(({ patientId, name, number, policyNumber, ...claim }) => ({ ...claim, patient: { id: patientId, name, number, policyNumber } }));
}

type Group = { payerId: string; payer: string; status: ClaimStatus; claims: number; amount: number; paid: number };

/** How many and how much, by payer and status. */
export const claimsByStatus = (db: ReadDb): Group[] => db.statement(`SELECT c.payer_id AS payerId, y.name AS payer, c.status, count(*) AS claims, sum(${asked}) AS amount, sum(${net}) AS paid
  FROM claim c JOIN payer y ON y.id = c.payer_id LEFT JOIN invoice i ON i.id = c.invoice_id LEFT JOIN invoice_sum s ON s.patient_id = i.patient_id AND s.invoice_id = i.id
  WHERE ${asksForSomething} GROUP BY c.payer_id, c.status ORDER BY y.name, c.status`).all() as Group[];

export interface BatchPage {
  readonly number: string;
  readonly payer: string;
  readonly madeAt: string;
  readonly by: string | null;
  readonly claims: readonly { readonly name: string; readonly patientNumber: string; readonly policyNumber: string | null; readonly invoiceNumber: string; readonly day: string; readonly amount: number }[];
}

/** What was sent to an insurer together; claims that were corrected since are in another batch. */
export function batchPage(db: ReadDb, batchId: string): BatchPage | undefined {
  const head = db.statement(`SELECT b.number, y.name AS payer, b.made_at AS madeAt, w.name AS "by" FROM claim_batch b JOIN payer y ON y.id = b.payer_id
    LEFT JOIN person w ON w.id = b.person_id WHERE b.id = ?`).get(batchId) as Omit<BatchPage, 'claims'> | undefined;
  return head && { ...head, claims: db.statement(`SELECT p.name, p.number AS patientNumber, p.policy_number AS policyNumber, i.number AS invoiceNumber, i.day, c.amount
    FROM claim c JOIN invoice i ON i.id = c.invoice_id JOIN patient p ON p.id = c.patient_id WHERE c.batch_id = ? ORDER BY i.day, i.number`).all(batchId) as BatchPage['claims'][number][] };
}
