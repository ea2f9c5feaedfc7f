import type { Framer } from '../driver.ts';
import { LF } from './ascii.ts';

/**
 * Lines without a form of their own to be known by: each is taken whole or not at all, from one line end to the next. The
 * first after opening may be the rest of a line, and a line that outgrows `longest` is passed over to its end.
 */
export function plainLines(longest: number, fits: (line: Uint8Array) => boolean): Framer<Uint8Array> {
  const buffer = new Uint8Array(longest);
  let held = 0;
  let dropped = 0;
  let overgrown = false;

  const endLine = (frames: Uint8Array[]): void => {
    const whole = buffer.slice(0, held);
    if (!overgrown && fits(whole)) frames.push(whole);
    else dropped += held;
    held = 0;
    overgrown = false;
  };

  return {
    push(chunk) {
      const frames: Uint8Array[] = [];
      for (const byte of chunk) {
        if (held === longest) {
          overgrown = true;
          dropped += held;
          held = 0;
        }
        buffer[held] = byte;
        held += 1;
        if (byte === LF) endLine(frames);
      }
      return frames;
    },
    reset() {
      held = 0;
      overgrown = false;
    },
    get dropped() {
      return dropped;
    },
    get held() {
      return held;
    },
  };
}
