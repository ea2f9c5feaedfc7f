import type { StockItem, StockLine, StockSettings } from '#domain/contract/stock-shapes.ts';
import type { CalendarDate } from '#domain/kit/calendar.ts';
import { isFound, searchedWords } from '#domain/stock/match.ts';
import { readBarcode } from '#domain/stock/barcode.ts';
import { buyingPack } from '#domain/stock/quantity.ts';
import { propose, type Consumption } from '#domain/stock/reorder.ts';
import { consumptionByItem, itemBalances, type ItemBalance } from '#db/queries/stock-balances.ts';
import { stockItems, stockSettings } from '#db/queries/stock.ts';
import type { ReadDb } from '#db/read.ts';

const NOTHING: Omit<ItemBalance, 'itemId'> = { onHand: 0, usable: 0, nextExpiry: null, short: 0 };

export function stockLine(item: StockItem, balance: Omit<ItemBalance, 'itemId'> | undefined, used: Consumption | undefined, settings: StockSettings): StockLine {
  const { onHand, usable, nextExpiry, short } = balance ?? NOTHING;
  const perDay = used?.perDay ?? 0;
  const leadDays = item.leadDays ?? settings.leadDays;
  const rule = { leadDays, reviewDays: item.reviewDays ?? settings.reviewDays, safetyDays: item.safetyDays ?? settings.safetyDays ?? leadDays, reorderAt: item.reorderAt };
  return { item, onHand, usable, nextExpiry, short, perDay, ...propose({ perDay }, usable, rule, buyingPack(item).size) };
}

/** Every item with what is on hand of it, by name; those switched off only while something of them is there. */
export function stockLines(db: ReadDb, today: CalendarDate): StockLine[] {
  const balances = new Map(itemBalances(db, today).map((balance) => [balance.itemId, balance]));
  const [used, settings] = [consumptionByItem(db, today), stockSettings(db)];
  return stockItems(db).filter((item) => item.active || (balances.get(item.id)?.onHand ?? 0) !== 0)
    .map((item) => stockLine(item, balances.get(item.id), used.get(item.id), settings));
}

/** Lines by words of the name, or by a barcode. */
export function searchLines(lines: readonly StockLine[], text: string): readonly StockLine[] {
  if (text.trim() === '') return lines;
  const code = readBarcode(text)?.code ?? '';
  const byCode = lines.filter(({ item }) => item.barcodes.includes(code));
  const words = searchedWords(text);
  return byCode.length > 0 ? byCode : lines.filter(({ item }) => isFound(item, words));
}
