import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ltr } from '#renderer/text/ltr.ts';
import type { LabTestShape } from '#domain/contract/lab-shapes.ts';
import { SPECIMEN_KINDS } from '#domain/lab/test.ts';
import { unitLabel } from '#domain/lab/reading.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import type { Catalogue } from '#renderer/session/laboratory.ts';
import { useFieldError } from '../parts/field-error.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { useDraft } from '../parts/use-draft.ts';
import { AnswerBoxes } from './answer-boxes.tsx';
import { NameBoxes } from './name-boxes.tsx';
import { RangeBoxes } from './range-boxes.tsx';
import { draftOf, newTest, testOf, type TestDraft } from './test-draft.ts';

interface Props {
  /** Undefined for a new one. */
  readonly test: LabTestShape | undefined;
  readonly catalogue: Catalogue;
  readonly onClose: () => void;
}

const FIELDS = ['names', 'code', 'unit', 'loinc', 'choices'];

/** One test: its name, unit and ranges. What was reported keeps the range it had. */
export function TestPanel({ test, catalogue, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.language.split('-')[0] ?? 'en';
  const title = test ? catalogue.nameOf(test.code) : t('laboratory.settings.add');
  const kept = useDraft<TestDraft>(`laboratory-test:${test?.code ?? 'new'}`, title, test ? draftOf(test, catalogue.nameOf(test.code)) : newTest);
  const { value: draft, set } = kept;
  const [unreadable, setUnreadable] = useState(false);
  const save = useCommand(async () => {
    const made = testOf(draft, test, language);
    setUnreadable(made === undefined);
    if (!made) return;
    await client.laboratory.saveTest({ test: made });
    toast('done', t('laboratory.settings.saved', { name: isolated(draft.name.trim()) }));
    kept.discard();
    onClose();
  });
  const errorOf = useFieldError(save.problem);
  return (
    <SidePanel title={title} onClose={onClose} onSubmit={() => void save.run()} busy={save.busy} draft={kept}>
      <NameBoxes draft={draft} set={set} problem={save.problem} fields={FIELDS} isNew={test === undefined}>
        {test ? null : (
          <>
            <NativeSelect label={t('laboratory.settings.kind')} value={draft.kind} data={(['numeric', 'coded', 'text'] as const).map((kind) => ({ value: kind, label: t(`laboratory.settings.kinds.${kind}`) }))} onChange={(event) => set({ kind: event.currentTarget.value as TestDraft['kind'] })} />
            <NativeSelect label={t('laboratory.number')} value={draft.specimen} data={SPECIMEN_KINDS.map((kind) => ({ value: kind, label: t(`laboratory.specimen.${kind}`) }))} onChange={(event) => set({ specimen: event.currentTarget.value as TestDraft['specimen'] })} />
          </>
        )}
        <UnitBox draft={draft} test={test} error={errorOf('unit')} onChange={(unit) => set({ unit })} />
        {draft.kind === 'coded' ? <AnswerBoxes choices={draft.choices} error={errorOf('choices')} onChange={(choices) => set({ choices })} /> : null}
        {draft.kind === 'numeric' || draft.kind === 'calculated' ? <RangeBoxes ranges={draft.ranges} unit={draft.unit} problem={save.problem} unreadable={unreadable} onChange={(ranges) => set({ ranges })} /> : null}
        {draft.kind === 'numeric' ? <TextInput label={t('laboratory.settings.delta')} inputMode="decimal" value={draft.delta} maxLength={6} onChange={(event) => set({ delta: event.currentTarget.value })} /> : null}
        <TextInput label={t('laboratory.settings.loinc')} value={draft.loinc} maxLength={20} error={errorOf('loinc')} onChange={(event) => set({ loinc: event.currentTarget.value })} />
        <TextInput label={t('laboratory.settings.aliases')} description={t('laboratory.settings.aliases-about')} value={draft.aliases} maxLength={400} onChange={(event) => set({ aliases: event.currentTarget.value })} />
      </NameBoxes>
    </SidePanel>
  );
}

interface UnitProps { readonly draft: TestDraft; readonly test: LabTestShape | undefined; readonly error: string | undefined; readonly onChange: (unit: string) => void }

/** A unit to choose where the program converts between several, else to type. */
function UnitBox({ draft, test, error, onChange }: UnitProps) {
  const { t } = useTranslation();
  const units = [...new Set([...(test ? [test.unit] : []), ...(test?.ranges.map(({ unit }) => unit) ?? [])])];
  if (draft.kind === 'coded' || draft.kind === 'text') return null;
  if (test !== undefined && test.analyte !== null) return <NativeSelect label={t('laboratory.unit')} value={draft.unit} data={units.map((unit) => ({ value: unit, label: ltr(unitLabel(unit)) }))} onChange={(event) => onChange(event.currentTarget.value)} />;
  return <TextInput label={t('laboratory.unit')} value={draft.unit} maxLength={60} disabled={test !== undefined} error={error} onChange={(event) => onChange(event.currentTarget.value)} />;
}
