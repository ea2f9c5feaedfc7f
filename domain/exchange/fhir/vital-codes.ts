import { QUANTITIES, quantityCodes, quantityOf } from '../../vitals/quantities.ts';
import type { QuantityCode } from '../../vitals/quantities.ts';

export interface VitalCode {
  readonly code: QuantityCode;
  /** The LOINC code written on export. */
  readonly loinc: string;
  /** UCUM unit values are stored in. */
  readonly unit: string;
}

/**
 * Other codes under which the same measures arrive: LOINC (https://loinc.org, free to use with notice) by body site,
 * position or method, and the SNOMED CT concepts some systems put in their place.
 */
const synonyms: Readonly<Partial<Record<QuantityCode, { readonly loinc?: readonly string[]; readonly snomed?: readonly string[] }>>> = {
  'systolic': { loinc: ['76534-7', '8459-0', '8460-8'], snomed: ['271649006'] },
  'diastolic': { loinc: ['76535-4', '8453-3', '8454-1'], snomed: ['271650006'] },
  'heart-rate': { loinc: ['8889-8', '76282-3'], snomed: ['364075005', '78564009'] },
  'respiratory-rate': { snomed: ['86290005'] },
  'temperature': { loinc: ['8331-1', '8328-7', '8332-9', '8329-5', '8330-3', '8333-7', '76011-6'], snomed: ['386725007'] },
  'spo2': { loinc: ['2708-6'], snomed: ['431314004', '103228002'] },
  'weight': { loinc: ['3141-9', '3142-7', '8335-2'], snomed: ['27113001'] },
  'height': { loinc: ['8306-3', '8308-9', '3137-7'], snomed: ['50373000'] },
  'head-circumference': { loinc: ['8287-5'] },
  'bmi': { snomed: ['60621009'] },
  'pain': { loinc: ['38208-5', '38221-8'] },
  'o2-flow': { loinc: ['3151-8'] },
  'glucose': { loinc: ['2345-7', '2339-0', '41653-7', '15074-8'] },
};

/** Measures that are laboratory results as often as bedside ones: a vital sign only where the source calls them so. */
const LABORATORY: ReadonlySet<QuantityCode> = new Set(['glucose', 'haemoglobin']);

const vitalOf = (code: QuantityCode): VitalCode => ({ code, ...quantityOf(code) });
const byLoinc = new Map(quantityCodes.flatMap((code) => [quantityOf(code).loinc, ...(synonyms[code]?.loinc ?? [])].map((loinc) => [loinc, vitalOf(code)] as const)));
const bySnomed = new Map(quantityCodes.flatMap((code) => (synonyms[code]?.snomed ?? []).map((snomed) => [snomed, vitalOf(code)] as const)));

export const vitalByLoinc = (loinc: string): VitalCode | undefined => byLoinc.get(loinc);
export const vitalBySnomed = (code: string): VitalCode | undefined => bySnomed.get(code);
export const vitalByCode = (code: string): VitalCode | undefined => (Object.hasOwn(QUANTITIES, code) ? vitalOf(code as QuantityCode) : undefined);

/** Whether a measure is a vital sign even where the source gives no category. */
export const isSurelyVital = (vital: VitalCode | undefined): boolean => vital !== undefined && !LABORATORY.has(vital.code);

/** Groups whose parts are the measurement: blood pressure (both LOINC panels) and the vital signs panel. */
export const PANELS: ReadonlySet<string> = new Set(['85354-9', '55284-4', '85353-1', '8716-3']);
