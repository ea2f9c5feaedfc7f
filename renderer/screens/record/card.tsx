import { useId, type ReactNode } from 'react';
import classes from './record.module.css';

/** A part of a record under its title, with a box to add to it. */
export function RecordCard({ title, tail, children }: { readonly title: string; readonly tail?: ReactNode; readonly children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.card} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id} className={classes.title}>{title}</h2>
        {tail === undefined ? null : <div className={classes.tail}>{tail}</div>}
      </div>
      {children}
    </section>
  );
}
