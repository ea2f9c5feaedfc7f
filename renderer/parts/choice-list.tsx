import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAction } from './actions.ts';
import { KeyHint } from './key-hint.tsx';
import classes from './choice-list.module.css';

export interface Choice<T> {
  readonly value: T;
  readonly label: string;
  readonly icon?: ReactNode;
}

interface Props<T> {
  readonly choices: readonly Choice<T>[];
  readonly onChoose: (value: T) => void;
}

const KEYED = 9;

/** A short list in a dialog: the digits choose at once, Tab and Enter do too. */
export function ChoiceList<T extends string>({ choices, onChoose }: Props<T>) {
  return (
    <div className={classes.choices}>
      {choices.map((choice, index) => <One key={choice.value} choice={choice} index={index} onChoose={onChoose} />)}
    </div>
  );
}

function One<T extends string>({ choice, index, onChoose }: { readonly choice: Choice<T>; readonly index: number; readonly onChoose: (value: T) => void }) {
  const keys = index < KEYED ? String(index + 1) : undefined;
  const choose = (): void => onChoose(choice.value);
  useAction({ id: `choice.${choice.value}`, title: choice.label, ...(keys === undefined ? {} : { keys }), run: choose, silent: true });
  return (
    <Button
      variant="default" fullWidth justify="space-between" onClick={choose} data-autofocus={index === 0 || undefined}
      leftSection={choice.icon} rightSection={keys === undefined ? <span /> : <KeyHint keys={keys} />} classNames={{ label: classes.label ?? '' }}
    >
      {choice.label}
    </Button>
  );
}
