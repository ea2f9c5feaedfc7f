import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useId, useRef, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Conflict } from '#domain/contract/sync.ts';
import { Sex } from '#domain/contract/shapes.ts';
import { issueOf, type Problem } from '#renderer/api/problem.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { useNow } from '#renderer/parts/now.ts';
import { issueText } from '#renderer/parts/problem-text.ts';
import { birthPreview } from '#renderer/screens/desk/birth-preview.ts';
import { useClinicPlace, useFormat } from '#renderer/text/use-format.ts';
import classes from './choices.module.css';

export interface NewValueProps {
  readonly as: Exclude<Conflict['enteredAs'], 'number' | null>;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
  /** What was typed; it is read where it is stored. */
  readonly onSend: (value: string) => void;
}

/** The right value where none of those that compete is: typed as in the record's own form, and kept in the box while it is refused. */
export function NewValue({ as, busy, problem, onSend, onCancel }: NewValueProps & { readonly onCancel: () => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState<string>(as === 'sex' ? 'unknown' : '');
  const box = useRef<HTMLInputElement & HTMLSelectElement>(null);
  // Not autoFocus: it would be scrolled to before the card has grown for it.
  useEffect(() => box.current?.focus(), [problem]);
  const birthWords = useBirthWords();
  const [sent, setSent] = useState('');
  const id = useId();
  // Of what was refused and stands there unchanged.
  const issue = text === sent ? issueOf(problem, 'value') : undefined;
  const wrong = issue && issueText(issue, t);
  const below = wrong ?? (as === 'birth' ? birthWords(text) : undefined);
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    setSent(text);
    onSend(text);
  };
  return (
    <form
      className={classes.newValue} onSubmit={send} noValidate onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target instanceof HTMLSelectElement) return send(event);
        if (event.key !== 'Escape') return;
        event.preventDefault();
        onCancel();
      }}
    >
      {as === 'sex' ? (
        <NativeSelect ref={box} label={t('sync.choices.new')} value={text} onChange={(event) => setText(event.currentTarget.value)}>
          {Sex.options.map((sex) => <option key={sex} value={sex}>{t(`patient.sex.${sex}`)}</option>)}
        </NativeSelect>
      ) : (
        <TextInput
          ref={box} label={t('sync.choices.new')} value={text} dir="auto" autoComplete="off" maxLength={20_000} error={wrong !== undefined}
          {...(below === undefined ? {} : { 'aria-describedby': id })} onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <Button type="submit" loading={busy} disabled={text.trim() === ''} rightSection={<KeyHint keys="Enter" onAccent />}>{t('sync.choices.use')}</Button>
      <Button variant="default" onClick={onCancel} rightSection={<KeyHint keys="Escape" />}>{t('settings.cancel')}</Button>
      {below === undefined ? null : <p id={id} className={classes.below} data-wrong={wrong !== undefined || undefined} role={wrong === undefined ? undefined : 'alert'}>{below}</p>}
    </form>
  );
}

/** How a birth is typed here, and then how it is understood. */
function useBirthWords(): (typed: string) => string {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const order = useClinicPlace((place) => place.dateOrder);
  return (typed) => {
    const preview = birthPreview(typed, { today: format.today(now), order }, t, format, now);
    return preview.kind === 'empty' ? t(`desk.birth-hint.${order}`) : preview.text;
  };
}
