import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useMoney } from '#renderer/session/billing.ts';
import { useCan } from '#renderer/session/session.ts';
import { InsurerDialog, type InsurerDialogProps } from './insurer-dialog.tsx';
import { ReferenceForm } from './reference-form.tsx';

/** What an insurer was given back twice: it is here again, or one of the two was never sent. */
export function InsurerReturnDialog(props: InsurerDialogProps) {
  const { bill: { invoiceId, due }, currency, onClose } = props;
  const { t } = useTranslation();
  const can = useCan();
  const money = useMoney(currency);
  const take = async (reference: string): Promise<void> => {
    const { payment } = await client.claims.takeReturn({ invoiceId, reference, owed: due });
    toast('done', t('billing.insurer-return.taken', { number: isolated(payment.number) }));
    onClose();
  };
  return (
    <InsurerDialog {...props} words="insurer-return">
      {can('billing.refund') ? <ReferenceForm label={t('billing.insurer-return.reference')} verb={t('billing.insurer-return.take', { amount: isolated(money.show(due)) })} onSubmit={take} /> : null}
    </InsurerDialog>
  );
}
