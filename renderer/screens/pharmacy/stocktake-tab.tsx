import { IconClipboardCheck, IconClipboardList } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Stocktake } from '#domain/contract/stocktakes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { CountingView } from './counting-view.tsx';
import { CountReview } from './count-review.tsx';
import classes from './pharmacy.module.css';
import { useStock, useStockWords } from './use-stock.ts';

const isUnderWay = ({ status }: Stocktake): boolean => status === 'draft' || status === 'counted';

/** Counting a store: typed down the list, looked through with the differences first, posted once with the reason. */
export function StocktakeTab() {
  const { t } = useTranslation();
  const { storeId } = useStock();
  const live = useLive('stocktakes.list', () => client.stocktakes.list({}), ['stock']);
  const all = live.data?.stocktakes;
  const open = all?.find((each) => each.storeId === storeId && isUnderWay(each));
  if (open) return <UnderWay key={open.id} id={open.id} />;
  return (
    <div className={classes.stack}>
      {live.error === undefined ? null : <ProblemNote problem={problemOf(live.error)} />}
      {all && storeId !== '' ? <Start storeId={storeId} /> : null}
      {all?.some((each) => !isUnderWay(each)) ? <Card title={t('pharmacy.stocktake.earlier')} fill className={classes.whole}><Earlier stocktakes={all.filter((each) => !isUnderWay(each))} /></Card> : null}
    </div>
  );
}

function Start({ storeId }: { readonly storeId: string }) {
  const { t } = useTranslation();
  const mayCount = useCan()('stock.adjust');
  const start = useCommand(() => client.stocktakes.start({ storeId }));
  return (
    <Card title={t('pharmacy.tab.stocktake')}>
      <Empty icon={IconClipboardList} title={t('pharmacy.stocktake.none')} hint={t('pharmacy.stocktake.none-hint')}>
        <ActionButton action={{ id: 'stocktake.start', title: t('pharmacy.stocktake.start'), keys: 'Ctrl+Enter', run: () => void start.run(), when: mayCount }} busy={start.busy} icon={<IconClipboardCheck size={18} aria-hidden />} />
      </Empty>
      <ProblemNote problem={start.problem} />
    </Card>
  );
}

function UnderWay({ id }: { readonly id: string }) {
  const live = useLive(`stocktakes.get:${id}`, () => client.stocktakes.get({ stocktakeId: id }), ['stock']);
  if (!live.data) return live.error === undefined ? null : <ProblemNote problem={problemOf(live.error)} />;
  return live.data.stocktake.status === 'draft' ? <CountingView {...live.data} /> : <CountReview {...live.data} />;
}

function Earlier({ stocktakes }: { readonly stocktakes: readonly Stocktake[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const words = useStockWords();
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead><tr><th scope="col">{t('pharmacy.when')}</th><th scope="col">{t('pharmacy.store')}</th><th scope="col">{t('pharmacy.column.state')}</th><th scope="col" className={classes.num}>{t('pharmacy.stocktake.batches-counted')}</th><th scope="col">{t('pharmacy.reason')}</th></tr></thead>
        <tbody>
          {stocktakes.map((each) => (
            <tr key={each.id}>
              <th scope="row">{format.dateTime(each.postedAt ?? each.startedAt, now)}{each.startedBy === null ? null : <span className={classes.dim}>{` ${each.startedBy}`}</span>}</th>
              <td><bdi>{words.storeName(each.storeName)}</bdi></td><td>{t(`pharmacy.stocktake.status.${each.status}`)}</td><td className={classes.num}>{format.number(each.counts)}</td><td><bdi>{each.note ?? '–'}</bdi></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
