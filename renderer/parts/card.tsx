import { useId, type ReactNode } from 'react';
import classes from './card.module.css';

interface Props {
  readonly title: string;
  /** At the end of the title line: counts, filters, small buttons. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
  /** The content scrolls inside; the card fills its place. */
  readonly fill?: boolean;
  readonly className?: string | undefined;
}

/** A part of a screen with its heading. */
export function Card({ title, tools, children, fill = false, className }: Props) {
  const id = useId();
  return (
    <section className={`${classes.card} ${className ?? ''}`} data-fill={fill || undefined} aria-labelledby={id}>
      <header className={classes.head}>
        <h2 id={id} className={classes.title}>{title}</h2>
        {tools === undefined ? null : <div className={classes.tools}>{tools}</div>}
      </header>
      <div className={fill ? `${classes.body} ${classes.scrolls}` : classes.body}>{children}</div>
    </section>
  );
}
