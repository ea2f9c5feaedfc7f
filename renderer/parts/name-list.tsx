import { CloseButton, TextInput } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './name-list.module.css';

interface Props {
  readonly label: string;
  readonly hint: string;
  readonly names: readonly string[];
  readonly onChange: (names: string[]) => void;
  /** Enter in the empty box. */
  readonly onDone: () => void;
}

/** A short list of names by keyboard: Enter adds, Backspace in the empty box takes the last away. */
export function NameList({ label, hint, names, onChange, onDone }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const onKeyDown = (event: KeyboardEvent): void => {
    const name = text.trim();
    if (event.key === 'Enter') {
      event.preventDefault();
      if (name === '') onDone();
      else {
        if (!names.includes(name)) onChange([...names, name]);
        setText('');
      }
    } else if (event.key === 'Backspace' && text === '') onChange(names.slice(0, -1));
  };
  return (
    <div>
      <TextInput
        label={label} description={hint} value={text} onChange={(event) => setText(event.currentTarget.value)} onKeyDown={onKeyDown}
        maxLength={200} autoFocus autoComplete="off"
      />
      <ul className={classes.names}>
        {names.map((name) => (
          <li key={name} className={classes.name}>
            <bdi>{name}</bdi>
            <CloseButton size="sm" aria-label={t('everywhere.remove-name', { name })} onClick={() => onChange(names.filter((other) => other !== name))} />
          </li>
        ))}
      </ul>
    </div>
  );
}
