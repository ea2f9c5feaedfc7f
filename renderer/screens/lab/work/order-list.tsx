import { useRef, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabLine } from '#domain/contract/lab-shapes.ts';
import { Name } from '#renderer/parts/name.tsx';
import { useNow } from '#renderer/parts/now.ts';
import type { Catalogue } from '#renderer/session/laboratory.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import type { OpenOrder } from './orders-of.ts';
import classes from './work.module.css';

interface Props {
  readonly orders: readonly OpenOrder[];
  readonly label: string;
  readonly catalogue: Catalogue | undefined;
  readonly chosenId: string | undefined;
  readonly onChoose: (id: string) => void;
}

/** One line an order; the arrow keys go from one to the next. */
export function OrderList({ orders, label, catalogue, chosenId, onChoose }: Props) {
  const list = useRef<HTMLUListElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    rows[Math.max(0, Math.min(rows.length - 1, rows.findIndex((row) => row === document.activeElement) + step))]?.focus();
  };
  return (
    <ul ref={list} className={classes.list} aria-label={label} onKeyDown={onKeyDown}>
      {orders.map((order) => <li key={order.id}><OrderRow order={order} catalogue={catalogue} chosen={order.id === chosenId} onChoose={onChoose} /></li>)}
    </ul>
  );
}

function OrderRow({ order, catalogue, chosen, onChoose }: { readonly order: OpenOrder; readonly chosen: boolean } & Pick<Props, 'catalogue' | 'onChoose'>) {
  const format = useFormat();
  const now = useNow();
  const choose = (): void => onChoose(order.id);
  const { first: { patient, orderedAt, priority } } = order;
  return (
    <button type="button" className={classes.row} data-chosen={chosen || undefined} aria-current={chosen ? 'true' : undefined} onClick={choose} onFocus={choose}>
      <span className={classes.who}>
        <span className={classes.name}><Name>{patient.name}</Name></span>
        <span className={classes.facts}><bdi dir="ltr">{patient.number}</bdi></span>
        <span className={classes.facts}>{order.lines.map(({ testCode }) => catalogue?.nameOf(testCode) ?? testCode).join(' · ')}</span>
      </span>
      <span className={classes.when}>
        <span>{format.dateTime(orderedAt, now)}</span>
        <PriorityMark priority={priority} />
      </span>
    </button>
  );
}

export function PriorityMark({ priority }: { readonly priority: LabLine['priority'] }) {
  const { t } = useTranslation();
  if (priority === 'routine') return null;
  return <span className={classes.priority} data-stat={priority === 'stat' || undefined}>{t(`laboratory.priority.${priority}`)}</span>;
}
