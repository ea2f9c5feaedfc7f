import type { Decoded } from '../../driver.ts';
import { ascii } from '../../bytes/ascii.ts';
import { glucose, glucoseWithin, remembered } from '../glucose.ts';
import { payloadOf } from './frame.ts';

const RECORD = 10;
const LOW = 0xfffe;
const HIGH = 0xffff;
/** mg/dL. */
const range = { lowest: 20, highest: 600 };

/** Whether the payload answers a question with success, and what stands behind that. */
export function successOf(payload: Uint8Array): Uint8Array | null {
  return payload[0] === 0x05 && (payload[1] === 0x06 || payload[1] === 0x0f) ? payload.subarray(2) : null;
}

/** The number of records, where this is the answer to that question. */
export function countOf(payload: Uint8Array): number | null {
  const data = successOf(payload);
  return data?.length === 2 ? data[0]! | (data[1]! << 8) : null;
}

/** A result or the software's version. The clock counts seconds since 1970 in the meter's own local time. */
export function decodeUltramini(packet: Uint8Array): Decoded | null {
  const payload = payloadOf(packet);
  const data = successOf(payload);
  if (!data) return null;
  if (payload.length !== RECORD) {
    const firmware = /[\x21-\x7e][\x20-\x7e]{3,}/.exec(ascii(data))?.[0];
    return firmware === undefined ? null : { identity: { firmware } };
  }
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const time = new Date(view.getUint32(0, true) * 1000).toISOString().slice(0, 19);
  // Beyond its range the meter keeps a sign in place of a number; the upper half of it is filled or empty.
  const value = view.getUint32(4, true);
  const sign = value === 0xffff_ffff || value === 0xffff_fffe ? value & 0xffff : value;
  const measure = sign === HIGH
    ? glucose(range.highest, 'mg/dL', 'above')
    : sign === LOW ? glucose(range.lowest, 'mg/dL', 'below') : glucoseWithin(value, range);
  return { reading: remembered(measure, [], time) };
}
