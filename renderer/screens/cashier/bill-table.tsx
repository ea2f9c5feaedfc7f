import { CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Bill } from '#domain/contract/billing-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useMoney } from '#renderer/session/billing.ts';
import { useCan } from '#renderer/session/session.ts';
import classes from './cashier.module.css';

interface Props { readonly bill: Bill; readonly currency: string }

/** The lines of a bill and what was taken off them. Those of the open one can be taken off. */
export function BillTable({ bill, patientId, currency }: Props & { readonly patientId: string }) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  const mayRemove = useCan()('billing.charge') && bill.status === 'draft';
  const remove = useCommand(async (lineId: string) => { await client.billing.removeLine({ patientId, lineId }); });
  return (
    <>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('billing.item')}</th><th scope="col" className={classes.amount}>{t('billing.quantity')}</th><th scope="col" className={classes.amount}>{t('billing.price')}</th>
            <th scope="col" className={classes.amount}>{t('billing.sum')}</th>{mayRemove ? <th scope="col"><span className="db-hidden">{t('billing.take-off')}</span></th> : null}
          </tr>
        </thead>
        <tbody>
          {bill.lines.map((line) => (
            <tr key={line.id}>
              <th scope="row"><bdi>{line.title}</bdi></th><td className={classes.amount}>{line.quantity}</td><td className={classes.amount}><bdi dir="ltr">{money.show(line.unitAmount)}</bdi></td>
              <td className={classes.amount}><bdi dir="ltr">{money.show(line.charged)}</bdi></td>
              {mayRemove ? <td className={classes.amount}><CloseButton size="sm" aria-label={t('billing.take-off-line', { title: line.title })} onClick={() => void remove.run(line.id)} /></td> : null}
            </tr>
          ))}
          {bill.cuts.map((cut) => (
            <tr key={`${cut.kind} ${cut.at} ${cut.number ?? ''}`} data-cut>
              <th scope="row" colSpan={3}>{t(`billing.cut.${cut.kind}`)}{cut.reason === null ? null : <> · <bdi>{cut.reason}</bdi></>}{cut.by === null ? null : <> · <bdi>{cut.by}</bdi></>}</th>
              <td className={classes.amount}><bdi dir="ltr">{money.show(cut.total)}</bdi></td>{mayRemove ? <td /> : null}
            </tr>
          ))}
        </tbody>
      </table>
      <ProblemNote problem={remove.problem} />
    </>
  );
}

/** What a bill comes to, and what the patient owes of it. */
export function Sums({ bill: { sums, payer }, currency }: Props) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  const line = (name: string, amount: number, className = '') => (
    <>
      <dt className={className}>{name}</dt>
      <dd className={className}><bdi dir="ltr">{money.show(amount)}</bdi></dd>
    </>
  );
  return (
    <dl className={classes.sums}>
      {line(t('billing.total'), sums.total)}
      {sums.tax === 0 ? null : line(t('billing.tax-in-it'), sums.tax)}
      {sums.insurer === 0 ? null : line(t('billing.insurer-pays', { name: payer?.name ?? t('billing.insurer') }), sums.insurer)}
      {sums.insured === 0 ? null : line(t('billing.insurer-paid', { name: payer?.name ?? t('billing.insurer') }), sums.insured)}
      {sums.paid === 0 ? null : line(t('billing.paid-already'), sums.paid)}
      {line(sums.due < 0 ? t('billing.overpaid') : t('billing.due'), Math.abs(sums.due), classes.due)}
    </dl>
  );
}
