import { useTranslation } from 'react-i18next';
import type { InsurerOwed } from '#domain/contract/billing-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { navigate } from '#renderer/router.ts';
import { useMoney } from '#renderer/session/billing.ts';
import { useCan } from '#renderer/session/session.ts';
import classes from './cashier.module.css';
import { ReferenceForm } from './reference-form.tsx';

interface Props { readonly bill: InsurerOwed; readonly currency: string; readonly onClose: () => void }

/** What an insurer was given back twice: it is here again, or one of the two was never sent. */
export function InsurerReturnDialog({ bill, currency, onClose }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const money = useMoney(currency);
  return (
    <Dialog opened onClose={onClose} title={t('billing.insurer-return.title', { name: isolated(bill.payer ?? t('billing.insurer')), number: isolated(bill.number) })}>
      <div className={classes.form}>
        <p className={classes.big}><bdi dir="ltr">{money.show(bill.due)}</bdi></p>
        <p className={classes.note}>{t('billing.insurer-return.about')}</p>
        {can('billing.refund') ? <Take bill={bill} currency={currency} onClose={onClose} /> : null}
        <div><ActionButton variant="subtle" size="compact-md" action={{ id: 'insurer-return.open', title: t('billing.insurer-back.open-bill'), keys: 'Alt+O', run: () => navigate('cashier', 'till', bill.patient.id) }} /></div>
      </div>
    </Dialog>
  );
}

function Take({ bill: { invoiceId, due }, currency, onClose }: Props) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  const take = async (reference: string): Promise<void> => {
    const { payment } = await client.claims.takeReturn({ invoiceId, reference, owed: due });
    toast('done', t('billing.insurer-return.taken', { number: isolated(payment.number) }));
    onClose();
  };
  return <ReferenceForm label={t('billing.insurer-return.reference')} verb={t('billing.insurer-return.take', { amount: isolated(money.show(due)) })} onSubmit={take} />;
}
