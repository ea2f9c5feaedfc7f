import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { Name } from '#renderer/parts/name.tsx';
import { navigate } from '#renderer/router.ts';
import { useMoney } from '#renderer/session/billing.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './cashier.module.css';

/** Bills on which too much was paid: each leads to where it is given back or kept. */
export function AttentionTab({ currency }: { readonly currency: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const money = useMoney(currency);
  const overpaid = useLive('billing.attention', () => client.billing.attention({}), ['billing']).data?.overpaid;
  return (
    <Card title={t('billing.tab.attention')} fill>
      <p className={classes.note}>{t('billing.attention-about')}</p>
      {overpaid?.length === 0 ? <Empty icon={IconCheck} title={t('billing.none-attention')} hint={t('billing.none-attention-hint')} /> : null}
      <ul className={classes.list} aria-label={t('billing.tab.attention')}>
        {overpaid?.map((bill) => (
          <li key={bill.invoiceId}>
            <button type="button" className={classes.row} onClick={() => navigate('cashier', 'till', bill.patient.id)}>
              <span><Name>{bill.patient.name}</Name> <span className={classes.dim}><bdi dir="ltr">{bill.number}</bdi> · {format.date(bill.day)}</span></span>
              <span className={classes.danger}>{t('billing.overpaid')} <bdi dir="ltr">{money.show(-bill.due)}</bdi></span>
            </button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
