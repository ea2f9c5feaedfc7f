import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { useAction, type Action } from './actions.ts';
import { KeyHint } from './key-hint.tsx';
import { ariaKeys } from './keys.ts';

interface Props extends Omit<ButtonProps, 'children' | 'leftSection' | 'rightSection' | 'onClick'> {
  readonly action: Action;
  readonly icon?: ReactNode;
  readonly busy?: boolean;
  /** Shown instead of the action's title, where the place makes a shorter word clear. */
  readonly label?: string;
  /** Read out after the shorter word: what it is about. */
  readonly about?: string;
  readonly autoFocus?: boolean;
}

/** A button that is also a key and an entry of the palette. While `action.when` is false it is greyed out. */
export function ActionButton({ action, icon, busy = false, label, about, ...look }: Props) {
  useAction(action);
  const onAccent = (look.variant ?? 'filled') === 'filled';
  return (
    <Button
      {...look}
      data-action={action.id}
      onClick={action.run}
      disabled={action.when === false}
      loading={busy}
      leftSection={icon}
      rightSection={action.keys === undefined ? undefined : <KeyHint keys={action.keys} onAccent={onAccent} />}
      {...(action.keys === undefined ? {} : { 'aria-keyshortcuts': ariaKeys(action.keys) })}
    >
      {label ?? action.title}
      {about === undefined ? null : <span className="db-hidden">{` ${about}`}</span>}
    </Button>
  );
}
