import type { TFunction } from 'i18next';

const NAMED = new Set([
  'blood-pressure', 'systolic', 'diastolic', 'mean-arterial-pressure', 'heart-rate', 'respiratory-rate', 'temperature', 'spo2', 'o2-flow', 'fio2', 'weight',
  'height', 'head-circumference', 'muac', 'waist', 'bmi', 'pain', 'gcs-total', 'capillary-refill', 'glucose', 'haemoglobin', 'fundal-height',
  'fetal-heart-rate', 'urine-protein', 'urine-glucose', 'apgar-1', 'apgar-5', 'apgar-10', 'consciousness', 'oxygen', 'no-pulse', 'apnoea', 'unrecordable-pressure',
  'total-cholesterol', 'hdl', 'ldl', 'non-hdl', 'triglycerides', 'creatinine', 'egfr', 'hba1c', 'sodium', 'potassium', 'alt', 'thyrotropin',
  'leucocytes', 'platelets',
]);

/** The name of a measure. One that came from elsewhere, or from an analyser, keeps its code. */
export const signName = (code: string, t: TFunction): string => (NAMED.has(code) ? t(`vitals.sign.${code}`) : code.replace(/^loinc:/, 'LOINC ').replace(/^lab\./, ''));

const STATES = new Set(['room-air', 'present']);
const LETTERS = new Set(['A', 'C', 'V', 'P', 'U']);

/** A value that is a word: a level of consciousness, room air, a state; any other text as it came. */
export function stateWord(code: string, text: string, t: TFunction): string {
  if (code === 'consciousness' && LETTERS.has(text)) return t(`vitals.level.${text}`);
  return STATES.has(text) ? t(`vitals.state.${text}`) : text;
}
