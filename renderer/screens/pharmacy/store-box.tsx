import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStock, useStockWords } from './use-stock.ts';

/** The store this window works at, with its name above it where that is not clear from the place; nothing where there is only one. */
export function StoreBox({ named = false }: { readonly named?: boolean }) {
  const { t } = useTranslation();
  const { open, storeId, choose } = useStock();
  const { storeName } = useStockWords();
  if (open.length < 2) return null;
  return <NativeSelect {...(named ? { label: t('pharmacy.store') } : { 'aria-label': t('pharmacy.store') })} value={storeId} onChange={(event) => choose(event.currentTarget.value)} data={open.map(({ id, name }) => ({ value: id, label: storeName(name) }))} />;
}
