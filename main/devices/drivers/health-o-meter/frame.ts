import { ESC } from '../../bytes/ascii.ts';
import { NOT_HERE, NOT_YET } from '../../bytes/hunting-framer.ts';
import type { FrameRule } from '../../bytes/hunting-framer.ts';

const R = 0x52;
const E = 0x45;

/** From ESC R to ESC E; fields begin with ESC and a letter. A second ESC R begins anew. */
export const healthOMeterRule: FrameRule = {
  longest: 128,
  measure(bytes, from, to) {
    if (bytes[from] !== ESC) return NOT_HERE;
    if (from + 1 < to && bytes[from + 1] !== R) return NOT_HERE;
    for (let at = from + 2; at < to; at += 1) {
      const byte = bytes[at]!;
      if (byte === ESC) {
        if (at + 1 === to) return NOT_YET;
        if (bytes[at + 1] === E) return at + 2 - from;
        if (bytes[at + 1] === R || !isCapital(bytes[at + 1]!)) return NOT_HERE;
      } else if (byte < 0x20 || byte > 0x7e) return NOT_HERE;
    }
    return NOT_YET;
  },
};

const isCapital = (byte: number): boolean => byte >= 0x41 && byte <= 0x5a;
