/**
 * Units that laboratory results are reported in, the SI unit of each first. A result is stored as reported; these serve for computing
 * and drawing. Factors: molar masses in common use (glucose 180.156, cholesterol 386.7, triolein 885.7, creatinine 113.12 g/mol and so
 * on), two nitrogen atoms to a molecule of urea, and the NGSP master equation for glycated haemoglobin.
 */
import { fromCanonical, toCanonical, UNITS, type Unit } from './units.ts';

const si = (ucum: string, label: string, decimals: number): Unit => ({ ucum, label, factor: 1, decimals, step: 10 ** -decimals });
const other = (ucum: string, label: string, factor: number, decimals: number): Unit => ({ ucum, label, factor, decimals, step: 10 ** -decimals });

export const LAB_UNITS = {
  glucose: UNITS['mmol/L'],
  cholesterol: [si('mmol/L', 'mmol/L', 1), other('mg/dL', 'mg/dL', 1 / 38.67, 0)],
  triglycerides: [si('mmol/L', 'mmol/L', 1), other('mg/dL', 'mg/dL', 1 / 88.57, 0)],
  creatinine: [si('umol/L', 'µmol/L', 0), other('mg/dL', 'mg/dL', 88.4, 2)],
  /** As urea in mmol/L; reported in mg/dL it is the nitrogen of urea (BUN). */
  urea: [si('mmol/L', 'mmol/L', 1), other('mg/dL', 'mg/dL', 0.357, 0)],
  bilirubin: [si('umol/L', 'µmol/L', 0), other('mg/dL', 'mg/dL', 17.1, 1)],
  /** In mmol/L of the single chain, not of the molecule of four. */
  haemoglobin: [si('g/L', 'g/L', 0), other('g/dL', 'g/dL', 10, 1), other('mmol/L', 'mmol/L', 10 / 0.6206, 1)],
  albumin: [si('g/L', 'g/L', 0), other('g/dL', 'g/dL', 10, 1)],
  calcium: [si('mmol/L', 'mmol/L', 2), other('mg/dL', 'mg/dL', 0.2495, 1)],
  'uric-acid': [si('umol/L', 'µmol/L', 0), other('mg/dL', 'mg/dL', 59.48, 1)],
  /** Sodium, potassium, chloride: one charge each. */
  electrolyte: [si('mmol/L', 'mmol/L', 1), other('meq/L', 'mEq/L', 1, 1)],
  'blood-cells': [si('10*9/L', '10⁹/L', 1), other('10*3/uL', '10³/µL', 1, 1), other('/uL', '/µL', 0.001, 0)],
  thyrotropin: [si('m[IU]/L', 'mIU/L', 2), other('u[IU]/mL', 'µIU/mL', 1, 2)],
  hba1c: [si('mmol/mol', 'mmol/mol', 0), { ...other('%', '%', 1 / 0.091_48, 1), offset: -2.152 }],
} as const satisfies Readonly<Record<string, readonly [Unit, ...Unit[]]>>;

export type Analyte = keyof typeof LAB_UNITS;
export const analytes = Object.keys(LAB_UNITS) as readonly Analyte[];
export const labUnits = (analyte: Analyte): readonly Unit[] => LAB_UNITS[analyte];

/** The value in another UCUM unit, unrounded; undefined for a unit that the analyte is not reported in. */
export function convertLab(analyte: Analyte, value: number, from: string, to: string): number | undefined {
  const [a, b] = [from, to].map((ucum) => labUnits(analyte).find((unit) => unit.ucum === ucum));
  if (!a || !b) return undefined;
  return a === b ? value : fromCanonical(toCanonical(value, a), b);
}

/** The mean glucose of the last months, mg/dL, that a glycated haemoglobin in percent (NGSP) stands for. Source: ADAG study, Nathan DM et al., Diabetes Care 2008;31:1473. */
export const estimatedAverageGlucose = (percent: number): number => Number((28.7 * percent - 46.7).toPrecision(12));
