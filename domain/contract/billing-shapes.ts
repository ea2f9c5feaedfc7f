import { z } from 'zod';
import { BILL_STATUSES, METHODS, MOST_QUANTITY, PAYMENT_KINDS } from '../billing/bill.ts';
import { CLAIM_STATUSES } from '../billing/claim.ts';
import { MOVEMENTS } from '../billing/drawer.ts';
import { MOST_MONEY, WHOLE_RATE } from '../kit/money.ts';
import { CalendarDate, Id, PatientBrief, ShortText } from './shapes.ts';

/** Whole minor units of the clinic's currency. */
export const MoneyShape = z.int().min(0).max(MOST_MONEY);
/** The same, where it may be taken away. */
export const SignedMoney = z.int();
/** Hundredths of a percent. */
export const RateShape = z.int().min(0).max(WHOLE_RATE);
export const MethodShape = z.enum(METHODS);
export const QuantityShape = z.int().min(1).max(MOST_QUANTITY);
/** Typed into a box where it must not be empty; whether it is is for the rule to say. */
export const ReasonText = ShortText;

export const BillingSettingsShape = z.object({
  currency: z.string().max(3), cashStep: z.int(), denominations: z.array(z.int()).max(40),
  taxes: z.array(z.object({ code: z.string().max(20), name: z.string().max(80), rate: RateShape, included: z.boolean() })).max(20),
  chargeFrom: CalendarDate.nullable(),
});
export type BillingSettingsShape = z.infer<typeof BillingSettingsShape>;

export const PayerShape = z.object({ id: Id, name: z.string(), code: z.string(), share: RateShape, active: z.boolean() });
export type PayerShape = z.infer<typeof PayerShape>;

const YearsShape = z.int().min(0).max(150).nullable();

export const PriceShape = z.object({
  id: Id, itemKey: z.string().max(200), name: z.string(), code: z.string(), payerId: Id.nullable(), ageFrom: YearsShape, ageBefore: YearsShape, amount: MoneyShape,
  tax: z.string().nullable(), active: z.boolean(),
});
export type PriceShape = z.infer<typeof PriceShape>;

export const BillLine = z.object({
  /** Of a line that will be charged but is not on a stored bill yet: what it will be stored under. */
  id: Id, stored: z.boolean(), itemKey: z.string().nullable(), title: z.string(), quantity: z.int(), unitAmount: SignedMoney, taxRate: z.int(), taxIncluded: z.boolean(),
  /** As charged. */
  charged: SignedMoney,
  /** What is left of it after discounts and credits. */
  total: SignedMoney, tax: SignedMoney, insurer: SignedMoney, source: z.string().nullable(), at: z.string(),
});
export type BillLine = z.infer<typeof BillLine>;

/** What was taken off a bill at one time: a discount, a credit, a rounding. */
export const BillCut = z.object({ kind: z.enum(['discount', 'credit', 'rounding']), total: SignedMoney, reason: z.string().nullable(), number: z.string().nullable(), at: z.string(), by: z.string().nullable() });

export const PaymentShape = z.object({
  id: Id, invoiceId: Id.nullable(), patientId: Id, kind: z.enum(PAYMENT_KINDS), method: MethodShape, amount: SignedMoney,
  tendered: SignedMoney.nullable(), number: z.string(), at: z.string(), day: CalendarDate, by: z.string().nullable(), reason: z.string().nullable(), reference: z.string().nullable(),
});
export type PaymentShape = z.infer<typeof PaymentShape>;

export const BillSums = z.object({
  total: SignedMoney, tax: SignedMoney, insurer: SignedMoney,
  /** The patient's part. */
  patient: SignedMoney, paid: SignedMoney, insured: SignedMoney,
  /** Below 0: too much was paid. */
  due: SignedMoney,
});

export const Bill = z.object({
  /** Null while nothing of it is stored. */
  id: Id.nullable(), number: z.string().nullable(), day: CalendarDate, status: z.enum(BILL_STATUSES), payer: PayerShape.nullable(), lines: z.array(BillLine),
  cuts: z.array(BillCut), payments: z.array(PaymentShape), sums: BillSums, reason: z.string().nullable(),
  /** The due amount as coins and notes can pay it. */
  dueInCash: SignedMoney,
});
export type Bill = z.infer<typeof Bill>;

/** Something that was done and is not charged: it was taken off. */
export const LeftOut = z.object({ source: z.string(), sourceId: Id, itemKey: z.string(), title: z.string(), reason: z.string().nullable() });

export const Account = z.object({
  patient: PatientBrief,
  /** What is charged next: the open draft, or what would be put on it. Null when there is nothing. */
  open: Bill.nullable(),
  /** Newest first. */
  bills: z.array(Bill), leftOut: z.array(LeftOut), deposits: z.array(PaymentShape),
  /** Over all bills, the open one with what is on it; below 0: the clinic owes. */
  balance: SignedMoney, deposit: SignedMoney,
});
export type Account = z.infer<typeof Account>;

export const Waiting = z.object({
  patient: PatientBrief, token: z.string().nullable(), tokenStatus: z.string().nullable(), arrivedAt: z.string().nullable(), due: SignedMoney, lines: z.int(),
});
export type Waiting = z.infer<typeof Waiting>;

export const MovementShape = z.object({ id: Id, kind: z.enum(MOVEMENTS), amount: SignedMoney, at: z.string(), by: z.string().nullable(), reason: z.string().nullable() });

export const DrawerShape = z.object({
  id: Id, till: z.string(), openedAt: z.string(), by: z.string().nullable(), movements: z.array(MovementShape),
  /** Cash of patients: taken, given back. */
  taken: SignedMoney, givenBack: SignedMoney, payments: z.int(),
  /** Null until it is counted, so that the count is blind. */
  closed: z.object({ at: z.string(), by: z.string().nullable(), expected: SignedMoney, counted: SignedMoney, variance: SignedMoney, reason: z.string().nullable(), pieces: z.record(z.string(), z.int()) }).nullable(),
});
export type DrawerShape = z.infer<typeof DrawerShape>;

export const ClaimShape = z.object({
  id: Id, invoiceId: Id, invoiceNumber: z.string(), patient: z.object({ id: Id, name: z.string(), number: z.string(), policyNumber: z.string().nullable() }), payerId: Id, payer: z.string(),
  amount: SignedMoney,
  /** By the insurer, less what went back to it. */
  paid: SignedMoney,
  /** What is still to come of it. */
  due: SignedMoney, status: z.enum(CLAIM_STATUSES), batchId: Id.nullable(), batchNumber: z.string().nullable(), reference: z.string().nullable(), madeAt: z.string(),
  submittedAt: z.string().nullable(), decidedAt: z.string().nullable(), reason: z.string().nullable(),
});
export type ClaimShape = z.infer<typeof ClaimShape>;

export const Takings = z.object({
  day: CalendarDate,
  byMethod: z.array(z.object({ method: MethodShape, amount: SignedMoney, payments: z.int() })),
  byPerson: z.array(z.object({ name: z.string().nullable(), amount: SignedMoney, payments: z.int() })),
  byItem: z.array(z.object({ itemKey: z.string().nullable(), title: z.string(), amount: SignedMoney, lines: z.int() })),
});
export type Takings = z.infer<typeof Takings>;

export const Unpaid = z.object({
  patient: z.object({ id: Id, name: z.string(), number: z.string(), phone: z.string().nullable() }), invoiceId: Id, number: z.string(), day: CalendarDate, due: SignedMoney, ageDays: z.int(),
});
export type Unpaid = z.infer<typeof Unpaid>;

/** A bill of which an insurer paid more than its part: `due` is what is owed back to it. */
export const InsurerOwed = Unpaid.extend({ payerId: Id.nullable(), payer: z.string().nullable() });
export type InsurerOwed = z.infer<typeof InsurerOwed>;
