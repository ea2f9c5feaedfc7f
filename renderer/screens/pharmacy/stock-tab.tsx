import { TextInput } from '@mantine/core';
import { IconDownload, IconPackage } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StockLine } from '#domain/contract/stock-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { navigate } from '#renderer/router.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { saveCsv } from './csv.ts';
import { ItemView } from './item-view.tsx';
import classes from './pharmacy.module.css';
import { itemName, useStockWords } from './use-stock.ts';

const SHOWN = 200;

interface Props {
  /** The item whose batches and ledger stand beside the list. */
  readonly itemId: string | undefined;
  /** All that is there, or what is to be ordered. */
  readonly only: 'all' | 'low';
}

/** What is on hand by name or barcode; the chosen item's batches and ledger beside it. */
export function StockTab({ itemId, only }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const box = useRef<HTMLInputElement>(null);
  const live = useLive(`stock.list:${only}:${text}`, () => client.stock.list({ text, only, limit: SHOWN }), ['stock']);
  useAction({ id: 'pharmacy.find', title: t('pharmacy.find'), keys: 's', run: () => box.current?.select() });
  const tab = only === 'low' ? 'order' : 'stock';
  const open = (id: string): void => navigate('pharmacy', tab, id);
  const lines = live.data?.lines ?? [];
  const step = (by: number): void => {
    const next = lines[Math.max(0, Math.min(lines.length - 1, lines.findIndex(({ item }) => item.id === itemId) + by))];
    if (next) open(next.item.id);
  };
  useAction({ id: 'pharmacy.next-item', title: t('pharmacy.next-item'), keys: 'Alt+ArrowDown', run: () => step(1), when: lines.length > 0 });
  useAction({ id: 'pharmacy.previous-item', title: t('pharmacy.previous-item'), keys: 'Alt+ArrowUp', run: () => step(-1), when: lines.length > 0 });
  const csv = useCommand(async () => {
    const { lines: all } = await client.stock.list({ text, only, limit: 5000 });
    saveCsv('stock', ['item', 'unit', 'on-hand', 'usable', 'next-expiry', 'per-day', 'level', 'to-order'].map((column) => t(`pharmacy.column.${column}`)),
      all.map((line) => [itemName(line.item), line.item.unit, line.onHand, line.usable, line.nextExpiry, Math.round(line.perDay * 100) / 100, line.level, line.order]));
  });
  return (
    <div className={itemId === undefined ? classes.whole : classes.even}>
      <Card title={t(`pharmacy.tab.${tab}`)} fill className={classes.whole}>
        <div className={classes.fill}>
          <div className={classes.tools}>
            <TextInput
              ref={box} className={classes.grow ?? ''} aria-label={t('pharmacy.find')} placeholder={t('pharmacy.find-hint')} value={text} maxLength={200} autoComplete="off" spellCheck={false}
              onChange={(event) => setText(event.currentTarget.value)} onKeyDown={(event) => { if (event.key === 'Enter' && lines[0]) open(lines[0].item.id); }}
            />
            <ActionButton variant="default" action={{ id: 'pharmacy.csv', title: t('pharmacy.csv'), keys: 'Alt+C', run: () => void csv.run() }} busy={csv.busy} icon={<IconDownload size={16} aria-hidden />} />
          </div>
          {live.error === undefined ? null : <ProblemNote problem={problemOf(live.error)} />}
          {live.data && lines.length === 0 ? <NoLines only={only} /> : null}
          {lines.length === 0 ? null : (
            <div className={classes.scroll} tabIndex={0} role="group" aria-label={t(`pharmacy.tab.${tab}`)}>
              <LineTable lines={lines} chosenId={itemId} narrow={itemId !== undefined} onOpen={open} />
            </div>
          )}
          {(live.data?.found ?? 0) > SHOWN ? <p className={classes.note}>{t('pharmacy.first-only', { count: SHOWN, found: live.data?.found })}</p> : null}
        </div>
      </Card>
      {itemId === undefined ? null : <ItemView key={itemId} itemId={itemId} onClose={() => navigate('pharmacy', tab)} />}
    </div>
  );
}

function NoLines({ only }: Pick<Props, 'only'>) {
  const { t } = useTranslation();
  const low = only === 'low';
  return <Empty icon={IconPackage} title={t(low ? 'pharmacy.nothing-to-order' : 'pharmacy.no-items')} hint={t(low ? 'pharmacy.nothing-to-order-hint' : 'pharmacy.no-items-hint')} />;
}

interface TableProps { readonly lines: readonly StockLine[]; readonly chosenId: string | undefined; readonly narrow: boolean; readonly onOpen: (id: string) => void }

function LineTable({ lines, chosenId, narrow, onOpen }: TableProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useStockWords();
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('pharmacy.column.item')}</th><th scope="col" className={classes.num}>{t('pharmacy.column.on-hand')}</th><th scope="col">{t('pharmacy.column.state')}</th>
          {narrow ? null : <><th scope="col">{t('pharmacy.column.next-expiry')}</th><th scope="col" className={classes.num}>{t('pharmacy.column.per-day')}</th><th scope="col" className={classes.num}>{t('pharmacy.column.lasts')}</th></>}
          <th scope="col" className={classes.num}>{t('pharmacy.column.to-order')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.item.id} data-chosen={line.item.id === chosenId || undefined}>
            <th scope="row"><button type="button" className={classes.rowButton} onClick={() => onOpen(line.item.id)}><bdi>{itemName(line.item)}</bdi></button></th>
            <td className={classes.num}><bdi>{words.units(line.onHand, line.item)}</bdi>{line.usable === line.onHand ? null : <span className={classes.amber}>{` ${t('pharmacy.expired-of-it', { count: line.onHand - line.usable })}`}</span>}</td>
            <td><span className={line.state === 'out' ? classes.bad : line.state === 'low' ? classes.amber : classes.dim}>{t(`pharmacy.state.${line.state}`)}</span>{line.short > 0 ? <span className={classes.bad}>{` ${t('pharmacy.below-zero')}`}</span> : null}</td>
            {narrow ? null : (
              <>
                <td>{line.nextExpiry === null ? '–' : format.date(line.nextExpiry)}</td>
                <td className={classes.num}>{line.perDay === 0 ? '–' : format.number(Math.round(line.perDay * 10) / 10)}</td>
                <td className={classes.num}>{line.lastsDays === null ? '–' : t('pharmacy.days', { count: line.lastsDays })}</td>
              </>
            )}
            <td className={classes.num}><bdi>{line.order === 0 ? '–' : words.quantity(line.order, line.item)}</bdi></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
