import type { Contract } from '#domain/contract/contract.ts';
import { addDays, type CalendarDate } from '#domain/kit/calendar.ts';
import { decimalsOf } from '#domain/kit/money.ts';
import { MOST_CHARS, optionalText, storedText } from '#domain/record/texts.ts';
import { readBarcode } from '#domain/stock/barcode.ts';
import { checkItem } from '#domain/stock/item.ts';
import { wasteOfEach } from '#domain/stock/reorder.ts';
import { totalValue } from '#domain/stock/valuation.ts';
import type { StockBatch, StockItem, StockMovement } from '#domain/contract/stock-shapes.ts';
import { stockAttention } from '#db/queries/stock-attention.ts';
import { balancesOf, batchesOnHand, consumptionByItem } from '#db/queries/stock-balances.ts';
import { expiryOfLot, lastReceived, ledgerOf, movementsOfAct } from '#db/queries/stock-ledger.ts';
import { clinicCurrency, FIRST_STORE, findItem, itemsById, saveItem, saveStockSettings, stockItems, stockSettings, stockStores, stockSuppliers } from '#db/queries/stock.ts';
import type { WriteDb } from '#db/door.ts';
import type { ReadDb } from '#db/read.ts';
import { saveCurrency } from '../billing/currency.ts';
import type { Call } from '../dispatch/call.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { reverseAct, type StockWork } from '../stock/ledger.ts';
import { stockLine, stockLines } from '../stock/lines.ts';
import { adjust, receiveLine, takeOut, transfer } from '../stock/receive.ts';
import { atOf, clinicDay, valid } from './visits.ts';

type Area = Contract['stock'];

/** The pharmacy's stock. spec: STK-1, STK-2 */
export const stockHandlers = (): Omit<Handlers<Area>, 'inspectItems' | 'importItems' | 'imports' | 'refusedRows' | 'cancelImport' | 'undoItems'> => ({ ...catalogueHandlers(), ...readHandlers(), ...moveHandlers() });

export const stockWork = (tx: WriteDb, call: Call): StockWork => ({ tx, at: atOf(call), personId: call.caller.personId, today: clinicDay(tx, call.now) });

function catalogueHandlers(): Pick<Handlers<Area>, 'catalogue' | 'saveItem' | 'saveSupplier' | 'saveStore' | 'saveSettings'> {
  return {
    catalogue: (call) => ({ items: [...stockItems(call.read)], suppliers: stockSuppliers(call.read), stores: stockStores(call.read), settings: stockSettings(call.read) }),
    saveItem: (call, { item }) => call.write((tx) => {
      if (item.id !== undefined && !findItem(tx, item.id)) throw fail('NOT_FOUND', { what: 'stock-item' });
      const checked = checkItem(item, stockItems(tx).filter(({ id }) => id !== item.id));
      if (!checked.ok) throw invalid(checked.error.field, checked.error.code, checked.error.limit);
      const id = saveItem(tx, { ...checked.value, id: item.id, active: item.active });
      return findItem(tx, id) as StockItem;
    }),
    saveSupplier: (call, { supplier }) => call.write((tx) => {
      const text = (field: 'phone' | 'email' | 'note'): string | null => valid(field, optionalText(supplier[field] ?? undefined, MOST_CHARS.title));
      const row = { name: freeName(supplier, stockSuppliers(tx)), phone: text('phone'), email: text('email'), note: text('note'), active: supplier.active ? 1 : 0 } as const;
      const id = supplier.id ?? tx.newId();
      if (supplier.id === undefined) tx.insert('stock_supplier', { id, ...row });
      else if (tx.row('stock_supplier', id)) tx.update('stock_supplier', id, row);
      else throw fail('NOT_FOUND', { what: 'stock-supplier' });
      return { ...row, id, active: supplier.active };
    }),
    saveStore: (call, { store }) => call.write((tx) => {
      const stores = stockStores(tx);
      const row = { name: freeName(store, stores), active: store.active ? 1 : 0 } as const;
      if (!store.active && stores.filter(({ active, id }) => active && id !== store.id).length === 0) throw fail('CONFLICT', { reason: 'last-store' });
      const id = store.id ?? tx.newId();
      if (store.id !== undefined && tx.row('stock_store', id)) tx.update('stock_store', id, row);
      else if (store.id === undefined || store.id === FIRST_STORE) tx.insert('stock_store', { id, ...row, position: store.id === FIRST_STORE ? 0 : stores.length });
      else throw fail('NOT_FOUND', { what: 'stock-store' });
      // The nameless first store stays beside the new one: something may lie in it.
      if (store.id === undefined && !tx.row('stock_store', FIRST_STORE) && stores.some((each) => each.id === FIRST_STORE)) tx.insert('stock_store', { id: FIRST_STORE, name: '', position: 0, active: 1 });
      return { id, name: row.name, active: store.active };
    }),
    saveSettings: (call, { commandId: _, ...settings }) => call.write((tx) => {
      saveCurrency(tx, settings.currency);
      saveStockSettings(tx, settings);
      return stockSettings(tx);
    }),
  };
}

/** A name that no other has. */
function freeName({ id, name: typed }: { readonly id?: string | undefined; readonly name: string }, all: readonly { readonly id: string; readonly name: string }[]): string {
  const name = valid('name', storedText(typed, 100));
  if (all.some((other) => other.id !== id && other.name.toLowerCase() === name.toLowerCase())) throw invalid('name', 'taken');
  return name;
}

function readHandlers(): Pick<Handlers<Area>, 'list' | 'scan' | 'item' | 'ledger' | 'received' | 'expiring' | 'attention' | 'valuation'> {
  return {
    list: (call, wanted) => stockLines(call.read, clinicDay(call.read, call.now), wanted),
    scan: (call, { code }) => {
      const scanned = readBarcode(code);
      const item = stockItems(call.read).find(({ barcodes, active }) => active && scanned !== undefined && barcodes.includes(scanned.code)) ?? null;
      const lot = scanned?.lot ?? null;
      return { item, code: scanned?.code ?? '', lot, expiresOn: scanned?.expiresOn ?? (item && lot !== null ? expiryOfLot(call.read, item.id, lot) : null) };
    },
    item: (call, { itemId }) => {
      const [item, today] = [knownItem(call.read, itemId), clinicDay(call.read, call.now)];
      return { line: stockLine(item, balancesOf(call.read, [itemId], today).get(itemId), consumptionByItem(call.read, today).get(itemId), stockSettings(call.read)), batches: batchesOnHand(call.read, { itemId }, today) };
    },
    ledger: (call, { itemId, before, limit }) => {
      knownItem(call.read, itemId);
      return ledgerOf(call.read, itemId, before, limit);
    },
    received: (call, { limit }) => ({ received: lastReceived(call.read, limit).flatMap(({ itemId, ...row }) => ofItem(call.read, itemId).map((item) => ({ ...row, item }))) }),
    expiring: (call, { days }) => ({ batches: expiring(call.read, clinicDay(call.read, call.now), days) }),
    attention: (call) => ({ cases: stockAttention(call.read, clinicDay(call.read, call.now)) }),
    valuation: (call) => valuation(call.read, clinicDay(call.read, call.now)),
  };
}

function knownItem(db: ReadDb, itemId: string): StockItem {
  const item = findItem(db, itemId);
  if (!item) throw fail('NOT_FOUND', { what: 'stock-item' });
  return item;
}

const ofItem = (db: ReadDb, itemId: string): StockItem[] => {
  const item = findItem(db, itemId);
  return item ? [item] : [];
};

/** What expires within so many days, each with what of it will not be used in time when those that expire before it go first. */
function expiring(db: ReadDb, today: CalendarDate, days = stockSettings(db).expiringDays): (StockBatch & { item: StockItem; waste: number })[] {
  const batches = batchesOnHand(db, { expiringBy: addDays(today, days) }, today);
  const used = consumptionByItem(db, today);
  // What expires before a batch of this list is in the list.
  const waste = new Map([...Map.groupBy(batches, ({ itemId }) => itemId)].flatMap(([itemId, own]) => {
    const left = own.filter(({ expired }) => !expired);
    const each = wasteOfEach(left, used.get(itemId)?.perDay ?? 0, today);
    return left.map((batch, place) => [batch, each[place] ?? 0] as const);
  }));
  return batches.flatMap((batch) => ofItem(db, batch.itemId).map((item) => ({ ...batch, item, waste: waste.get(batch) ?? batch.onHand })));
}

function valuation(db: ReadDb, today: CalendarDate) {
  const byItem = Map.groupBy(batchesOnHand(db, {}, today), ({ itemId }) => itemId);
  const lines = [...byItem].flatMap(([itemId, batches]) => {
    const item = itemsById(db).get(itemId);
    const { value, unknown } = totalValue(batches);
    return item ? [{ item, onHand: batches.reduce((sum, { onHand }) => sum + onHand, 0), value: String(value), unknown }] : [];
  }).sort((a, b) => (BigInt(b.value) > BigInt(a.value) ? 1 : BigInt(b.value) < BigInt(a.value) ? -1 : 0));
  const total = String(lines.reduce((sum, { value }) => sum + BigInt(value), 0n));
  const currency = clinicCurrency(db);
  return { currency, decimals: decimalsOf(currency), total, unknown: lines.reduce((sum, { unknown }) => sum + unknown, 0), lines };
}

/** Does an act and answers with its movements. */
const act = (call: Call, run: (work: StockWork) => string): { movements: StockMovement[] } => call.write((tx) => ({ movements: movementsOfAct(tx, run(stockWork(tx, call))) }));

function moveHandlers(): Pick<Handlers<Area>, 'receive' | 'transfer' | 'sendBack' | 'dispose' | 'adjust' | 'reverse'> {
  return {
    receive: (call, input) => act(call, (work) => receiveLine(work, input)),
    transfer: (call, input) => act(call, (work) => transfer(work, input, input)),
    sendBack: (call, input) => act(call, (work) => takeOut(work, 'supplier-return', input, input.quantity, input.reason)),
    dispose: (call, input) => act(call, (work) => takeOut(work, 'dispose', input, input.quantity, input.reason)),
    adjust: (call, input) => act(call, (work) => adjust(work, input, input.counted, input.reason)),
    reverse: (call, { movementId, reason }) => act(call, (work) => reverseAct(work, movementId, valid('reason', storedText(reason, MOST_CHARS.title)))),
  };
}
