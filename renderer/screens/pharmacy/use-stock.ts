import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { create } from 'zustand';
import type { StockItem, StockSettings, StockStore, StockSupplier } from '#domain/contract/stock-shapes.ts';
import { decimalsOf, decimalText } from '#domain/kit/money.ts';
import { countedWord } from '#domain/stock/counted-words.ts';
import { inPacks, type Counted } from '#domain/stock/quantity.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { moneyFormat } from '#renderer/text/money-format.ts';
import { useFormat } from '#renderer/text/use-format.ts';

interface Stock {
  readonly items: readonly StockItem[];
  readonly suppliers: readonly StockSupplier[];
  readonly stores: readonly StockStore[];
  readonly settings: StockSettings;
}

const useChosen = create<{ readonly storeId: string | undefined }>(() => ({ storeId: undefined }));

/** What the pharmacy has and where, kept current, and the store this window works at. */
export function useStock(): { readonly stock: Stock | undefined; readonly storeId: string; readonly open: readonly StockStore[]; readonly choose: (id: string) => void } {
  const { data: stock } = useLive('stock.catalogue', () => client.stock.catalogue({}), ['stock', 'clinic']);
  const { storeId } = useChosen();
  const open = useMemo(() => stock?.stores.filter(({ active }) => active) ?? [], [stock]);
  const here = open.find(({ id }) => id === storeId) ?? open[0];
  return { stock, open, storeId: here?.id ?? '', choose: (id) => useChosen.setState({ storeId: id }) };
}

/** How stock is said in this language: names, quantities in packs, money. */
export function useStockWords() {
  const { t, i18n: { language } } = useTranslation();
  const format = useFormat();
  return useMemo(() => {
    // As text: the sum of a whole stock may be longer than a number holds exactly.
    const money = (minor: string | number, currency: string): string => moneyFormat(language, currency).format(decimalText(BigInt(minor), decimalsOf(currency)) as `${number}`);
    return {
      storeName: (name: string): string => (name === '' ? t('pharmacy.first-store') : name),
      quantity: (quantity: number, counted: Counted): string => inPacks(quantity, counted).map(({ count, name }) => `${format.number(count)} ${countedWord(name, count, language)}`).join(' + '),
      units: (quantity: number, { unit }: Pick<Counted, 'unit'>): string => `${format.number(quantity)} ${countedWord(unit, quantity, language)}`,
      money,
    };
  }, [t, language, format]);
}

export const itemName = ({ name, strength, form }: Pick<StockItem, 'name' | 'strength' | 'form'>): string => [name, strength, form].filter((part) => part !== null && part !== '').join(' ');
