import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanceOf, rebuildBalances, wrongBalances } from '#db/queries/stock-balances.ts';
import { FIRST_STORE } from '#db/queries/stock.ts';
import { rebuildTable } from '#db/sync/rebuild-table.ts';
import { reversalId, type MovementKind } from '#domain/stock/movement.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import { DeskFailure } from '#main/dispatch/failure.ts';
import { moveStock, reverseAct, type StockWork } from '#main/stock/ledger.ts';
import { tables } from '#domain/sync/tables.ts';
import type { Operation } from '#domain/sync/operation.ts';
import { operationOf } from '#db/stream.ts';
import { testStore, type StoreUnderTest } from '#tests/support/store.ts';

const START = Date.UTC(2026, 2, 14, 9, 0);
const TODAY = '2026-03-14';
const STORES = [FIRST_STORE, '019cebb9-5e80-7000-8000-00000000000a'] as const;

interface ModelRow { readonly act: string; readonly batch: string; readonly store: string; readonly quantity: number; readonly reverses: string | null }

/** Pharmacies of one clinic that hear of each other only when told to, each beside a list of what it must know, summed anew each time. */
class Pharmacies {
  readonly pcs: readonly StoreUnderTest[];
  readonly known: readonly Map<string, ModelRow>[];
  readonly batches: string[] = [];
  readonly #item: string;
  readonly #heard: number[][];
  #now = START;

  /** Batches and item are new each time; the stores may have a past, which all of them know. */
  constructor(pcs: readonly StoreUnderTest[], batches: number) {
    this.pcs = pcs;
    this.#now = pcs[0]?.clock.ms ?? START;
    this.#item = pcs[0]?.newId() ?? '';
    this.known = this.pcs.map(() => new Map<string, ModelRow>());
    this.#heard = this.pcs.map(() => this.pcs.map((pc) => lastOf(pc)));
    const [first] = this.pcs;
    if (!first) throw new Error('no PC');
    for (let n = 0; n < batches; n++) {
      const id = first.newId();
      first.change((tx) => { tx.insert('stock_batch', { id, item_id: this.#item, lot: `L${n}`, expires_on: '2027-01-01', supplier_id: null, cost: null, cost_units: 1, received_at: new Date(START).toISOString(), received_by: null }); });
      this.batches.push(id);
    }
    for (const to of this.pcs.keys()) this.hear(to, 0);
  }

  balance(pc: number, batch: string, store: string): number {
    return [...this.known[pc]?.values() ?? []].filter((row) => row.batch === batch && row.store === store).reduce((sum, { quantity }) => sum + quantity, 0);
  }

  move(pc: number, rows: readonly { readonly batch: number; readonly store: number; readonly kind: MovementKind; readonly quantity: number }[]): void {
    const movements = rows.map(({ batch, store, kind, quantity }) => ({ itemId: this.#item, batchId: this.batches[batch % this.batches.length] ?? '', storeId: STORES[store % 2] ?? '', kind, quantity }));
    const fits = movements.every(({ batchId, storeId, quantity }) => quantity > 0 || this.balance(pc, batchId, storeId) + quantity >= 0);
    const act = this.pcs[pc]?.newId() ?? '';
    expect(this.#does(pc, (work) => { moveStock(work, act, movements); })).toBe(fits);
    this.#learn(pc);
  }

  reverse(pc: number, place: number): void {
    const rows = [...this.known[pc] ?? []];
    const [id, row] = rows[place % Math.max(1, rows.length)] ?? [];
    if (id === undefined || !row) return;
    const act = rows.filter(([, each]) => each.act === row.act && each.reverses === null);
    const isFree = row.reverses === null && act.every(([each]) => !this.known[pc]?.has(reversalId(each)));
    const stays = act.every(([, each]) => each.quantity <= 0 || this.balance(pc, each.batch, each.store) >= each.quantity);
    expect(this.#does(pc, (work) => { reverseAct(work, id, 'slip'); })).toBe(isFree && stays);
    this.#learn(pc);
  }

  hear(to: number, from: number): void {
    const [reader, writer] = [this.pcs[to], this.pcs[from]];
    const since = this.#heard[to]?.[from] ?? 0;
    if (!reader || !writer || to === from) return;
    const operations = logSince(writer, since).map((op): LoggedOperation => ({ ...op, origin: `pc ${from}`, seq: 0 }));
    if (operations.length === 0) return;
    reader.change((tx) => { tx.receive((door) => door.take(operations)); });
    const heard = this.#heard[to];
    if (heard) heard[from] = operations.at(-1)?.dseq ?? since;
    for (const [id, row] of movementsIn(operations)) this.known[to]?.set(id, row);
  }

  /** What each PC shows against what it must know; never a number kept beside the rows. */
  check(): void {
    this.pcs.forEach((pc, index) => {
      this.checkLast(index);
      expect(wrongBalances(pc.read)).toBe(0);
    });
  }

  /** The same of the PC that did something. */
  checkLast(index: number): void {
    const pc = this.pcs[index];
    for (const batch of this.batches) for (const store of STORES) expect(pc && balanceOf(pc.read, batch, store).quantity).toBe(this.balance(index, batch, store));
  }

  #does(pc: number, run: (work: StockWork) => void): boolean {
    this.#now += 1000;
    for (const each of this.pcs) each.clock.ms = this.#now;
    try {
      this.pcs[pc]?.change((tx) => { run({ tx, at: new Date(this.#now).toISOString(), personId: null, today: TODAY }); });
      return true;
    } catch (error) {
      if (error instanceof DeskFailure) return false;
      throw error;
    }
  }

  #learn(pc: number): void {
    const [store, heard] = [this.pcs[pc], this.#heard[pc]];
    if (!store || !heard) return;
    for (const [id, row] of movementsIn(logSince(store, heard[pc] ?? 0))) this.known[pc]?.set(id, row);
    heard[pc] = lastOf(store);
  }
}

const lastOf = (pc: StoreUnderTest): number => (pc.read.statement('SELECT ifnull(max(dseq), 0) AS last FROM operation').get() as { last: number }).last;

const logSince = (pc: StoreUnderTest, dseq: number): Operation[] =>
  (pc.read.statement('SELECT * FROM operation WHERE dseq > ? ORDER BY dseq').all(dseq) as Parameters<typeof operationOf>[0][]).map(operationOf);

/** The movements among operations: what travels, rather than the table under test. */
const movementsIn = (operations: readonly Operation[]): [string, ModelRow][] => operations.filter(({ table }) => table === tables.stock_movement.id).map(({ rowId, columns }) => {
  const of = (id: number) => columns.find(([column]) => column === id)?.[1] ?? null;
  return [rowId, { act: String(of(1)), batch: String(of(3)), store: String(of(4)), quantity: Number(of(6)), reverses: of(12) as string | null }];
});

const newPcs = (count: number): StoreUnderTest[] => Array.from({ length: count }, () => testStore({ clock: { ms: START } }));

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('move' as const), pc: fc.nat(2), batch: fc.nat(2), store: fc.nat(1), kind: fc.constantFrom<MovementKind>('receive', 'dispense', 'adjust', 'dispose', 'count'), size: fc.integer({ min: 1, max: 9 }), out: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('transfer' as const), pc: fc.nat(2), batch: fc.nat(2), store: fc.nat(1), size: fc.integer({ min: 1, max: 9 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reverse' as const), pc: fc.nat(2), place: fc.nat(40) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('hear' as const), pc: fc.nat(2), from: fc.nat(2) }) },
);

describe('the ledger', () => {
  test('sums to what a plain list says, whatever was moved, taken back and heard late, and PCs that have heard all agree', () => {
    const pcs = newPcs(3);
    fc.assert(fc.property(fc.array(step, { minLength: 5, maxLength: 30 }), (steps) => {
      const clinic = new Pharmacies(pcs, 3);
      for (const each of steps) {
        if (each.do === 'hear') clinic.hear(each.pc, each.from);
        else if (each.do === 'reverse') clinic.reverse(each.pc, each.place);
        else if (each.do === 'transfer') clinic.move(each.pc, [{ ...each, kind: 'transfer', quantity: -each.size }, { ...each, store: each.store + 1, kind: 'transfer', quantity: each.size }]);
        else clinic.move(each.pc, [{ ...each, quantity: each.kind === 'receive' || (!each.out && each.kind !== 'dispense' && each.kind !== 'dispose') ? each.size : -each.size }]);
        clinic.checkLast(each.pc);
      }
      for (const to of clinic.pcs.keys()) for (const from of clinic.pcs.keys()) clinic.hear(to, from);
      clinic.check();
      expect(new Set(clinic.pcs.map((pc) => JSON.stringify(pc.read.statement('SELECT * FROM stock_on_hand WHERE movements <> 0 ORDER BY batch_id, store_id').all()))).size).toBe(1);
      expect(new Set(clinic.pcs.map((pc) => JSON.stringify(pc.read.statement('SELECT * FROM stock_day ORDER BY day, item_id').all()))).size).toBe(1);
    }), { numRuns: 15 });
  }, 120_000);

  test('taken back at two PCs at once counts once', () => {
    const clinic = new Pharmacies(newPcs(2), 1);
    clinic.move(0, [{ batch: 0, store: 0, kind: 'receive', quantity: 10 }]);
    clinic.move(0, [{ batch: 0, store: 0, kind: 'dispense', quantity: -4 }]);
    clinic.hear(1, 0);
    for (const pc of [0, 1]) clinic.reverse(pc, 1);
    clinic.hear(0, 1);
    clinic.hear(1, 0);
    clinic.check();
    expect(clinic.pcs.map((pc) => balanceOf(pc.read, clinic.batches[0] ?? '', FIRST_STORE))).toEqual([{ quantity: 10, movements: 3 }, { quantity: 10, movements: 3 }]);
  });

  test('makes the balances anew, from its rows and when it is itself made anew from the log', () => {
    const clinic = new Pharmacies(newPcs(1), 2);
    const [pc] = clinic.pcs;
    if (!pc) throw new Error('no pc');
    clinic.move(0, [{ batch: 0, store: 0, kind: 'receive', quantity: 10 }]);
    clinic.move(0, [{ batch: 0, store: 0, kind: 'transfer', quantity: -3 }, { batch: 0, store: 1, kind: 'transfer', quantity: 3 }]);
    const all = () => [pc.read.statement('SELECT * FROM stock_on_hand ORDER BY store_id').all(), pc.read.statement('SELECT * FROM stock_day').all()];
    const before = all();
    pc.change((tx) => { tx.statement('UPDATE stock_on_hand SET quantity = quantity + 1').run(); });
    expect(wrongBalances(pc.read)).toBeGreaterThan(0);
    pc.change(rebuildBalances);
    expect([all(), wrongBalances(pc.read)]).toEqual([before, 0]);
    pc.change((tx) => rebuildTable(tx, 'stock_movement'));
    expect([all(), wrongBalances(pc.read)]).toEqual([before, 0]);
  });
});
