import { LF } from '../../bytes/ascii.ts';
import { plainLines } from '../../bytes/plain-lines.ts';
import type { Framer } from '../../driver.ts';

const LONGEST = 256;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of a line without its end; null for a damaged one. */
export function sketchText(line: Uint8Array): string | null {
  try {
    const text = utf8.decode(line.subarray(0, line.at(-1) === LF ? -1 : undefined)).trim();
    // No printed line has control characters.
    return text === '' || /[\0-\x08\x0b-\x1f\x7f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** Lines that `fits` takes. The first one after opening may have lost its beginning, so it is passed over. */
export function sketchLines(fits: (text: string) => boolean): Framer<Uint8Array> {
  let first = true;
  const lines = plainLines(LONGEST, (line) => {
    if (first) {
      first = false;
      return false;
    }
    const text = sketchText(line);
    return text !== null && fits(text);
  });
  return {
    push: (chunk) => lines.push(chunk),
    reset() {
      first = true;
      lines.reset();
    },
    get dropped() {
      return lines.dropped;
    },
    get held() {
      return lines.held;
    },
  };
}
