import { NOT_HERE, NOT_YET } from '../../bytes/hunting-framer.ts';
import type { FrameRule } from '../../bytes/hunting-framer.ts';
import { sum8 } from '../../bytes/sums.ts';

const HEAD = [0x03, 0x02, 0x10];
/** Head, command, type and size. */
export const BEFORE_DATA = 8;
const LONGEST = 64;

/**
 * Head, command (two bytes), type, size of the data (two bytes, low first), data and a byte that makes the sum nought. The one
 * published answer is a byte longer than it says, so both lengths are tried.
 */
export const suretempRule: FrameRule = {
  longest: LONGEST,
  measure(bytes, from, to) {
    for (let at = 0; at < HEAD.length && from + at < to; at += 1) if (bytes[from + at] !== HEAD[at]) return NOT_HERE;
    if (from + BEFORE_DATA > to) return NOT_YET;
    const size = bytes[from + 6]! | (bytes[from + 7]! << 8);
    const length = BEFORE_DATA + size + 1;
    if (length + 1 > LONGEST) return NOT_HERE;
    if (from + length > to) return NOT_YET;
    if (sum8(bytes, from, from + length) === 0) return length;
    if (from + length + 1 > to) return NOT_YET;
    return sum8(bytes, from, from + length + 1) === 0 ? length + 1 : NOT_HERE;
  },
};

export function suretempFrame(command: number, type: number, data: readonly number[] = []): Uint8Array {
  const bytes = [...HEAD, command >> 8, command & 0xff, type, data.length & 0xff, data.length >> 8, ...data];
  return Uint8Array.from([...bytes, -sum8(Uint8Array.from(bytes)) & 0xff]);
}

/** Asks for the temperature. */
export const TEMPERATURE = 0x941c;
export const suretempPoll = suretempFrame(TEMPERATURE, 1);
