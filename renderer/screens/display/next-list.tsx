import { useTranslation } from 'react-i18next';
import type { DisplayState } from '#domain/contract/queue.ts';
import type { ScreenLanguage } from '#renderer/text/languages.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import { InLanguages } from './in-languages.tsx';
import classes from './display.module.css';

/** The next five, and how long it takes today. */
export function NextList({ state, languages }: { readonly state: DisplayState; readonly languages: readonly ScreenLanguage[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className={classes.next}>
      <h2 className={classes.heading}><InLanguages languages={languages} sentence="display.next" /></h2>
      <ol className={classes.nextList}>
        {state.next.map(({ label, serviceName, waitMinutes }) => (
          <li key={label} className={classes.nextRow}>
            <span className={classes.nextLabel} dir="ltr">{label}</span>
            <span className={classes.nextFacts}><bdi>{serviceName}</bdi><span>{format.minutes(waitMinutes)}</span></span>
          </li>
        ))}
      </ol>
      <p className={classes.waits}>
        {t('display.waiting', { count: state.waiting })}
        {state.medianWaitMinutes === null ? null : <span>{t('display.usual-wait', { wait: format.minutes(state.medianWaitMinutes) })}</span>}
      </p>
    </section>
  );
}
