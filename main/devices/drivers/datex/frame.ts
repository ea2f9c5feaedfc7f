import { sum8 } from '../../bytes/sums.ts';
import type { Framer } from '../../driver.ts';

const FLAG = 0x7e;
const ESCAPE = 0x7d;
/** Inside a frame FLAG and ESCAPE are sent as ESCAPE and the byte without this bit. */
const BIT = 0x20;

/** Header of every record, bytes. */
export const HEADER = 40;
/** Longest frame on the line, bytes; the longest known record is some 1,500. */
const LONGEST = 4096;

export interface DriFrame {
  /** As on the line, with both flags. */
  readonly raw: Uint8Array;
  /** Unescaped, without the checksum. */
  readonly record: Uint8Array;
}

/**
 * Cuts at the flags. One flag may close a record and open the next, or two may stand together; what lies between and is no
 * record with a right checksum and its own length is dropped.
 */
export function driFramer(): Framer<DriFrame> {
  const held = new Uint8Array(LONGEST);
  let length = 0;
  let open = false;
  let dropped = 0;

  const closed = (): DriFrame | null => {
    const record = unescaped(held.subarray(0, length));
    const sound = record !== null && record.length > HEADER && sum8(record, 0, record.length - 1) === record[record.length - 1] &&
      (record[0]! | (record[1]! << 8)) === record.length - 1;
    return sound ? { raw: Uint8Array.of(FLAG, ...held.subarray(0, length), FLAG), record: record.slice(0, -1) } : null;
  };

  return {
    push(chunk) {
      const frames: DriFrame[] = [];
      for (const byte of chunk) {
        if (byte === FLAG) {
          const frame = open && length > HEADER ? closed() : null;
          if (frame) frames.push(frame);
          else dropped += length;
          length = 0;
          open = true;
        } else if (!open || length === LONGEST) {
          dropped += length + 1;
          length = 0;
          open = false;
        } else {
          held[length] = byte;
          length += 1;
        }
      }
      return frames;
    },
    reset() {
      length = 0;
      open = false;
    },
    get dropped() {
      return dropped;
    },
    get held() {
      return length;
    },
  };
}

/** Null for an escape that nothing follows. */
function unescaped(bytes: Uint8Array): Uint8Array | null {
  const plain = new Uint8Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] === ESCAPE) {
      at += 1;
      if (at === bytes.length) return null;
      plain[length] = bytes[at]! | BIT;
    } else {
      plain[length] = bytes[at]!;
    }
    length += 1;
  }
  return plain.slice(0, length);
}

/** A record as it goes over the line. */
export function framed(record: Uint8Array): Uint8Array {
  const bytes: number[] = [FLAG];
  for (const byte of [...record, sum8(record)]) {
    if (byte === FLAG || byte === ESCAPE) bytes.push(ESCAPE, byte & ~BIT);
    else bytes.push(byte);
  }
  return Uint8Array.of(...bytes, FLAG);
}
