import i18next, { type TFunction } from 'i18next';
import { BUILT_IN_TESTS } from '#domain/lab/catalogue.ts';
import { ANSWER_NAMES } from '#domain/lab/names.ts';
import { nameIn } from '#domain/lab/test.ts';

const NAMED = new Set([
  'blood-pressure', 'systolic', 'diastolic', 'mean-arterial-pressure', 'heart-rate', 'respiratory-rate', 'temperature', 'spo2', 'o2-flow', 'fio2', 'weight',
  'height', 'head-circumference', 'muac', 'waist', 'bmi', 'pain', 'gcs-total', 'capillary-refill', 'glucose', 'haemoglobin', 'fundal-height',
  'fetal-heart-rate', 'urine-protein', 'urine-glucose', 'apgar-1', 'apgar-5', 'apgar-10', 'consciousness', 'oxygen', 'no-pulse', 'apnoea', 'unrecordable-pressure',
  'total-cholesterol', 'hdl', 'ldl', 'non-hdl', 'triglycerides', 'creatinine', 'egfr', 'hba1c', 'sodium', 'potassium', 'alt', 'thyrotropin',
  'leucocytes', 'platelets',
]);

/** Measures of the record by the LOINC codes under which other programs send them. */
const BY_LOINC: ReadonlyMap<string, string> = new Map(BUILT_IN_TESTS.flatMap(({ loinc, loincSi, observationCode }) => [loinc, loincSi].flatMap((code) => (code === null ? [] : [[`loinc:${code}`, observationCode] as const]))));

/** What the laboratory calls the measures that it gives and that no vital sign has the name of. */
const LAB_NAMES = new Map(BUILT_IN_TESTS.map(({ observationCode, names }) => [observationCode, names]));

/** The name of a measure. One that came from elsewhere, or from an analyser, keeps its code where we have no name for it. */
export function signName(code: string, t: TFunction): string {
  const named = BY_LOINC.get(code) ?? code;
  if (NAMED.has(named)) return t(`vitals.sign.${named}`);
  const names = LAB_NAMES.get(named);
  return names ? nameIn(names, i18next.language) : code.replace(/^loinc:/, 'LOINC ').replace(/^lab\./, '');
}

const STATES = new Set(['room-air', 'present']);
const LETTERS = new Set(['A', 'C', 'V', 'P', 'U']);

/** A value that is a word: a level of consciousness, room air, a state, an answer of a test; any other text as it came. */
export function stateWord(code: string, text: string, t: TFunction): string {
  if (code === 'consciousness' && LETTERS.has(text)) return t(`vitals.level.${text}`);
  const answer = LAB_NAMES.has(BY_LOINC.get(code) ?? code) ? ANSWER_NAMES[text] : undefined;
  if (answer) return nameIn(answer, i18next.language);
  return STATES.has(text) ? t(`vitals.state.${text}`) : text;
}
