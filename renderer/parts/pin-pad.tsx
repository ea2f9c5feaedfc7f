import { IconBackspace } from '@tabler/icons-react';
import type { Ref } from 'react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { asciiDigits } from '#domain/kit/digits.ts';
import classes from './pin-pad.module.css';

interface Props {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly label: string;
  readonly inputRef?: Ref<HTMLInputElement>;
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const LONGEST = 8;

/** The digits of what was typed, as far as a PIN goes. */
export const pinOf = (typed: string): string => asciiDigits(typed).replace(/\D/g, '').slice(0, LONGEST);

/** A PIN typed on the keyboard or tapped; Enter submits the form around it. Digits of any script count. */
export function PinPad({ value, onChange, label, inputRef }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const set = (next: string): void => onChange(pinOf(next));
  return (
    <div className={classes.root} dir="ltr">
      <label htmlFor={id} className={classes.label}>{label}</label>
      <input
        ref={inputRef} id={id} className={classes.input} type="password" inputMode="numeric" autoComplete="off" autoFocus
        value={value} onChange={(event) => set(event.currentTarget.value)}
      />
      {/* For fingers and the mouse; the keyboard types into the box above. */}
      <div className={classes.pad}>
        {DIGITS.map((digit) => <Key key={digit} digit={digit} onPress={() => set(value + digit)} />)}
        <span />
        <Key digit="0" onPress={() => set(`${value}0`)} />
        <button type="button" tabIndex={-1} className={classes.key} aria-label={t('everywhere.delete-digit')} onClick={() => set(value.slice(0, -1))}>
          <IconBackspace size={22} aria-hidden />
        </button>
      </div>
    </div>
  );
}

function Key({ digit, onPress }: { readonly digit: string; readonly onPress: () => void }) {
  return <button type="button" tabIndex={-1} className={classes.key} onClick={onPress}>{digit}</button>;
}
