import { Radio } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { Name } from '#renderer/parts/name.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { useMoney } from '#renderer/session/billing.ts';
import { useCan } from '#renderer/session/session.ts';
import classes from './cashier.module.css';
import { InsurerDialog, type InsurerDialogProps } from './insurer-dialog.tsx';
import { ReferenceForm } from './reference-form.tsx';

/** What is owed back to an insurer: it was sent back, or it pays another claim. */
export function InsurerBackDialog(props: InsurerDialogProps) {
  const can = useCan();
  return (
    <InsurerDialog {...props} words="insurer-back">
      {can('billing.refund') ? <GiveBack {...props} /> : null}
      {can('billing.claims') ? <SetOff {...props} /> : null}
    </InsurerDialog>
  );
}

function GiveBack({ bill: { invoiceId, due }, currency, onClose }: InsurerDialogProps) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  const give = async (reference: string): Promise<void> => {
    const { payment } = await client.claims.payBack({ invoiceId, reference, owed: due });
    toast('done', t('billing.insurer-back.given', { number: isolated(payment.number) }));
    onClose();
  };
  return <ReferenceForm label={t('billing.insurer-back.reference')} verb={t('billing.insurer-back.give', { amount: isolated(money.show(due)) })} onSubmit={give} />;
}

function SetOff({ bill: { invoiceId, payerId, due }, currency, onClose }: InsurerDialogProps) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  const claims = useLive('claims.list', () => client.claims.list({}), ['billing']).data?.claims
    .filter((claim) => claim.payerId === payerId && claim.invoiceId !== invoiceId && claim.due > 0 && (claim.status === 'submitted' || claim.status === 'accepted'));
  const [claimId, setClaimId] = useState<string>();
  const chosen = claims?.find(({ id }) => id === claimId) ?? claims?.[0];
  const move = useCommand(async () => {
    if (!chosen) return;
    const { amount } = await client.claims.setOff({ invoiceId, claimId: chosen.id, owed: due });
    toast('done', t('billing.insurer-back.moved', { amount: isolated(money.show(amount)) }));
    onClose();
  });
  if (!claims) return null;
  return (
    <section className={classes.earlier} aria-label={t('billing.insurer-back.or')}>
      <h3>{t('billing.insurer-back.or')}</h3>
      {chosen ? (
        <>
          <Radio.Group label={t('billing.insurer-back.claim')} value={chosen.id} onChange={setClaimId}>
            <div className={classes.claims}>
              {claims.map((claim) => (
                <Radio
                  key={claim.id} value={claim.id} classNames={{ body: classes.claim ?? '', labelWrapper: classes.claimWords ?? '' }}
                  label={<span className={classes.row}><span><Name>{claim.patient.name}</Name> <bdi dir="ltr" className={classes.dim}>{claim.invoiceNumber}</bdi></span><bdi dir="ltr" className={classes.strong}>{money.show(claim.due)}</bdi></span>}
                />
              ))}
            </div>
          </Radio.Group>
          <ActionButton variant="default" busy={move.busy} action={{ id: 'insurer-back.set-off', title: t('billing.insurer-back.set-off'), keys: 'Ctrl+Enter', run: () => void move.run() }} />
        </>
      ) : <p className={classes.note}>{t('billing.insurer-back.no-claim')}</p>}
      <ProblemNote problem={move.problem} />
    </section>
  );
}
