import { receiptWordsFor, type ReceiptWords } from '#domain/billing/receipt-words.ts';
import type { Bill } from '#domain/contract/billing-shapes.ts';
import { moneyText } from '#domain/kit/money.ts';
import type { Receipt } from '#domain/printing/documents.ts';
import { labelsFor } from '#domain/printing/labels.ts';
import { billingSettings, billOf, billRowOf, rowsOfBill } from '#db/queries/billing.ts';
import { batchPage } from '#db/queries/claims.ts';
import type { ReadDb } from '#db/read.ts';
import { clinicOf } from '../api/clinic.ts';
import { patientOf } from '../api/patients.ts';
import { fail } from '../dispatch/failure.ts';
import { localTime, orderedDate } from './make-documents.ts';
import { billRows, billTotals, type Made } from './make-receipts.ts';

interface Paper {
  readonly clinic: ReturnType<typeof clinicOf>;
  readonly words: ReceiptWords & { readonly language: string };
  readonly money: (amount: number) => string;
}

function paperOf(db: ReadDb): Paper {
  const clinic = clinicOf(db);
  const { currency } = billingSettings(db);
  return { clinic, words: receiptWordsFor(clinic.languages[0] ?? 'en'), money: (amount) => moneyText(amount, currency) };
}

const made = ({ clinic, words }: Paper, title: string, content: Omit<Receipt, 'clinicName' | 'language' | 'direction'>): Made =>
  // A bill's number has a stroke in it, which no name of a file may have.
  ({ title: title.replaceAll('/', '-'), document: { kind: 'receipt', content: { clinicName: clinic.name, ...content, language: words.language, direction: labelsFor(words.language).direction } } });

function closedBillOf(db: ReadDb, { patientId, invoiceId }: { readonly patientId: string; readonly invoiceId: string }): Bill & { readonly number: string } {
  const row = billRowOf(db, invoiceId);
  if (row?.patient_id !== patientId) throw fail('NOT_FOUND', { what: 'bill' });
  if (row.status === 'draft') throw fail('CONFLICT', { reason: 'bill-open' });
  return { ...billOf(db, row, billingSettings(db).cashStep), number: row.number };
}

type Fact = [string, string];

const patientFacts = (db: ReadDb, patientId: string, { payer }: Bill, words: ReceiptWords): Fact[] => {
  const { name, number } = patientOf(db, patientId);
  return [[words.patient, name], ['', number], ...(payer ? [[words.payer, payer.name] satisfies Fact] : [])];
};

/** A bill that was closed: what was charged, what the insurer and the patient pay of it, and what is still due. */
export function billPaper(db: ReadDb, wanted: { readonly patientId: string; readonly invoiceId: string }): Made {
  const bill = closedBillOf(db, wanted);
  const paper = paperOf(db);
  const { words, money, clinic } = paper;
  const { sums } = bill;
  return made(paper, bill.number, {
    title: bill.status === 'cancelled' ? `${words.title.bill} · ${words.cancelled}` : words.title.bill,
    facts: [
      [words.number, bill.number], [words.at, orderedDate(bill.day, clinic.dateOrder)], ...patientFacts(db, wanted.patientId, bill, words),
      ...(bill.reason === null ? [] : [[words.reason, bill.reason] satisfies Fact]),
    ],
    rows: billRows(bill, words, money),
    totals: [
      ...billTotals(bill, words, money), ...(sums.insurer === 0 ? [] : [{ label: words.patientPays, amount: money(sums.patient), strong: false }]),
      ...(sums.paid === 0 ? [] : [{ label: words.paid, amount: money(sums.paid), strong: false }]), { label: words.due, amount: money(Math.max(0, sums.due)), strong: true },
    ],
    notes: [],
  });
}

/** What was taken off a closed bill under one number, line by line. */
export function creditNotePaper(db: ReadDb, { number, ...wanted }: { readonly patientId: string; readonly invoiceId: string; readonly number: string }): Made {
  const bill = closedBillOf(db, wanted);
  const rows = rowsOfBill(db, wanted.invoiceId).filter((row) => row.kind === 'credit' && row.number === number);
  const cut = bill.cuts.find((each) => each.kind === 'credit' && each.number === number);
  if (!cut) throw fail('NOT_FOUND', { what: 'credit-note' });
  const paper = paperOf(db);
  const { words, money, clinic } = paper;
  const insurer = rows.reduce((sum, row) => sum + row.insurer, 0);
  return made(paper, number, {
    title: words.title.credit,
    facts: [
      [words.number, number], [words.at, localTime(clinic, Date.parse(cut.at))], ...patientFacts(db, wanted.patientId, bill, words), [words.bill, bill.number],
      ...(cut.by === null ? [] : [[words.by, cut.by] satisfies Fact]), ...(cut.reason === null ? [] : [[words.reason, cut.reason] satisfies Fact]),
    ],
    rows: rows.map((row) => ({ title: row.title === '' ? words.rounding : row.title, detail: '', amount: money(row.total) })),
    totals: [
      { label: words.total, amount: money(cut.total), strong: true },
      ...(insurer === 0 ? [] : [{ label: words.insurer, amount: money(insurer), strong: false }, { label: words.patientPays, amount: money(cut.total - insurer), strong: false }]),
    ],
    notes: [],
  });
}

/** The claims that were sent to an insurer together, with what each is about and a line to sign on. */
export function claimBatchPaper(db: ReadDb, batchId: string): Made {
  const batch = batchPage(db, batchId);
  if (!batch) throw fail('NOT_FOUND', { what: 'claim-batch' });
  const paper = paperOf(db);
  const { words, money, clinic } = paper;
  const total = batch.claims.reduce((sum, { amount }) => sum + amount, 0);
  return made(paper, batch.number, {
    title: words.title.batch,
    facts: [
      [words.payer, batch.payer], [words.number, batch.number], [words.at, localTime(clinic, Date.parse(batch.madeAt))], ...(batch.by === null ? [] : [[words.by, batch.by] satisfies Fact]),
      [words.claims, String(batch.claims.length)],
    ],
    rows: batch.claims.map((claim) => ({
      title: claim.name, amount: money(claim.amount),
      detail: [...(claim.policyNumber === null ? [] : [claim.policyNumber]), claim.invoiceNumber, orderedDate(claim.day, clinic.dateOrder)].join(' · '),
    })),
    totals: [{ label: words.total, amount: money(total), strong: true }], notes: [`${words.signature}: ____________________`],
  });
}
