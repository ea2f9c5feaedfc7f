import type { Analyte } from '../vitals/lab-units.ts';

export const TEST_KINDS = ['numeric', 'coded', 'text', 'calculated'] as const;
export const SPECIMEN_KINDS = ['blood', 'serum', 'plasma', 'urine', 'stool', 'sputum', 'swab', 'csf', 'other'] as const;
export type TestKind = (typeof TEST_KINDS)[number];
export type SpecimenKind = (typeof SPECIMEN_KINDS)[number];

/** What one answer of a coded test means. `attention` is said where a positive answer alone settles nothing. */
export type ChoiceFlag = 'normal' | 'abnormal' | 'needs-confirmation' | 'none';

export interface Choice {
  /** Stable; `choice` texts name the usual ones, any other is shown as it is. */
  readonly code: string;
  readonly flag: ChoiceFlag;
}

/** For whom a range holds, and its limits; null is open. Limits are in `unit`, both ends belong to the range. */
export interface RangeRow {
  readonly sex: 'any' | 'female' | 'male';
  /** Age in days from which, and before which, it holds; null for no end. */
  readonly fromDays: number | null;
  readonly beforeDays: number | null;
  readonly pregnant: 'any' | 'no' | 'only';
  /** UCUM. */
  readonly unit: string;
  readonly low: number | null;
  readonly high: number | null;
  /** At or beyond these somebody is told at once. */
  readonly criticalLow: number | null;
  readonly criticalHigh: number | null;
}

/** How a calculated test is worked out. */
export const FORMULAS = ['ldl-friedewald', 'non-hdl', 'egfr-2021'] as const;
export type Formula = (typeof FORMULAS)[number];

/** A test that can be ordered. spec: LAB-1 */
export interface LabTest {
  /** Stable for ever; orders and results name the test by it. */
  readonly code: string;
  /** By language; a clinic's own test may have one alone. */
  readonly names: Readonly<Record<string, string>>;
  readonly kind: TestKind;
  /** Units it can be converted between; null where only its own unit is known. */
  readonly analyte: Analyte | null;
  /** UCUM unit it is reported in; empty for words. */
  readonly unit: string;
  readonly specimen: SpecimenKind;
  /** LOINC of the first and of the SI unit. */
  readonly loinc: string | null;
  readonly loincSi: string | null;
  /** Code under which verified values stand in the record. */
  readonly observationCode: string;
  readonly choices: readonly Choice[];
  readonly formula: Formula | null;
  readonly ranges: readonly RangeRow[];
  /** Change since the patient's last value, in percent, from which somebody should look twice; null for none. */
  readonly deltaPercent: number | null;
  /** Names by which analysers call it. */
  readonly aliases: readonly string[];
  readonly active: boolean;
  /** Raised with every change; 0 as delivered. */
  readonly version: number;
}

/** Tests that are ordered together. */
export interface LabPanel {
  readonly code: string;
  readonly names: Readonly<Record<string, string>>;
  readonly tests: readonly string[];
  readonly active: boolean;
}

/** The name in a language, else in English, else in whichever there is. */
export function nameIn(names: Readonly<Record<string, string>>, language: string): string {
  return names[language] ?? names[language.split('-')[0] ?? ''] ?? names['en'] ?? Object.values(names)[0] ?? '';
}
