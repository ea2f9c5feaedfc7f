import type { ReactNode } from 'react';
import { useNow } from '#renderer/parts/now.ts';
import { useFormat } from '#renderer/text/use-format.ts';
import classes from './choices.module.css';

interface Props {
  /** What stood there before, the value that screens show now, or another one. */
  readonly kind: 'base' | 'shown' | 'other';
  /** `A`, `B` …, or that it is what stood before. */
  readonly heading: string;
  readonly value: string;
  readonly person: string | null;
  readonly pc: string;
  readonly at: string;
  readonly note?: string | null;
  readonly children?: ReactNode;
}

/** One value of a choice: what it is, who wrote it, at which PC and when. */
export function ChoiceValue({ kind, heading, value, person, pc, at, note = null, children }: Props) {
  const format = useFormat();
  const now = useNow();
  return (
    <div className={classes.value} data-kind={kind}>
      <span className={classes.heading}><span className={kind === 'base' ? undefined : classes.letter}>{heading}</span>{note === null ? null : <span className={classes.note}>{note}</span>}</span>
      <bdi className={classes.text}>{value}</bdi>
      <span className={classes.by}><bdi>{[person, pc].filter((part) => part !== null && part !== '').join(' · ')}</bdi></span>
      <time className={classes.by} dateTime={at}>{format.dateTime(at, now)}</time>
      {children === undefined || children === null ? null : <div className={classes.keep}>{children}</div>}
    </div>
  );
}
