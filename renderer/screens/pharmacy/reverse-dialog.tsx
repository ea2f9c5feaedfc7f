import { Button, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { StockMovement } from '#domain/contract/stock-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { Dialog } from '#renderer/parts/dialog.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import classes from './pharmacy.module.css';

/** Takes back what a movement belongs to, with the reason; both stay in the ledger. */
export function ReverseDialog({ movement, onClose }: { readonly movement: Pick<StockMovement, 'id' | 'kind'>; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const reverse = useCommand(async () => {
    await client.stock.reverse({ movementId: movement.id, reason });
    toast('done', t('pharmacy.taken-back'));
    onClose();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== '') void reverse.run();
  };
  return (
    <Dialog opened onClose={onClose} title={t('pharmacy.take-back-title', { kind: t(`pharmacy.kind.${movement.kind}`) })}>
      <form onSubmit={submit} className={classes.ask}>
        <p className={classes.note}>{t('pharmacy.take-back-hint')}</p>
        <TextInput data-autofocus label={t('pharmacy.reason')} value={reason} maxLength={400} dir="auto" onChange={(event) => setReason(event.currentTarget.value)} />
        <ProblemNote problem={reverse.problem} />
        <Button type="submit" loading={reverse.busy} disabled={reason.trim() === ''}>{t('pharmacy.take-back')}</Button>
      </form>
    </Dialog>
  );
}
