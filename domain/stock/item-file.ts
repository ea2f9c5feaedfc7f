import type { CalendarDate } from '../kit/calendar.ts';
import { readMoney } from '../kit/money.ts';
import { err, ok, type Result } from '../kit/result.ts';
import { foldHeader } from '../exchange/table/headers.ts';
import { optionalText } from '../record/texts.ts';
import { readExpiry } from './expiry.ts';
import { isExpired } from './fefo.ts';
import { checkItem, nameOfItem, type ItemDraft } from './item.ts';
import { readCount, readQuantity } from './quantity.ts';

/** What a column of a file of items may mean. `cost` is what was paid for all of the row's quantity. */
export const itemColumns = ['ignore', 'name', 'strength', 'form', 'unit', 'pack', 'pack-size', 'barcode', 'reorder-at', 'quantity', 'lot', 'expiry', 'cost'] as const;
export type ItemColumn = (typeof itemColumns)[number];

/** Header spellings in English, Spanish and Arabic. */
const spellings: Readonly<Record<Exclude<ItemColumn, 'ignore'>, readonly string[]>> = {
  'name': ['name', 'item', 'drug', 'medicine', 'product', 'description', 'nombre', 'articulo', 'medicamento', 'producto', 'الاسم', 'الصنف', 'الدواء'],
  'strength': ['strength', 'dose', 'concentration', 'concentracion', 'potencia', 'التركيز', 'القوة'],
  'form': ['form', 'dosage form', 'forma', 'forma farmaceutica', 'presentacion', 'الشكل', 'الشكل الصيدلاني'],
  'unit': ['unit', 'base unit', 'uom', 'unidad', 'الوحدة'],
  'pack': ['pack', 'pack name', 'package', 'envase', 'empaque', 'العبوة'],
  'pack-size': ['pack size', 'units per pack', 'per pack', 'package size', 'unidades por envase', 'tamano de envase', 'حجم العبوة', 'عدد في العبوة'],
  'barcode': ['barcode', 'bar code', 'gtin', 'ean', 'upc', 'codigo de barras', 'الباركود', 'الرمز الشريطي'],
  'reorder-at': ['reorder level', 'reorder at', 'reorder point', 'minimum', 'min', 'nivel de pedido', 'minimo', 'حد الطلب'],
  'quantity': ['quantity', 'qty', 'on hand', 'stock', 'opening stock', 'cantidad', 'existencias', 'الكمية', 'الرصيد'],
  'lot': ['lot', 'batch', 'batch number', 'lot number', 'batch no', 'lote', 'numero de lote', 'التشغيلة', 'رقم التشغيلة'],
  'expiry': ['expiry', 'expiry date', 'expires', 'expiration', 'expiration date', 'exp', 'caducidad', 'vencimiento', 'fecha de vencimiento', 'تاريخ الانتهاء', 'انتهاء الصلاحية'],
  'cost': ['cost', 'total cost', 'value', 'costo', 'coste', 'valor', 'التكلفة'],
};

const meaningOf = new Map(Object.entries(spellings).flatMap(([meaning, names]) => names.map((name) => [foldHeader(name), meaning as ItemColumn] as const)));

/** A guess at what each column means; each meaning is given once. */
export function guessItemColumns(headers: readonly string[]): ItemColumn[] {
  const taken = new Set<ItemColumn>();
  return headers.map((header) => {
    const meaning = meaningOf.get(foldHeader(header));
    if (meaning === undefined || taken.has(meaning)) return 'ignore';
    taken.add(meaning);
    return meaning;
  });
}

/** Why a row is not taken: the column at fault and a code with words. Rows count as spreadsheets do, the header being 1. */
export interface RowRefusal { readonly row: number; readonly field: string; readonly code: string; readonly limit?: number | string }

export interface OpeningBatch { readonly quantity: number; readonly lot: string | null; readonly expiresOn: CalendarDate | null; readonly cost: number | null }

export interface PlannedItem {
  readonly draft: ItemDraft;
  /** The item of this name that was switched off with nothing of it left: it is taken up again. */
  readonly againId: string | null;
  readonly batches: OpeningBatch[];
}

export interface KnownItem extends ItemDraft { readonly id: string; readonly free: boolean }

export interface ItemFile {
  readonly columns: readonly ItemColumn[];
  /** The items there are; `free` are those switched off of which nothing is left. */
  readonly known: readonly KnownItem[];
  readonly today: CalendarDate;
  readonly dateOrder: 'dmy' | 'mdy' | 'ymd';
  /** Of the clinic's currency. */
  readonly decimals: number;
}

type Issue = Omit<RowRefusal, 'row'>;
const at = <T>(field: string, read: Result<T, { readonly code: string; readonly limit?: number | string }>): Result<T, Issue> =>
  (read.ok ? read : err({ field, code: read.error.code, ...(read.error.limit === undefined ? {} : { limit: read.error.limit }) }));

/**
 * Reads rows as items with their opening batches. A row that repeats an item of the file adds a batch to it; an item or barcode that
 * is there already is refused, so that a file read twice doubles nothing. Every refusal stands alone.
 */
export function planItems(rows: readonly (readonly string[])[], file: ItemFile): { items: PlannedItem[]; refused: RowRefusal[] } {
  const items = new Map<string, PlannedItem>();
  const refused: RowRefusal[] = [];
  const known = new Map(file.known.map((item) => [keyOf(item), item]));
  const holders = new Map(file.known.flatMap((item) => (item.free ? [] : item.barcodes.map((code) => [code, item as ItemDraft] as const))));
  for (const [index, cells] of rows.entries()) {
    if (cells.every((cell) => cell.trim() === '')) continue;
    const read = readRow(cells, file);
    const issue = read.ok ? place(read.value, { items, known, holders }) : read.error;
    if (issue) refused.push({ row: index + 2, ...issue });
  }
  return { items: [...items.values()], refused };
}

const keyOf = (item: Pick<ItemDraft, 'name' | 'strength' | 'form'>): string => nameOfItem(item).toLowerCase();

interface Places { readonly items: Map<string, PlannedItem>; readonly known: ReadonlyMap<string, KnownItem>; readonly holders: Map<string, ItemDraft> }

/** Puts a row where it belongs; says why it cannot. */
function place({ draft, batch }: { readonly draft: ItemDraft; readonly batch: OpeningBatch | null }, { items, known, holders }: Places): Issue | undefined {
  const key = keyOf(draft);
  const here = known.get(key);
  if (here && !here.free) return { field: 'name', code: 'item-taken' };
  const earlier = items.get(key);
  const holder = draft.barcodes.map((code) => holders.get(code)).find((other) => other !== undefined && keyOf(other) !== key);
  if (holder) return { field: 'barcode', code: 'barcode-taken', limit: nameOfItem(holder) };
  if (earlier && (!batch || earlier.batches.some(({ lot, expiresOn }) => lot === batch.lot && expiresOn === batch.expiresOn))) return { field: 'name', code: 'row-twice' };
  for (const code of draft.barcodes) holders.set(code, draft);
  if (earlier && batch) earlier.batches.push(batch);
  else items.set(key, { draft, againId: here?.id ?? null, batches: batch ? [batch] : [] });
  return undefined;
}

function readRow(cells: readonly string[], file: ItemFile): Result<{ draft: ItemDraft; batch: OpeningBatch | null }, Issue> {
  const cell = (meaning: ItemColumn): string => (cells[file.columns.indexOf(meaning)] ?? '').trim();
  const unit = cell('unit') === '' ? cell('form') : cell('unit');
  const size = cell('pack-size') === '' ? ok(1) : at('pack-size', readQuantity(cell('pack-size'), { unit, packs: [] }));
  if (!size.ok) return size;
  const packs = size.value > 1 ? [{ name: cell('pack') === '' ? 'pack' : cell('pack'), size: size.value }] : [];
  const level = cell('reorder-at') === '' ? ok(null) : at('reorder-at', readCount(cell('reorder-at'), { unit, packs }));
  if (!level.ok) return level;
  const draft = checkItem({
    name: cell('name'), strength: cell('strength'), form: cell('form'), unit, packs, barcodes: cell('barcode').split(/[;,|]/), leadDays: null, reviewDays: null, safetyDays: null, reorderAt: level.value,
  }, []);
  if (!draft.ok) return err({ ...draft.error, field: draft.error.field === 'packs' ? 'pack' : draft.error.field === 'barcodes' ? 'barcode' : draft.error.field });
  const batch = readBatch(cell, draft.value, file);
  return batch.ok ? ok({ draft: draft.value, batch: batch.value }) : batch;
}

function readBatch(cell: (meaning: ItemColumn) => string, item: ItemDraft, { today, dateOrder, decimals }: ItemFile): Result<OpeningBatch | null, Issue> {
  if (cell('quantity') === '') return (['lot', 'expiry', 'cost'] as const).some((meaning) => cell(meaning) !== '') ? err({ field: 'quantity', code: 'empty' }) : ok(null);
  const quantity = at('quantity', readCount(cell('quantity'), item));
  if (!quantity.ok) return quantity;
  const lot = at('lot', optionalText(cell('lot'), 60));
  if (!lot.ok) return lot;
  const expiry = at('expiry', readExpiry(cell('expiry').replace(/[T ]00:00.*$/, ''), dateOrder, today));
  if (!expiry.ok) return expiry;
  if (isExpired(expiry.value, today)) return err({ field: 'expiry', code: 'received-expired', limit: expiry.value ?? '' });
  const cost = cell('cost') === '' ? ok(null) : at('cost', readMoney(cell('cost'), decimals));
  if (!cost.ok) return cost;
  return ok(quantity.value === 0 ? null : { quantity: quantity.value, lot: lot.value, expiresOn: expiry.value, cost: cost.value });
}
