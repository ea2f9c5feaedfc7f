import { ascii, CR, LF } from './ascii.ts';
import { NOT_HERE, NOT_YET } from './hunting-framer.ts';
import type { FrameRule } from './hunting-framer.ts';

/**
 * Lines whose form gives them away. Junk before a good line on the same line is passed over; a line that does not match
 * is passed over whole. `begins` keeps most bytes from being looked at twice.
 */
export function lineRule(form: { readonly longest: number; begins(byte: number): boolean; readonly matches: RegExp | ((line: string) => boolean) }): FrameRule {
  const { matches } = form;
  const fits = typeof matches === 'function' ? matches : (line: string) => matches.test(line);
  return {
    longest: form.longest,
    measure(bytes, from, to) {
      if (!form.begins(bytes[from]!)) return NOT_HERE;
      const end = Math.min(to, from + form.longest);
      for (let at = from; at < end; at += 1) {
        const byte = bytes[at]!;
        if (byte === LF) return fits(lineText(bytes, from, at)) ? at + 1 - from : NOT_HERE;
        // A byte no text has: a line that holds it is damaged.
        if (byte > 0x7e || (byte < 0x20 && byte !== CR)) return NOT_HERE;
      }
      return NOT_YET;
    },
  };
}

/** The text of a line without what ends it. */
export function lineText(bytes: Uint8Array, from = 0, to = bytes.length): string {
  let end = to;
  while (end > from && (bytes[end - 1] === LF || bytes[end - 1] === CR)) end -= 1;
  return ascii(bytes, from, end);
}

export const beginsWith = (letters: string) => {
  const codes = new Set([...letters].map((letter) => letter.charCodeAt(0)));
  return (byte: number): boolean => codes.has(byte);
};
