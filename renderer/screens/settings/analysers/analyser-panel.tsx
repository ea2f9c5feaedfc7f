import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnalyserLine, AnalyserView } from '#domain/contract/analysers.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { ConfirmButton } from '../parts/confirm-button.tsx';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { useDraft } from '../parts/use-draft.ts';
import { draftOf, lineOf, newAnalyser, PROTOCOLS, type AnalyserDraft } from './analyser-draft.ts';
import { LineBoxes } from './line-boxes.tsx';

interface Props {
  /** Undefined for a new one. */
  readonly analyser: AnalyserView | undefined;
  readonly onClose: () => void;
}

/** One analyser: its name, what it speaks and over which line. */
export function AnalyserPanel({ analyser, onClose }: Props) {
  const { t } = useTranslation();
  const title = analyser ? analyser.name : t('analysers.add');
  const kept = useDraft<AnalyserDraft>(`analyser:${analyser?.id ?? 'new'}`, title, analyser ? draftOf(analyser) : newAnalyser);
  const { value: draft, set } = kept;
  const [tried, setTried] = useState(false);
  const save = useCommand(async () => {
    await client.analysers.save({ ...draft, ...(analyser ? { id: analyser.id } : {}) });
    toast('done', t('analysers.saved', { name: isolated(draft.name.trim()) }));
    kept.discard();
    onClose();
  });
  const remove = useCommand(async (analyserId: string) => {
    await client.analysers.remove({ analyserId });
    kept.discard();
    onClose();
  });
  const errorOf = useFieldError(save.problem);
  const pathMissing = draft.line.kind === 'serial' && draft.line.path.trim() === '';
  const send = (): void => {
    setTried(true);
    if (!pathMissing) void save.run();
  };
  return (
    <SidePanel title={title} onClose={onClose} onSubmit={send} busy={save.busy} draft={kept}>
      <ProblemNote problem={elsewhere(save.problem, ['name'])} />
      <TextInput label={t('analysers.name')} value={draft.name} maxLength={100} error={errorOf('name')} onChange={(event) => set({ name: event.currentTarget.value })} />
      <NativeSelect
        label={t('analysers.speaks')} description={t(`analysers.protocol-about.${draft.protocol}`)} value={draft.protocol}
        data={PROTOCOLS.map((protocol) => ({ value: protocol, label: t(`analysers.protocol.${protocol}`) }))}
        onChange={(event) => set({ protocol: PROTOCOLS.find((each) => each === event.currentTarget.value) ?? 'astm' })}
      />
      <NativeSelect
        label={t('analysers.line')} value={draft.line.kind} data={(['tcp', 'serial'] as const).map((kind) => ({ value: kind, label: t(`analysers.kind.${kind}`) }))}
        onChange={(event) => set({ line: lineOf(event.currentTarget.value as AnalyserLine['kind']) })}
      />
      <LineBoxes line={draft.line} pathMissing={tried && pathMissing} onChange={(line) => set({ line })} />
      {draft.protocol === 'astm' && (
        <Switch label={t('analysers.without-enquiry')} description={t('analysers.without-enquiry-about')} checked={draft.withoutEnquiry} onChange={(event) => set({ withoutEnquiry: event.currentTarget.checked })} />
      )}
      <Switch label={t('analysers.in-use')} checked={draft.active} onChange={(event) => set({ active: event.currentTarget.checked })} />
      {analyser && (
        <ConfirmButton
          label={t('analysers.remove')} question={t('analysers.remove-question')} confirm={t('analysers.remove-yes')} variant="subtle" color="red" busy={remove.busy}
          onConfirm={() => void remove.run(analyser.id)}
        />
      )}
      <ProblemNote problem={remove.problem} />
    </SidePanel>
  );
}
