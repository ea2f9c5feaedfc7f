import { findUnit, toCanonical, unitsOf } from './units.ts';
import type { CanonicalUnit, Unit } from './units.ts';

export interface Quantity {
  /** LOINC code written with the observation (https://loinc.org, free to use with notice). */
  readonly loinc: string;
  /** The unit values are stored and compared in. */
  readonly unit: CanonicalUnit;
  /** Only whole numbers have a meaning (scores). */
  readonly whole?: true;
}

/** The numbers taken at the bedside; the keys are the observation codes of the record. spec: VIT-1 */
export const QUANTITIES = {
  systolic: { loinc: '8480-6', unit: 'mm[Hg]' },
  diastolic: { loinc: '8462-4', unit: 'mm[Hg]' },
  'mean-arterial-pressure': { loinc: '8478-0', unit: 'mm[Hg]' },
  'heart-rate': { loinc: '8867-4', unit: '/min' },
  'respiratory-rate': { loinc: '9279-1', unit: '/min' },
  temperature: { loinc: '8310-5', unit: 'Cel' },
  spo2: { loinc: '59408-5', unit: '%' },
  'o2-flow': { loinc: '3151-8', unit: 'L/min' },
  fio2: { loinc: '3150-0', unit: '%' },
  weight: { loinc: '29463-7', unit: 'kg' },
  height: { loinc: '8302-2', unit: 'cm' },
  'head-circumference': { loinc: '9843-4', unit: 'cm' },
  muac: { loinc: '56072-2', unit: 'cm' },
  waist: { loinc: '8280-0', unit: 'cm' },
  bmi: { loinc: '39156-5', unit: 'kg/m2' },
  pain: { loinc: '72514-3', unit: '{score}', whole: true },
  'gcs-total': { loinc: '9269-2', unit: '{score}', whole: true },
  'capillary-refill': { loinc: '44971-0', unit: 's' },
  glucose: { loinc: '14749-6', unit: 'mmol/L' },
  haemoglobin: { loinc: '718-7', unit: 'g/dL' },
  'fundal-height': { loinc: '11881-0', unit: 'cm' },
  'fetal-heart-rate': { loinc: '55283-6', unit: '/min' },
} as const satisfies Readonly<Record<string, Quantity>>;

export type QuantityCode = keyof typeof QUANTITIES;

export const quantityCodes = Object.keys(QUANTITIES) as readonly QuantityCode[];
export const isQuantity = (code: string): code is QuantityCode => Object.hasOwn(QUANTITIES, code);
export const quantityOf = (code: QuantityCode): Quantity => QUANTITIES[code];

/** The units a quantity may be typed in, the usual one first. SpO2 is never typed as a fraction. */
export function unitsFor(code: QuantityCode): readonly Unit[] {
  const units = unitsOf(quantityOf(code).unit);
  return code === 'spo2' ? units.filter((unit) => unit.ucum === '%') : units;
}

/** The typed value in the quantity's canonical unit; undefined for a unit it cannot be typed in. */
export function canonicalValue(code: QuantityCode, value: number, ucum: string): number | undefined {
  const unit = unitsFor(code).find((each) => each.ucum === ucum);
  return unit && toCanonical(value, unit);
}

/** The unit of a quantity by its UCUM code. */
export const unitOf = (code: QuantityCode, ucum: string): Unit | undefined => findUnit(quantityOf(code).unit, ucum);
