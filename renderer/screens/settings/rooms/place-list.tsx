import { TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '#renderer/api/use-command.ts';
import { useAction } from '#renderer/parts/actions.ts';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { ariaKeys } from '#renderer/parts/keys.ts';
import { ProblemNote } from '#renderer/parts/problem-note.tsx';
import { elsewhere, useFieldError } from '../parts/field-error.ts';
import { RestoredNote } from '../parts/restored-note.tsx';
import { useDraft } from '../parts/use-draft.ts';
import { PlaceRow, type Place, type SavePlace } from './place-row.tsx';
import classes from './rooms.module.css';

interface Props<P extends Place> {
  readonly kind: 'room' | 'service';
  readonly places: readonly P[];
  readonly save: SavePlace;
  /** What stands after a place's name. */
  readonly children?: (place: P) => ReactNode;
}

/** What stands in the boxes and is not stored: the name of a new place, and new names by the place's id. */
const NOTHING_TYPED: { readonly name: string; readonly names: Readonly<Record<string, string>> } = { name: '', names: {} };

/** The keys with which one more is added, as on the other pages. */
const ADD_KEYS = { room: 'Ctrl+Enter', service: 'Alt+Enter' } as const;

/** Rooms or services as rows; typing in the last row and Enter adds one. */
export function PlaceList<P extends Place>({ kind, places, save, children }: Props<P>) {
  const { t } = useTranslation();
  const draft = useDraft(`places:${kind}`, t(`settings.${kind}s`), NOTHING_TYPED);
  const { value: { name, names }, set } = draft;
  const setName = (typed: string): void => set({ name: typed });
  /** A place's name as typed; undefined once it is saved or taken back. */
  const rename = (id: string, typed: string | undefined): void => set((now) => {
    const { [id]: _, ...others } = now.names;
    return { names: typed === undefined ? others : { ...others, [id]: typed } };
  });
  const add = useCommand(async () => {
    await save({ name, active: true });
    setName('');
  });
  const errorOf = useFieldError(add.problem);
  const box = useRef<HTMLInputElement>(null);
  const keys = ADD_KEYS[kind];
  useAction({ id: `settings.add-${kind}`, title: t(`settings.add-${kind}`), keys, run: () => box.current?.focus() });
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && !event.ctrlKey && !event.altKey && name.trim() !== '') void add.run();
  };
  return (
    <div>
      <RestoredNote draft={draft} onDiscard={draft.discard} />
      <ul className={classes.rows}>
        {places.map((place) => (
          <PlaceRow key={place.id} kind={kind} place={place} save={save} typed={names[place.id]} onType={(typed) => rename(place.id, typed)}>
            {children?.(place)}
          </PlaceRow>
        ))}
      </ul>
      <TextInput
        ref={box} className={classes.add} aria-keyshortcuts={ariaKeys(keys)} rightSection={<KeyHint keys={keys} />} rightSectionWidth={96} rightSectionPointerEvents="none" leftSection={<IconPlus size={16} aria-hidden />} value={name} maxLength={400}
        aria-label={t(`settings.add-${kind}`)} placeholder={t(`settings.add-${kind}`)} error={errorOf('name')}
        onChange={(event) => { setName(event.currentTarget.value); add.clear(); }} onKeyDown={onKey}
      />
      <ProblemNote problem={elsewhere(add.problem, ['name'])} />
    </div>
  );
}
