import { IconCoins, IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { decimalText } from '#domain/kit/money.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { saveCsv } from './csv.ts';
import classes from './pharmacy.module.css';
import { itemName, useStockWords } from './use-stock.ts';

/** What the stock cost, dearest first; batches without a price are counted and not guessed. */
export function ValueTab() {
  const { t } = useTranslation();
  const words = useStockWords();
  const live = useLive('stock.valuation', () => client.stock.valuation({}), ['stock', 'clinic']);
  const data = live.data;
  const save = (): void => {
    if (data) saveCsv('stock-value', ['item', 'on-hand', 'value', 'without-price'].map((column) => t(`pharmacy.column.${column}`)), data.lines.map((line) => [itemName(line.item), line.onHand, decimalText(BigInt(line.value), data.decimals), line.unknown]));
  };
  return (
    <Card
      title={t('pharmacy.tab.value')} fill className={classes.whole}
      tools={<ActionButton variant="default" size="compact-md" action={{ id: 'pharmacy.csv', title: t('pharmacy.csv'), keys: 'Alt+C', run: save, when: (data?.lines.length ?? 0) > 0 }} icon={<IconDownload size={16} aria-hidden />} />}
    >
      {live.error === undefined ? null : <ProblemNote problem={problemOf(live.error)} />}
      {data?.lines.length === 0 ? <Empty icon={IconCoins} title={t('pharmacy.nothing-there')} hint={t('pharmacy.nothing-there-hint')} /> : null}
      {data && data.lines.length > 0 ? (
        <>
          <p className={classes.total}><bdi dir="ltr">{words.money(data.total, data.currency)}</bdi></p>
          {data.unknown > 0 ? <p className={classes.amber}>{t('pharmacy.without-price', { count: data.unknown })}</p> : null}
          <table className={classes.table}>
            <thead><tr><th scope="col">{t('pharmacy.column.item')}</th><th scope="col" className={classes.num}>{t('pharmacy.column.on-hand')}</th><th scope="col" className={classes.num}>{t('pharmacy.column.value')}</th></tr></thead>
            <tbody>
              {data.lines.map((line) => (
                <tr key={line.item.id}><th scope="row"><bdi>{itemName(line.item)}</bdi></th><td className={classes.num}><bdi>{words.quantity(line.onHand, line.item)}</bdi></td><td className={classes.num}><bdi dir="ltr">{words.money(line.value, data.currency)}</bdi>{line.unknown > 0 ? ' *' : ''}</td></tr>
              ))}
            </tbody>
          </table>
        </>
      ) : null}
    </Card>
  );
}
