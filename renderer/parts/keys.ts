/** The part of a key press that decides what it means. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** `Ctrl+K`, `Alt+1`, `Shift+F9`, `F9`, `/`, `Enter`, `r`: modifiers in this order, then the key. */
export type Keys = string;

interface Wanted {
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly key: string;
}

function read(keys: Keys): Wanted {
  const parts = keys === '+' ? ['+'] : keys.split('+');
  const key = parts.pop() ?? '';
  return { ctrl: parts.includes('Ctrl'), alt: parts.includes('Alt'), shift: parts.includes('Shift'), key };
}

/** The physical key a Latin letter or digit sits on, so that keys work on Arabic or Cyrillic layouts too. */
function codeOf(key: string): string | undefined {
  if (/^[a-z]$/i.test(key)) return `Key${key.toUpperCase()}`;
  return /^\d$/.test(key) ? `Digit${key}` : undefined;
}

/** Whether a press is these keys. Ctrl is the command key on a Mac. */
export function matches(keys: Keys, press: KeyPress): boolean {
  const wanted = read(keys);
  if ((press.ctrlKey || press.metaKey) !== wanted.ctrl || press.altKey !== wanted.alt) return false;
  const code = codeOf(wanted.key);
  // With a modifier the character is the layout's affair (Alt+1 is ¡ on a Mac); a bare `?` is whatever key gives it.
  if (code === undefined) return sameKey(wanted.key, press) && (wanted.key.length === 1 || press.shiftKey === wanted.shift);
  if (press.shiftKey !== wanted.shift) return false;
  return press.code === code || (press.code === '' && press.key.toLowerCase() === wanted.key.toLowerCase());
}

/** Arabic keyboards give their own question mark, and a letter where Latin ones have the slash. */
function sameKey(key: string, press: KeyPress): boolean {
  if (key === '?') return press.key === '?' || press.key === '؟';
  if (key === '/') return press.key === '/' || (press.code === 'Slash' && !press.shiftKey && !/^[\x20-\x7e]$/.test(press.key));
  return press.key === key;
}

/** Whether a bare character would be typed into what has the focus. */
export function typesText(keys: Keys): boolean {
  const { ctrl, alt, key } = read(keys);
  return !ctrl && !alt && key.length === 1;
}

const NAMES: Readonly<Record<string, string>> = { Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' };
const MAC: Readonly<Record<string, string>> = { Ctrl: '⌘', Alt: '⌥', Shift: '⇧' };

/** The caps of a combination as printed on this keyboard: `['Ctrl', 'K']`, on a Mac `['⌘', 'K']`. */
export function keyCaps(keys: Keys, mac: boolean): string[] {
  return (keys === '+' ? ['+'] : keys.split('+')).map((part) => {
    if (mac && MAC[part]) return MAC[part];
    return NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part);
  });
}

/** `aria-keyshortcuts` form: `Control+K`. */
export const ariaKeys = (keys: Keys): string => keys.replace('Ctrl', 'Control');
