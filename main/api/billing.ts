import type { Contract } from '#domain/contract/contract.ts';
import type { WriteDb } from '#db/door.ts';
import { balanceOf, billOf, billingSettings, depositOf, draftOf, listPayers, listPrices, paymentsBetween, sumsOf } from '#db/queries/billing.ts';
import { overpaidBills, overpaidByInsurers, returnedTooMuch, takingsOf, unpaidBefore, unpaidBills } from '#db/queries/billing-lists.ts';
import { dueOf } from '#domain/billing/bill.ts';
import { accountOf, byAge, openBillOf, waitingNow, withAge } from '../billing/account.ts';
import { addLine, cancelBill, closedBill, credit, currentBill, discount, issueBill, removeLine, setPayer } from '../billing/bill-steps.ts';
import { chargeAgain } from '../billing/charges.ts';
import { deposit, keepAsDeposit, pay, payFor, paymentOf, refund, returnDeposit } from '../billing/payments.ts';
import { exportPrices, importPrices, savePayer, savePrice, saveSettings, shownSettings } from '../billing/price-list.ts';
import { billRow, patientRowOf, placeOf, reasonOf, someAmount, type Desk } from '../billing/work.ts';
import type { Call } from '../dispatch/call.ts';
import type { Handlers } from '../dispatch/router.ts';

type Area = Handlers<Contract['billing']>;

/** Bills, payments and prices. spec: BIL-1, BIL-2 */
export function billingHandlers(): Area {
  return { ...priceHandlers, ...readHandlers, ...billHandlers, ...moneyHandlers };
}

const at = <T>(call: Call, work: (desk: Desk) => T): T => call.write((tx: WriteDb) => work(placeOf(tx, call)));

/** Does the step and answers with the account as it is then. */
const accountAfter = (call: Call, patientId: string, work: (desk: Desk) => void) => call.writeAndTell(
  (tx) => { work(placeOf(tx, call)); },
  (_, db) => ({ account: accountOf(placeOf(db, call), patientId) }),
);

/** `work` returns the payment's id. */
const paidAfter = (call: Call, patientId: string, work: (desk: Desk) => string) => call.writeAndTell(
  (tx) => work(placeOf(tx, call)),
  (paymentId, db) => ({ payment: paymentOf(db, paymentId), account: accountOf(placeOf(db, call), patientId) }),
);

const priceHandlers: Pick<Area, 'setup' | 'saveSettings' | 'savePayer' | 'savePrice' | 'importPrices' | 'exportPrices'> = {
  setup: (call) => ({ settings: shownSettings(billingSettings(call.read)), payers: listPayers(call.read), prices: listPrices(call.read) }),
  saveSettings: (call, { commandId: _, ...settings }) => call.write((tx) => saveSettings(tx, settings)),
  savePayer: (call, { commandId: _, ...payer }) => call.write((tx) => savePayer(tx, payer)),
  savePrice: (call, { commandId: _, ...price }) => call.write((tx) => savePrice(tx, price)),
  importPrices: (call, { csv }) => call.write((tx) => importPrices(tx, csv)),
  exportPrices: (call) => ({ csv: exportPrices(call.read) }),
};

/** As many are listed at once. */
const MOST_LISTED = 300;

const readHandlers: Pick<Area, 'waiting' | 'account' | 'ofPatient' | 'balance' | 'attention' | 'transactions' | 'takings' | 'unpaid'> = {
  waiting: (call) => {
    const place = placeOf(call.read, call);
    const waiting = waitingNow(place);
    const known = new Set(waiting.map(({ patient }) => patient.id));
    return { waiting, earlier: withAge(unpaidBefore(call.read, place.day, MOST_LISTED), place.day).filter(({ patient }) => !known.has(patient.id)) };
  },
  account: (call, { patientId }) => accountOf(placeOf(call.read, call), patientId),
  ofPatient: (call, { patientId }) => accountOf(placeOf(call.read, call), patientId),
  balance: (call, { patientId }) => {
    const place = placeOf(call.read, call);
    const draft = draftOf(call.read, patientId);
    const stored = draft ? dueOf(sumsOf(call.read, draft.id)) : 0;
    const open = openBillOf(place, patientRowOf(call.read, patientId));
    return { due: balanceOf(call.read, patientId) - stored, deposit: depositOf(call.read, patientId), unbilled: open?.sums.due ?? 0, currency: place.settings.currency };
  },
  attention: (call) => {
    const { day } = placeOf(call.read, call);
    return {
      overpaid: withAge(overpaidBills(call.read, MOST_LISTED), day), toInsurers: withAge(overpaidByInsurers(call.read, MOST_LISTED), day),
      fromInsurers: withAge(returnedTooMuch(call.read, MOST_LISTED), day),
    };
  },
  transactions: (call, { from = '0001-01-01', to = '9999-12-31', limit }) => ({ transactions: paymentsBetween(call.read, { from, to, limit }) }),
  takings: (call, { day }) => takingsOf(call.read, day ?? placeOf(call.read, call).day),
  unpaid: (call, { limit }) => {
    const unpaid = withAge(unpaidBills(call.read, limit), placeOf(call.read, call).day);
    return { unpaid, byAge: byAge(unpaid) };
  },
};

const billHandlers: Pick<Area, 'addLine' | 'removeLine' | 'chargeAfterAll' | 'discount' | 'setPayer' | 'generate' | 'credit' | 'cancel'> = {
  addLine: (call, { patientId, ...wanted }) => accountAfter(call, patientId, (desk) => addLine(desk, patientId, wanted)),
  removeLine: (call, { patientId, lineId, reason }) => accountAfter(call, patientId, (desk) => removeLine(desk, patientId, lineId, reason)),
  chargeAfterAll: (call, { patientId, ...wanted }) => accountAfter(call, patientId, (desk) => {
    const { bill, patient } = currentBill(desk, patientId);
    chargeAgain(desk, bill, patient, wanted);
  }),
  discount: (call, { patientId, ...off }) => accountAfter(call, patientId, (desk) => discount(desk, patientId, off)),
  setPayer: (call, { patientId, payerId }) => accountAfter(call, patientId, (desk) => setPayer(desk, patientId, payerId)),
  generate: (call, { patientId }) => at(call, (desk) => ({ bill: billOf(desk.db, issueBill(desk, patientId), desk.settings.cashStep) })),
  credit: (call, { patientId, invoiceId, amount, reason }) => accountAfter(call, patientId, (desk) => {
    credit(desk, closedBill(billRow(desk.db, invoiceId, patientId)), someAmount('amount', amount), reasonOf(reason));
  }),
  cancel: (call, { patientId, invoiceId, reason }) => accountAfter(call, patientId, (desk) => cancelBill(desk, invoiceId, patientId, reason)),
};

const moneyHandlers: Pick<Area, 'pay' | 'payBill' | 'refund' | 'deposit' | 'returnDeposit' | 'keepAsDeposit'> = {
  pay: (call, { commandId: _, ...wanted }) => paidAfter(call, wanted.patientId, (desk) => pay(desk, wanted)),
  payBill: (call, { commandId: _, ...wanted }) => call.writeAndTell(
    (tx) => {
      const known = billRow(tx, wanted.invoiceId);
      return payFor(placeOf(tx, call), known, { ...wanted, patientId: known.patient_id });
    },
    (paymentId, db) => {
      const payment = paymentOf(db, paymentId);
      return { payment, bill: billOf(db, billRow(db, payment.invoiceId ?? ''), billingSettings(db).cashStep) };
    },
  ),
  refund: (call, { commandId: _, ...wanted }) => paidAfter(call, wanted.patientId, (desk) => refund(desk, wanted)),
  deposit: (call, { commandId: _, ...wanted }) => paidAfter(call, wanted.patientId, (desk) => deposit(desk, wanted)),
  returnDeposit: (call, { commandId: _, ...wanted }) => paidAfter(call, wanted.patientId, (desk) => returnDeposit(desk, wanted)),
  keepAsDeposit: (call, { patientId, invoiceId }) => paidAfter(call, patientId, (desk) => keepAsDeposit(desk, patientId, invoiceId)),
};
