import { Button, PasswordInput } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '#renderer/api/use-command.ts';
import type { Early } from '#renderer/first/early.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { PersonMark } from '#renderer/parts/person-mark.tsx';
import { pinOf, PinPad } from '#renderer/parts/pin-pad.tsx';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { signIn } from '#renderer/session/session.ts';
import type { Person } from '#domain/contract/session.ts';
import classes from './sign-in.module.css';

interface Props {
  readonly person: Person;
  /** What was typed before the program had loaded. */
  readonly early: Early | undefined;
  readonly onBack: (() => void) | undefined;
}

/** The PIN, or the password for those who have no PIN or forgot it. */
export function SecretForm({ person, early, onBack }: Props) {
  const { t } = useTranslation();
  const [using, setUsing] = useState<'pin' | 'password'>(person.hasPin ? 'pin' : 'password');
  const [secret, setSecret] = useState(() => (person.hasPin ? pinOf(early?.typed ?? '') : early?.typed ?? ''));
  const box = useRef<HTMLInputElement>(null);
  const entering = useCommand(async () => {
    try {
      await signIn(person.id, secret, using);
    } catch (error) {
      setSecret('');
      box.current?.focus();
      throw error;
    }
  });
  const submit = (event?: SyntheticEvent): void => {
    event?.preventDefault();
    if (secret !== '') void entering.run();
  };
  const submittedEarly = useRef(early?.submitted === true);
  useEffect(() => {
    if (!submittedEarly.current) return;
    submittedEarly.current = false;
    submit();
  });
  const change = (next: string): void => { setSecret(next); entering.clear(); };
  const other = using === 'pin' ? 'password' : 'pin';
  return (
    <form className={classes.secret} onSubmit={submit}>
      <div className={classes.who}>
        <PersonMark name={person.name} color={person.color} size={44} />
        <h2 className={classes.whoName}><bdi>{person.name}</bdi></h2>
      </div>
      {using === 'pin'
        ? <PinPad inputRef={box} value={secret} onChange={change} label={t('sign-in.pin')} />
        : (
          <PasswordInput
            ref={box} label={t('sign-in.password')} size="md" value={secret} onChange={(event) => change(event.currentTarget.value)}
            autoComplete="off" data-autofocus autoFocus
          />
        )}
      <ProblemNote problem={entering.problem} />
      <Button type="submit" size="md" fullWidth loading={entering.busy} rightSection={<KeyHint keys="Enter" onAccent />}>{t('sign-in.enter')}</Button>
      <div className={classes.others}>
        {onBack ? (
          <Button variant="subtle" onClick={onBack} leftSection={<IconArrowLeft size={16} className="db-flip" aria-hidden />} rightSection={<KeyHint keys="Escape" />}>
            {t('sign-in.someone-else')}
          </Button>
        ) : <span />}
        {person.hasPin ? (
          <Button variant="subtle" onClick={() => { setUsing(other); change(''); }}>{t(`sign-in.use-${other}`)}</Button>
        ) : null}
      </div>
    </form>
  );
}
