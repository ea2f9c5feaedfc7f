import { ETX, STX } from '../../bytes/ascii.ts';
import { crc16 } from '../../bytes/crc.ts';
import { NOT_HERE, NOT_YET } from '../../bytes/hunting-framer.ts';
import type { FrameRule } from '../../bytes/hunting-framer.ts';

/** Bits of the link byte. */
export const SENT = 0x01;
export const EXPECTED = 0x02;
export const ACKNOWLEDGED = 0x04;
export const DISCONNECT = 0x08;
const LINK_BITS = 0x1f;

const AROUND_PAYLOAD = 6;
const LONGEST = 48;

/** STX, whole length, link byte, payload, ETX, CRC-16 of all before it with the low byte first. */
export const ultraminiRule: FrameRule = {
  longest: LONGEST,
  measure(bytes, from, to) {
    if (bytes[from] !== STX) return NOT_HERE;
    if (from + 2 > to) return NOT_YET;
    const length = bytes[from + 1]!;
    if (length < AROUND_PAYLOAD || length > LONGEST) return NOT_HERE;
    if (from + 2 < to && (bytes[from + 2]! & ~LINK_BITS) !== 0) return NOT_HERE;
    if (from + length > to) return NOT_YET;
    if (bytes[from + length - 3] !== ETX) return NOT_HERE;
    const crc = crc16(bytes, from, from + length - 2);
    return bytes[from + length - 2] === (crc & 0xff) && bytes[from + length - 1] === crc >> 8 ? length : NOT_HERE;
  },
};

export function ultraminiPacket(link: number, payload: ArrayLike<number> = []): Uint8Array {
  const bytes = Uint8Array.from([STX, payload.length + AROUND_PAYLOAD, link, ...Array.from(payload), ETX]);
  const crc = crc16(bytes);
  return Uint8Array.from([...bytes, crc & 0xff, crc >> 8]);
}

export const linkOf = (packet: Uint8Array): number => packet[2]!;
export const payloadOf = (packet: Uint8Array): Uint8Array => packet.subarray(3, -3);

/** Asked for as a record, this number gives how many there are. */
const COUNT = 501;
const record = (place: number): Uint8Array => Uint8Array.of(0x05, 0x1f, place & 0xff, place >> 8);

/** What the meter is asked. It knows more commands, among them one that clears its memory: those are nowhere in this program. */
export const ultraminiQuestions = { software: Uint8Array.of(0x05, 0x0d, 0x02), count: record(COUNT), record } as const;
