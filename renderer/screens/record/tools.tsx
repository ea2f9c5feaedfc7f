import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListName } from '#domain/contract/record.ts';
import type { Condition, Prescription } from '#domain/contract/record-shapes.ts';
import { client } from '#renderer/api/client.ts';
import { problemOf } from '#renderer/api/problem.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { problemText } from '#renderer/parts/problem-text.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { useCan } from '#renderer/session/session.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { noteTakenOut } from './taken-out.ts';

interface SmallProps {
  readonly label: string;
  /** Which line it is about, read out after the word. */
  readonly about: string;
  readonly busy?: boolean;
  readonly onClick: () => void;
}

/** A word at the end of a line. */
export function SmallButton({ label, about, busy = false, onClick }: SmallProps) {
  return <Button size="compact-xs" variant="subtle" loading={busy} onClick={onClick}>{label}<span className="db-hidden">{` ${isolated(about)}`}</span></Button>;
}

/** A change asked for at a line; a failure is told in passing. */
function useChange<A extends unknown[]>(work: (...args: A) => Promise<unknown>): { readonly run: (...args: A) => void; readonly busy: boolean } {
  const { t } = useTranslation();
  const format = useFormat();
  const { run, busy } = useCommand(async (...args: A) => {
    try {
      await work(...args);
    } catch (error) {
      toast('danger', problemText(problemOf(error), t, format));
    }
  });
  return { run: (...args) => void run(...args), busy };
}

/** Takes a line out of its list; a key puts it back. */
export function TakeOut({ patientId, list, id, name }: { readonly patientId: string; readonly list: ListName; readonly id: string; readonly name: string }) {
  const { t } = useTranslation();
  const can = useCan();
  const takeOut = useChange(async () => {
    await client.record.setRemoved({ patientId, list, id, removed: true });
    noteTakenOut({ patientId, id, name, putBack: () => client.record.setRemoved({ patientId, list, id, removed: false }) });
  });
  if (!can('record.write')) return null;
  return <SmallButton label={t('record.take-out')} about={name} busy={takeOut.busy} onClick={takeOut.run} />;
}

/** What can be done with a problem or diagnosis. */
export function ConditionTools({ patientId, condition: { id, title, clinicalStatus, category }, inVisit = false }: { readonly patientId: string; readonly condition: Condition; readonly inVisit?: boolean }) {
  const { t } = useTranslation();
  const can = useCan();
  const change = useChange((to: { clinicalStatus?: 'active' | 'resolved'; category?: 'problem' }) => client.record.changeCondition({ patientId, conditionId: id, ...to }));
  if (!can('record.write')) return null;
  return (
    <>
      {category === 'diagnosis' && clinicalStatus === 'active' ? <SmallButton label={t('record.make-problem')} about={title} busy={change.busy} onClick={() => change.run({ category: 'problem' })} /> : null}
      {inVisit ? null : clinicalStatus === 'active'
        ? <SmallButton label={t('record.resolve')} about={title} busy={change.busy} onClick={() => change.run({ clinicalStatus: 'resolved' })} />
        : <SmallButton label={t('record.reactivate')} about={title} busy={change.busy} onClick={() => change.run({ clinicalStatus: 'active' })} />}
      <TakeOut patientId={patientId} list="condition" id={id} name={title} />
    </>
  );
}

/** What can be done with a medicine: once more, taken to its end, stopped with a reason. */
export function PrescriptionTools({ patientId, rx: { id, drug, status }, inVisit = false }: { readonly patientId: string; readonly rx: Prescription; readonly inVisit?: boolean }) {
  const { t } = useTranslation();
  const can = useCan();
  const [asking, setAsking] = useState<'stop' | 'renew'>();
  const [reason, setReason] = useState('');
  const end = useChange(async (how: 'stopped' | 'completed') => {
    await client.prescriptions.end({ patientId, prescriptionId: id, how, ...(how === 'stopped' ? { reason } : {}) });
    setAsking(undefined);
  });
  const renew = useChange(async (allergyReason?: string) => {
    try {
      await client.prescriptions.renew({ patientId, inVisit, prescriptionId: id, ...(allergyReason === undefined ? {} : { allergyReason }) });
      setAsking(undefined);
    } catch (error) {
      if (problemOf(error).code !== 'CONFIRM') throw error;
      // An allergy speaks against it: the reason is asked for where the button was.
      setAsking('renew');
    }
  });
  if (!can('record.prescribe')) return null;
  const go = (): void => (asking === 'stop' ? end.run('stopped') : renew.run(reason));
  if (asking !== undefined) {
    return (
      <TextInput
        autoFocus size="xs" value={reason} label={t(asking === 'stop' ? 'rx.why-stop' : 'rx.all-the-same')} rightSection={<KeyHint keys="Enter" />} rightSectionWidth={56}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && reason.trim() !== '') go();
          else if (event.key === 'Escape') setAsking(undefined);
          else return;
          event.preventDefault();
        }}
      />
    );
  }
  return (
    <>
      <SmallButton label={t('rx.renew')} about={drug} busy={renew.busy} onClick={() => renew.run()} />
      {status === 'active' ? <SmallButton label={t('rx.complete')} about={drug} busy={end.busy} onClick={() => end.run('completed')} /> : null}
      {status === 'active' ? <SmallButton label={t('rx.stop')} about={drug} onClick={() => setAsking('stop')} /> : null}
      <TakeOut patientId={patientId} list="prescription" id={id} name={drug} />
    </>
  );
}
