import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { FollowUp } from '#domain/contract/record-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { AddLine } from '#renderer/screens/record/add-line.tsx';
import { RecordCard } from '#renderer/screens/record/card.tsx';
import { RecordLine, useWhen } from '#renderer/screens/record/lines.tsx';
import record from '#renderer/screens/record/record.module.css';
import { SmallButton } from '#renderer/screens/record/tools.tsx';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import type { CardProps } from './cards.tsx';

const KEYS = 'Alt+B';

/** When the patient is to come again; reception sees it as a wanted appointment. */
export function FollowUpCard({ patientId, visit }: CardProps) {
  const { t } = useTranslation();
  const can = useCan();
  const input = useRef<HTMLInputElement>(null);
  useAction({ id: 'visit.follow-up', title: t('visit.add-follow-up'), keys: KEYS, run: () => input.current?.focus() });
  return (
    <RecordCard title={t('visit.follow-up')}>
      {can('record.write') ? <AddLine label={t('visit.add-follow-up')} input={input} keys={KEYS} onAdd={(due) => client.encounters.followUp({ patientId, due })} /> : null}
      <ul className={record.lines}>{visit?.followUps.map((each) => <FollowUpLine key={each.id} patientId={patientId} followUp={each} />)}</ul>
    </RecordCard>
  );
}

const STATES = new Set(['wanted', 'booked', 'done', 'cancelled']);

/** One wanted visit, with the way to take it back. */
export function FollowUpLine({ patientId, followUp: { id, dueOn, reason, status, createdAt, createdBy } }: { readonly patientId: string; readonly followUp: FollowUp }) {
  const { t } = useTranslation();
  const can = useCan();
  const format = useFormat();
  const when = useWhen();
  const cancel = useCommand(() => client.encounters.cancelFollowUp({ patientId, followUpId: id }));
  return (
    <RecordLine
      title={format.longDate(dueOn)} over={status === 'cancelled'} more={[reason, STATES.has(status) ? t(`visit.follow-up-state.${status}`) : status, when(createdAt, createdBy)]}
      tools={can('record.write') && status === 'wanted' ? <SmallButton label={t('record.take-back')} about={format.date(dueOn)} busy={cancel.busy} onClick={() => void cancel.run()} /> : undefined}
    />
  );
}
