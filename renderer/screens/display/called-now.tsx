import { IconArrowBigRightLinesFilled } from '@tabler/icons-react';
import type { DisplayState } from '#domain/contract/queue.ts';
import { Name } from '#renderer/parts/name.tsx';
import type { ScreenLanguage } from '#renderer/text/languages.ts';
import { InLanguages } from './in-languages.tsx';
import classes from './display.module.css';

interface Props {
  readonly current: DisplayState['current'];
  readonly languages: readonly ScreenLanguage[];
}

/** The token just called, and where to go. */
export function CalledNow({ current, languages }: Props) {
  return (
    <section className={classes.now} data-called={current !== null || undefined} aria-live="assertive">
      <h2 className={classes.heading}><InLanguages languages={languages} sentence={current ? 'display.now' : 'display.wait-title'} /></h2>
      {current ? (
        <>
          <div className={classes.token} dir="ltr">{current.label}</div>
          {current.patientName === null ? null : <div className={classes.patient}><Name>{current.patientName}</Name></div>}
          <div className={classes.room}>
            <IconArrowBigRightLinesFilled className={`${classes.arrow ?? ''} db-flip`} aria-hidden />
            <bdi>{current.roomName}</bdi>
          </div>
        </>
      ) : <p className={classes.waitHint}><InLanguages languages={languages} sentence="display.wait-hint" stacked /></p>}
    </section>
  );
}
