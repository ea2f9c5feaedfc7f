import { Checkbox, NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Printer } from '#domain/contract/printing.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { useDraft } from '../parts/use-draft.ts';
import { DOCUMENTS, missingPlace, newPrinter, PAPERS, TARGET_KINDS, withKind, type PrinterDraft, type TargetKind } from './printer-draft.ts';
import { TargetBoxes } from './target-boxes.tsx';

interface Props {
  /** Undefined for a new one. */
  readonly printer: Printer | undefined;
  readonly onClose: () => void;
}

/** One printer: how it is reached, its paper, and which documents go to it by themselves. */
export function PrinterPanel({ printer, onClose }: Props) {
  const { t } = useTranslation();
  const title = printer ? printer.name : t('printers.add');
  const kept = useDraft<PrinterDraft>(`printer:${printer?.id ?? 'new'}`, title, printer ?? newPrinter);
  const { value: draft, set } = kept;
  const [tried, setTried] = useState(false);
  const save = useCommand(async () => {
    await client.printing.savePrinter({ ...draft, documents: [...draft.documents] });
    toast('done', t('printers.saved', { name: isolated(draft.name.trim()) }));
    kept.discard();
    onClose();
  });
  const errorOf = useFieldError(save.problem);
  const missing = tried ? missingPlace(draft.target) : undefined;
  const send = (): void => {
    setTried(true);
    if (missingPlace(draft.target) === undefined) void save.run();
  };
  return (
    <SidePanel
      title={title} onClose={onClose} onSubmit={send} busy={save.busy} draft={kept}
    >
      <ProblemNote problem={elsewhere(save.problem, ['name'])} />
      <TextInput label={t('printers.name')} value={draft.name} maxLength={400} error={errorOf('name')} onChange={(event) => set({ name: event.currentTarget.value })} />
      <NativeSelect
        label={t('printers.connected')} value={draft.target.kind} description={t(`printers.kind-about.${draft.target.kind}`)}
        onChange={(event) => set(withKind(draft, event.currentTarget.value as TargetKind))}
        data={TARGET_KINDS.map((kind) => ({ value: kind, label: t(`printers.kind.${kind}`) }))}
      />
      <TargetBoxes target={draft.target} missing={missing} onChange={(target) => set({ target })} />
      <NativeSelect
        label={t('printers.paper')} value={draft.paper} onChange={(event) => set({ paper: event.currentTarget.value as Printer['paper'] })}
        data={PAPERS.map((paper) => ({ value: paper, label: t(`printers.papers.${paper}`) }))}
      />
      {draft.target.kind === 'system' && (
        <NativeSelect
          label={t('printers.language')} value={draft.language} onChange={(event) => set({ language: event.currentTarget.value as Printer['language'] })}
          data={[{ value: 'escpos', label: t('printers.language-escpos') }, { value: 'pdf', label: t('printers.language-pdf') }]}
        />
      )}
      <Checkbox.Group
        label={t('printers.receives')} description={t('printers.receives-hint')} value={[...draft.documents]}
        onChange={(kinds) => set({ documents: DOCUMENTS.filter((kind) => kinds.includes(kind)) })}
      >
        <div style={{ display: 'grid', gap: 8, marginBlockStart: 8 }}>
          {DOCUMENTS.map((kind) => <Checkbox key={kind} value={kind} label={t(`printers.document.${kind}`)} />)}
        </div>
      </Checkbox.Group>
      {printer && <Switch label={t('printers.in-use')} checked={draft.active} onChange={(event) => set({ active: event.currentTarget.checked })} />}
    </SidePanel>
  );
}
