import type { WriteDb } from '#db/door.ts';
import { overpaidBills } from '#db/queries/billing-lists.ts';
import { sumsOf } from '#db/queries/billing.ts';
import { appointmentsBetween } from '#db/queries/calendar.ts';
import { stockAttention } from '#db/queries/stock-attention.ts';
import { balanceOf } from '#db/queries/stock-balances.ts';
import { FIRST_STORE } from '#db/queries/stock.ts';
import { tables } from '#domain/sync/tables.ts';
import { attentionOf } from '#main/api/calendar-lists.ts';
import type { Call } from '#main/dispatch/call.ts';
import { sampleRow } from '#tests/support/store.ts';
import type { Random } from '../random.ts';
import type { Execution } from './context.ts';
import { once } from './invariants/log.ts';
import { replicas } from './invariants/replicas.ts';
import type { ServerView } from './invariants/server-view.ts';
import type { Pc } from './pc.ts';

/** What two PCs that do not hear of each other can do twice: the last packs of a batch, two slots of a doctor, one bill. */
const [ITEM, BATCH, DOCTOR, BILL, LINE] = ['counter-item', 'counter-batch', 'counter-doctor', 'counter-bill', 'counter-line'];
const PACKS = 2;
const PRICE = 500;
/** Later than the furthest jump of a clock. */
const DAY = '2099-01-05';
const DAY_AFTER = '2099-01-06';
const SLOTS = [`${DAY}T09:00`, `${DAY}T09:30`];

/** The shelf, the doctor and the bill that everybody knows from the beginning. */
export function openCounter(tx: WriteDb, patientId: string): void {
  const at = `${DAY}T00:00:00.000Z`;
  tx.insert('stock_store', { id: FIRST_STORE, name: '', position: 0, active: 1 });
  tx.insert('stock_item', { ...sampleRow('stock_item', ITEM), packs: '[]', barcodes: '[]', active: 1 });
  tx.insert('stock_batch', { ...sampleRow('stock_batch', BATCH), item_id: ITEM, expires_on: '2199-12-31', supplier_id: null });
  move(tx, 'receive', PACKS);
  tx.insert('provider', { ...sampleRow('provider', DOCTOR), kind: 'doctor', room_ids: '[]', identifiers: '[]', active: 1 });
  tx.insert('invoice', { id: BILL, patient_id: patientId, day: DAY, number: 'B-1', status: 'issued', payer_id: null, reason: null });
  tx.insert('invoice_line', { ...sampleRow('invoice_line', LINE), invoice_id: BILL, patient_id: patientId, day: DAY, kind: 'charge', of_id: null, quantity: 1, unit_amount: PRICE, tax_rate: 0, tax_included: 0, total: PRICE, tax: 0, insurer: 0, at });
}

function move(tx: WriteDb, kind: 'receive' | 'dispense', quantity: number): void {
  tx.insert('stock_movement', {
    id: tx.newId(), act_id: tx.newId(), item_id: ITEM, batch_id: BATCH, store_id: FIRST_STORE, kind, quantity, at: `${DAY}T09:00:00.000Z`, person_id: null, reason: null,
    patient_id: null, dispensing_id: null, reverses_id: null,
  });
}

/** Somebody hands out a pack, books a slot or takes the payment, if by all this PC knows it can still be done. */
export function atTheCounter(tx: WriteDb, random: Random): void {
  const x = random.int(3);
  if (x === 0 && balanceOf(tx, BATCH, FIRST_STORE).quantity > 0) move(tx, 'dispense', -1);
  if (x === 1) book(tx, random.pick(SLOTS));
  if (x === 2) pay(tx);
}

function book(tx: WriteDb, starts: string): void {
  if (appointmentsBetween(tx, DAY, DAY_AFTER).some((each) => each.starts === starts)) return;
  tx.insert('appointment', {
    ...sampleRow('appointment', tx.newId()), patient_id: null, provider_id: DOCTOR, room_id: null, service_id: null, starts, minutes: 30, status: 'confirmed', overbook_reason: null,
    series_id: null, follow_up_id: null, token_id: null, moved_at: null,
  });
}

function pay(tx: WriteDb): void {
  const { total, insurer, paid } = sumsOf(tx, BILL);
  if (total - insurer - paid <= 0) return;
  const row = tx.row('invoice', BILL);
  tx.insert('payment', {
    ...sampleRow('payment', tx.newId()), invoice_id: BILL, patient_id: row?.patient_id ?? '', day: DAY, kind: 'payment', method: 'cash', amount: total - insurer - paid, tendered: null,
    number: tx.newId(), session_id: null, claim_id: null, remittance_id: null,
  });
}

/** I2, I7 of the counter: sums are those of the log's movements, and whatever was done twice stands in its list on every PC. */
export function checkCounter(execution: Execution, seen: ServerView): void {
  const view = { ...seen, log: once(seen.log) };
  const onHand = summed(view, tables.stock_movement.id, tables.stock_movement.columns.quantity.id);
  const paid = summed(view, tables.payment.id, tables.payment.columns.amount.id);
  const slots = bookings(view);
  execution.totals.doneTwice += Number(onHand < 0) + Number(paid > PRICE) + [...slots.values()].filter((booked) => booked > 1).length;
  for (const pc of replicas(execution)) {
    checkShelf(execution, pc, onHand);
    checkBill(execution, pc, paid);
    checkSlots(execution, pc, slots);
  }
}

const summed = ({ log }: ServerView, table: number, column: number): number =>
  log.reduce((sum, operation) => (operation.table === table ? sum + Number(operation.columns.find(([each]) => each === column)?.[1] ?? 0) : sum), 0);

/** How many are booked at each time. Nobody is moved or cancelled here. */
function bookings({ log }: ServerView): ReadonlyMap<string, number> {
  const slots = new Map<string, number>();
  for (const { table, columns } of log) {
    const starts = table === tables.appointment.id ? columns.find(([column]) => column === tables.appointment.columns.starts.id)?.[1] : undefined;
    if (typeof starts === 'string') slots.set(starts, (slots.get(starts) ?? 0) + 1);
  }
  return slots;
}

function checkShelf(execution: Execution, { number, store }: Pc, onHand: number): void {
  const shown = balanceOf(store.read, BATCH, FIRST_STORE).quantity;
  if (shown !== onHand) execution.violate('I2', `PC ${String(number)} has ${String(shown)} on hand, the movements are ${String(onHand)}`);
  const told = stockAttention(store.read, DAY).some((each) => each.kind === 'below-zero' && each.batch.batchId === BATCH);
  if (told !== onHand < 0) execution.violate('I7', `PC ${String(number)} ${told ? 'lists' : 'does not list'} a batch of which there are ${String(onHand)}`);
}

function checkBill(execution: Execution, { number, store }: Pc, paid: number): void {
  const sums = sumsOf(store.read, BILL);
  if (sums.paid !== paid) execution.violate('I2', `PC ${String(number)} knows of ${String(sums.paid)} paid, the payments are ${String(paid)}`);
  const told = overpaidBills(store.read, 10).some(({ invoiceId }) => invoiceId === BILL);
  if (told !== paid > PRICE) execution.violate('I7', `PC ${String(number)} ${told ? 'lists' : 'does not list'} a bill of ${String(PRICE)} with ${String(paid)} paid`);
}

function checkSlots(execution: Execution, pc: Pc, slots: ReadonlyMap<string, number>): void {
  const { clashes } = attentionOf({ read: pc.store.read, now: pc.now() } as Call);
  for (const [starts, booked] of slots) {
    const told = clashes.find(({ appointments }) => appointments.some((each) => each.starts === starts))?.appointments.length ?? 0;
    if (told !== (booked > 1 ? booked : 0)) execution.violate('I7', `PC ${String(pc.number)} lists ${String(told)} of the ${String(booked)} who are booked at ${starts}`);
  }
}
