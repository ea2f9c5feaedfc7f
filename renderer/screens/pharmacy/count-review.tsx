import { TextInput } from '@mantine/core';
import { IconArrowBackUp, IconCheck } from '@tabler/icons-react';
import { useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stocktake, StocktakeLine } from '#domain/contract/stocktakes.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import { AttentionNote } from '#renderer/parts/attention-note.tsx';
import { Card } from '#renderer/parts/card.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useCan } from '#renderer/session/session.ts';
import { elsewhere, useFieldError } from '#renderer/screens/settings/parts/field-error.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { CountTools } from './count-tools.tsx';
import classes from './pharmacy.module.css';
import { itemName, useStockWords } from './use-stock.ts';

interface Props { readonly stocktake: Stocktake; readonly lines: readonly StocktakeLine[] }

/** Largest differences first, then what fits, then what nobody counted. */
const place = ({ adjustment }: StocktakeLine): number => (adjustment === null ? 1 : -Math.abs(adjustment));

/** What posting would change, before it does; the reason is one for all of it. */
export function CountReview({ stocktake: { id }, lines }: Props) {
  const { t } = useTranslation();
  const mayPost = useCan()('stock.adjust');
  const [reason, setReason] = useState('');
  const box = useRef<HTMLInputElement>(null);
  const differing = lines.filter(({ adjustment }) => adjustment !== null && adjustment !== 0);
  const left = lines.filter(({ counted }) => counted === null).length;
  const format = useFormat();
  const post = useCommand(async () => {
    await client.stocktakes.become({ stocktakeId: id, status: 'posted', ...(reason.trim() === '' ? {} : { reason }) });
    toast('done', t('pharmacy.stocktake.posted-toast'));
  });
  const back = useCommand(() => client.stocktakes.become({ stocktakeId: id, status: 'draft' }));
  const errorOf = useFieldError(post.problem);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void post.run();
  };
  useAction({ id: 'stocktake.reason', title: t('pharmacy.reason'), keys: 'r', run: () => box.current?.select(), when: differing.length > 0 });
  return (
    <Card title={t('pharmacy.stocktake.review')} fill className={classes.whole} tools={<span className={classes.dim}>{t('pharmacy.stocktake.differ-of', { differ: format.number(differing.length), counted: format.number(lines.length - left) })}</span>}>
      <div className={classes.fill}>
        <form className={classes.tools} onSubmit={submit} noValidate>
          {differing.length === 0 ? <span className={classes.grow}>{t('pharmacy.stocktake.nothing-differs')}</span> : <TextInput ref={box} className={classes.grow ?? ''} label={t('pharmacy.stocktake.why')} value={reason} maxLength={400} dir="auto" autoFocus error={errorOf('reason')} onChange={(event) => setReason(event.currentTarget.value)} />}
          <ActionButton variant="default" action={{ id: 'stocktake.back', title: t('pharmacy.stocktake.back'), keys: 'Alt+B', run: () => void back.run(), when: mayPost }} busy={back.busy} icon={<IconArrowBackUp size={16} aria-hidden />} />
          <CountTools stocktakeId={id} expected />
          <ActionButton action={{ id: 'stocktake.post', title: t('pharmacy.stocktake.post'), keys: 'Ctrl+Enter', run: () => void post.run(), when: mayPost }} busy={post.busy} icon={<IconCheck size={18} aria-hidden />} />
        </form>
        <ProblemNote problem={elsewhere(post.problem, ['reason']) ?? back.problem} />
        {left > 0 ? <AttentionNote>{t('pharmacy.stocktake.left', { left: format.number(left) })}</AttentionNote> : null}
        <div className={classes.scroll} tabIndex={0} role="group" aria-label={t('pharmacy.stocktake.review')}><ReviewTable lines={lines} /></div>
      </div>
    </Card>
  );
}

function ReviewTable({ lines }: Pick<Props, 'lines'>) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useStockWords();
  const signed = (quantity: number): string => (quantity > 0 ? `+${format.number(quantity)}` : format.number(quantity));
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t('pharmacy.column.item')}</th><th scope="col">{t('pharmacy.lot')}</th><th scope="col" className={classes.num}>{t('pharmacy.stocktake.should-be')}</th><th scope="col" className={classes.num}>{t('pharmacy.counted')}</th>
          <th scope="col" className={classes.num}>{t('pharmacy.stocktake.difference')}</th><th scope="col" className={classes.num}>{t('pharmacy.stocktake.moved-since')}</th><th scope="col" className={classes.num}>{t('pharmacy.stocktake.then')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.toSorted((a, b) => place(a) - place(b)).map(({ item, batchId, lot, counted, adjustment, onHand, late }) => {
          const [expected, then] = counted === null || adjustment === null ? [onHand, onHand] : [counted - adjustment, onHand + adjustment];
          const since = onHand - expected;
          return (
            <tr key={batchId}>
              <th scope="row"><bdi>{itemName(item)}</bdi>{late > 0 ? <span className={classes.amber}>{` ${t('pharmacy.stocktake.late')}`}</span> : null}</th>
              <td><bdi>{lot ?? '–'}</bdi></td>
              <td className={classes.num}><bdi>{words.quantity(expected, item)}</bdi></td>
              <td className={classes.num}>{counted === null ? <span className={classes.dim}>{t('pharmacy.stocktake.not-counted')}</span> : <bdi>{words.quantity(counted, item)}</bdi>}</td>
              <td className={`${classes.num} ${adjustment === null || adjustment === 0 ? '' : classes.amber}`}><bdi dir="ltr">{adjustment === null ? '–' : signed(adjustment)}</bdi></td>
              <td className={classes.num}><bdi dir="ltr">{since === 0 ? '–' : signed(since)}</bdi></td>
              <td className={`${classes.num} ${then < 0 ? classes.bad : ''}`}><bdi>{words.quantity(then, item)}</bdi></td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
