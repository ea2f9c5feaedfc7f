import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { permissions } from '#domain/permissions/permissions.ts';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { useCan } from '#renderer/session/session.ts';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { SidePanel } from '../parts/side-panel.tsx';

interface Props {
  readonly onMade: (name: string, secret: string) => void;
  readonly onClose: () => void;
}

/** A token may do what is ticked, at most what its maker may. */
export function TokenPanel({ onMade, onClose }: Props) {
  const { t } = useTranslation();
  const can = useCan();
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>(['patients.read']);
  const [tried, setTried] = useState(false);
  const create = useCommand(async () => {
    const { token, secret } = await client.tokens.create({ name, permissions: [...chosen] });
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
      title={t('tokens.add')} onClose={onClose} onSubmit={send}
      footer={<>
        <Button type="submit" loading={create.busy}>{t('tokens.make')}</Button>
        <Button variant="default" onClick={onClose}>{t('settings.cancel')}</Button>
      </>}
    >
      <ProblemNote problem={elsewhere(create.problem, ['name', 'permissions'])} />
      <TextInput
        label={t('tokens.name')} description={t('tokens.name-hint')} value={name} maxLength={400}
        error={errorOf('name') ?? (tried && name.trim() === '' ? t('errors.invalid.empty') : undefined)} onChange={(event) => setName(event.currentTarget.value)}
      />
      <Checkbox.Group
        label={t('tokens.may')} value={[...chosen]} onChange={setChosen}
        error={errorOf('permissions') ?? (tried && chosen.length === 0 ? t('tokens.may-needed') : undefined)}
      >
        <div style={{ display: 'grid', gap: 8, marginBlockStart: 8 }}>
          {permissions.filter((each) => can(each)).map((each) => <Checkbox key={each} value={each} label={t(`tokens.permission.${each}`)} />)}
        </div>
      </Checkbox.Group>
    </SidePanel>
  );
}
