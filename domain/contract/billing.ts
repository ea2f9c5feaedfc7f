import { z } from 'zod';
import { CLAIM_MOVES, CLAIM_STATUSES } from '../billing/claim.ts';
import { MOST_LINES } from '../billing/bill.ts';
import {
  Account, Bill, BillingSettingsShape, ClaimShape, DrawerShape, InsurerOwed, MethodShape, MoneyShape, PayerShape, PaymentShape, PriceShape, QuantityShape, RateShape, ReasonText, SignedMoney, Takings,
  Unpaid, Waiting,
} from './billing-shapes.ts';
import { command, query } from './endpoint.ts';
import { CalendarDate, Done, Id, Nothing, ShortText } from './shapes.ts';

const ofPatient = z.object({ patientId: Id });
const account = z.object({ account: Account });
const paid = z.object({ payment: PaymentShape, account: Account });

/** Bills and payments. Every command answers with the patient's account as it stands then. spec: BIL-1, BIL-2 */
export const billing = {
  setup: query({ permission: 'billing.read' }, Nothing, z.object({ settings: BillingSettingsShape, payers: z.array(PayerShape), prices: z.array(PriceShape) })),
  saveSettings: command({ permission: 'billing.manage' }, BillingSettingsShape, BillingSettingsShape),
  savePayer: command({ permission: 'billing.manage' }, PayerShape.extend({ id: Id.optional() }), PayerShape),
  savePrice: command({ permission: 'billing.manage' }, PriceShape.extend({ id: Id.optional() }), PriceShape),
  /** A whole list at once, as its own export writes it; a line that says the same thing as a price that is here changes that price. */
  importPrices: command({ permission: 'billing.manage' }, z.object({ csv: z.string().max(5_000_000) }), z.object({ added: z.int(), changed: z.int(), refused: z.array(z.object({ line: z.int(), reason: z.string() })) })),
  exportPrices: query({ permission: 'billing.read' }, Nothing, z.object({ csv: z.string() })),

  /** Today's patients who have something to pay, in the order they came; and bills of earlier days that somebody else still owes, newest first. */
  waiting: query({ permission: 'billing.read' }, Nothing, z.object({ waiting: z.array(Waiting), earlier: z.array(Unpaid) })),
  account: query({ permission: 'billing.read', audit: 'patient' }, ofPatient, Account),
  balance: query({ permission: 'billing.read', audit: 'patient' }, ofPatient, z.object({ due: SignedMoney, deposit: SignedMoney, unbilled: SignedMoney, currency: z.string() })),
  /** Bills on which more was paid than was owed, by the patient or by the insurer: two PCs took the same payment, say, or it was credited afterwards. */
  attention: query({ permission: 'billing.read' }, Nothing, z.object({
    overpaid: z.array(Unpaid), toInsurers: z.array(InsurerOwed),
    /** Of which more went back to the insurer than was owed to it: `due` is what it has too much. */
    fromInsurers: z.array(InsurerOwed),
  })),

  addLine: command({ permission: 'billing.charge' }, z.object({
    patientId: Id, priceId: Id.optional(), title: ShortText.optional(), amount: MoneyShape.optional(), quantity: QuantityShape.default(1),
  }), account),
  /** Takes a line off before it is paid for. What was done stays known and can be charged after all. */
  removeLine: command({ permission: 'billing.charge' }, z.object({ patientId: Id, lineId: Id, reason: ReasonText.optional() }), account),
  chargeAfterAll: command({ permission: 'billing.charge' }, z.object({ patientId: Id, sourceId: Id, itemKey: z.string().max(200) }), account),
  /** By percent of what is on the bill or by an amount. */
  discount: command({ permission: 'billing.discount' }, z.object({ patientId: Id, rate: RateShape.optional(), amount: MoneyShape.optional(), reason: ReasonText }), account),
  setPayer: command({ permission: 'billing.charge' }, z.object({ patientId: Id, payerId: Id.nullable() }), account),

  /** Puts everything that is to be charged on a bill and closes it, to be paid at once or later. */
  generate: command({ permission: 'billing.charge' }, ofPatient, z.object({ bill: Bill })).route({ method: 'POST', path: '/billing', tags: ['billing'] }),
  ofPatient: query({ permission: 'billing.read', audit: 'patient' }, ofPatient, Account).route({ method: 'GET', path: '/billing/{patientId}', tags: ['billing'] }),
  /** The open bill or the one named; all that is due unless an amount is given. CONFLICT `bill-changed` when `due` is no longer what is owed. */
  pay: command({ permission: 'billing.pay' }, z.object({
    patientId: Id, invoiceId: Id.optional(), method: MethodShape, amount: MoneyShape.optional(), tendered: MoneyShape.optional(), reference: ShortText.optional(), due: SignedMoney.optional(),
  }), paid),
  payBill: command({ permission: 'billing.pay' }, z.object({
    invoiceId: Id, method: MethodShape, amount: MoneyShape.optional(), tendered: MoneyShape.optional(), reference: ShortText.optional(),
  }), z.object({ payment: PaymentShape, bill: Bill })).route({ method: 'POST', path: '/billing/pay/{invoiceId}', tags: ['billing'] }),
  transactions: query({ permission: 'billing.read' }, z.object({ from: CalendarDate.optional(), to: CalendarDate.optional(), limit: z.coerce.number().int().min(1).max(1000).default(200) }),
    z.object({ transactions: z.array(PaymentShape) })).route({ method: 'GET', path: '/billing/transactions', tags: ['billing'] }),

  /** Gives money back. What was not paid too much is credited on the bill with it, so that nobody owes it again. */
  refund: command({ permission: 'billing.refund' }, z.object({ patientId: Id, invoiceId: Id, amount: MoneyShape, method: MethodShape, reason: ReasonText }), paid),
  /** Takes an amount off a bill that was closed. */
  credit: command({ permission: 'billing.refund' }, z.object({ patientId: Id, invoiceId: Id, amount: MoneyShape, reason: ReasonText }), account),
  cancel: command({ permission: 'billing.refund' }, z.object({ patientId: Id, invoiceId: Id, reason: ReasonText }), account),
  deposit: command({ permission: 'billing.pay' }, z.object({ patientId: Id, amount: MoneyShape, method: MethodShape, reference: ShortText.optional() }), paid),
  returnDeposit: command({ permission: 'billing.refund' }, z.object({ patientId: Id, amount: MoneyShape, method: MethodShape, reason: ReasonText }), paid),
  /** Keeps what was paid too much for the patient's next bill. */
  keepAsDeposit: command({ permission: 'billing.pay' }, z.object({ patientId: Id, invoiceId: Id }), paid),

  takings: query({ permission: 'billing.manage' }, z.object({ day: CalendarDate.optional() }), Takings),
  unpaid: query({ permission: 'billing.manage' }, z.object({ limit: z.int().min(1).max(1000).default(300) }), z.object({ unpaid: z.array(Unpaid), byAge: z.array(z.object({ fromDays: z.int(), bills: z.int(), due: SignedMoney })) })),
};

const drawer = z.object({ drawer: DrawerShape.nullable() });

/** The cash of this PC: a journal to which is only ever added. spec: BIL-4 */
export const cashDrawer = {
  /** The drawer that is open here; what must be in it is only told after the count. */
  current: query({ permission: 'cash.drawer' }, Nothing, drawer.extend({ last: DrawerShape.nullable() })),
  open: command({ permission: 'cash.drawer' }, z.object({ float: MoneyShape }), drawer),
  move: command({ permission: 'cash.drawer' }, z.object({ kind: z.enum(['paid-in', 'expense', 'banked']), amount: MoneyShape, reason: ReasonText }), drawer),
  /** Counts and closes. CONFIRM `variance` where it differs from what must be there and no reason is given. With `handOver` the next drawer begins with what was counted. */
  close: command({ permission: 'cash.drawer' }, z.object({ pieces: z.record(z.string().regex(/^\d{1,12}$/), z.int().min(0).max(1_000_000)), reason: ReasonText.optional(), handOver: z.boolean().default(false) }),
    z.object({ closed: DrawerShape, drawer: DrawerShape.nullable() })),
  list: query({ permission: 'cash.drawer' }, z.object({ limit: z.int().min(1).max(200).default(30) }), z.object({ drawers: z.array(DrawerShape) })),
};

/** What insurers are asked for. spec: BIL-3 */
export const claims = {
  list: query({ permission: 'billing.claims' }, z.object({ status: z.enum(CLAIM_STATUSES).optional(), limit: z.int().min(1).max(2000).default(500) }), z.object({
    claims: z.array(ClaimShape), byStatus: z.array(z.object({ payerId: Id, payer: z.string(), status: z.enum(CLAIM_STATUSES), claims: z.int(), amount: SignedMoney, paid: SignedMoney })),
    /** Bills whose insurer's part nobody claims yet. */
    unclaimed: z.int(),
  })),
  /** Makes a claim of every bill whose insurer's part has none. */
  prepare: command({ permission: 'billing.claims' }, Nothing, z.object({ made: z.int() })),
  /** Sends drafts of one payer together. */
  submit: command({ permission: 'billing.claims' }, z.object({ payerId: Id, claimIds: z.array(Id).min(1).max(MOST_LINES) }), z.object({ batchId: Id, number: z.string() })),
  move: command({ permission: 'billing.claims' }, z.object({ claimId: Id, move: z.enum(CLAIM_MOVES), reason: ReasonText.optional(), reference: ShortText.optional() }), Done),
  /** What an insurer paid, divided among its claims; the parts must add up to the amount. */
  remit: command({ permission: 'billing.claims' }, z.object({
    payerId: Id, reference: ShortText, amount: MoneyShape, receivedOn: CalendarDate, parts: z.array(z.object({ claimId: Id, amount: MoneyShape })).min(1).max(MOST_LINES),
  }), z.object({ remittanceId: Id })),
  /** What an insurer paid beyond its part goes back to it. CONFLICT `bill-changed` when `owed` is no longer what is owed. */
  payBack: command({ permission: 'billing.refund' }, z.object({ invoiceId: Id, reference: ShortText, owed: SignedMoney.optional() }), z.object({ payment: PaymentShape })),
  /** The same pays another claim of that insurer, as far as the claim goes; `amount` is what was moved. */
  setOff: command({ permission: 'billing.claims' }, z.object({ invoiceId: Id, claimId: Id, owed: SignedMoney.optional() }), z.object({ amount: SignedMoney })),
  /** What went back to an insurer beyond that is here again, or never left. CONFLICT `bill-changed` when `owed` is no longer what it has too much. */
  takeReturn: command({ permission: 'billing.refund' }, z.object({ invoiceId: Id, reference: ShortText, owed: SignedMoney.optional() }), z.object({ payment: PaymentShape })),
};
