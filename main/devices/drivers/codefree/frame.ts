import { NOT_HERE, NOT_YET } from '../../bytes/hunting-framer.ts';
import type { FrameRule } from '../../bytes/hunting-framer.ts';
import { xor8 } from '../../bytes/sums.ts';

const HEAD = 0x53;
const TO_HOST = 0x20;
const TO_METER = 0x10;
const TAIL = 0xaa;
const LONGEST_REST = 40;

const rule = (direction: number): FrameRule => ({
  longest: LONGEST_REST + 3,
  measure(bytes, from, to) {
    if (bytes[from] !== HEAD) return NOT_HERE;
    if (from + 1 < to && bytes[from + 1] !== direction) return NOT_HERE;
    if (from + 3 > to) return NOT_YET;
    const rest = bytes[from + 2]!;
    if (rest < 3 || rest > LONGEST_REST) return NOT_HERE;
    const end = from + 3 + rest;
    if (end > to) return NOT_YET;
    return bytes[end - 1] === TAIL && bytes[end - 2] === xor8(bytes, from + 3, end - 2) ? rest + 3 : NOT_HERE;
  },
});

/** Head, direction, length of what follows, message, XOR of the message, tail. */
export const codefreeRule = rule(TO_HOST);
export const codefreeHostRule = rule(TO_METER);

const packet = (direction: number) => (...message: number[]): Uint8Array =>
  Uint8Array.of(HEAD, direction, message.length + 2, ...message, xor8(Uint8Array.from(message)), TAIL);

export const codefreeFromMeter = packet(TO_HOST);
const toMeter = packet(TO_METER);

/** The answer to the meter's greeting, and what fetches one result; after the last one the same lets the meter go. */
export const codefreeCommands = { reply: toMeter(0x10, 0x40), fetch: toMeter(0x10, 0x60) } as const;

export const messageOf = (frame: Uint8Array): Uint8Array => frame.subarray(3, -2);
