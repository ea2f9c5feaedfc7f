import { TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '#renderer/api/use-command.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { PlaceRow, type Place, type SavePlace } from './place-row.tsx';
import classes from './rooms.module.css';

interface Props<P extends Place> {
  readonly kind: 'room' | 'service';
  readonly places: readonly P[];
  readonly save: SavePlace;
  /** What stands after a place's name. */
  readonly children?: (place: P) => ReactNode;
}

/** Rooms or services as rows; typing in the last row and Enter adds one. */
export function PlaceList<P extends Place>({ kind, places, save, children }: Props<P>) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const add = useCommand(async () => {
    await save({ name, active: true });
    setName('');
  });
  const errorOf = useFieldError(add.problem);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && name.trim() !== '') void add.run();
  };
  return (
    <div>
      <ul className={classes.rows}>
        {places.map((place) => (
          <PlaceRow key={place.id} kind={kind} place={place} save={save}>{children?.(place)}</PlaceRow>
        ))}
      </ul>
      <TextInput
        className={classes.add} leftSection={<IconPlus size={16} aria-hidden />} value={name} maxLength={400}
        aria-label={t(`settings.add-${kind}`)} placeholder={t(`settings.add-${kind}`)} error={errorOf('name')}
        onChange={(event) => { setName(event.currentTarget.value); add.clear(); }} onKeyDown={onKey}
      />
      <ProblemNote problem={elsewhere(add.problem, ['name'])} />
    </div>
  );
}
