import { Badge, TextInput } from '@mantine/core';
import { IconPill } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StockItem } from '#domain/contract/stock-shapes.ts';
import { isFound, searchedWords } from '#domain/stock/match.ts';
import { Empty } from '#renderer/parts/empty.tsx';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from '../parts/page.module.css';

/** More lines than this are found by typing. */
const SHOWN = 100;

interface Props { readonly items: readonly StockItem[]; readonly chosenId: string | undefined; readonly onChoose: (id: string) => void }

/** The items of the pharmacy, by name. */
export function ItemTable({ items, chosenId, onChoose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [text, setText] = useState('');
  if (items.length === 0) return <Empty icon={IconPill} title={t('pharmacy.no-items')} hint={t('stock.no-items-hint')} />;
  const words = searchedWords(text);
  const found = items.filter((item) => isFound(item, words));
  return (
    <section className={classes.group} aria-label={t('stock.items')}>
      <h3 className={classes.groupTitle}>{t('stock.items')}</h3>
      <TextInput aria-label={t('pharmacy.find')} placeholder={t('stock.find-hint')} value={text} maxLength={200} onChange={(event) => setText(event.currentTarget.value)} />
      <table className={classes.table}>
        <thead><tr>{(['item', 'unit', 'packs', 'barcodes'] as const).map((column) => <th key={column} scope="col">{t(`stock.column.${column}`)}</th>)}</tr></thead>
        <tbody>
          {found.slice(0, SHOWN).map((item) => (
            <tr key={item.id} data-chosen={item.id === chosenId || undefined} data-off={!item.active || undefined}>
              <th scope="row"><button type="button" className={classes.rowButton} aria-pressed={item.id === chosenId} onClick={() => onChoose(item.id)}><bdi>{[item.name, item.strength, item.form].filter(Boolean).join(' ')}</bdi></button> {item.active ? null : <Badge color="gray" variant="outline">{t('users.off')}</Badge>}</th>
              <td><bdi>{item.unit}</bdi></td>
              <td><bdi>{item.packs.map(({ name, size }) => `${name} ${format.number(size)}`).join(t('everywhere.comma'))}</bdi></td>
              <td><bdi dir="ltr">{item.barcodes.join(', ')}</bdi></td>
            </tr>
          ))}
        </tbody>
      </table>
      {found.length > SHOWN ? <p className={classes.about}>{t('pharmacy.first-only', { count: SHOWN, found: found.length })}</p> : null}
    </section>
  );
}
