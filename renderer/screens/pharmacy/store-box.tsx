import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useStock, useStockWords } from './use-stock.ts';

/** The store this window works at; nothing where there is only one. */
export function StoreBox() {
  const { t } = useTranslation();
  const { open, storeId, choose } = useStock();
  const { storeName } = useStockWords();
  if (open.length < 2) return null;
  return <NativeSelect aria-label={t('pharmacy.store')} value={storeId} onChange={(event) => choose(event.currentTarget.value)} data={open.map(({ id, name }) => ({ value: id, label: storeName(name) }))} />;
}
