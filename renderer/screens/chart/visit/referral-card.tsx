import { Button } from '@mantine/core';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { RecordCard } from '#renderer/screens/record/card.tsx';
import record from '#renderer/screens/record/record.module.css';
import { ReferralLine } from '#renderer/screens/record/referral-line.tsx';
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
