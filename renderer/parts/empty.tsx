import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notes.module.css';

interface Props {
  readonly icon: Icon;
  readonly title: string;
  /** What one would do to fill this place. */
  readonly hint: string;
  readonly children?: ReactNode;
}

/** An empty list says what will stand here and how it gets there. */
export function Empty({ icon: Picture, title, hint, children }: Props) {
  return (
    <div className={classes.empty}>
      <Picture size={36} stroke={1.4} aria-hidden className={classes.emptyIcon} />
      <div className={classes.emptyTitle}>{title}</div>
      <div>{hint}</div>
      {children === undefined ? null : <div className={classes.emptyAction}>{children}</div>}
    </div>
  );
}
