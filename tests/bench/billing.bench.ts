import { balanceOf } from '#db/queries/billing.ts';
import { takingsOf } from '#db/queries/billing-lists.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { Bench, BenchContext, Row } from './harness/bench.ts';
import { benchDesk, type BenchDesk } from './support/bench-desk.ts';
import { bareInsert, fillStore } from './support/fill.ts';
import { personRow, seeded } from './support/people.ts';
import { bareFile, bareReader, bareSchema, scratchStore, settle, type ScratchStore } from './support/scratch-store.ts';

const LINES_A_BILL = 4;
const BILLS_A_DAY = 150;
/** Bills of the one patient whose balance is asked for. */
const OWN_BILLS = 500;
const PEOPLE = 2_000;
/** The newest bills, which payments are taken for. */
const UNPAID = 1_500;
const DAY_MS = 86_400_000;

/** What a patient owes, what a day brought, and what it costs to take a payment. */
export const bench: Bench = {
  name: 'billing',
  yardstick: 'bare prepared statements of the same sums with the same indexes; for a payment one plain insert of the row beside as many, same cipher, WAL and FULL',
  sizes: { full: [1_000_000, 100_000], quick: [20_000, 4_000] },
  goal: { of: 'ratio', atMost: 3 },
  minutes: 40,
  async run(context) {
    const { sizes: [long = 0, short = 0], compare } = context;
    const [big, small] = [cashier(context, long), cashier(context, short)];
    const rows = [...await balance(context, big), ...await takings(context, big), ...await takings(context, small)];
    const growth = await compare(() => takingsOf(big.own.store.read, big.day), () => takingsOf(small.own.store.read, small.day), paceOf(context));
    return [...rows, {
      name: `takings of a day, ${count(long)} lines beside ${count(short)}: the query`, unit: 'ms', ours: growth.ours.p50, yardstick: growth.yardstick.p50, ratio: growth.ratio, spread: growth.spread,
      goal: { of: 'ratio', atMost: 1.25 },
    }, await payment(context, big)];
  },
};

const count = (rows: number): string => rows.toLocaleString('en');
const paceOf = ({ quick }: BenchContext) => (quick ? { rounds: 3, samples: 10 } : { rounds: 7, samples: 30 });

interface Cashier { readonly own: ScratchStore; readonly desk: BenchDesk; readonly lines: number; readonly patientId: string; readonly day: string; readonly unpaid: readonly Bill[] }

/** Bills of some years, day after day, each of some lines; the one patient's are spread among them. All but the newest are paid. */
function cashier({ scratch, log }: BenchContext, lines: number): Cashier {
  const own = scratchStore(scratch, `of-${String(lines)}`);
  const desk = benchDesk(own);
  const random = seeded(11);
  const people = Array.from({ length: PEOPLE }, () => own.newId());
  own.store.write({ personId: null, intent: 'bench.fill' }, (tx) => { people.forEach((id, index) => { tx.insert('patient', personRow(id, index + 1, random)); }); });
  const bills = lines / LINES_A_BILL;
  const began = Date.now() - Math.ceil(bills / BILLS_A_DAY) * DAY_MS;
  const [patientId = ''] = people;
  const every = Math.floor(bills / OWN_BILLS);
  const last = (OWN_BILLS - 1) * every;
  const unpaid: Bill[] = [];
  const seconds = fillStore(own.store, bills, (tx, index) => {
    const isOwn = index % every === 0 && index <= last;
    const bill: Bill = { id: own.newId(), patientId: isOwn ? patientId : people[1 + index % (PEOPLE - 1)] ?? '', at: new Date(began + Math.floor(index / BILLS_A_DAY) * DAY_MS).toISOString(), number: String(index) };
    tx.insert('invoice', { id: bill.id, patient_id: bill.patientId, day: bill.at.slice(0, 10), number: bill.number, status: 'issued', payer_id: null, reason: null });
    for (let n = 0; n < LINES_A_BILL; n += 1) tx.insert('invoice_line', lineRow(own.newId(), bill, index * LINES_A_BILL + n));
    if (index >= bills - UNPAID) unpaid.push(bill);
    else tx.insert('payment', paymentRow(own.newId(), bill, LINES_A_BILL * PRICE));
  });
  log(`${count(lines)} lines of ${count(bills)} bills in ${seconds.toFixed(1)} s`);
  return { own, desk, lines, patientId, unpaid, day: new Date(began + Math.floor(bills / BILLS_A_DAY / 2) * DAY_MS).toISOString().slice(0, 10) };
}

interface Bill { readonly id: string; readonly patientId: string; readonly at: string; readonly number: string }

const PRICE = 50_000;
const KINDS_OF_LINES = 60;

const lineRow = (id: string, { id: invoice_id, patientId, at }: Bill, index: number): SyncedRow<'invoice_line'> => ({
  id, invoice_id, patient_id: patientId, day: at.slice(0, 10), kind: 'charge', of_id: null, source: null, source_id: null, item_key: `other:thing ${String(index % KINDS_OF_LINES)}`,
  title: `Thing ${String(index % KINDS_OF_LINES)}`, quantity: 1, unit_amount: PRICE, tax_rate: 0, tax_included: 0, total: PRICE, tax: 0, insurer: 0, at, person_id: null, reason: null, number: null,
});

const paymentRow = (id: string, { id: invoice_id, patientId, at, number }: Bill, amount: number): SyncedRow<'payment'> => ({
  id, invoice_id, patient_id: patientId, day: at.slice(0, 10), kind: 'payment', method: 'card', amount, tendered: null, number, session_id: null, at, person_id: null, reason: null,
  reference: null, claim_id: null, remittance_id: null,
});

async function balance(context: BenchContext, { own, desk, patientId, lines }: Cashier): Promise<Row[]> {
  const bare = bareReader(own).prepare('SELECT coalesce(sum(total - insurer - paid), 0) AS due FROM invoice_sum WHERE patient_id = ?');
  const pace = { ...paceOf(context), batch: 5 };
  const query = await context.compare(() => balanceOf(own.store.read, patientId), () => bare.get(patientId), pace);
  const call = await context.compare(() => desk.owner.billing.balance({ patientId }), () => bare.get(patientId), pace);
  const name = `balance over ${count(OWN_BILLS)} bills among ${count(lines)} lines`;
  return [
    { name: `${name}: the query`, unit: 'ms', ours: query.ours.p50, yardstick: query.yardstick.p50, ratio: query.ratio, spread: query.spread },
    // The call also looks for what is not on a bill yet, checks who asks and writes down that somebody did.
    { name: `${name}: a call from a window`, unit: 'ms', ours: call.ours.p50, yardstick: call.yardstick.p50, ratio: call.ratio, spread: call.spread, goal: null },
  ];
}

async function takings(context: BenchContext, { own, desk, day, lines }: Cashier): Promise<Row[]> {
  const file = bareReader(own);
  const bare = [
    file.prepare("SELECT method, sum(amount), count(*) FROM payment WHERE day = ? AND method <> 'deposit' GROUP BY method"),
    file.prepare("SELECT person_id, sum(amount), count(*) FROM payment WHERE day = ? AND method <> 'deposit' GROUP BY person_id"),
    file.prepare('SELECT item_key, sum(total), count(*) FROM invoice_line WHERE day = ? GROUP BY item_key'),
  ];
  const yardstick = (): unknown => bare.map((statement) => statement.all(day));
  const query = await context.compare(() => takingsOf(own.store.read, day), yardstick, paceOf(context));
  const call = await context.compare(() => desk.owner.billing.takings({ day }), yardstick, paceOf(context));
  const name = `takings of a day among ${count(lines)} lines`;
  return [
    { name: `${name}: the query`, unit: 'ms', ours: query.ours.p50, yardstick: query.yardstick.p50, ratio: query.ratio, spread: query.spread },
    { name: `${name}: a call from a window`, unit: 'ms', ours: call.ours.p50, yardstick: call.yardstick.p50, ratio: call.ratio, spread: call.spread },
  ];
}

function billOf(bills: readonly Bill[], index: number): Bill {
  const bill = bills[index];
  if (!bill) throw new Error('all bills are paid');
  return bill;
}

/** Each payment settles a bill of its own, as at a cashier's. */
async function payment({ scratch, compare, quick }: BenchContext, { own, desk, unpaid }: Cashier): Promise<Row> {
  settle(own);
  const file = bareFile(scratch, 'bare-payment.db', bareSchema(own, 'payment'));
  const example = paymentRow(own.newId(), billOf(unpaid, 0), 1);
  const bare = bareInsert(file, 'payment', example);
  const paid = bareReader(own).prepare(`SELECT ${Object.keys(example).join(', ')} FROM payment`);
  file.transaction(() => { for (const row of paid.iterate()) bare.run(row as typeof example); })();
  const result = await compare(
    (index) => desk.owner.billing.payBill({ invoiceId: billOf(unpaid, index).id, method: 'card' }),
    (index) => { bare.run(paymentRow(own.newId(), billOf(unpaid, index), 1)); },
    quick ? { rounds: 3, samples: 20 } : { rounds: 11, samples: 60 },
  );
  return { name: 'one payment taken, checked and on the disk', unit: 'ms', ours: result.ours.p50, yardstick: result.yardstick.p50, ratio: result.ratio, spread: result.spread, goal: { of: 'ratio', atMost: 2 } };
}
