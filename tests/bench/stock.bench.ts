import { itemBalances } from '#db/queries/stock-balances.ts';
import { FIRST_STORE } from '#db/queries/stock.ts';
import type { Bench, BenchContext, Row } from './harness/bench.ts';
import { benchDesk, type BenchDesk } from './support/bench-desk.ts';
import { fillStore } from './support/fill.ts';
import { bareReader, scratchStore, type ScratchStore } from './support/scratch-store.ts';

const ITEMS = 5_000;
const BATCHES_AN_ITEM = 2;
/** So many movements a day, so that a longer history is an older one. */
const A_DAY = 800;
const DAY_MS = 86_400_000;

/** What is on hand of everything, beside a short and a long ledger of the same items. */
export const bench: Bench = {
  name: 'stock',
  yardstick: 'one bare prepared statement of the same sums by item, over the balances and their batches, nothing shaped or checked',
  sizes: { full: [1_000_000, 100_000], quick: [20_000, 2_000] },
  goal: { of: 'ratio', atMost: 3 },
  minutes: 30,
  async run(context) {
    const { sizes: [long = 0, short = 0], compare } = context;
    const pace = paceOf(context);
    const [big, small] = [pharmacy(context, long), pharmacy(context, short)];
    const rows = [...await onHand(context, big), ...await onHand(context, small)];
    const day = today();
    const growth = await compare(() => itemBalances(big.own.store.read, day), () => itemBalances(small.own.store.read, day), pace);
    return [...rows, {
      name: `${count(long)} movements beside ${count(short)}: the query`, unit: 'ms', ours: growth.ours.p50, yardstick: growth.yardstick.p50, ratio: growth.ratio, spread: growth.spread,
      goal: { of: 'ratio', atMost: 1.25 },
    }];
  },
};

const count = (rows: number): string => rows.toLocaleString('en');
const today = (): string => new Date().toISOString().slice(0, 10);
const paceOf = ({ quick }: BenchContext) => (quick ? { rounds: 3, samples: 10 } : { rounds: 7, samples: 30 });

interface Pharmacy { readonly own: ScratchStore; readonly desk: BenchDesk; readonly movements: number; readonly items: number }

/** Items of two batches each: the deliveries first, then what was handed out of them. */
function pharmacy({ scratch, quick, log }: BenchContext, movements: number): Pharmacy {
  const own = scratchStore(scratch, `of-${String(movements)}`);
  const desk = benchDesk(own);
  const items = quick ? ITEMS / 10 : ITEMS;
  const itemIds = Array.from({ length: items }, () => own.newId());
  const batches = itemIds.flatMap((itemId) => Array.from({ length: BATCHES_AN_ITEM }, () => ({ id: own.newId(), itemId })));
  const began = Date.now() - Math.ceil(movements / A_DAY) * DAY_MS;
  own.store.write({ personId: null, intent: 'bench.fill' }, (tx) => {
    tx.insert('stock_store', { id: FIRST_STORE, name: '', position: 0, active: 1 });
    itemIds.forEach((id, index) => {
      tx.insert('stock_item', { id, name: `Item ${String(index)}`, form: 'tablet', strength: '500 mg', unit: 'tablet', packs: '[{"name":"box","size":100}]', barcodes: '[]', lead_days: null, review_days: null, safety_days: null, reorder_at: null, active: 1 });
    });
    batches.forEach(({ id, itemId }, index) => {
      tx.insert('stock_batch', { id, item_id: itemId, lot: `L${String(index)}`, expires_on: '2099-12-31', supplier_id: null, cost: 25_000, cost_units: 1000, received_at: new Date(began).toISOString(), received_by: null });
    });
  });
  const seconds = fillStore(own.store, movements, (tx, index) => {
    const { id: batchId, itemId } = batches[index % batches.length] ?? { id: '', itemId: '' };
    const isDelivery = index < batches.length;
    tx.insert('stock_movement', {
      id: own.newId(), act_id: own.newId(), item_id: itemId, batch_id: batchId, store_id: FIRST_STORE, kind: isDelivery ? 'receive' : 'dispense', quantity: isDelivery ? 1_000_000 : -1,
      at: new Date(began + Math.floor(index / A_DAY) * DAY_MS).toISOString(), person_id: null, reason: null, patient_id: null, dispensing_id: null, reverses_id: null,
    });
  });
  log(`${count(movements)} movements in ${seconds.toFixed(1)} s`);
  return { own, desk, movements, items };
}

async function onHand(context: BenchContext, { own, desk, movements, items }: Pharmacy): Promise<Row[]> {
  const [day, pace] = [today(), paceOf(context)];
  const bare = bareReader(own).prepare(`SELECT h.item_id, sum(h.quantity), sum(CASE WHEN b.expires_on < ? THEN 0 ELSE h.quantity END), min(b.expires_on)
    FROM stock_on_hand h JOIN stock_batch b ON b.id = h.batch_id WHERE h.quantity <> 0 GROUP BY h.item_id`);
  const query = await context.compare(() => itemBalances(own.store.read, day), () => bare.all(day), pace);
  const list = await context.compare(() => desk.owner.stock.list({}), () => bare.all(day), pace);
  const name = `${count(items)} items, ${count(movements)} movements`;
  return [
    { name: `${name}: the query`, unit: 'ms', ours: query.ours.p50, yardstick: query.yardstick.p50, ratio: query.ratio, spread: query.spread },
    { name: `${name}: a call from a window, with what to order`, unit: 'ms', ours: list.ours.p50, yardstick: list.yardstick.p50, ratio: list.ratio, spread: list.spread },
  ];
}
