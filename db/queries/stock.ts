import type { StockItem, StockSettings, StockStore, StockSupplier } from '#domain/contract/stock-shapes.ts';
import { isCurrency } from '#domain/kit/money.ts';
import type { ItemDraft } from '#domain/stock/item.ts';
import { wordsOfItem } from '#domain/stock/match.ts';
import type { Pack } from '#domain/stock/quantity.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';
import { clinicChoice, saveClinicChoice } from './clinic-choices.ts';

/** The store a clinic has before it names one; the same row at every PC. */
export const FIRST_STORE = '00000000-0000-7000-8000-0c0000000010';

/** Changes only when an item is saved, not with every movement: the lists of the pharmacy read it often. */
const AREA = 'stock items';

/** Every item by name; frozen, for it is shared. */
export const stockItems = (db: ReadDb): readonly StockItem[] => db.kept(AREA, 'items', () =>
  (db.statement('SELECT * FROM stock_item ORDER BY name COLLATE NOCASE, strength, form, id').all() as SyncedRow<'stock_item'>[]).map(itemOf));

export const itemsById = (db: ReadDb): ReadonlyMap<string, StockItem> => db.kept(AREA, 'by id', () => new Map(stockItems(db).map((item) => [item.id, item])));

/** The words each item is found by: taking names apart costs more than looking through them. */
export const itemWords = (db: ReadDb): ReadonlyMap<string, readonly string[]> => db.kept(AREA, 'words', () => new Map(stockItems(db).map((item) => [item.id, wordsOfItem(item)])));

export const findItem = (db: ReadDb, id: string): StockItem | undefined => itemsById(db).get(id);

/** Items were written: called by what keeps rows derived, whichever way they came. */
export function forgetItems(tx: WriteDb): void {
  tx.forget(AREA);
}

function itemOf(row: SyncedRow<'stock_item'>): StockItem {
  return {
    id: row.id, name: row.name, form: row.form, strength: row.strength, unit: row.unit, packs: JSON.parse(row.packs) as Pack[], barcodes: JSON.parse(row.barcodes) as string[],
    leadDays: row.lead_days, reviewDays: row.review_days, safetyDays: row.safety_days, reorderAt: row.reorder_at, active: row.active === 1,
  };
}

/** Saves an item that has been checked. Returns its id. */
export function saveItem(tx: WriteDb, item: ItemDraft & { readonly id?: string | undefined; readonly active: boolean }): string {
  const row = {
    name: item.name, form: item.form, strength: item.strength, unit: item.unit, packs: JSON.stringify(item.packs), barcodes: JSON.stringify(item.barcodes),
    lead_days: item.leadDays, review_days: item.reviewDays, safety_days: item.safetyDays, reorder_at: item.reorderAt, active: item.active ? 1 : 0,
  } as const;
  if (item.id !== undefined) {
    tx.update('stock_item', item.id, row);
    return item.id;
  }
  const id = tx.newId();
  tx.insert('stock_item', { id, ...row });
  return id;
}

export const stockSuppliers = (db: ReadDb): StockSupplier[] =>
  (db.statement('SELECT id, name, phone, email, note, active FROM stock_supplier ORDER BY name COLLATE NOCASE, id').all() as (Omit<StockSupplier, 'active'> & { active: 0 | 1 })[])
    .map((row) => ({ ...row, active: row.active === 1 }));

/** The stores, in their order; a clinic that named none has one without a name. */
export function stockStores(db: ReadDb): StockStore[] {
  const rows = db.statement('SELECT id, name, active FROM stock_store ORDER BY position, rid').all() as { id: string; name: string; active: 0 | 1 }[];
  const stores = rows.map((row) => ({ ...row, active: row.active === 1 }));
  return stores.length === 0 ? [{ id: FIRST_STORE, name: '', active: true }] : stores;
}

/** Writes down the store that was there without a row, before something is put into it. */
export function ensureStore(tx: WriteDb, id: string): void {
  if (id === FIRST_STORE && !tx.row('stock_store', id)) tx.insert('stock_store', { id, name: '', position: 0, active: 1 });
}

const USUAL = { leadDays: 14, reviewDays: 30, safetyDays: null, expiringDays: 90 };

export function stockSettings(db: ReadDb): StockSettings {
  const rules = clinicChoice(db, 'stock-rules') as Partial<StockSettings> | undefined;
  return { ...USUAL, ...rules, currency: clinicCurrency(db) };
}

/** The currency is the whole clinic's and saved by itself. */
export function saveStockSettings(tx: WriteDb, { currency: _, ...rules }: StockSettings): void {
  saveClinicChoice(tx, 'stock-rules', rules);
}

/** ISO 4217; US dollars while nobody has said. */
export function clinicCurrency(db: ReadDb): string {
  const code = (clinicChoice(db, 'currency') as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && isCurrency(code) ? code : 'USD';
}
