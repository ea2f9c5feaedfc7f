import type { Decoded } from '../../driver.ts';
import { deviceTime } from '../../analysers/field-text.ts';
import { glucose, glucoseUnit, remembered } from '../glucose.ts';
import { contourRecord } from './frame.ts';

/** A header names model, firmware and serial number. */
export function decodeContour(frame: Uint8Array): Decoded | null {
  const fields = contourRecord(frame)?.fields;
  if (fields?.[0] === 'R') return decodeResult(fields);
  if (fields?.[0] !== 'H') return null;
  const [model, firmware, serial] = (fields[4] ?? '').split('^');
  return { identity: { ...(model && { model }), ...(firmware && { firmware }), ...(serial && { serial }) } };
}

/**
 * A number, its unit (with `P` plasma or `B` whole blood behind it), flags and a time. What has no time is the average that
 * some models put first.
 */
function decodeResult(fields: readonly string[]): Decoded | null {
  const at = (place: number): string => fields[place] ?? '';
  const unit = glucoseUnit(at(4).split('^')[0]!);
  const time = deviceTime(at(8));
  if (!at(2).endsWith('^Glucose') || unit === undefined || time === null || !/^\d+(\.\d+)?$/.test(at(3))) return null;
  const flags = at(6).split('/');
  const beyond = flags.includes('<') ? 'below' : flags.includes('>') ? 'above' : undefined;
  return { reading: remembered(glucose(Number(at(3)), unit, beyond), [flags.includes('E') ? 'control-solution' : undefined], time) };
}
