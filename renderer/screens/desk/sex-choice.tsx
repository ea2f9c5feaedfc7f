import { useEffect, useId, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import type { RegisterForm } from './register-form-state.ts';
import classes from './register.module.css';

const CHOICES = [
  { sex: 'female', key: 'F' }, { sex: 'male', key: 'M' }, { sex: 'other', key: 'O' }, { sex: 'unknown', key: 'U' },
] as const;

interface Props {
  readonly value: RegisterForm['sex'];
  readonly onChange: (sex: RegisterForm['sex']) => void;
  readonly error: string | undefined;
}

/** One letter chooses, on any keyboard layout; arrows and the space bar do too. */
export function SexChoice({ value, onChange, error }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const isMissing = error !== undefined;
  useEffect(() => { if (isMissing) document.getElementById(`${id}-${CHOICES[0].sex}`)?.focus(); }, [id, isMissing]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const hit = CHOICES.find(({ key }) => event.code === `Key${key}`);
    if (!hit) return;
    event.preventDefault();
    onChange(hit.sex);
    document.getElementById(`${id}-${hit.sex}`)?.focus();
  };
  return (
    <fieldset className={classes.sexes} onKeyDown={onKeyDown} aria-describedby={error === undefined ? undefined : `${id}-error`}>
      <legend className={classes.label}>{t('patient.sex-label')}</legend>
      {CHOICES.map(({ sex, key }) => (
        <label key={sex} className={classes.sex} data-checked={value === sex || undefined}>
          <input id={`${id}-${sex}`} type="radio" name={id} className={classes.radio} checked={value === sex} onChange={() => onChange(sex)} />
          <span>{t(`patient.sex.${sex}`)}</span>
          <KeyHint keys={key} />
        </label>
      ))}
      {error === undefined ? null : <div id={`${id}-error`} className={classes.error} role="alert">{error}</div>}
    </fieldset>
  );
}
