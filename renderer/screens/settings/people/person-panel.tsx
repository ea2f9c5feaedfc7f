import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Role } from '#domain/permissions/permissions.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { isolated } from '#renderer/parts/isolated.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { languageNames } from '#renderer/text/languages.ts';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { useDraft } from '../parts/use-draft.ts';
import { RoleBoxes } from './role-boxes.tsx';
import { SecretBoxes } from './secret-boxes.tsx';
import type { StaffMember } from './staff-member.ts';
import { UnlockButton } from './unlock-button.tsx';

interface Props {
  /** Undefined for somebody new. */
  readonly person: StaffMember | undefined;
  readonly onClose: () => void;
}

interface Described {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly language: string | null;
  readonly active: boolean;
}

const NOBODY: Described = { name: '', roles: ['reception'], language: null, active: true };
const NO_SECRETS = { pin: '', password: '' };
const BOXES = ['name', 'roles', 'language', 'pin', 'password', 'active'];

/** Somebody's name, roles, language, PIN and password. */
export function PersonPanel({ person, onClose }: Props) {
  const { t } = useTranslation();
  const { name, roles, language, active } = person ?? NOBODY;
  const title = person ? person.name : t('users.add');
  const draft = useDraft<Described>(`person:${person?.id ?? 'new'}`, title, { name, roles, language, active });
  const { value: typed, set } = draft;
  const [{ pin, password }, setSecrets] = useState(NO_SECRETS);
  const save = useCommand(async () => {
    await client.users.save({
      ...typed, roles: [...typed.roles], ...(person ? { id: person.id } : {}),
      ...(pin === '' ? {} : { pin }), ...(password === '' ? {} : { password }),
    });
    toast('done', t('users.saved', { name: isolated(typed.name.trim()) }));
    draft.discard();
    onClose();
  });
  const errorOf = useFieldError(save.problem);
  return (
    <SidePanel
      title={title} onClose={onClose} onSubmit={() => void save.run()} busy={save.busy} draft={draft} secrets
    >
      <ProblemNote problem={elsewhere(save.problem, BOXES)} />
      <TextInput label={t('users.name')} value={typed.name} maxLength={200} error={errorOf('name')} onChange={(event) => set({ name: event.currentTarget.value })} />
      <RoleBoxes value={typed.roles} error={errorOf('roles')} onChange={(chosen) => set({ roles: chosen })} />
      <NativeSelect
        label={t('users.language')} value={typed.language ?? ''} error={errorOf('language')}
        onChange={(event) => set({ language: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        data={[{ value: '', label: t('users.clinic-language') }, ...Object.entries(languageNames).map(([value, label]) => ({ value, label }))]}
      />
      <SecretBoxes pin={pin} password={password} isNew={person === undefined} errorOf={errorOf} onChange={(change) => setSecrets((before) => ({ ...before, ...change }))} />
      {person && (
        <Switch
          label={t('users.works-here')} description={t('users.works-here-hint')} checked={typed.active}
          onChange={(event) => set({ active: event.currentTarget.checked })}
        />
      )}
      {person?.active && <UnlockButton personId={person.id} />}
    </SidePanel>
  );
}
