import { Checkbox } from '@mantine/core';
import { IconDroplet, IconPrinter, IconTestPipe, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabLine } from '#domain/contract/lab-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useLive } from '#renderer/api/live.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { Card } from '#renderer/parts/card.tsx';
import { Empty } from '#renderer/parts/empty.tsx';
import { Name } from '#renderer/parts/name.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useLabCatalogue, type Catalogue } from '#renderer/session/laboratory.ts';
import { useCan } from '#renderer/session/session.ts';
import { OrderList, PriorityMark } from './order-list.tsx';
import { ordersOf, type OpenOrder } from './orders-of.ts';
import { usePrintLabels } from './print-labels.ts';
import { ReasonDialog } from './reason-dialog.tsx';
import classes from './work.module.css';

const MOST = 500;

/** Orders whose specimens are still to be taken. */
export function CollectTab() {
  const { t } = useTranslation();
  const catalogue = useLabCatalogue();
  const live = useLive('laboratory.worklist:collect', () => client.laboratory.worklist({ list: 'collect', limit: MOST }), ['lab', 'patients']);
  const [chosenId, setChosenId] = useState<string>();
  const [taken, setTaken] = useState<readonly LabLine[]>([]);
  const orders = ordersOf(live.data?.lines ?? []);
  const order = orders.find(({ id }) => id === chosenId) ?? orders[0];
  return (
    <div className={classes.split} data-empty={(live.data && orders.length === 0 && taken.length === 0) || undefined}>
      <Card title={t('laboratory.tab.collect')} fill>
        {live.error !== undefined && !live.data ? <ProblemNote problem={problemOf(live.error)} /> : null}
        {live.data && orders.length === 0 ? <Empty icon={IconTestPipe} title={t('laboratory.none.collect')} hint={t('laboratory.none-hint.collect')} /> : null}
        <OrderList orders={orders} label={t('laboratory.tab.collect')} catalogue={catalogue} chosenId={order?.id} onChoose={setChosenId} />
      </Card>
      <section className={classes.detail} aria-label={t('laboratory.order')}>
        {order ? <Collecting key={order.id} order={order} catalogue={catalogue} onTaken={setTaken} /> : null}
        <Taken lines={taken} />
      </section>
    </div>
  );
}

interface CollectingProps {
  readonly order: OpenOrder;
  readonly catalogue: Catalogue | undefined;
  readonly onTaken: (lines: readonly LabLine[]) => void;
}

function Collecting({ order, catalogue, onTaken }: CollectingProps) {
  const { t } = useTranslation();
  const can = useCan();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [cancelling, setCancelling] = useState(false);
  const lineIds = order.lines.map(({ id }) => id).filter((id) => !left.has(id));
  const collect = useCommand(async () => { onTaken((await client.laboratory.collect({ lineIds })).lines); });
  const cancel = useCommand(async (reason: string) => {
    await client.laboratory.cancel({ lineIds, reason });
    setCancelling(false);
  });
  const { first } = order;
  return (
    <>
      <h2 className={classes.title}><Name>{first.patient.name}</Name> <span className={classes.dim}><bdi dir="ltr">{first.patient.number}</bdi></span> <PriorityMark priority={first.priority} /></h2>
      <p className={classes.note}>{t('laboratory.ordered-by', { name: first.orderedBy ?? '–' })}{first.note === null ? null : <> · <bdi>{first.note}</bdi></>}</p>
      <div className={classes.scroll} tabIndex={0} role="group" aria-label={t('laboratory.tests')}>
        {order.lines.map((line) => (
          <Checkbox
            key={line.id} my={8} checked={!left.has(line.id)}
            label={`${catalogue?.nameOf(line.testCode) ?? line.testCode} · ${t(`laboratory.specimen.${catalogue?.testOf(line.testCode)?.specimen ?? 'other'}`)}`}
            description={line.reason === null ? undefined : t('laboratory.rejected-because', { reason: line.reason })}
            onChange={(event) => {
              const next = new Set(left);
              if (event.currentTarget.checked) next.delete(line.id);
              else next.add(line.id);
              setLeft(next);
            }}
          />
        ))}
      </div>
      <ProblemNote problem={collect.problem} />
      <div className={classes.actions}>
        {can('lab.collect') ? (
          <ActionButton
            action={{ id: 'lab.collect', title: t('laboratory.collect'), keys: 'c', run: () => void collect.run(), when: lineIds.length > 0 }} busy={collect.busy}
            icon={<IconDroplet size={18} aria-hidden />}
          />
        ) : null}
        {can('lab.order') ? (
          <ActionButton
            variant="default" action={{ id: 'lab.cancel', title: t('laboratory.cancel'), keys: 'x', run: () => { cancel.clear(); setCancelling(true); }, when: lineIds.length > 0 }}
            icon={<IconX size={18} aria-hidden />}
          />
        ) : null}
      </div>
      <ReasonDialog
        opened={cancelling} title={t('laboratory.cancel-title')} label={t('laboratory.reason')} confirm={t('laboratory.cancel')} problem={cancel.problem} busy={cancel.busy}
        onClose={() => setCancelling(false)} onReason={(reason) => void cancel.run(reason)}
      />
    </>
  );
}

/** The numbers just given out, with their labels. */
function Taken({ lines }: { readonly lines: readonly LabLine[] }) {
  const { t } = useTranslation();
  const specimens = [...new Map(lines.flatMap(({ specimen }) => (specimen ? [[specimen.id, specimen] as const] : []))).values()];
  const print = usePrintLabels();
  if (specimens.length === 0) return null;
  return (
    <section aria-label={t('laboratory.taken')}>
      <p className={classes.note} role="status">{t('laboratory.taken')}</p>
      <ul className={classes.tubes}>
        {specimens.map((specimen) => <li key={specimen.id} className={classes.tube}><bdi dir="ltr">{specimen.number}</bdi> {t(`laboratory.specimen.${specimen.kind}`)}</li>)}
      </ul>
      <div className={classes.actions}>
        <ActionButton
          variant="default" action={{ id: 'lab.labels', title: t('laboratory.print-labels'), keys: 'p', run: () => void print.run(specimens.map(({ id }) => id)) }} busy={print.busy}
          icon={<IconPrinter size={18} aria-hidden />}
        />
      </div>
    </section>
  );
}
