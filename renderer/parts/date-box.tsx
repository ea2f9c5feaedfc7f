import { TextInput, type TextInputProps } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, addMonths, isCalendarDate } from '#domain/kit/calendar.ts';
import { readDay, type DayOptions } from '#domain/patients/day-reading.ts';
import { useClinicPlace, useFormat } from '#renderer/text/use-format.ts';
import classes from './date-box.module.css';
import { KeyHint } from './key-hint.tsx';
import { useNow } from './now.ts';

interface Props extends Omit<TextInputProps, 'value' | 'onChange' | 'type'>, Pick<DayOptions, 'lean' | 'monthEnd'> {
  /** `YYYY-MM-DD`; empty for no day; anything else is what was typed and is no day. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Keys that step from the day in the box; from an empty one they give today. */
const STEPS: Readonly<Record<string, (day: string) => string>> = {
  ArrowUp: (day) => addDays(day, 1), ArrowDown: (day) => addDays(day, -1), PageUp: (day) => addMonths(day, 1), PageDown: (day) => addMonths(day, -1),
};

/**
 * A day, typed as the clinic writes it. While nobody types it stands with its month in letters, so that day and month cannot be taken
 * for each other. What cannot be read stays and is said below; the form that sends it is refused.
 */
export function DateBox({ value, onChange, lean, monthEnd, error, ...rest }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const today = format.today(useNow());
  const order = useClinicPlace((place) => place.dateOrder);
  const [typed, setTyped] = useState<{ readonly text: string; readonly gives: string }>();
  const [inside, setInside] = useState(false);
  const read = (text: string) => readDay(text, { today, order, ...(lean === undefined ? {} : { lean }), ...(monthEnd === undefined ? {} : { monthEnd }) });
  const type = (text: string): void => {
    const found = read(text);
    const gives = found.ok ? found.value : text.trim();
    setTyped({ text, gives });
    onChange(gives);
  };
  const step = (event: KeyboardEvent<HTMLInputElement>): void => {
    const by = STEPS[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    setTyped(undefined);
    onChange(isCalendarDate(value) ? by(value) : today);
  };
  const isDay = isCalendarDate(value);
  // Once the form was refused, what is wrong with the day is said even while the cursor is in the box.
  const unread = value === '' || isDay || (inside && error === undefined) ? undefined : read(value);
  return (
    <TextInput
      {...rest} autoComplete="off" spellCheck={false} maxLength={40} placeholder={t(`everywhere.date-order.${order}`)} aria-description={t('everywhere.date-keys')}
      // What was typed stands as long as it is what the form holds: a form that starts anew empties the box.
      value={typed?.gives === value ? typed.text : isDay ? format.date(value) : value}
      error={unread?.ok === false ? t(`errors.invalid.${unread.error.code}`) : error}
      classNames={{ wrapper: classes.box ?? '' }} rightSection={<span className={classes.keys}><KeyHint keys="ArrowDown+ArrowUp" /></span>} rightSectionWidth={inside ? 56 : 8} rightSectionPointerEvents="none"
      onChange={(event) => type(event.currentTarget.value)} onKeyDown={step}
      onFocus={(event) => { setInside(true); event.currentTarget.select(); }}
      onBlur={() => { setInside(false); setTyped(undefined); }}
    />
  );
}
