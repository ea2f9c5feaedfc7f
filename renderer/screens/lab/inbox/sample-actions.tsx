import { IconArrowBackUp, IconFileText, IconTrash, IconUserCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabResult } from '#domain/contract/analysers.ts';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ActionButton } from '#renderer/parts/action-button.tsx';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { DismissDialog } from './dismiss-dialog.tsx';
import { FileDialog } from './file-dialog.tsx';
import { RawDialog } from './raw-dialog.tsx';
import type { Sample } from './samples.ts';
import classes from './lab.module.css';

interface Props {
  readonly sample: Sample | undefined;
  readonly tab: LabResult['status'];
  readonly mayWrite: boolean;
  /** The sample leaves the list. */
  readonly onDone: () => void;
}

type Asking = 'file' | 'dismiss' | 'raw' | undefined;

/** What can be done about the chosen sample, each by one key; the last step can be taken back. */
export function SampleActions({ sample, tab, mayWrite, onDone }: Props) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<Asking>();
  const [last, setLast] = useState<readonly string[]>();
  const ids = sample?.results.map(({ id }) => id) ?? [];
  const close = (): void => setAsking(undefined);
  const done = (changed: readonly string[], said: string): void => {
    close();
    onDone();
    setLast(changed);
    toast('done', said);
  };
  const file = useCommand(async (patient: PatientBrief) => {
    await client.analysers.file({ resultIds: ids, patientId: patient.id });
    done(ids, t('lab.filed-to', { count: ids.length, name: isolated(patient.name) }));
  });
  const dismiss = useCommand(async (reason: string) => {
    await client.analysers.dismiss({ resultIds: ids, reason });
    done(ids, t('lab.dismissed', { count: ids.length }));
  });
  const putBack = useCommand(async (resultIds: readonly string[]) => {
    await client.analysers.putBack({ resultIds: [...resultIds], reason: t('lab.put-back-reason') });
    setLast(undefined);
    toast('done', t('lab.put-back-done', { count: resultIds.length }));
  });
  const waits = tab === 'inbox';
  const open = (what: Asking) => (): void => {
    file.clear();
    dismiss.clear();
    setAsking(what);
  };
  return (
    <div className={classes.actions}>
      <ProblemNote problem={putBack.problem} />
      {mayWrite && waits ? (
        <>
          <ActionButton action={{ id: 'lab.file', title: t('lab.file'), keys: 'f', run: open('file'), when: sample !== undefined }} icon={<IconUserCheck size={18} aria-hidden />} />
          <ActionButton variant="default" action={{ id: 'lab.dismiss', title: t('lab.dismiss'), keys: 'd', run: open('dismiss'), when: sample !== undefined }} icon={<IconTrash size={18} aria-hidden />} />
        </>
      ) : null}
      {mayWrite && !waits ? (
        <ActionButton
          variant="default" action={{ id: 'lab.put-back', title: t('lab.put-back'), keys: 'b', run: () => void putBack.run(ids), when: sample !== undefined }}
          icon={<IconArrowBackUp size={18} aria-hidden />} busy={putBack.busy}
        />
      ) : null}
      {mayWrite && waits ? (
        <ActionButton
          variant="default" action={{ id: 'lab.undo', title: t('lab.undo'), keys: 'u', run: () => { if (last) void putBack.run(last); }, when: last !== undefined }}
          icon={<IconArrowBackUp size={18} aria-hidden />} busy={putBack.busy}
        />
      ) : null}
      <ActionButton variant="subtle" action={{ id: 'lab.raw', title: t('lab.raw'), keys: 'r', run: open('raw'), when: sample !== undefined }} icon={<IconFileText size={18} aria-hidden />} />
      {sample ? (
        <>
          <FileDialog key={`file ${sample.key}`} opened={asking === 'file'} sample={sample} problem={file.problem} busy={file.busy} onClose={close} onChoose={(patient) => void file.run(patient)} />
          <DismissDialog opened={asking === 'dismiss'} problem={dismiss.problem} busy={dismiss.busy} onClose={close} onDismiss={(reason) => void dismiss.run(reason)} />
          <RawDialog opened={asking === 'raw'} messageId={sample.messageId} onClose={close} />
        </>
      ) : null}
    </div>
  );
}
