import { Checkbox } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { roles, type Role } from '#domain/permissions/permissions.ts';

interface Props {
  readonly value: readonly Role[];
  readonly error: string | undefined;
  readonly onChange: (value: Role[]) => void;
}

/** What somebody does here; with several roles they may do what any of them may. */
export function RoleBoxes({ value, error, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <Checkbox.Group
      label={t('users.roles')} value={[...value]} error={error ?? (value.length === 0 ? t('users.role-needed') : undefined)}
      onChange={(chosen) => onChange(roles.filter((role) => chosen.includes(role)))}
    >
      <div style={{ display: 'grid', gap: 8, marginBlockStart: 8 }}>
        {roles.map((role) => <Checkbox key={role} value={role} label={t(`roles.${role}`)} description={t(`users.role-about.${role}`)} />)}
      </div>
    </Checkbox.Group>
  );
}
