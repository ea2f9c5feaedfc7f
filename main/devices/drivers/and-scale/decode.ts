import { canonicalValue } from '#domain/vitals/quantities.ts';
import type { Decoded } from '../../driver.ts';
import { lineText } from '../../bytes/line-rule.ts';
import { weightLine } from '../settling.ts';
import { andScaleLine } from './frame.ts';

const units: Readonly<Record<string, string>> = { kg: 'kg', g: 'g', lb: '[lb_av]' };

/** A weight at rest (ST) or moving (US), or too much (OL). Pieces, percents and units no person is weighed in are nothing. */
export function decodeAndScale(frame: Uint8Array): Decoded | null {
  const found = andScaleLine.exec(lineText(frame));
  if (!found) return null;
  const [, header, number, unit] = found;
  if (header === 'OL') return { reading: weightLine(null, false, number!.startsWith('-') ? 'underload' : 'overload') };
  const ucum = units[unit?.toLowerCase() ?? ''];
  const digits = number!.replaceAll(' ', '');
  if (header === 'QT' || ucum === undefined || !/^[+-]\d+(\.\d+)?$/.test(digits)) return null;
  const kg = canonicalValue('weight', Number(digits), ucum);
  return kg === undefined ? null : { reading: weightLine(kg, header === 'ST') };
}
