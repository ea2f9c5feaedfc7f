import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { clockText, readClock } from '#domain/calendar/wall.ts';
import { DateBox } from '#renderer/parts/date-box.tsx';
import classes from './mothers.module.css';

/** Boxes that belong together, side by side as far as there is room. */
export function Boxes({ title, children, wide = false }: { readonly title: string; readonly children: ReactNode; readonly wide?: boolean }) {
  return (
    <fieldset className={classes.group}>
      <legend className={classes.groupTitle}>{title}</legend>
      <div className={wide ? classes.wide : classes.boxes}>{children}</div>
    </fieldset>
  );
}

interface BoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
  /** Unit, as printed beside the number. */
  readonly unit?: string;
  readonly hint?: string | undefined;
  readonly autoFocus?: boolean;
  readonly kind?: 'number' | 'text' | 'date' | 'time';
  /** Of a day: which side of today it is on. */
  readonly lean?: 'past' | 'ahead';
}

/** One line to type into. */
export function Box({ label, value, onChange, error, unit, hint, autoFocus = false, kind = 'number', lean = 'past' }: BoxProps) {
  if (kind === 'date') return <DateBox label={label} value={value} lean={lean} error={error} autoFocus={autoFocus} data-autofocus={autoFocus || undefined} onChange={onChange} />;
  const clock = kind === 'time' ? readClock(value) : undefined;
  return (
    <TextInput
      label={label} value={value} error={error} autoFocus={autoFocus} data-autofocus={autoFocus || undefined} maxLength={kind === 'text' ? 2000 : 40}
      {...(kind === 'number' ? { inputMode: 'decimal' as const, dir: 'ltr' } : kind === 'text' ? { dir: 'auto' } : { inputMode: 'numeric' as const, dir: 'ltr', placeholder: '00:00', onBlur: () => { if (clock !== undefined) onChange(clockText(clock)); } })}
      {...(unit === undefined ? {} : { rightSection: <span className={classes.unit} dir="ltr">{unit}</span>, rightSectionWidth: 56 })}
      {...(hint === undefined ? {} : { description: hint })}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

interface PickProps<T extends string> {
  readonly label: string;
  readonly value: T | null;
  readonly from: readonly T[];
  /** What a word is called. */
  readonly name: (word: T) => string;
  readonly onChange: (value: T | null) => void;
  readonly error?: string | undefined;
  /** One of them must be chosen. */
  readonly needed?: boolean;
  readonly autoFocus?: boolean;
}

/** One of a few words. */
export function Pick<T extends string>({ label, value, from, name, onChange, error, needed = false, autoFocus = false }: PickProps<T>) {
  const { t } = useTranslation();
  return (
    <NativeSelect
      label={label} value={value ?? ''} error={error} autoFocus={autoFocus}
      data={[...(needed ? [] : [{ value: '', label: t('mothers.not-said') }]), ...from.map((word) => ({ value: word, label: name(word) }))]}
      onChange={({ currentTarget }) => onChange(currentTarget.value === '' ? null : currentTarget.value as T)}
    />
  );
}

interface TicksProps<T extends string> {
  readonly title: string;
  readonly from: readonly T[];
  readonly ticked: readonly T[];
  readonly name: (word: T) => string;
  readonly onChange: (ticked: T[]) => void;
}

/** Any of some words. */
export function Ticks<T extends string>({ title, from, ticked, name, onChange }: TicksProps<T>) {
  return (
    <fieldset className={classes.group}>
      <legend className={classes.groupTitle}>{title}</legend>
      <div className={classes.ticks}>
        {from.map((word) => (
          <Checkbox
            key={word} size="sm" label={name(word)} checked={ticked.includes(word)}
            onChange={({ currentTarget }) => onChange(from.filter((each) => (each === word ? currentTarget.checked : ticked.includes(each))))}
          />
        ))}
      </div>
    </fieldset>
  );
}
