import { ACK, asciiBytes, NAK } from '../../bytes/ascii.ts';
import { NOT_HERE, NOT_YET } from '../../bytes/hunting-framer.ts';
import type { FrameRule } from '../../bytes/hunting-framer.ts';
import { sum8 } from '../../bytes/sums.ts';

const ANSWER = asciiBytes('\x0170PC');
const RESULT_LETTERS = 10;

const isHex = (byte: number): boolean => (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46);

/**
 * Either the answer to opening or closing, or ten hexadecimal letters, the first of them 8. The result has no beginning,
 * no end and no checksum of its own: that is one reason why this driver is experimental.
 */
export const ua767Rule: FrameRule = {
  longest: 16,
  measure(bytes, from, to) {
    if (bytes[from] === ANSWER[0]) {
      const length = ANSWER.length + 1;
      for (let at = 1; at < length && from + at < to; at += 1) {
        const byte = bytes[from + at]!;
        if (at < ANSWER.length ? byte !== ANSWER[at] : byte !== ACK && byte !== NAK) return NOT_HERE;
      }
      return from + length <= to ? length : NOT_YET;
    }
    if (bytes[from] !== 0x38) return NOT_HERE;
    for (let at = from; at < from + RESULT_LETTERS && at < to; at += 1) if (!isHex(bytes[at]!)) return NOT_HERE;
    return from + RESULT_LETTERS <= to ? RESULT_LETTERS : NOT_YET;
  },
};

const command = (letters: string): Uint8Array => Uint8Array.from([0x02, ...asciiBytes(letters), sum8(asciiBytes(letters))]);

export const ua767Commands = { open: command('CPC05'), close: command('CPC04') } as const;

export const ua767Answer = (accepted: boolean): Uint8Array => Uint8Array.from([...ANSWER, accepted ? ACK : NAK]);
