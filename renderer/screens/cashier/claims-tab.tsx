import { Checkbox } from '@mantine/core';
import { IconFileInvoice } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClaimShape } from '#domain/contract/billing-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { useMarkedRow } from '#renderer/parts/marked-row.ts';
import { Name } from '#renderer/parts/name.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useMoney } from '#renderer/session/billing.ts';
import classes from './cashier.module.css';
import { ClaimSteps } from './claim-steps.tsx';

/** Claims of insurers: prepared from bills, sent in batches, followed until they are paid. */
export function ClaimsTab({ currency }: { readonly currency: string }) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  const live = useLive('claims.list', () => client.claims.list({}), ['billing']);
  const prepare = useCommand(async () => { await client.claims.prepare({}); });
  if (!live.data) return null;
  const { claims, byStatus, unclaimed } = live.data;
  return (
    <div className={classes.split}>
      <Card title={t('billing.claims.by-status')} fill>
        <div className={classes.tools}><ActionButton busy={prepare.busy} action={{ id: 'claims.prepare', title: t('billing.claims.prepare', { count: unclaimed }), keys: 'n', run: () => void prepare.run(), when: unclaimed > 0 }} /></div>
        <ProblemNote problem={prepare.problem} />
        <table className={classes.table}>
          <thead><tr><th scope="col">{t('billing.payer')}</th><th scope="col" className={classes.amount}>{t('billing.claims.claimed')}</th><th scope="col" className={classes.amount}>{t('billing.claims.paid')}</th></tr></thead>
          <tbody>
            {byStatus.map((row) => <tr key={`${row.payerId} ${row.status}`}><th scope="row"><bdi>{row.payer}</bdi> · {t(`billing.claims.status.${row.status}`)} · {row.claims}</th><td className={classes.amount}><bdi dir="ltr">{money.show(row.amount)}</bdi></td><td className={classes.amount}><bdi dir="ltr">{money.show(row.paid)}</bdi></td></tr>)}
          </tbody>
        </table>
      </Card>
      <Card title={t('billing.tab.claims')} fill tools={claims.length === 0 ? undefined : <span className={classes.dim}>{t('billing.claims.tick')} <KeyHint keys="t" /></span>}>
        {claims.length === 0 ? <Empty icon={IconFileInvoice} title={t('billing.claims.none')} hint={t('billing.claims.none-hint')} /> : <ClaimList claims={claims} currency={currency} />}
      </Card>
    </div>
  );
}

function ClaimList({ claims, currency }: { readonly claims: readonly ClaimShape[]; readonly currency: string }) {
  const { t } = useTranslation();
  const money = useMoney(currency);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const picked = claims.filter(({ id }) => chosen.has(id));
  // The newest first among those that wait for the same step of the same payer.
  const next = claims.find(({ status }) => status === 'draft') ?? claims.find(({ status }) => status === 'submitted' || status === 'accepted');
  useAction({
    id: 'claims.tick', title: t('billing.claims.tick'), keys: 't', when: next !== undefined,
    run: () => setChosen(new Set(chosen.size > 0 ? [] : claims.filter(({ status, payerId }) => status === next?.status && payerId === next.payerId).map(({ id }) => id))),
  });
  const toggle = (id: string, on: boolean): void => setChosen((before) => new Set(on ? [...before, id] : [...before].filter((each) => each !== id)));
  const list = useMarkedRow(claims, ({ id }) => id);
  const { marked } = list;
  useAction({ id: 'claims.tick-marked', title: t('billing.claims.tick-marked'), keys: ' ', run: () => { if (marked) toggle(marked.id, !chosen.has(marked.id)); }, when: marked !== undefined });
  return (
    <>
      <ClaimSteps claims={picked} currency={currency} onDone={() => setChosen(new Set())} />
      <ul className={classes.list} aria-label={t('billing.tab.claims')}>
        {claims.map((claim) => (
          <li key={claim.id} className={classes.row} {...list.lookOf(claim)}>
            <Checkbox checked={chosen.has(claim.id)} onChange={(event) => toggle(claim.id, event.currentTarget.checked)}
              label={<><Name>{claim.patient.name}</Name> <span className={classes.dim}><bdi dir="ltr">{claim.invoiceNumber}</bdi> · <bdi>{claim.payer}</bdi>{claim.batchNumber === null ? null : <> · <bdi dir="ltr">{claim.batchNumber}</bdi></>}{claim.reason === null ? null : <> · <bdi>{claim.reason}</bdi></>}</span></>} />
            <span className={classes.side}><bdi dir="ltr" className={classes.strong}>{money.show(claim.amount)}</bdi><span className={classes.dim}>{t(`billing.claims.status.${claim.status}`)}</span></span>
          </li>
        ))}
      </ul>
    </>
  );
}
