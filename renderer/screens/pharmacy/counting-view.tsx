import { Switch, TextInput } from '@mantine/core';
import { IconArrowRight, IconCheck } from '@tabler/icons-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stocktake, StocktakeLine } from '#domain/contract/stocktakes.ts';
import { readBarcode } from '#domain/stock/barcode.ts';
import { isFound, searchedWords } from '#domain/stock/match.ts';
import { quantityText } from '#domain/stock/quantity.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { Card } from '#renderer/parts/card.tsx';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useFieldError, elsewhere } from '#renderer/screens/settings/parts/field-error.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { CountTools } from './count-tools.tsx';
import classes from './pharmacy.module.css';
import { itemName, useStockWords } from './use-stock.ts';

/** More boxes than this make typing slow: the rest is on the pages behind. */
const A_PAGE = 200;

interface Props { readonly stocktake: Stocktake; readonly lines: readonly StocktakeLine[] }

/** A store being counted: one box a batch, typed down with Enter. What should be there stays unseen until somebody asks. */
export function CountingView({ stocktake, lines }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [text, setText] = useState('');
  const [isSeen, setSeen] = useState(false);
  const [page, setPage] = useState(0);
  const box = useRef<HTMLInputElement>(null);
  const finish = useCommand(() => client.stocktakes.become({ stocktakeId: stocktake.id, status: 'counted' }));
  const found = findLines(lines, text);
  const pages = Math.max(1, Math.ceil(found.length / A_PAGE));
  const shown = found.slice(Math.min(page, pages - 1) * A_PAGE, (Math.min(page, pages - 1) + 1) * A_PAGE);
  const counted = lines.filter(({ counted: of }) => of !== null).length;
  useAction({ id: 'pharmacy.find', title: t('pharmacy.find'), keys: 's', run: () => box.current?.select() });
  useAction({ id: 'stocktake.see', title: t('pharmacy.stocktake.see'), keys: 'Alt+B', run: () => setSeen(!isSeen) });
  return (
    <Card title={t('pharmacy.stocktake.counting')} fill className={classes.whole} tools={<span className={classes.dim}>{t('pharmacy.stocktake.done-of', { done: format.number(counted), all: format.number(lines.length) })}</span>}>
      <div className={classes.fill}>
        <div className={classes.tools}>
          <TextInput ref={box} className={classes.grow ?? ''} aria-label={t('pharmacy.find')} placeholder={t('pharmacy.find-hint')} value={text} maxLength={200} autoComplete="off" spellCheck={false} onChange={(event) => { setText(event.currentTarget.value); setPage(0); }} onKeyDown={downToTable} />
          <Switch className={classes.switch} label={<>{t('pharmacy.stocktake.see')} <KeyHint keys="Alt+B" /></>} checked={isSeen} aria-keyshortcuts="Alt+B" onChange={(event) => setSeen(event.currentTarget.checked)} />
          <CountTools stocktakeId={stocktake.id} expected={isSeen} />
          <ActionButton action={{ id: 'stocktake.finish', title: t('pharmacy.stocktake.finish'), keys: 'Ctrl+Enter', run: () => void finish.run(), when: counted > 0 }} busy={finish.busy} icon={<IconCheck size={18} aria-hidden />} />
        </div>
        <ProblemNote problem={finish.problem} />
        <div className={classes.scroll} tabIndex={0} role="group" aria-label={t('pharmacy.stocktake.counting')}>
          <table className={classes.table} data-counting>
            <thead>
              <tr>
                <th scope="col">{t('pharmacy.column.item')}</th><th scope="col">{t('pharmacy.lot')}</th><th scope="col">{t('pharmacy.expiry')}</th>
                {isSeen ? <th scope="col" className={classes.num}>{t('pharmacy.stocktake.should-be')}</th> : null}
                <th scope="col">{t('pharmacy.counted')}</th>{isSeen ? <th scope="col" className={classes.num}>{t('pharmacy.stocktake.difference')}</th> : null}
              </tr>
            </thead>
            <tbody>{shown.map((line) => <CountRow key={line.batchId} line={line} stocktakeId={stocktake.id} isSeen={isSeen} />)}</tbody>
          </table>
        </div>
        {pages > 1 ? (
          <div className={classes.actions}>
            <span className={classes.dim}>{t('pharmacy.stocktake.page', { page: format.number(Math.min(page, pages - 1) + 1), pages: format.number(pages) })}</span>
            <ActionButton variant="default" size="compact-md" action={{ id: 'stocktake.page', title: t('pharmacy.stocktake.next-page'), keys: 'Alt+PageDown', run: () => setPage((Math.min(page, pages - 1) + 1) % pages) }} icon={<IconArrowRight size={16} aria-hidden />} />
          </div>
        ) : null}
      </div>
    </Card>
  );
}

/** Lines by words of the name; by what was scanned the item's, and of them the batch's where the code names one that is here. */
function findLines(lines: readonly StocktakeLine[], text: string): readonly StocktakeLine[] {
  const scanned = readBarcode(text);
  const ofItem = scanned ? lines.filter(({ item }) => item.barcodes.includes(scanned.code)) : [];
  const ofBatch = ofItem.filter(({ lot }) => lot !== null && lot === scanned?.lot);
  if (ofItem.length > 0) return ofBatch.length > 0 ? ofBatch : ofItem;
  const typed = searchedWords(text);
  return lines.filter(({ item }) => isFound(item, typed));
}

/** The boxes of the table that `from` stands in or beside, in the order they are typed. */
const boxesNear = (from: HTMLElement): HTMLInputElement[] => [...(from.closest('section')?.querySelectorAll<HTMLInputElement>('table[data-counting] input') ?? [])];

function downToTable(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey) return;
  event.preventDefault();
  boxesNear(event.currentTarget)[0]?.select();
}

/** Enter and the arrows go from box to box; leaving one writes its count down. */
function moveOn(event: KeyboardEvent<HTMLInputElement>): void {
  const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' || (event.key === 'Enter' && !event.ctrlKey) ? 1 : 0;
  if (by === 0) return;
  event.preventDefault();
  const boxes = boxesNear(event.currentTarget);
  const next = boxes[boxes.indexOf(event.currentTarget) + by];
  if (next) next.select();
  else event.currentTarget.blur();
}

function CountRow({ line, stocktakeId, isSeen }: { readonly line: StocktakeLine; readonly stocktakeId: string; readonly isSeen: boolean }) {
  const { t, i18n: { language } } = useTranslation();
  const format = useFormat();
  const words = useStockWords();
  const { item, lot, expiresOn, counted, adjustment, late } = line;
  const known = counted === null ? '' : quantityText(counted, item, language);
  const [typed, setTyped] = useState<string>();
  const count = useCommand(async (text: string) => {
    await client.stocktakes.count({ stocktakeId, batchId: line.batchId, counted: text });
    setTyped(undefined);
  });
  const errorOf = useFieldError(count.problem, true);
  const write = (): void => {
    if (typed === undefined || typed.trim() === known) return;
    if (typed.trim() === '') setTyped(undefined);
    else void count.run(typed);
  };
  return (
    <tr>
      <th scope="row"><bdi>{itemName(item)}</bdi>{late > 0 ? <span className={classes.amber}>{` ${t('pharmacy.stocktake.late')}`}</span> : null}</th>
      <td><bdi>{lot ?? '–'}</bdi></td>
      <td>{expiresOn === null ? '–' : format.date(expiresOn)}</td>
      {isSeen ? <td className={classes.num}><bdi>{words.quantity(counted === null || adjustment === null ? line.onHand : counted - adjustment, item)}</bdi></td> : null}
      <td className={classes.countCell}>
        {/* The box is not typed into while its count is on its way: the second would be lost. */}
        <TextInput
          size="xs" aria-label={`${t('pharmacy.counted')} ${itemName(item)} ${lot ?? ''}`.trim()} placeholder={item.unit} value={typed ?? known} readOnly={count.busy} maxLength={60} autoComplete="off" error={errorOf('counted')} data-done={counted !== null || undefined}
          onChange={(event) => setTyped(event.currentTarget.value)} onBlur={write} onKeyDown={moveOn}
        />
        <ProblemNote problem={elsewhere(count.problem, ['counted'])} />
      </td>
      {isSeen ? <td className={`${classes.num} ${adjustment === null || adjustment === 0 ? '' : classes.amber}`}><bdi dir="ltr">{adjustment === null ? '–' : adjustment > 0 ? `+${format.number(adjustment)}` : format.number(adjustment)}</bdi></td> : null}
    </tr>
  );
}
