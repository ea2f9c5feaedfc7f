import { ACK, ascii, asciiBytes, CR, ENQ, EOT, ETB, ETX, hexByte, LF, NAK, STX } from '../../bytes/ascii.ts';
import { NOT_HERE, NOT_YET } from '../../bytes/hunting-framer.ts';
import type { FrameRule } from '../../bytes/hunting-framer.ts';
import { sum8 } from '../../bytes/sums.ts';

const BEHIND_TEXT = 5;
const LONGEST = 256;

/**
 * One control byte (ENQ, EOT, ACK, NAK), or STX, a frame number, text, ETB or ETX, two letters of sum, CR LF. The sum counts
 * everything from behind STX to ETB or ETX.
 */
export const contourRule: FrameRule = {
  longest: LONGEST,
  measure(bytes, from, to) {
    const first = bytes[from]!;
    if (first === ENQ || first === EOT || first === ACK || first === NAK) return 1;
    if (first !== STX) return NOT_HERE;
    for (let at = from + 1; at < to; at += 1) {
      const byte = bytes[at]!;
      if (byte === ETB || byte === ETX) return measureEnd(bytes, from, at, to);
      if (byte > 0x7e || (byte < 0x20 && byte !== CR)) return NOT_HERE;
    }
    return NOT_YET;
  },
};

function measureEnd(bytes: Uint8Array, from: number, end: number, to: number): number {
  if (end + BEHIND_TEXT > to) return NOT_YET;
  const isSound = ascii(bytes, end + 1, end + 3) === hexByte(sum8(bytes, from + 1, end + 1)) && bytes[end + 3] === CR && bytes[end + 4] === LF;
  return isSound ? end + BEHIND_TEXT - from : NOT_HERE;
}

export function contourFrame(number: number, record: string): Uint8Array {
  const inner = asciiBytes(`${number % 8}${record}\r\x17`);
  return Uint8Array.from([STX, ...inner, ...asciiBytes(hexByte(sum8(inner))), CR, LF]);
}

/** The frame's number and its record; null for a control byte. */
export function contourRecord(frame: Uint8Array): { readonly number: number; readonly fields: readonly string[] } | null {
  if (frame.length === 1) return null;
  const text = ascii(frame, 1, frame.length - BEHIND_TEXT).replace(/\r$/, '');
  return { number: Number(text[0]), fields: text.slice(1).split('|') };
}
