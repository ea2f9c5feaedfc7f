import { NOT_HERE, NOT_YET } from '../../bytes/hunting-framer.ts';
import type { FrameRule } from '../../bytes/hunting-framer.ts';
import { sum8 } from '../../bytes/sums.ts';

const HOST = 0x3a;
const MODULE = 0x3e;
/** Whole lengths of what the module sends: a status, a pressure, a result. */
export const STATUS = 0x04;
export const CUFF = 0x05;
export const RESULT = 0x18;

/** Head, length, content and a last byte that makes the sum of all nought. */
export const suntechRule: FrameRule = {
  longest: RESULT,
  measure(bytes, from, to) {
    if (bytes[from] !== MODULE) return NOT_HERE;
    if (from + 1 === to) return NOT_YET;
    const length = bytes[from + 1]!;
    if (length !== STATUS && length !== CUFF && length !== RESULT) return NOT_HERE;
    if (from + length > to) return NOT_YET;
    return sum8(bytes, from, from + length) === 0 ? length : NOT_HERE;
  },
};

const closed = (bytes: readonly number[]): Uint8Array => Uint8Array.from([...bytes, -sum8(Uint8Array.from(bytes)) & 0xff]);
const asked = (...content: number[]): Uint8Array => closed([HOST, ...content]);

export const suntechCommands = {
  'start': asked(0x20),
  'start-child': asked(0x87),
  'start-newborn': asked(0x28),
  'stop': asked(0x79, 0x01, 0x00),
  'cuff': asked(0x79, 0x05, 0x00),
  'result': asked(0x79, 0x03, 0x00),
} as const;

const low = (value: number): number => value & 0xff;
const high = (value: number): number => (value >> 8) & 0xff;

export const suntechStatus = (code: number): Uint8Array => closed([MODULE, STATUS, code]);
export const suntechCuff = (pressure: number): Uint8Array => closed([MODULE, CUFF, low(pressure), high(pressure)]);

export function suntechResult(numbers: { systolic: number; diastolic: number; pulse: number; mean: number; error: number }): Uint8Array {
  const bytes = new Array<number>(RESULT - 1).fill(0);
  bytes[0] = MODULE;
  bytes[1] = RESULT;
  const put = (at: number, value: number): void => {
    bytes[at] = low(value);
    bytes[at + 1] = high(value);
  };
  put(2, numbers.systolic);
  put(4, numbers.diastolic);
  put(16, numbers.pulse);
  put(18, numbers.mean);
  bytes[20] = numbers.error;
  return closed(bytes);
}

/** Codes of a status. */
export const suntechCodes = { received: 0x4f, done: 0x4b, aborted: 0x41, busy: 0x42, error: 0x45, sleeping: 0x53, timedOut: 0x54 } as const;
