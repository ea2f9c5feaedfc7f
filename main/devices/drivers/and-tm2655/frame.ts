import { ACK, asciiBytes, ETX, NAK, STX } from '../../bytes/ascii.ts';
import { NOT_HERE, NOT_YET } from '../../bytes/hunting-framer.ts';
import type { FrameRule } from '../../bytes/hunting-framer.ts';
import { xor8 } from '../../bytes/sums.ts';

export const SYN = 0x16;
export const SOH = 0x01;
/** Parts the fields of a result. */
export const RS = 0x1e;

/**
 * SYN SYN SOH, two digits of address, then an acknowledgement (one byte, no checksum) or STX, text, ETX and the XOR from
 * SOH to ETX. Where a SYN was lost the checksum alone must do, so an acknowledgement needs both.
 */
export const tm2655Rule: FrameRule = {
  longest: 200,
  measure(bytes, from, to) {
    let head = from;
    while (head < to && head - from < 2 && bytes[head] === SYN) head += 1;
    if (head === to) return NOT_YET;
    if (bytes[head] !== SOH) return NOT_HERE;
    for (let at = head + 1; at < head + 3 && at < to; at += 1) if (!isDigit(bytes[at]!)) return NOT_HERE;
    if (head + 4 > to) return NOT_YET;
    const kind = bytes[head + 3]!;
    if (kind === ACK || kind === NAK) return head - from === 2 ? head + 4 - from : NOT_HERE;
    return kind === STX ? measureText(bytes, from, head, to) : NOT_HERE;
  },
};

function measureText(bytes: Uint8Array, from: number, head: number, to: number): number {
  for (let at = head + 4; at < to; at += 1) {
    const byte = bytes[at]!;
    if (byte === ETX) {
      if (at + 1 === to) return NOT_YET;
      return bytes[at + 1] === xor8(bytes, head, at + 1) ? at + 2 - from : NOT_HERE;
    }
    if (byte !== RS && (byte < 0x20 || byte > 0x7e)) return NOT_HERE;
  }
  return NOT_YET;
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** A frame of the monitor at address 00: the host's commands and the monitor's results have the same form. */
export function tm2655Frame(text: string): Uint8Array {
  const inner = Uint8Array.from([SOH, 0x30, 0x30, STX, ...asciiBytes(text), ETX]);
  return Uint8Array.from([SYN, SYN, ...inner, xor8(inner)]);
}

export const tm2655Answer = (accepted: boolean): Uint8Array => Uint8Array.from([SYN, SYN, SOH, 0x30, 0x30, accepted ? ACK : NAK]);

/** Start, stop, and give the last result again. */
export const tm2655Commands = { start: tm2655Frame('ST'), stop: tm2655Frame('SP'), read: tm2655Frame('RB') } as const;

/** What a frame is: an answer to a command, or the text between STX and ETX. */
export function tm2655Content(frame: Uint8Array): 'accepted' | 'refused' | string[] {
  const head = frame.indexOf(SOH);
  const kind = frame[head + 3];
  if (kind === ACK) return 'accepted';
  if (kind === NAK) return 'refused';
  return String.fromCharCode(...frame.subarray(head + 4, -2)).split(String.fromCharCode(RS));
}
