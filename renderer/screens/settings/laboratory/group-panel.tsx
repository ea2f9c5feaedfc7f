import { Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { LabPanelShape } from '#domain/contract/lab-shapes.ts';
import { nameIn } from '#domain/lab/test.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { TestBox } from '#renderer/screens/lab/test-box.tsx';
import type { Catalogue } from '#renderer/session/laboratory.ts';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { useDraft } from '../parts/use-draft.ts';
import { GroupTests } from './group-tests.tsx';

interface Props {
  /** Undefined for a new one. */
  readonly group: LabPanelShape | undefined;
  readonly catalogue: Catalogue;
  readonly onClose: () => void;
}

interface GroupDraft { readonly code: string; readonly name: string; readonly tests: readonly string[]; readonly active: boolean }

const NEW: GroupDraft = { code: '', name: '', tests: [], active: true };
const FIELDS = ['names', 'code', 'tests'];

/** Tests that are ordered together, in the order in which they stand. */
export function GroupPanel({ group, catalogue, onClose }: Props) {
  const { t, i18n } = useTranslation();
  const language = i18n.language.split('-')[0] ?? 'en';
  const title = group ? nameIn(group.names, language) : t('laboratory.settings.add-group');
  const kept = useDraft<GroupDraft>(`laboratory-group:${group?.code ?? 'new'}`, title, group ? { code: group.code, name: title, tests: group.tests, active: group.active } : NEW);
  const { value: draft, set } = kept;
  const save = useCommand(async () => {
    const code = group?.code ?? draft.code.trim();
    await client.laboratory.savePanel({ panel: { code, names: { ...group?.names, [language]: draft.name }, tests: [...draft.tests], active: draft.active } });
    toast('done', t('laboratory.settings.saved', { name: isolated(draft.name.trim()) }));
    kept.discard();
    onClose();
  });
  const errorOf = useFieldError(save.problem);
  return (
    <SidePanel title={title} onClose={onClose} onSubmit={() => void save.run()} busy={save.busy} draft={kept}>
      <ProblemNote problem={elsewhere(save.problem, FIELDS)} />
      <TextInput label={t('laboratory.settings.name')} value={draft.name} maxLength={200} dir="auto" error={errorOf('names')} onChange={(event) => set({ name: event.currentTarget.value })} />
      {group ? null : <TextInput label={t('laboratory.settings.code')} description={t('laboratory.settings.code-about')} value={draft.code} maxLength={60} error={errorOf('code')} onChange={(event) => set({ code: event.currentTarget.value.toLowerCase() })} />}
      <div><TestBox keys="Alt+T" id="settings.add-to-group" label={t('laboratory.settings.add-to-group')} single error={errorOf('tests')} onChoose={({ code }) => { if (!draft.tests.includes(code)) set({ tests: [...draft.tests, code] }); }} /></div>
      <GroupTests tests={draft.tests} nameOf={catalogue.nameOf} onChange={(tests) => set({ tests })} />
      <Switch label={t('laboratory.settings.in-use')} checked={draft.active} onChange={(event) => set({ active: event.currentTarget.checked })} />
    </SidePanel>
  );
}
