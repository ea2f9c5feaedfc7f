import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClaimShape } from '#domain/contract/billing-shapes.ts';
import { inZone } from '#domain/kit/time.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useMoney } from '#renderer/session/billing.ts';
import { useClinicPlace } from '#renderer/text/use-format.ts';
import classes from './cashier.module.css';

interface Props { readonly claims: readonly ClaimShape[]; readonly currency: string; readonly onDone: () => void }

/** What can be done with the claims that are ticked: all of one payer. */
export function ClaimSteps({ claims, currency, onDone }: Props) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  const { zone } = useClinicPlace();
  const [words, setWords] = useState('');
  const payerId = claims[0]?.payerId;
  const all = (...statuses: ClaimShape['status'][]): boolean => claims.length > 0 && claims.every((claim) => claim.payerId === payerId && statuses.includes(claim.status));
  const left = claims.reduce((sum, { amount, paid }) => sum + amount - paid, 0);
  const act = useCommand(async (step: 'submit' | 'accept' | 'reject' | 'correct' | 'pay') => {
    if (payerId === undefined) return;
    if (step === 'submit') await client.claims.submit({ payerId, claimIds: claims.map(({ id }) => id) });
    else if (step === 'pay') await client.claims.remit({ payerId, reference: words, amount: left, receivedOn: inZone(Date.now(), zone).date, parts: claims.map(({ id, amount, paid }) => ({ claimId: id, amount: amount - paid })) });
    else for (const { id } of claims) await client.claims.move({ claimId: id, move: step, ...(words.trim() === '' ? {} : { reason: words }) });
    setWords('');
    onDone();
  });
  if (claims.length === 0) return <p className={classes.note}>{t('billing.claims.choose')}</p>;
  return (
    <div className={classes.form}>
      <TextInput label={t('billing.claims.words')} value={words} maxLength={200} dir="auto" onChange={(event) => setWords(event.currentTarget.value)} />
      <div className={classes.tools}>
        {all('draft') ? <Button loading={act.busy} onClick={() => void act.run('submit')}>{t('billing.claims.submit')}</Button> : null}
        {all('submitted') ? <Button variant="default" loading={act.busy} onClick={() => void act.run('accept')}>{t('billing.claims.accept')}</Button> : null}
        {all('submitted', 'accepted') ? <Button variant="default" loading={act.busy} disabled={words.trim() === ''} onClick={() => void act.run('reject')}>{t('billing.claims.reject')}</Button> : null}
        {all('submitted', 'accepted') ? <Button loading={act.busy} disabled={words.trim() === ''} onClick={() => void act.run('pay')}>{t('billing.claims.remit', { amount: money.show(left) })}</Button> : null}
        {all('rejected') ? <Button variant="default" loading={act.busy} onClick={() => void act.run('correct')}>{t('billing.claims.correct')}</Button> : null}
      </div>
      <ProblemNote problem={act.problem} />
    </div>
  );
}
