import { moneyText } from '#domain/kit/money.ts';
import { receiptWordsFor, type ReceiptWords } from '#domain/billing/receipt-words.ts';
import type { Bill, PaymentShape } from '#domain/contract/billing-shapes.ts';
import type { PrintDocument, Receipt } from '#domain/printing/documents.ts';
import { labelsFor } from '#domain/printing/labels.ts';
import { billingSettings, billOf, billRowOf, findPayment } from '#db/queries/billing.ts';
import { drawerOf, findSession } from '#db/queries/cash-drawer.ts';
import type { ReadDb } from '#db/read.ts';
import { clinicOf } from '../api/clinic.ts';
import { patientOf } from '../api/patients.ts';
import { fail } from '../dispatch/failure.ts';
import { localTime } from './make-documents.ts';

/** A document and the name it is known by: a number, never a patient's name. */
export interface Made { readonly document: PrintDocument; readonly title: string }
type Words = ReceiptWords & { readonly language: string };
type Total = Receipt['totals'][number];

/** The receipt of one payment, refund or deposit, in the clinic's language unless another is named. */
export function receiptOf(db: ReadDb, { paymentId, language: wanted }: { readonly paymentId: string; readonly language?: string | undefined }): Made {
  const payment = findPayment(db, paymentId);
  if (!payment) throw fail('NOT_FOUND', { what: 'payment' });
  const clinic = clinicOf(db);
  const settings = billingSettings(db);
  const words = receiptWordsFor(wanted ?? clinic.languages[0] ?? 'en');
  const invoice = payment.invoiceId === null ? undefined : billRowOf(db, payment.invoiceId);
  const bill = invoice && billOf(db, invoice, settings.cashStep, payment);
  const patient = patientOf(db, payment.patientId);
  const money = (amount: number): string => moneyText(amount, settings.currency);
  const facts: [string, string][] = [
    [words.number, payment.number], [words.at, localTime(clinic, Date.parse(payment.at))], [words.patient, patient.name], ['', patient.number],
    ...(bill?.number == null ? [] : [[words.bill, bill.number] satisfies [string, string]]), ...(bill?.payer ? [[words.payer, bill.payer.name] satisfies [string, string]] : []),
    ...(payment.by === null ? [] : [[words.by, payment.by] satisfies [string, string]]), ...(payment.reason === null ? [] : [[words.reason, payment.reason] satisfies [string, string]]),
  ];
  return {
    title: payment.number,
    document: { kind: 'receipt', content: {
      clinicName: clinic.name, title: words.title[payment.kind], facts, rows: bill ? billRows(bill, words, money) : [],
      totals: [...bill ? billTotals(bill, words, money) : [], ...paymentTotals(payment, bill, words, money)], notes: payment.kind === 'payment' ? [words.thanks] : [],
      language: words.language, direction: labelsFor(words.language).direction,
    } },
  };
}

/** The lines of a bill, then what was taken off or rounded. */
export function billRows(bill: Bill, words: ReceiptWords, money: (amount: number) => string): Receipt['rows'] {
  return [
    ...bill.lines.map((line) => ({ title: line.title, detail: line.quantity === 1 ? '' : `${String(line.quantity)} × ${money(line.unitAmount)}`, amount: money(line.charged) })),
    ...bill.cuts.map((cut) => ({ title: words[cut.kind], detail: cut.reason ?? '', amount: money(cut.total) })),
  ];
}

export function billTotals({ sums }: Bill, words: ReceiptWords, money: (amount: number) => string): Total[] {
  return [
    { label: words.total, amount: money(sums.total), strong: true }, ...(sums.tax === 0 ? [] : [{ label: words.tax, amount: money(sums.tax), strong: false }]),
    ...(sums.insurer === 0 ? [] : [{ label: words.insurer, amount: money(sums.insurer), strong: false }]),
  ];
}

function paymentTotals(payment: PaymentShape, bill: Bill | undefined, words: Words, money: (amount: number) => string): Total[] {
  const line = (label: string, amount: number, strong = false): Total => ({ label, amount: money(amount), strong });
  const before = (bill?.payments ?? []).filter(({ id, method }) => id !== payment.id && method !== 'insurance').reduce((sum, { amount }) => sum + amount, 0);
  const isBack = payment.amount < 0;
  return [
    ...(before === 0 ? [] : [line(words.earlier, before)]), line(`${isBack ? words.givenBack : words.paid} (${words.method[payment.method]})`, Math.abs(payment.amount), true),
    ...(payment.tendered === null || payment.tendered === payment.amount ? [] : [line(words.tendered, payment.tendered), line(words.change, payment.tendered - payment.amount)]),
    ...(bill && bill.sums.due > 0 ? [line(words.due, bill.sums.due)] : []),
  ];
}

/** What a counted drawer held, came to and was short of. */
export function drawerReportOf(db: ReadDb, sessionId: string): Made {
  const session = findSession(db, sessionId);
  if (!session) throw fail('NOT_FOUND', { what: 'drawer' });
  const clinic = clinicOf(db);
  const { currency } = billingSettings(db);
  const words = receiptWordsFor(clinic.languages[0] ?? 'en');
  const drawer = drawerOf(db, session);
  const { closed } = drawer;
  if (!closed) throw fail('CONFLICT', { reason: 'drawer-open' });
  const money = (amount: number): string => moneyText(amount, currency);
  const time = (at: string): string => localTime(clinic, Date.parse(at));
  const rows = [
    ...drawer.movements.map(({ kind, amount, reason }) => ({ title: words.movement[kind], detail: reason ?? '', amount: money(amount) })),
    { title: words.taken, detail: '', amount: money(drawer.taken) }, { title: words.givenBack, detail: '', amount: money(drawer.givenBack === 0 ? 0 : -drawer.givenBack) },
  ];
  const named = (by: string | null): [string, string][] => (by === null ? [] : [['', by]]);
  const counted = Object.entries(closed.pieces).filter(([, pieces]) => pieces > 0).sort(([a], [b]) => Number(b) - Number(a)).map(([value, pieces]): [string, string] => [`${String(pieces)} × ${money(Number(value))}`, money(pieces * Number(value))]);
  return {
    title: drawer.till,
    document: { kind: 'receipt', content: {
      clinicName: clinic.name, title: words.report,
      facts: [[words.till, drawer.till], [words.opened, time(drawer.openedAt)], ...named(drawer.by), [words.closed, time(closed.at)], ...named(closed.by), ...(closed.reason === null ? [] : [[words.reason, closed.reason] satisfies [string, string]])],
      rows: [...rows, ...(counted.length === 0 ? [] : [{ title: words.pieces, detail: '', amount: '' }]), ...counted.map(([title, amount]) => ({ title, detail: '', amount }))],
      totals: [{ label: words.expected, amount: money(closed.expected), strong: false }, { label: words.counted, amount: money(closed.counted), strong: true }, { label: words.variance, amount: money(closed.variance), strong: closed.variance !== 0 }],
      notes: [`${words.signature}: ____________________`], language: words.language, direction: labelsFor(words.language).direction,
    } },
  };
}
