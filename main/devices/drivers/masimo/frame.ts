import { huntingFramer } from '../../bytes/hunting-framer.ts';
import { beginsWith, lineRule } from '../../bytes/line-rule.ts';
import type { Framer } from '../../driver.ts';
import { deviceTime } from '../device-time.ts';

/** Longer than any line seen: 17 fields of a Radical-7. */
const LONGEST = 320;

const STAMP = /^(\d\d)\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d) +(.+)$/;

/** What a line says: fields by their names in capitals, and the device's clock. */
export interface Fields {
  readonly at: string | undefined;
  readonly values: ReadonlyMap<string, string>;
}

/** What the fields that count must look like: anything else is a damaged line. `PR` is ASCII 2's name for `BPM`. */
const FORMS: Readonly<Record<string, RegExp>> = { SPO2: /^(?:\d{3}|-{2,3})%?$/, BPM: /^(?:\d{3}|-{2,3})$/, EXC: /^[0-9A-F]{1,8}(?::.*)?$/i };

/**
 * A line of ASCII 1 or ASCII 2, or null. Order and number of fields differ from model to model. EXC stands last: without it
 * the line is cut, and the sensor may be off for all we know.
 */
export function fieldsOf(text: string): Fields | null {
  const parts = STAMP.exec(text);
  if (!parts) return null;
  const [month, day, year, hour, minute, second] = parts.slice(1, 7).map(Number);
  const values = new Map<string, string>();
  for (const token of parts[7]!.trimEnd().split(/ +/)) {
    const equals = token.indexOf('=');
    if (equals < 1) return null;
    const key = token.slice(0, equals).toUpperCase();
    const name = key === 'PR' ? 'BPM' : key;
    if (values.has(name)) return null;
    values.set(name, token.slice(equals + 1));
  }
  for (const [name, form] of Object.entries(FORMS)) {
    const value = values.get(name);
    if (value === undefined || !form.test(value)) return null;
  }
  return { at: deviceTime({ year: 2000 + year!, month: month!, day: day!, hour: hour!, minute: minute!, second: second! }), values };
}

export const fieldLines = (): Framer<Uint8Array> =>
  huntingFramer(lineRule({ longest: LONGEST, begins: beginsWith('0123456789'), matches: (text) => fieldsOf(text) !== null }));
