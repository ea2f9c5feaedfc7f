import type { StockItem, StockLine, StockSettings } from '#domain/contract/stock-shapes.ts';
import type { CalendarDate } from '#domain/kit/calendar.ts';
import { readBarcode } from '#domain/stock/barcode.ts';
import { isFoundBy, searchedWords } from '#domain/stock/match.ts';
import { buyingPack } from '#domain/stock/quantity.ts';
import { propose, type Consumption } from '#domain/stock/reorder.ts';
import { balancesOf, consumptionByItem, itemBalances, shortItems, type ItemBalance } from '#db/queries/stock-balances.ts';
import { itemWords, stockItems, stockSettings } from '#db/queries/stock.ts';
import type { ReadDb } from '#db/read.ts';

const NOTHING: Omit<ItemBalance, 'itemId'> = { onHand: 0, usable: 0, nextExpiry: null, short: 0 };

export function stockLine(item: StockItem, balance: Omit<ItemBalance, 'itemId'> | undefined, used: Consumption | undefined, settings: StockSettings): StockLine {
  const { onHand, usable, nextExpiry, short } = balance ?? NOTHING;
  const perDay = used?.perDay ?? 0;
  const leadDays = item.leadDays ?? settings.leadDays;
  const rule = { leadDays, reviewDays: item.reviewDays ?? settings.reviewDays, safetyDays: item.safetyDays ?? settings.safetyDays ?? leadDays, reorderAt: item.reorderAt };
  return { item, onHand, usable, nextExpiry, short, perDay, ...propose({ perDay }, usable, rule, buyingPack(item).size) };
}

export interface WantedLines {
  /** Words of a name, or a barcode; empty for everything. */
  readonly text: string;
  readonly only: 'all' | 'low' | 'short';
  readonly limit: number;
}

/**
 * Items with what is on hand of them, by name: the first `limit` of those that fit, and how many fit. Items switched off are
 * there only while something of them is. Balances are read for the lines that are shown, save where the balance decides.
 */
export function stockLines(db: ReadDb, today: CalendarDate, { text, only, limit }: WantedLines): { lines: StockLine[]; found: number } {
  const [used, settings] = [consumptionByItem(db, today), stockSettings(db)];
  const lineOf = (item: StockItem, balances: ReadonlyMap<string, ItemBalance>): StockLine => stockLine(item, balances.get(item.id), used.get(item.id), settings);
  const items = searchItems(db, text);
  if (only === 'low') {
    const balances = new Map(itemBalances(db, today).map((balance) => [balance.itemId, balance]));
    const lines = stillThere(items, balances).map((item) => lineOf(item, balances)).filter(({ order }) => order > 0);
    return { lines: lines.slice(0, limit), found: lines.length };
  }
  const fitting = only === 'short' ? ofThose(items, shortItems(db)) : stillThere(items, balancesOf(db, items.filter(({ active }) => !active).map(({ id }) => id), today));
  const shown = fitting.slice(0, limit);
  const balances = balancesOf(db, shown.map(({ id }) => id), today);
  return { lines: shown.map((item) => lineOf(item, balances)), found: fitting.length };
}

const stillThere = (items: readonly StockItem[], balances: ReadonlyMap<string, ItemBalance>): readonly StockItem[] =>
  items.filter(({ id, active }) => active || (balances.get(id)?.onHand ?? 0) !== 0);

const ofThose = (items: readonly StockItem[], ids: ReadonlySet<string>): readonly StockItem[] => items.filter(({ id }) => ids.has(id));

/** Items by words of the name, or by a barcode. */
function searchItems(db: ReadDb, text: string): readonly StockItem[] {
  const items = stockItems(db);
  if (text.trim() === '') return items;
  const code = readBarcode(text)?.code ?? '';
  const byCode = items.filter(({ barcodes }) => barcodes.includes(code));
  if (byCode.length > 0) return byCode;
  const [typed, words] = [searchedWords(text), itemWords(db)];
  return items.filter(({ id }) => isFoundBy(words.get(id) ?? [], typed));
}
