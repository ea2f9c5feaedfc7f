import { useTranslation } from 'react-i18next';
import type { LabPanelShape } from '#domain/contract/lab-shapes.ts';
import { nameIn } from '#domain/lab/test.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { toast } from '#renderer/parts/toasts.tsx';
import { TestBox } from '#renderer/screens/lab/test-box.tsx';
import type { Catalogue } from '#renderer/session/laboratory.ts';
import { useFieldError } from '../parts/field-error.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { useDraft } from '../parts/use-draft.ts';
import { GroupTests } from './group-tests.tsx';
import { NameBoxes } from './name-boxes.tsx';

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
      <NameBoxes draft={draft} set={set} problem={save.problem} fields={FIELDS} isNew={group === undefined}>
        <div><TestBox keys="Alt+T" id="settings.add-to-group" label={t('laboratory.settings.add-to-group')} single error={errorOf('tests')} onChoose={({ code }) => { if (!draft.tests.includes(code)) set({ tests: [...draft.tests, code] }); }} /></div>
        <GroupTests tests={draft.tests} nameOf={catalogue.nameOf} onChange={(tests) => set({ tests })} />
      </NameBoxes>
    </SidePanel>
  );
}
