import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Referral } from '#domain/contract/record-shapes.ts';
import { MOST_CHARS } from '#domain/record/texts.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useDraft } from '#renderer/session/draft.ts';
import { useCan } from '#renderer/session/session.ts';
import { RecordLine, useWhen } from './lines.tsx';
import { SmallButton } from './tools.tsx';

const STATES = new Set(['sent', 'answered', 'closed', 'cancelled']);

/** One referral: its answer is typed here when it comes, and it is closed when all is done. */
export function ReferralLine({ patientId, referral }: { readonly patientId: string; readonly referral: Referral }) {
  const { t } = useTranslation();
  const can = useCan();
  const when = useWhen();
  const [answering, setAnswering] = useState(false);
  const { id, toPlace, urgency, reason, status, answer, writtenAt, writtenBy } = referral;
  const settle = useCommand((to: 'closed' | 'cancelled' | 'sent') => client.encounters.settleReferral({ patientId, referralId: id, status: to === 'sent' && answer !== null ? 'answered' : to }));
  const button = (label: string, run: () => void) => <SmallButton label={label} about={toPlace} busy={settle.busy} onClick={run} />;
  const tools = (
    <>
      {status === 'sent' || status === 'answered' ? button(t(answer === null ? 'visit.referral-answer' : 'visit.referral-answer-change'), () => setAnswering(true)) : null}
      {status === 'answered' ? button(t('visit.referral-close'), () => void settle.run('closed')) : null}
      {status === 'closed' ? button(t('visit.referral-open'), () => void settle.run('sent')) : null}
      {status === 'sent' ? button(t('record.take-back'), () => void settle.run('cancelled')) : null}
    </>
  );
  return (
    <RecordLine
      title={<bdi>{toPlace}</bdi>} over={status === 'cancelled' || status === 'closed'} tools={can('record.write') && !answering ? tools : undefined}
      more={[
        urgency === 'routine' ? null : t(`visit.urgency.${urgency}`, { defaultValue: urgency }), isolated(reason), status === 'sent' ? null : STATES.has(status) ? t(`visit.referral-state.${status}`) : status,
        when(writtenAt, writtenBy),
      ]}
    >
      {answer === null || answering ? null : <div>{t('visit.referral-answered', { answer: isolated(answer) })}</div>}
      {answering ? <AnswerBox patientId={patientId} referral={referral} onDone={() => setAnswering(false)} /> : null}
      <ProblemNote problem={settle.problem} />
    </RecordLine>
  );
}

/** What the other place wrote back; kept while it is typed. */
function AnswerBox({ patientId, referral: { id, answer, toPlace }, onDone }: { readonly patientId: string; readonly referral: Referral; readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(answer ?? '');
  const draft = useDraft(`referral:${id}`, text === (answer ?? '') ? null : text, setText);
  const store = useCommand(async () => {
    await client.encounters.settleReferral({ patientId, referralId: id, status: 'answered', answer: text });
    draft.drop();
    onDone();
  });
  return (
    <>
      <Textarea
        autoFocus autosize minRows={2} maxRows={8} label={t('visit.referral-answer-of', { place: isolated(toPlace) })} value={text} dir="auto" maxLength={MOST_CHARS.remark}
        onChange={(event) => { setText(event.currentTarget.value); store.clear(); }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey && text.trim() !== '') void store.run();
          else if (event.key === 'Escape') onDone();
          else return;
          event.preventDefault();
        }}
      />
      <ProblemNote problem={store.problem} />
      <Button size="compact-sm" variant="light" loading={store.busy} disabled={text.trim() === ''} rightSection={<KeyHint keys="Ctrl+Enter" />} onClick={() => void store.run()}>{t('visit.referral-store')}</Button>
    </>
  );
}
