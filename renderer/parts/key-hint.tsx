import { keyCaps, type Keys } from './keys.ts';
import classes from './key-hint.module.css';

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** The key of an action, to stand beside it. Screen readers get it from `aria-keyshortcuts`. */
export function KeyHint({ keys, onAccent = false }: { readonly keys: Keys; readonly onAccent?: boolean }) {
  return (
    <span className={classes.hint} data-on-accent={onAccent || undefined} aria-hidden dir="ltr">
      {keyCaps(keys, isMac).map((cap) => <kbd key={cap} className={classes.cap}>{cap}</kbd>)}
    </span>
  );
}
