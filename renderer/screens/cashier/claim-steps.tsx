import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClaimShape } from '#domain/contract/billing-shapes.ts';
import { inZone } from '#domain/kit/time.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { saveDocument } from '#renderer/parts/save-document.ts';
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
  const waiting = claims.filter(({ due }) => due > 0);
  const left = waiting.reduce((sum, { due }) => sum + due, 0);
  const page = async (batchId: string): Promise<void> => saveDocument(await client.printing.claimBatchPdf({ batchId }));
  const print = useCommand(page);
  const batchId = claims[0]?.batchId ?? null;
  const act = useCommand(async (step: 'submit' | 'accept' | 'reject' | 'correct' | 'pay') => {
    if (payerId === undefined) return;
    if (step === 'submit') await page((await client.claims.submit({ payerId, claimIds: claims.map(({ id }) => id) })).batchId);
    else if (step === 'pay') await client.claims.remit({ payerId, reference: words, amount: left, receivedOn: inZone(Date.now(), zone).date, parts: waiting.map(({ id, due }) => ({ claimId: id, amount: due })) });
    else for (const { id } of claims) await client.claims.move({ claimId: id, move: step, ...(words.trim() === '' ? {} : { reason: words }) });
    setWords('');
    onDone();
  });
  if (claims.length === 0) return <p className={classes.note}>{t('billing.claims.choose')}</p>;
  return (
    <div className={classes.form}>
      <TextInput label={t('billing.claims.words')} description={t('billing.claims.words-hint')} value={words} maxLength={200} dir="auto" onChange={(event) => setWords(event.currentTarget.value)} />
      <div className={classes.tools}>
        {all('draft') ? <ActionButton busy={act.busy} action={{ id: 'claims.submit', title: t('billing.claims.submit'), keys: 's', run: () => void act.run('submit') }} /> : null}
        {all('submitted') ? <ActionButton variant="default" busy={act.busy} action={{ id: 'claims.accept', title: t('billing.claims.accept'), keys: 'a', run: () => void act.run('accept') }} /> : null}
        {all('submitted', 'accepted') ? <ActionButton variant="default" busy={act.busy} action={{ id: 'claims.reject', title: t('billing.claims.reject'), keys: 'r', run: () => void act.run('reject'), when: words.trim() !== '' }} /> : null}
        {all('submitted', 'accepted') ? <ActionButton busy={act.busy} action={{ id: 'claims.remit', title: t('billing.claims.remit', { amount: money.show(left) }), keys: 'p', run: () => void act.run('pay'), when: words.trim() !== '' && left > 0 }} /> : null}
        {all('rejected') ? <ActionButton variant="default" busy={act.busy} action={{ id: 'claims.correct', title: t('billing.claims.correct'), keys: 'c', run: () => void act.run('correct') }} /> : null}
        {batchId !== null && claims.every((claim) => claim.batchId === batchId) ? <ActionButton variant="default" busy={print.busy} action={{ id: 'claims.print', title: t('billing.claims.print', { number: claims[0]?.batchNumber ?? '' }), keys: 'i', run: () => void print.run(batchId) }} /> : null}
      </div>
      <ProblemNote problem={act.problem ?? print.problem} />
    </div>
  );
}
