import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly pin: string;
  readonly password: string;
  /** Somebody new needs one of the two; for others an empty box keeps what they have. */
  readonly isNew: boolean;
  readonly errorOf: (field: string) => string | undefined;
  readonly onChange: (change: { pin?: string; password?: string }) => void;
}

/** A PIN and, if wanted, a password. What is stored is never shown. */
export function SecretBoxes({ pin, password, isNew, errorOf, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <PasswordInput
        label={t(isNew ? 'users.pin' : 'users.new-pin')} description={t(isNew ? 'users.pin-hint' : 'users.keep-hint')} value={pin} maxLength={20}
        inputMode="numeric" autoComplete="new-password" error={errorOf('pin')} aria-invalid={errorOf('pin') !== undefined} visibilityToggleButtonProps={{ 'aria-label': t('users.show-secret') }}
        onChange={(event) => onChange({ pin: event.currentTarget.value })}
      />
      <PasswordInput
        label={t(isNew ? 'users.password' : 'users.new-password')} description={t('users.password-hint')} value={password} maxLength={200}
        autoComplete="new-password" error={errorOf('password')} aria-invalid={errorOf('password') !== undefined} visibilityToggleButtonProps={{ 'aria-label': t('users.show-secret') }}
        onChange={(event) => onChange({ password: event.currentTarget.value })}
      />
    </>
  );
}
