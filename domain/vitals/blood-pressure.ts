import { asciiDigits, readDecimal } from '../kit/digits.ts';
import { err, ok } from '../kit/result.ts';
import type { Result } from '../kit/result.ts';

export interface BloodPressure {
  readonly systolic: number;
  readonly diastolic: number;
}

/** Below this the two readings are rarely both right. In mm[Hg]; source: the project's clinical rules, section 8.3. */
export const NARROW_PULSE_PRESSURE = 10;

export type PressureError = { readonly code: 'empty' | 'unreadable' | 'diastolic-missing' };

/** `120/80`, `120 80`, `120-80`, `16,0/10,7` (kPa), in digits of any script. The numbers are in the unit of the box. */
export function parseBloodPressure(text: string): Result<BloodPressure, PressureError> {
  const plain = asciiDigits(text.normalize('NFKC')).replace(/[\u061c\u200e\u200f]/g, '').trim();
  if (plain === '') return err({ code: 'empty' });
  const parts = plain.split(/\s*[/\\|\-–⁄∕]\s*|\s+/);
  const [systolic, diastolic] = parts.map(readDecimal);
  if (systolic === undefined || parts.length > 2) return err({ code: 'unreadable' });
  if (diastolic === undefined) return err({ code: parts[1] === undefined || parts[1] === '' ? 'diastolic-missing' : 'unreadable' });
  return ok({ systolic, diastolic });
}

/** How the two numbers of one pressure fit together, in mm[Hg]. Each is checked on its own besides. */
export function checkPressurePair(pressure: BloodPressure): 'ok' | 'refuse-diastolic-not-below' | 'confirm-narrow-pulse-pressure' {
  const pulse = pressure.systolic - pressure.diastolic;
  if (pulse <= 0) return 'refuse-diastolic-not-below';
  return pulse < NARROW_PULSE_PRESSURE ? 'confirm-narrow-pulse-pressure' : 'ok';
}
