import { asciiBytes, CR, hexByte, LF } from '../../bytes/ascii.ts';
import { crc8Maxim } from '../../bytes/crc.ts';
import type { Framer } from '../../driver.ts';

const OPEN = 0x5b;
const CLOSE = 0x5d;
/** More than the memory of the meter in lines of text, bytes. */
const LONGEST = 32 * 1024;

export const glucomenBegun = Uint8Array.of(OPEN);
export const glucomenEnded = Uint8Array.of(CLOSE);
/** What stands between the brackets of a meter without results, in place of lines and their check. */
export const glucomenEmpty = Uint8Array.of(0x90, 0x3d);

/** What the meter is asked: its memory, its serial number. */
export const glucomenCommands = { memory: Uint8Array.of(0x80), identity: Uint8Array.of(0xa2) } as const;

/**
 * `[`, lines, two hexadecimal letters of CRC over all before them, `]`. The opening is given at once, the lines and the
 * closing when the CRC has proved them. A line has no bracket in it, so an opening always begins anew.
 */
export function glucomenFramer(): Framer<Uint8Array> {
  let block = new Uint8Array(1024);
  let held = 0;
  let dropped = 0;

  const drop = (): void => {
    dropped += held;
    held = 0;
  };
  const keep = (byte: number): void => {
    if (held === block.length) {
      const wider = new Uint8Array(block.length * 2);
      wider.set(block);
      block = wider;
    }
    block[held] = byte;
    held += 1;
  };
  const close = (frames: Uint8Array[]): void => {
    const lines = provenLines(block.subarray(0, held));
    if (!lines) return drop();
    frames.push(...lines, glucomenEnded);
    held = 0;
  };

  return {
    push(chunk) {
      const frames: Uint8Array[] = [];
      for (const byte of chunk) {
        if (byte === OPEN) {
          drop();
          keep(byte);
          frames.push(glucomenBegun);
        } else if (held === 0) {
          dropped += 1;
        } else if (byte === CLOSE) {
          close(frames);
        } else {
          keep(byte);
          if (held === LONGEST) drop();
        }
      }
      return frames;
    },
    reset() {
      held = 0;
    },
    get dropped() {
      return dropped;
    },
    get held() {
      return held;
    },
  };
}

/** The lines between the brackets, without their line ends; null where the check does not fit. */
function provenLines(block: Uint8Array): Uint8Array[] | null {
  const end = block.length - 4;
  if (end < 3 || block[end + 2] !== CR || block[end + 3] !== LF) return null;
  if (end === 3 && block[3] === glucomenEmpty[0] && block[4] === glucomenEmpty[1]) return [glucomenEmpty];
  if (hexByte(crc8Maxim(block, 0, end)) !== String.fromCharCode(block[end]!, block[end + 1]!)) return null;
  const lines: Uint8Array[] = [];
  for (let at = 3, start = 3; at < end; at += 1) {
    if (block[at] !== LF) continue;
    lines.push(block.slice(start, at - 1));
    start = at + 1;
  }
  return lines;
}

export function glucomenBlock(lines: readonly string[]): Uint8Array {
  const text = asciiBytes(['[', ...lines].map((line) => `${line}\r\n`).join(''));
  const check = lines.length === 0 ? [...glucomenEmpty] : [...asciiBytes(hexByte(crc8Maxim(text)))];
  return Uint8Array.from([...text, ...check, CR, LF, CLOSE, CR, LF]);
}
