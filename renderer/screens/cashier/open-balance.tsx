import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { useMoney } from '#renderer/session/billing.ts';
import { useCan } from '#renderer/session/session.ts';
import classes from './cashier.module.css';

/** What the patient owes, with what is not on a bill yet, or has in credit; nothing where all is settled or nobody may know. */
export function OpenBalance({ patientId }: { readonly patientId: string }) {
  const { t } = useTranslation();
  const can = useCan();
  // Each reading is written down as a look at this patient: others' bills are no reason for one.
  const { data } = useLive(can('billing.read') ? `billing.balance:${patientId}` : null, () => client.billing.balance({ patientId }), ['billing', 'queue', 'lab', 'stock'], patientId);
  const money = useMoney(data?.currency ?? 'USD');
  const due = data ? data.due + data.unbilled : 0;
  if (due === 0) return null;
  return <a className={classes.owes} href={`#/cashier/till/${patientId}`}><strong>{due > 0 ? t('billing.owes', { amount: isolated(money.show(due)) }) : t('billing.in-credit', { amount: isolated(money.show(-due)) })}</strong></a>;
}
