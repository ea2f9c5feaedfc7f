import type { PatientBrief } from '#domain/contract/shapes.ts';
import type { TFunction } from 'i18next';
import type { Format } from '#renderer/text/format.ts';

/** `34y`, `about 34y` when the birth date stands for an age, or words for an unknown one. */
export function ageWords(patient: Pick<PatientBrief, 'birthDate' | 'birthEstimated'>, now: number, t: TFunction, format: Format, long = false): string {
  if (patient.birthDate === null) return t('patients.age-unknown');
  const age = format.age(patient.birthDate, now, long ? 'long' : 'narrow');
  return patient.birthEstimated ? t('patients.about', { age }) : age;
}

export const sexWord = (sex: PatientBrief['sex'], t: TFunction): string => t(`patients.sex.${sex}`);
