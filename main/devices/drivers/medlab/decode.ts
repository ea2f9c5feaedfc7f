import type { Decoded } from '../../driver.ts';
import { noPressures, pressures } from '../pressures.ts';
import { medlabFields } from './frame.ts';

/**
 * A reply: P is systolic, diastolic and mean, three digits each, R the pulse. M other than 00 is a message of the board
 * whose meaning is not public: no number stands beside it. A reply without P, or with three noughts, has no result.
 */
export function decodeMedlab(frame: Uint8Array): Decoded | null {
  const fields = medlabFields(frame);
  const message = fields.get('M');
  if (message !== undefined && /[^0]/.test(message)) {
    return { reading: { kind: 'record', measures: noPressures('device-error'), flags: [], deviceError: `M${message}` } };
  }
  const numbers = /^(\d{3})(\d{3})(\d{3})$/.exec(fields.get('P') ?? '');
  if (!numbers || Number(numbers[0]) === 0) return null;
  const [systolic, diastolic, mean] = numbers.slice(1).map(Number);
  const pulse = /^\d{3}$/.test(fields.get('R') ?? '') ? Number(fields.get('R')) : null;
  return { reading: { kind: 'record', measures: pressures({ systolic: systolic!, mean: mean!, diastolic: diastolic!, pulse }), flags: [] } };
}
