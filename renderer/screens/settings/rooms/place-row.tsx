import { Switch, TextInput } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import classes from './rooms.module.css';

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
}

export type SavePlace = (place: { id?: string; name: string; active: boolean }) => Promise<unknown>;

interface Props {
  readonly kind: 'room' | 'service';
  readonly place: Place;
  readonly save: SavePlace;
  /** The name as typed and not yet saved. */
  readonly typed: string | undefined;
  readonly onType: (typed: string | undefined) => void;
  readonly children?: ReactNode;
}

/** One room or service: its name is a box that saves on Enter or when it is left; Escape takes the typing back. */
export function PlaceRow({ kind, place, save, typed, onType, children }: Props) {
  const { t } = useTranslation();
  const store = useCommand(async (change: Partial<Place>) => {
    await save({ id: place.id, name: place.name, active: place.active, ...change });
    onType(undefined);
  });
  const errorOf = useFieldError(store.problem, true);
  const keep = (): void => {
    if (typed === undefined) return;
    if (typed.trim() === place.name) onType(undefined);
    else void store.run({ name: typed });
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Enter') keep();
    if (event.key !== 'Escape' || typed === undefined) return;
    event.preventDefault();
    store.clear();
    onType(undefined);
  };
  return (
    <li className={classes.row} data-off={!place.active || undefined}>
      <TextInput
        className={classes.name} variant="unstyled" value={typed ?? place.name} maxLength={400} error={errorOf('name')}
        aria-label={t(`settings.name-of-${kind}`, { name: place.name })}
        onChange={(event) => onType(event.currentTarget.value)} onKeyDown={onKey} onBlur={keep}
      />
      {children}
      <Switch
        checked={place.active} label={t('settings.in-use')} className={classes.use}
        aria-label={t('settings.use-place', { name: place.name })} disabled={store.busy}
        onChange={(event) => void store.run({ active: event.currentTarget.checked })}
      />
      <ProblemNote problem={elsewhere(store.problem, ['name'])} />
    </li>
  );
}
