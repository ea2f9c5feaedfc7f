import type { ReadingFlag } from '#domain/devices/reading.ts';
import { deviceTimeOfDigits } from '../device-time.ts';
import { noPressures, pressures } from '../pressures.ts';
import type { Decoded } from '../../driver.ts';
import { tm2655Content } from './frame.ts';

/**
 * A result. Its fields are found by their first letter, not by their place: models and settings differ in what they send.
 * `E00` is the only good one.
 */
export function decodeTm2655(frame: Uint8Array): Decoded | null {
  const fields = tm2655Content(frame);
  if (typeof fields === 'string') return null;
  const number = (letter: string): number | null => {
    const found = fields.find((field) => new RegExp(`^${letter} *\\d+ *$`).test(field));
    return found === undefined ? null : Number(found.slice(1));
  };
  const error = fields.find((field) => /^E\d\d$/.test(field));
  if (error === undefined) return null;
  const time = fields.map(deviceTimeOfDigits).find((each) => each !== undefined);
  const model = /^[A-Z]{1,3}\d{3,5}[A-Z]*$/.test(fields[0]!) ? fields[0] : undefined;
  const flags: ReadingFlag[] = [];
  if (number('i')) flags.push('irregular-pulse');
  if (number('m')) flags.push('movement');
  const good = error === 'E00';
  return {
    reading: {
      kind: 'record',
      measures: good
        ? pressures({ systolic: number('S'), mean: number('M'), diastolic: number('D'), pulse: number('P') })
        : noPressures('device-error'),
      flags,
      ...(time && { deviceTime: time }),
      ...(!good && { deviceError: error }),
    },
    ...(model && { identity: { model } }),
  };
}
