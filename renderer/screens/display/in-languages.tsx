import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { directionOf, type ScreenLanguage } from '#renderer/text/languages.ts';
import classes from './display.module.css';

interface Props {
  readonly languages: readonly ScreenLanguage[];
  /** Key of a sentence. */
  readonly sentence: string;
  /** One under the other, for longer sentences. */
  readonly stacked?: boolean;
}

/** One sentence in each of the clinic's languages, side by side. */
export function InLanguages({ languages, sentence, stacked = false }: Props) {
  const { t } = useTranslation();
  return (
    <span className={classes.languages} data-stacked={stacked || undefined}>
      {languages.map((language, index) => (
        <Fragment key={language}>
          {index > 0 && !stacked ? <span className={classes.divider} aria-hidden>·</span> : null}
          <span lang={language} dir={directionOf(language)}>{t(sentence, { lng: language })}</span>
        </Fragment>
      ))}
    </span>
  );
}
