import { ascii, ETX, STX } from '../../bytes/ascii.ts';
import { NOT_HERE, NOT_YET } from '../../bytes/hunting-framer.ts';
import type { FrameRule } from '../../bytes/hunting-framer.ts';

/** `R1`, number, date, time, systolic, mean, diastolic, pulse, and four fields that are not described. */
export const terumoFields = /^R1,([^,]{0,20}),(\d{6}),(\d{6}),(\d{3}),(\d{3}),(\d{3}),(\d{3}),(\d+),(\d+),(\d+),(\d+)$/;

/** The byte behind ETX is no sum that could be found, so it is not waited for: it is passed over like any other junk. */
export const terumoRule: FrameRule = {
  longest: 128,
  measure(bytes, from, to) {
    if (bytes[from] !== STX) return NOT_HERE;
    for (let at = from + 1; at < to; at += 1) {
      const byte = bytes[at]!;
      if (byte === ETX) return terumoFields.test(ascii(bytes, from + 1, at)) ? at + 1 - from : NOT_HERE;
      if (byte < 0x20 || byte > 0x7e) return NOT_HERE;
    }
    return NOT_YET;
  },
};
