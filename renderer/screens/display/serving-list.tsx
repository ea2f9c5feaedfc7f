import type { DisplayState } from '#domain/contract/queue.ts';
import type { ScreenLanguage } from '#renderer/text/languages.ts';
import { InLanguages } from './in-languages.tsx';
import classes from './display.module.css';

const SHOWN = 5;

/** Who was called before and is in a room, or should be. */
export function ServingList({ serving, languages }: { readonly serving: DisplayState['serving']; readonly languages: readonly ScreenLanguage[] }) {
  if (serving.length === 0) return null;
  return (
    <section className={classes.serving}>
      <h2 className={classes.servingHeading}><InLanguages languages={languages} sentence="display.serving" stacked /></h2>
      <ul className={classes.servingList}>
        {serving.slice(0, SHOWN).map(({ label, roomName }) => (
          <li key={label} className={classes.servingOne}>
            <span className={classes.servingLabel} dir="ltr">{label}</span>
            <bdi className={classes.servingRoom}>{roomName}</bdi>
          </li>
        ))}
      </ul>
    </section>
  );
}
