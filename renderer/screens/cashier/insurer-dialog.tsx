import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InsurerOwed } from '#domain/contract/billing-shapes.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { navigate } from '#renderer/router.ts';
import { useMoney } from '#renderer/session/billing.ts';
import classes from './cashier.module.css';

export interface InsurerDialogProps { readonly bill: InsurerOwed; readonly currency: string; readonly onClose: () => void }

interface Props extends InsurerDialogProps {
  /** Whose sentences it shows: the insurer is owed something, or has too much. */
  readonly words: 'insurer-back' | 'insurer-return';
  readonly children: ReactNode;
}

/** What is between the clinic and an insurer on one bill, and the ways to settle it. */
export function InsurerDialog({ bill, currency, onClose, words, children }: Props) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  const title = t(`billing.${words}.title`, { name: isolated(bill.payer ?? t('billing.insurer')), number: isolated(bill.number) });
  return (
    <Dialog opened onClose={onClose} title={title}>
      <div className={classes.form}>
        <p className={classes.big}><bdi dir="ltr">{money.show(bill.due)}</bdi></p>
        <p className={classes.note}>{t(`billing.${words}.about`)}</p>
        {children}
        <div><ActionButton variant="subtle" size="compact-md" action={{ id: `${words}.open`, title: t('billing.insurer-back.open-bill'), keys: 'Alt+O', run: () => navigate('cashier', 'till', bill.patient.id) }} /></div>
      </div>
    </Dialog>
  );
}
