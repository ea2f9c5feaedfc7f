import { Button, PasswordInput, SegmentedControl } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '#renderer/api/client.ts';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { toast } from '#renderer/parts/toasts.tsx';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { Group, Page } from '../parts/page.tsx';

type Kind = 'pin' | 'password';

const EMPTY = { current: '', next: '', again: '' } as const;

/** Everybody's own PIN and password. */
export function SignInPage() {
  const { t } = useTranslation();
  const [using, setUsing] = useState<Kind>('pin');
  const [nextKind, setNextKind] = useState<Kind>('pin');
  const [typed, setTyped] = useState<Readonly<Record<keyof typeof EMPTY, string>>>(EMPTY);
  const [differs, setDiffers] = useState(false);
  const save = useCommand(async () => {
    await client.session.changeSecret({ current: typed.current, using, next: typed.next, nextKind });
    setTyped(EMPTY);
    toast('done', t(nextKind === 'pin' ? 'users.pin-changed' : 'users.password-changed'));
  });
  const errorOf = useFieldError(save.problem);
  const kinds = [{ value: 'pin', label: t('users.pin') }, { value: 'password', label: t('users.password') }];
  const send = (event: FormEvent): void => {
    event.preventDefault();
    setDiffers(typed.next !== typed.again);
    if (typed.next === typed.again) void save.run();
  };
  const box = (field: keyof typeof EMPTY, kind: Kind, error: string | undefined) => (
    <PasswordInput
      label={t(`users.secret.${field}-${kind}`)} value={typed[field]} maxLength={kind === 'pin' ? 20 : 200} error={error} aria-invalid={error !== undefined}
      inputMode={kind === 'pin' ? 'numeric' : 'text'} autoComplete={field === 'current' ? 'current-password' : 'new-password'}
      visibilityToggleButtonProps={{ 'aria-label': t('users.show-secret') }}
      onChange={(event) => setTyped({ ...typed, [field]: event.currentTarget.value })}
    />
  );
  return (
    <Page title={t('settings.page.sign-in')} about={t('users.secret.about')}>
      <form onSubmit={send} noValidate style={{ display: 'grid', gap: 16, maxInlineSize: 420 }}>
        <Group title={t('users.secret.prove')} wide>
          <SegmentedControl value={using} onChange={(kind) => setUsing(kind as Kind)} data={kinds} aria-label={t('users.secret.prove')} />
          {box('current', using, errorOf('current'))}
        </Group>
        <Group title={t('users.secret.change')} wide>
          <SegmentedControl value={nextKind} onChange={(kind) => setNextKind(kind as Kind)} data={kinds} aria-label={t('users.secret.change')} />
          {box('next', nextKind, errorOf('next'))}
          {box('again', nextKind, differs ? t('users.secret.differs') : undefined)}
        </Group>
        <ProblemNote problem={elsewhere(save.problem, ['current', 'next'])} />
        <Button type="submit" loading={save.busy} disabled={typed.current === '' || typed.next === ''} style={{ justifySelf: 'start' }}>{t('users.secret.save')}</Button>
      </form>
    </Page>
  );
}
