/** Which stored observations a NEWS2 is made of. */
import { isSupplemental } from '../vitals/oxygen.ts';
import type { News2Band, News2Inputs } from './news2.ts';

/** Inputs of one score were taken together: within this time. */
export const TOGETHER_MS = 30 * 60_000;

/** Under this code a clinician's decision on the saturation scale is kept, `1` or `2`, with who and when. */
export const SPO2_SCALE_CODE = 'spo2-scale';

/** The codes of observations that say something of a score. */
export const NEWS2_CODES = [
  'respiratory-rate', 'spo2', 'oxygen', 'o2-flow', 'fio2', 'systolic', 'heart-rate', 'consciousness', 'temperature', 'apnoea', 'no-pulse', 'unrecordable-pressure',
] as const;

interface Taken {
  readonly code: string;
  readonly value: number | null;
  readonly text: string | null;
}

/** The inputs that values hold, the later of two counting. `values` are valid, oldest first, in canonical units. */
export function news2Inputs(values: readonly Taken[], spo2Scale: 1 | 2): News2Inputs {
  const inputs: { -readonly [K in keyof News2Inputs]: News2Inputs[K] } = { spo2Scale };
  for (const { code, value, text } of values) {
    const number = value ?? undefined;
    switch (code) {
      case 'respiratory-rate': inputs.respiratoryRate = number; break;
      case 'apnoea': inputs.respiratoryRate = 0; break;
      case 'spo2': inputs.spo2 = number; break;
      case 'oxygen': inputs.onOxygen = text !== 'room-air'; break;
      case 'o2-flow': inputs.onOxygen = isSupplemental({ kind: 'flow', litresPerMinute: value ?? 0 }); break;
      case 'fio2': inputs.onOxygen = isSupplemental({ kind: 'fraction', percent: value ?? 0 }); break;
      case 'systolic': inputs.systolic = number; break;
      case 'unrecordable-pressure': inputs.systolic = 0; break;
      case 'heart-rate': inputs.pulse = number; break;
      case 'no-pulse': inputs.pulse = 0; break;
      case 'consciousness': inputs.consciousness = letter(text); break;
      case 'temperature': inputs.temperature = number; break;
      default: break;
    }
  }
  return inputs;
}

const letter = (text: string | null): News2Inputs['consciousness'] => (['A', 'C', 'V', 'P', 'U'] as const).find((each) => each === text);

/**
 * The place in the queue that a band asks for: seven points and more at once, five or a single red part before everybody
 * whose need is not known. Recommended response per the source; the desk can set another.
 */
export function classFor(band: News2Band | null): 'emergency' | 'triage' | null {
  if (band === 'high') return 'emergency';
  return band === 'medium' || band === 'low-medium' ? 'triage' : null;
}
