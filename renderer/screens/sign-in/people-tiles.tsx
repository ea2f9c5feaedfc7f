import { useTranslation } from 'react-i18next';
import { PersonMark } from '#renderer/parts/person-mark.tsx';
import { KeyHint } from '#renderer/parts/key-hint.tsx';
import { useAction } from '#renderer/parts/actions.ts';
import type { Person } from '#domain/contract/session.ts';
import classes from './sign-in.module.css';

const KEYED = 9;

interface Props {
  readonly people: readonly Person[];
  readonly onChoose: (person: Person) => void;
}

/** One tile a person; the first nine have a digit. */
export function PeopleTiles({ people, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <h2 className={classes.question}>{t('sign-in.who')}</h2>
      <div className={classes.tiles}>
        {people.map((person, index) => <Tile key={person.id} person={person} index={index} onChoose={onChoose} />)}
      </div>
    </>
  );
}

function Tile({ person, index, onChoose }: { readonly person: Person; readonly index: number; readonly onChoose: (person: Person) => void }) {
  const { t } = useTranslation();
  const keys = index < KEYED ? String(index + 1) : undefined;
  useAction({ id: `sign-in.${person.id}`, title: person.name, ...(keys === undefined ? {} : { keys }), run: () => onChoose(person), silent: true });
  return (
    <button type="button" className={classes.tile} onClick={() => onChoose(person)} autoFocus={index === 0}>
      <PersonMark name={person.name} color={person.color} size={52} />
      <span className={classes.tileName}><bdi>{person.name}</bdi></span>
      <span className={classes.tileRole}>{person.roles.map((role) => t(`roles.${role}`)).join(t('everywhere.comma'))}</span>
      {keys === undefined ? null : <span className={classes.tileKey}><KeyHint keys={keys} /></span>}
    </button>
  );
}
