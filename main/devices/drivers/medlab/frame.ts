import { ascii, asciiBytes, CR, ETX, hexByte, STX } from '../../bytes/ascii.ts';
import { NOT_HERE, NOT_YET } from '../../bytes/hunting-framer.ts';
import type { FrameRule } from '../../bytes/hunting-framer.ts';
import { sum8 } from '../../bytes/sums.ts';

/** STX, text that ends `;;` and two hexadecimal letters, ETX and perhaps CR. The letters are the sum of the text before them. */
export const medlabRule: FrameRule = {
  longest: 128,
  measure(bytes, from, to) {
    if (bytes[from] !== STX) return NOT_HERE;
    for (let at = from + 1; at < to; at += 1) {
      const byte = bytes[at]!;
      if (byte === ETX) return isSound(bytes, from + 1, at) ? at + 1 - from : NOT_HERE;
      if (byte < 0x20 || byte > 0x7e) return NOT_HERE;
    }
    return NOT_YET;
  },
};

const isSound = (bytes: Uint8Array, from: number, to: number): boolean =>
  to - from > 4 && ascii(bytes, to - 4, to - 2) === ';;' && ascii(bytes, to - 2, to) === hexByte(sum8(bytes, from, to - 2));

export function medlabFrame(text: string): Uint8Array {
  const inner = asciiBytes(`${text};;`);
  return Uint8Array.from([STX, ...inner, ...asciiBytes(hexByte(sum8(inner))), ETX]);
}

/** What the board sends ends with CR as well. */
export const medlabReply = (text: string): Uint8Array => Uint8Array.from([...medlabFrame(text), CR]);

export const medlabCommands = { start: medlabFrame('01'), stop: medlabFrame('03'), status: medlabFrame('18') } as const;

/** The fields of a reply by their letter. The two letters of the sum stand behind `;;` and are none of them. */
export function medlabFields(frame: Uint8Array): ReadonlyMap<string, string> {
  const text = ascii(frame, 1, frame.length - 5);
  return new Map(text.split(';').filter((field) => /^[A-Z]/.test(field)).map((field) => [field[0]!, field.slice(1)]));
}
