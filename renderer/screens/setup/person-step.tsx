import { PasswordInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { asciiDigits } from '#domain/kit/digits.ts';
import type { Answers } from './answers.ts';
import { StepHead } from './step-head.tsx';
import classes from './setup.module.css';

interface Props {
  readonly answers: Answers;
  readonly onChange: (part: Partial<Answers>) => void;
}

const digits = (typed: string): string => asciiDigits(typed).replace(/\D/g, '').slice(0, 8);

/** The first person, who may do everything and adds the others. */
export function PersonStep({ answers, onChange }: Props) {
  const { t } = useTranslation();
  const differ = answers.pinAgain.length >= answers.pin.length && answers.pinAgain !== '' && answers.pin !== answers.pinAgain;
  return (
    <>
      <StepHead title={t('setup.manager.title')} hint={t('setup.manager.hint')} />
      <TextInput
        label={t('setup.manager.name')} value={answers.managerName} maxLength={200} autoFocus autoComplete="off"
        onChange={(event) => onChange({ managerName: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <PasswordInput
          label={t('setup.manager.pin')} description={t('setup.manager.pin-hint')} value={answers.pin} inputMode="numeric" autoComplete="off"
          onChange={(event) => onChange({ pin: digits(event.currentTarget.value) })}
        />
        <PasswordInput
          label={t('setup.manager.pin-again')} description={t('setup.manager.pin-again-hint')} value={answers.pinAgain} inputMode="numeric" autoComplete="off"
          error={differ ? t('setup.manager.pins-differ') : undefined}
          onChange={(event) => onChange({ pinAgain: digits(event.currentTarget.value) })}
        />
      </div>
      <PasswordInput
        label={t('setup.manager.password')} description={t('setup.manager.password-hint')} value={answers.password} autoComplete="new-password"
        onChange={(event) => onChange({ password: event.currentTarget.value })}
      />
    </>
  );
}
