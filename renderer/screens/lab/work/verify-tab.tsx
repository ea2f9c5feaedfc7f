import { IconChecks, IconPencil, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { Name } from '#renderer/parts/name.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { navigate } from '#renderer/router.ts';
import { useLabCatalogue, type Catalogue } from '#renderer/session/laboratory.ts';
import { useCan } from '#renderer/session/session.ts';
import { OrderList, PriorityMark } from './order-list.tsx';
import { ordersOf, type OpenOrder } from './orders-of.ts';
import { RetypeDialog } from './retype-dialog.tsx';
import { VerifyTable } from './verify-table.tsx';
import classes from './work.module.css';

const MOST = 500;

/** Results that wait to be verified, gathered by order. */
export function VerifyTab() {
  const { t } = useTranslation();
  const catalogue = useLabCatalogue();
  const live = useLive('laboratory.worklist:verify', () => client.laboratory.worklist({ list: 'verify', limit: MOST }), ['lab', 'patients']);
  const [chosenId, setChosenId] = useState<string>();
  const orders = ordersOf(live.data?.lines ?? []);
  const order = orders.find(({ id }) => id === chosenId) ?? orders[0];
  return (
    <div className={classes.split} data-empty={(live.data && orders.length === 0) || undefined}>
      <Card title={t('laboratory.tab.verify')} fill>
        {live.error !== undefined && !live.data ? <ProblemNote problem={problemOf(live.error)} /> : null}
        {live.data && orders.length === 0 ? <Empty icon={IconChecks} title={t('laboratory.none.verify')} hint={t('laboratory.none-hint.verify')} /> : null}
        <OrderList orders={orders} label={t('laboratory.tab.verify')} catalogue={catalogue} chosenId={order?.id} onChoose={setChosenId} />
      </Card>
      <section className={classes.detail} aria-label={t('laboratory.order')}>
        {order && catalogue ? <Verifying key={order.id} order={order} catalogue={catalogue} /> : null}
      </section>
    </div>
  );
}

function Verifying({ order, catalogue }: { readonly order: OpenOrder; readonly catalogue: Catalogue }) {
  const { t } = useTranslation();
  const can = useCan();
  /** Of two values of one test, the one a person chose. */
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const [at, setAt] = useState<string>();
  const [retyping, setRetyping] = useState(false);
  const here = order.lines.find(({ id }) => id === at) ?? order.lines[0];
  const ready = order.lines.flatMap((line) => {
    const valueId = line.rivals.length === 0 ? line.current?.id : chosen[line.id];
    return valueId === undefined ? [] : [{ lineId: line.id, valueId }];
  });
  const verify = useCommand(async () => {
    await client.laboratory.verify({ lines: ready });
    toast('done', t('laboratory.verified', { count: ready.length }));
  });
  const { first } = order;
  return (
    <>
      <h2 className={classes.title}><Name>{first.patient.name}</Name> <span className={classes.dim}><bdi dir="ltr">{first.patient.number}</bdi></span> <PriorityMark priority={first.priority} /></h2>
      <p className={classes.note}>{t('laboratory.ordered-by', { name: first.orderedBy ?? '–' })}{first.note === null ? null : <> · <bdi>{first.note}</bdi></>}</p>
      <VerifyTable lines={order.lines} catalogue={catalogue} chosen={chosen} onChoose={(lineId, valueId) => setChosen({ ...chosen, [lineId]: valueId })} at={here?.id} onAt={setAt} />
      <ProblemNote problem={verify.problem} />
      <div className={classes.actions}>
        {can('lab.verify') ? (
          <ActionButton action={{ id: 'lab.verify', title: t('laboratory.verify', { count: ready.length }), keys: 'v', run: () => void verify.run(), when: ready.length > 0 }} busy={verify.busy} icon={<IconChecks size={18} aria-hidden />} />
        ) : null}
        {can('lab.write') ? (
          <ActionButton variant="default" action={{ id: 'lab.retype', title: t('laboratory.retype'), keys: 'e', run: () => setRetyping(true), when: here?.current != null && here.current.source !== 'calculated' }} icon={<IconPencil size={18} aria-hidden />} />
        ) : null}
        <ActionButton variant="default" action={{ id: 'lab.open-chart', title: t('laboratory.open-chart'), keys: 'o', run: () => navigate('patients', first.patient.id, 'lab') }} icon={<IconUser size={18} aria-hidden />} />
      </div>
      {here ? <RetypeDialog key={here.id + String(retyping)} opened={retyping} line={here} catalogue={catalogue} onClose={() => setRetyping(false)} /> : null}
    </>
  );
}
