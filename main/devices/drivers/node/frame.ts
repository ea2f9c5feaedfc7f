import { CR, LF } from '../../bytes/ascii.ts';
import { NOT_HERE, NOT_YET, huntingFramer } from '../../bytes/hunting-framer.ts';
import { xor8 } from '../../bytes/sums.ts';
import type { Framer } from '../../driver.ts';

/** Longest line of the protocol with its end, bytes. */
const LONGEST = 512;
const [OPENING, CLOSING, STAR] = [0x7b, 0x7d, 0x2a];
const TYPES = ['hello', 'obs', 'status', 'log'] as const;

/** One line of the Daybook line protocol, version 1. Keys it does not name are ignored. */
export interface Message {
  readonly type: (typeof TYPES)[number];
  readonly dev: string;
  readonly model?: unknown;
  readonly fw?: unknown;
  readonly seq?: unknown;
  readonly obs?: unknown;
  readonly q?: unknown;
  readonly err?: unknown;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The message of a whole line, or null. `*HH` behind the brace, if it is there, must be the xor of all bytes before it. */
export function messageOf(line: Uint8Array): Message | null {
  let end = line.length;
  while (end > 0 && (line[end - 1] === LF || line[end - 1] === CR)) end -= 1;
  if (line[end - 4] === CLOSING && line[end - 3] === STAR) {
    const claimed = Number.parseInt(String.fromCharCode(line[end - 2]!, line[end - 1]!), 16);
    end -= 3;
    if (claimed !== xor8(line, 0, end)) return null;
  }
  if (line[end - 1] !== CLOSING) return null;
  try {
    const said = JSON.parse(utf8.decode(line.subarray(0, end))) as { readonly v?: unknown; readonly dev?: unknown; readonly type?: unknown };
    const sound = said.v === 1 && typeof said.dev === 'string' && said.dev.length <= 40 && TYPES.some((type) => type === said.type);
    return sound ? (said as unknown as Message) : null;
  } catch {
    return null;
  }
}

/** Lines of the protocol. What a board prints while it starts, and half lines, are passed over and counted. */
export function nodeLines(): Framer<Uint8Array> {
  return huntingFramer({
    longest: LONGEST,
    measure(bytes, from, to) {
      if (bytes[from] !== OPENING) return NOT_HERE;
      const limit = Math.min(to, from + LONGEST);
      for (let at = from; at < limit; at += 1) {
        const byte = bytes[at]!;
        if (byte === LF) return messageOf(bytes.subarray(from, at + 1)) ? at + 1 - from : NOT_HERE;
        // No character of a line is a control character, so this one is damaged.
        if (byte < 0x20 && byte !== CR) return NOT_HERE;
      }
      return NOT_YET;
    },
  });
}
