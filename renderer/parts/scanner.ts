/** One key of a burst, with its time in milliseconds. */
export interface ScanKey {
  readonly key: string;
  readonly at: number;
}

/** Scanners type faster than any person: usually less than this between two characters, in milliseconds. */
const FAST_MS = 50;
/** A longer pause ends a burst; shorter ones may be a busy PC, not a person. */
const PAUSE_MS = 400;
const SHORTEST = 4;
const LONGEST = 200;
/** Keys that come before a character of a burst and type nothing themselves. */
const SHIFTS: ReadonlySet<string> = new Set(['Shift', 'CapsLock', 'AltGraph', 'Alt', 'Control']);

/** A scanner held over a label reads it again and again; the same code within this time is one scan. */
const SAME_WITHIN_MS = 1_000;

/**
 * Tells a barcode scanner that types like a keyboard from a person: a burst of characters, most of them quickly one
 * after the other, ended by Enter or Tab. When `next` ends one, returns what the code may be: all of the burst, and
 * the part after its last slow character (somebody may have typed just before). Empty while there is no scan.
 */
export function createScanDetector(): (next: ScanKey) => readonly string[] {
  let burst: { readonly character: string; readonly gap: number }[] = [];
  let last = -Infinity;
  return ({ key, at }) => {
    const gap = at - last;
    last = at;
    if (key === 'Enter' || key === 'Tab') {
      const ended = burst;
      burst = [];
      return gap < PAUSE_MS ? codesOf(ended) : [];
    }
    // Whatever was typed is over; a scanner has no such key.
    if (key === 'Escape') burst = [];
    if (key.length !== 1) {
      // An arrow, Backspace or the like is a person's: what came before it is no code.
      if (!SHIFTS.has(key)) burst = [];
      return [];
    }
    if (gap >= PAUSE_MS) burst = [];
    burst = [...burst, { character: key, gap }].slice(-LONGEST);
    return [];
  };
}

function codesOf(burst: readonly { readonly character: string; readonly gap: number }[]): string[] {
  const gaps = burst.slice(1).map(({ gap }) => gap).sort((a, b) => a - b);
  if (burst.length < SHORTEST || (gaps[Math.floor(gaps.length / 2)] ?? Infinity) >= FAST_MS) return [];
  const text = (from: number): string => burst.slice(from).map(({ character }) => character).join('');
  const lastSlow = burst.findLastIndex(({ gap }, index) => index > 0 && gap >= FAST_MS);
  return [...new Set([text(0), text(Math.max(0, lastSlow))])].filter((code) => code.length >= SHORTEST);
}

/**
 * Listens for scanned codes wherever the focus is. What the scanner typed into a box is taken out of it again.
 * @param onCode gets a possible code; true when it was one of ours
 * @returns how to stop
 */
export function listenForScans(onCode: (code: string) => boolean): () => void {
  const detect = createScanDetector();
  let previous = { code: '', at: -Infinity };
  const onKey = (event: KeyboardEvent): void => {
    const codes = detect({ key: event.key, at: event.timeStamp });
    const code = codes.find((each) => (each === previous.code && event.timeStamp - previous.at < SAME_WITHIN_MS) || onCode(each));
    if (code === undefined) return;
    previous = { code, at: event.timeStamp };
    event.preventDefault();
    event.stopImmediatePropagation();
    takeOut(event.target, code);
  };
  window.addEventListener('keydown', onKey, { capture: true });
  return () => window.removeEventListener('keydown', onKey, { capture: true });
}

/** React hears of a value set from outside only through the element's own setter and an event. */
function takeOut(box: EventTarget | null, code: string): void {
  const isBox = box instanceof HTMLInputElement || box instanceof HTMLTextAreaElement;
  if (!isBox || !box.value.endsWith(code)) return;
  const prototype = box instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(box, box.value.slice(0, -code.length));
  box.dispatchEvent(new Event('input', { bubbles: true }));
}
