import { allocate, share, WHOLE_RATE, type Money } from '../kit/money.ts';
import { err, ok, type Result } from '../kit/result.ts';

/** What one thing costs and how it is taxed and shared. Rates are hundredths of a percent. */
export interface Terms {
  readonly quantity: number;
  readonly unitAmount: Money;
  readonly taxRate: number;
  /** The price holds the tax already. */
  readonly taxIncluded: boolean;
  readonly insurerRate: number;
}

/** What a row adds to its bill; rows that take away hold negative amounts. */
export interface Amounts {
  /** With tax. */
  readonly total: Money;
  readonly tax: Money;
  /** The insurer's part of the total. */
  readonly insurer: Money;
}

/** A row of a bill as far as sums go. `ofId` is the line that a discount, reversal or credit is about. */
export interface BillRow extends Amounts {
  readonly id: string;
  readonly ofId: string | null;
}

export const MOST_QUANTITY = 100_000;
/** Largest amount of one line; 500 of them still fit into a double's 53 bits. */
export const MOST_LINE = 9_999_999_999_999;
export const MOST_LINES = 500;

/** A line's amounts: its parts always add up to its total. */
export function lineAmounts({ quantity, unitAmount, taxRate, taxIncluded, insurerRate }: Terms): Result<Amounts, 'too-large'> {
  if (BigInt(quantity) * BigInt(unitAmount) * BigInt(WHOLE_RATE + taxRate) > BigInt(MOST_LINE) * BigInt(WHOLE_RATE)) return err('too-large');
  const base = quantity * unitAmount;
  const tax = taxIncluded ? base - share(base, WHOLE_RATE, WHOLE_RATE + taxRate) : share(base, taxRate, WHOLE_RATE);
  const total = taxIncluded ? base : base + tax;
  return ok({ total, tax, insurer: share(total, insurerRate, WHOLE_RATE) });
}

export interface Totals extends Amounts {
  /** What the patient pays of it. */
  readonly patient: Money;
}

export function totalsOf(rows: readonly Amounts[]): Totals {
  const sum = (of: (row: Amounts) => Money): Money => rows.reduce((all, row) => all + of(row), 0);
  const [total, tax, insurer] = [sum((row) => row.total), sum((row) => row.tax), sum((row) => row.insurer)];
  return { total, tax, insurer, patient: total - insurer };
}

/** What is left of each line after everything that was taken from it, in the order of the lines. */
export function standingLines(rows: readonly BillRow[]): BillRow[] {
  const lines = new Map(rows.filter(({ ofId }) => ofId === null).map((row) => [row.id, { ...row }]));
  for (const row of rows) {
    const line = row.ofId === null ? undefined : lines.get(row.ofId);
    if (!line) continue;
    lines.set(line.id, { ...line, total: line.total + row.total, tax: line.tax + row.tax, insurer: line.insurer + row.insurer });
  }
  return [...lines.values()];
}

/** A row that takes something off a line. */
export interface Taken extends Amounts {
  readonly ofId: string;
}

const parted = (line: BillRow, off: Money): Taken => ({
  ofId: line.id, total: negated(off), tax: negated(share(off, line.tax, line.total)), insurer: negated(share(off, line.insurer, line.total)),
});

const negated = (amount: Money): Money => (amount === 0 ? 0 : -amount);

/**
 * Takes an amount off the lines in proportion to what is left of each, tax and insurer's part with it. Who takes all there
 * is leaves nothing behind, not even what was rounded.
 */
export function takeOff(rows: readonly BillRow[], off: Money): Result<Taken[], 'too-much'> {
  const standing = standingLines(rows);
  const all = totalsOf(standing);
  if (off > all.total) return err('too-much');
  if (off === all.total && off > 0) return ok(whatStands(standing));
  const lines = standing.filter(({ total }) => total > 0);
  const parts = allocate(off, lines.map(({ total }) => total));
  return ok(lines.map((line, index) => parted(line, parts[index] ?? 0)).filter(({ total }) => total !== 0));
}

/** Takes off so much that the patient's part falls by exactly the amount; the insurer's part of each line falls with it. */
export function takeOffPatient(rows: readonly BillRow[], off: Money): Result<Taken[], 'too-much'> {
  const standing = standingLines(rows);
  const all = totalsOf(standing);
  if (off > all.patient) return err('too-much');
  if (off === all.patient && off > 0) return ok(whatStands(standing));
  const lines = standing.filter(({ total, insurer }) => total > insurer);
  const parts = allocate(off, lines.map(({ total, insurer }) => total - insurer));
  return ok(lines.map((line, index) => partedForPatient(line, parts[index] ?? 0)).filter(({ total }) => total !== 0));
}

const whatStands = (standing: readonly BillRow[]): Taken[] =>
  standing.filter(({ total, tax, insurer }) => total !== 0 || tax !== 0 || insurer !== 0).map(undone);

function partedForPatient(line: BillRow, off: Money): Taken {
  const insurer = share(off, line.insurer, line.total - line.insurer);
  const total = off + insurer;
  return { ofId: line.id, total: negated(total), tax: negated(share(total, line.tax, line.total)), insurer: negated(insurer) };
}

/** What undoes a line with all that was taken off it: nothing of it is left. */
export const undone = (line: BillRow): Taken =>
  ({ ofId: line.id, total: negated(line.total), tax: negated(line.tax), insurer: negated(line.insurer) });

export const METHODS = ['cash', 'card', 'online', 'insurance', 'deposit'] as const;
export type Method = (typeof METHODS)[number];

/**
 * `insurer-refund` and `set-off` take from what an insurer paid on a bill: it got the money, or another claim was paid with
 * it. `insurer-return` is what of that it did not keep.
 */
export const PAYMENT_KINDS = ['payment', 'refund', 'deposit', 'deposit-refund', 'to-deposit', 'insurer-refund', 'set-off', 'insurer-return'] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];

export const INVOICE_STATES = ['draft', 'issued', 'cancelled'] as const;
export type InvoiceState = (typeof INVOICE_STATES)[number];

export const BILL_STATUSES = ['draft', 'pending', 'paid', 'cancelled'] as const;
export type BillStatus = (typeof BILL_STATUSES)[number];

export interface Sums {
  readonly total: Money;
  readonly insurer: Money;
  /** By the patient, refunds taken off. */
  readonly paid: Money;
  /** By the insurer. */
  readonly insured: Money;
}

/** What the patient still owes; below 0 is too much paid. */
export const dueOf = ({ total, insurer, paid }: Sums): Money => total - insurer - paid;

/** What the insurer paid beyond its part, which is owed back to it; below 0 is still to come from it. */
export const insurerOwed = ({ insurer, insured }: Pick<Sums, 'insurer' | 'insured'>): Money => insured - insurer;

/** Derived, never stored: a bill is paid when the patient owes nothing of it. */
export function statusOf(state: InvoiceState, sums: Sums): BillStatus {
  if (state !== 'issued') return state;
  return dueOf(sums) > 0 ? 'pending' : 'paid';
}
