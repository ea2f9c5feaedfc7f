import { ascii, asciiBytes, CR, ETX, hexByte, LF, STX } from '../../bytes/ascii.ts';
import { crc8 } from '../../bytes/crc.ts';
import { NOT_HERE, NOT_YET } from '../../bytes/hunting-framer.ts';
import type { FrameRule } from '../../bytes/hunting-framer.ts';

const CONTENT = 7;
const LETTERS = CONTENT * 2;
const LENGTH = LETTERS + 4;

/** STX, seven bytes as hexadecimal letters, CR LF ETX. */
export const secaRule: FrameRule = {
  longest: LENGTH,
  measure(bytes, from, to) {
    if (bytes[from] !== STX) return NOT_HERE;
    for (let at = 1; at < LENGTH && from + at < to; at += 1) if (!belongs(bytes[from + at]!, at)) return NOT_HERE;
    if (from + LENGTH > to) return NOT_YET;
    const content = secaContent(bytes.subarray(from, from + LENGTH));
    // A check byte of 00 says that the device has none.
    return content[6] === 0 || content[6] === crc8(content, 0, 6) ? LENGTH : NOT_HERE;
  },
};

function belongs(byte: number, at: number): boolean {
  if (at <= LETTERS) return (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46);
  return byte === [CR, LF, ETX][at - LETTERS - 1];
}

/** Code, five digits and a display type, two bytes of control bits, check byte. */
export const secaContent = (frame: Uint8Array): Uint8Array =>
  Uint8Array.from(ascii(frame, 1, 1 + LETTERS).match(/../g)!, (pair) => Number.parseInt(pair, 16));

/** A frame from its first six bytes. */
export function secaFrame(content: Uint8Array): Uint8Array {
  return asciiBytes(`\x02${[...content, crc8(content)].map(hexByte).join('')}\r\n\x03`);
}
