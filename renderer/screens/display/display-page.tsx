import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Look } from '#renderer/theme/look.tsx';
import { loadLanguage, showLanguage } from '#renderer/text/i18n.ts';
import { screenLanguageOf, type ScreenLanguage } from '#renderer/text/languages.ts';
import type { DisplayState } from '#domain/contract/queue.ts';
import { CalledNow } from './called-now.tsx';
import { Clock } from './clock.tsx';
import { InLanguages } from './in-languages.tsx';
import { NextList } from './next-list.tsx';
import { ServingList } from './serving-list.tsx';
import { useDisplaySound } from './display-sound.ts';
import { useDisplayState } from './display-state.ts';
import classes from './display.module.css';

/** The screen in the waiting room: needs nobody to sign in, and mends itself. spec: QUE-4 */
export function DisplayPage() {
  return <Look scheme="dark"><Display /></Look>;
}

function Display() {
  const { t } = useTranslation();
  const { state, stale } = useDisplayState();
  const silent = useDisplaySound(({ blocked }) => blocked);
  const languages = useLanguages(state?.languages);
  if (!state) {
    return (
      <main className={classes.page} data-stale={stale || undefined}>
        <div className={classes.message}>{stale ? <InLanguages languages={languages} sentence="display.stale" /> : t('everywhere.loading')}</div>
      </main>
    );
  }
  return (
    <main className={classes.page} data-stale={stale || undefined}>
      <header className={classes.head}>
        <h1 className={classes.clinic}>{state.clinicName}</h1>
        {stale ? <div className={classes.stale} role="alert"><InLanguages languages={languages} sentence="display.stale" /></div> : null}
        {silent && !stale ? <div className={classes.stale} role="alert"><InLanguages languages={languages} sentence="display.sound-blocked" /></div> : null}
        <Clock />
      </header>
      <CalledNow current={state.current} languages={languages} />
      <NextList state={state} languages={languages} />
      <ServingList serving={others(state)} languages={languages} />
    </main>
  );
}

/** Those with somebody now, without the one shown large. */
const others = ({ serving, current }: DisplayState): DisplayState['serving'] => serving.filter(({ label }) => label !== current?.label);

/** The clinic's languages the screens exist in, ready to be shown side by side; the first sets the direction. */
function useLanguages(tags: readonly string[] | undefined): readonly ScreenLanguage[] {
  const [shown, setShown] = useState<readonly ScreenLanguage[]>(['en']);
  const wanted = tags?.join(' ');
  useEffect(() => {
    if (wanted === undefined) return;
    const languages = [...new Set(wanted.split(' ').map((tag) => screenLanguageOf([tag])))];
    Promise.all(languages.map(loadLanguage))
      .then(() => showLanguage(languages[0] ?? 'en'))
      .then(() => setShown(languages))
      .catch(() => undefined);
  }, [wanted]);
  return shown;
}
