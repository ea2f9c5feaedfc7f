import { IconInfoTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './notes.module.css';

/** Something to look at before going on. */
export function AttentionNote({ children }: { readonly children: ReactNode }) {
  return (
    <div className={classes.note} data-tone="attention" role="status">
      <IconInfoTriangle size={18} aria-hidden className={classes.icon} />
      <span>{children}</span>
    </div>
  );
}
