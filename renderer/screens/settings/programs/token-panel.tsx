import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { permissions } from '#domain/permissions/permissions.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { SidePanel } from '../parts/side-panel.tsx';
import { useDraft } from '../parts/use-draft.ts';

interface Props {
  readonly onMade: (name: string, secret: string) => void;
  readonly onClose: () => void;
}

const NEW_TOKEN: { readonly name: string; readonly chosen: readonly string[] } = { name: '', chosen: ['patients.read'] };

/** A token may do what is ticked, at most what its maker may. */
export function TokenPanel({ onMade, onClose }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const draft = useDraft('token:new', t('tokens.add'), NEW_TOKEN);
  const { value: { name, chosen }, set } = draft;
  const [tried, setTried] = useState(false);
  const create = useCommand(async () => {
    const { token, secret } = await client.tokens.create({ name, permissions: [...chosen] });
    draft.discard();
    onMade(token.name, secret);
  });
  const errorOf = useFieldError(create.problem);
  const complete = name.trim() !== '' && chosen.length > 0;
  const send = (): void => {
    setTried(true);
    if (complete) void create.run();
  };
  return (
    <SidePanel
      title={t('tokens.add')} onClose={onClose} onSubmit={send} send={t('tokens.make')} busy={create.busy} draft={draft}
    >
      <ProblemNote problem={elsewhere(create.problem, ['name', 'permissions'])} />
      <TextInput
        label={t('tokens.name')} description={t('tokens.name-hint')} value={name} maxLength={400}
        error={errorOf('name') ?? (tried && name.trim() === '' ? t('errors.invalid.empty') : undefined)} onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Checkbox.Group
        label={t('tokens.may')} value={[...chosen]} onChange={(ticked) => set({ chosen: ticked })}
        error={errorOf('permissions') ?? (tried && chosen.length === 0 ? t('tokens.may-needed') : undefined)}
      >
        <div style={{ display: 'grid', gap: 8, marginBlockStart: 8 }}>
          {permissions.filter((each) => can(each)).map((each) => <Checkbox key={each} value={each} label={t(`tokens.permission.${each}`)} />)}
        </div>
      </Checkbox.Group>
    </SidePanel>
  );
}
