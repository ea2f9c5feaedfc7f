import { initials } from '#domain/patients/initials.ts';
import classes from './person-mark.module.css';

/** A person's initials in a circle of their colour. Decoration: the name stands beside it. */
export function PersonMark({ name, color, size }: { readonly name: string; readonly color: string; readonly size: number }) {
  return (
    <span className={classes.mark} aria-hidden style={{ inlineSize: size, blockSize: size, fontSize: size * 0.38, background: color }}>
      {initials(name)}
    </span>
  );
}
