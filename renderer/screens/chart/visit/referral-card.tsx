import { Button } from '@mantine/core';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Referral } from '#domain/contract/record-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { RecordCard } from '#renderer/screens/record/card.tsx';
import { RecordLine, useWhen } from '#renderer/screens/record/lines.tsx';
import record from '#renderer/screens/record/record.module.css';
import { SmallButton } from '#renderer/screens/record/tools.tsx';
import { useCan } from '#renderer/session/session.ts';
import type { CardProps } from './cards.tsx';

const KEYS = 'Alt+H';
const URGENCIES = ['routine', 'urgent', 'emergency'] as const;
type Urgency = (typeof URGENCIES)[number];
const EMPTY = { toPlace: '', reason: '', urgency: 'routine' as Urgency };

/** Sending the patient on: to whom, why, how soon. */
export function ReferralCard({ patientId, visit }: CardProps) {
  const { t } = useTranslation();
  const can = useCan();
  const input = useRef<HTMLInputElement>(null);
  const [boxes, setBoxes] = useState(EMPTY);
  useAction({ id: 'visit.referral', title: t('visit.add-referral'), keys: KEYS, run: () => input.current?.focus() });
  const add = useCommand(async () => {
    await client.encounters.refer({ patientId, ...boxes });
    setBoxes(EMPTY);
    input.current?.focus();
  });
  const set = (change: Partial<typeof EMPTY>): void => { setBoxes({ ...boxes, ...change }); add.clear(); };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.ctrlKey && event.target instanceof HTMLInputElement && boxes.toPlace.trim() !== '') void add.run();
    else if (event.key === 'Escape') (event.target as HTMLElement).blur();
    else return;
    event.preventDefault();
  };
  const started = boxes.toPlace.trim() !== '';
  return (
    <RecordCard title={t('visit.referral')}>
      {can('record.write') ? (
        <div className={record.boxes} onKeyDown={onKey}>
          <label className={`${record.box ?? ''} ${record.wide ?? ''}`}>
            <span>{t('visit.refer-to')} <KeyHint keys={KEYS} /></span>
            <input ref={input} value={boxes.toPlace} maxLength={400} autoComplete="off" aria-keyshortcuts={KEYS} onChange={(event) => set({ toPlace: event.currentTarget.value })} />
          </label>
          {started ? (
            <>
              <label className={`${record.box ?? ''} ${record.wide ?? ''}`}>
                <span>{t('visit.refer-why')}</span>
                <input value={boxes.reason} maxLength={2000} autoComplete="off" onChange={(event) => set({ reason: event.currentTarget.value })} />
              </label>
              <label className={record.box}>
                <span>{t('visit.urgency-label')}</span>
                <select value={boxes.urgency} onChange={(event) => set({ urgency: event.currentTarget.value as Urgency })}>
                  {URGENCIES.map((each) => <option key={each} value={each}>{t(`visit.urgency.${each}`)}</option>)}
                </select>
              </label>
              <Button size="compact-sm" loading={add.busy} rightSection={<KeyHint keys="Enter" onAccent />} onClick={() => void add.run()}>{t('visit.refer')}</Button>
            </>
          ) : null}
        </div>
      ) : null}
      <ProblemNote problem={add.problem} />
      <ul className={record.lines}>{visit?.referrals.map((each) => <ReferralLine key={each.id} patientId={patientId} referral={each} />)}</ul>
    </RecordCard>
  );
}

const STATES = new Set(['sent', 'answered', 'closed', 'cancelled']);

/** One referral, with the way to take it back. */
export function ReferralLine({ patientId, referral }: { readonly patientId: string; readonly referral: Referral }) {
  const { t } = useTranslation();
  const can = useCan();
  const when = useWhen();
  const { id, toPlace, urgency, reason, status, answer, writtenAt, writtenBy } = referral;
  const cancel = useCommand(() => client.encounters.settleReferral({ patientId, referralId: id, status: 'cancelled' }));
  return (
    <RecordLine
      title={<bdi>{toPlace}</bdi>} over={status === 'cancelled' || status === 'closed'}
      more={[
        urgency === 'routine' ? null : t(`visit.urgency.${urgency}`, { defaultValue: urgency }), isolated(reason), status === 'sent' ? null : STATES.has(status) ? t(`visit.referral-state.${status}`) : status,
        answer === null ? null : isolated(answer), when(writtenAt, writtenBy),
      ]}
      tools={can('record.write') && status === 'sent' ? <SmallButton label={t('record.take-back')} about={toPlace} busy={cancel.busy} onClick={() => void cancel.run()} /> : undefined}
    />
  );
}
