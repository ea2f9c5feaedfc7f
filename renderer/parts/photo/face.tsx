import { initials } from '#domain/patients/initials.ts';
import classes from './face.module.css';

interface Props {
  readonly name: string;
  /** `data:` URL of a square picture. */
  readonly photo?: string | null;
  /** Edge in pixels. */
  readonly size?: number;
}

/** A patient's photo, or the initials where there is none. The name stands beside it, so it says nothing itself. */
export function Face({ name, photo = null, size = 36 }: Props) {
  const edge = { inlineSize: size, blockSize: size };
  if (photo !== null) return <img className={classes.face} style={edge} src={photo} alt="" />;
  return <span className={classes.face} style={{ ...edge, fontSize: Math.round(size * 0.4) }} aria-hidden>{initials(name)}</span>;
}
