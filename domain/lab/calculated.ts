import { egfr } from '../clinical/egfr.ts';
import { friedewald, nonHdl } from '../clinical/friedewald.ts';
import { convertLab } from '../vitals/lab-units.ts';
import { roundForDisplay } from '../vitals/units.ts';
import type { Formula, LabTest } from './test.ts';

/** A measured value of the same specimen. */
export interface Input { readonly value: number; readonly unit: string }
export type Inputs = Readonly<Record<string, Input | undefined>>;

/** The tests a formula needs, by their codes. */
export const NEEDS: Readonly<Record<Formula, readonly string[]>> = {
  'ldl-friedewald': ['cholesterol', 'hdl', 'triglycerides'], 'non-hdl': ['cholesterol', 'hdl'], 'egfr-2021': ['creatinine'],
};

/** A value, or why the rule gives none; undefined while an input is missing. */
export type Calculated = { readonly value: number } | { readonly refused: string } | undefined;

interface Whom { readonly ageYears: number | null; readonly sex: 'female' | 'male' | 'other' | 'unknown' }

/** Works a calculated test out in its own unit, rounded as it is reported. */
export function calculate(test: Pick<LabTest, 'formula' | 'unit' | 'analyte'>, inputs: Inputs, whom: Whom): Calculated {
  if (test.formula === null || NEEDS[test.formula].some((code) => inputs[code] === undefined)) return undefined;
  switch (test.formula) {
    case 'egfr-2021': return filtration(inputs['creatinine'], whom);
    case 'ldl-friedewald': return lowDensity(test.unit, inputs);
    case 'non-hdl': return notHigh(test.unit, inputs);
  }
}

function filtration(creatinine: Input | undefined, { ageYears, sex }: Whom): Calculated {
  const value = creatinine && convertLab('creatinine', creatinine.value, creatinine.unit, 'umol/L');
  const known = egfr({
    creatinine: value === undefined ? undefined : { value, unit: 'umol/L' }, ageYears: ageYears ?? undefined, sex: sex === 'female' || sex === 'male' ? sex : undefined,
  });
  if (known.value !== null) return { value: Math.round(known.value) };
  return { refused: known.refused ?? (known.missing.includes('sex') ? 'sex-unknown' : 'age-unknown') };
}

/** Inputs converted to one unit: the formula takes three lipids of one sample alike. */
function lipids(unit: string, inputs: Inputs): { readonly total: number; readonly hdl: number; readonly triglycerides: number } | undefined {
  const read = (code: string, analyte: 'cholesterol' | 'triglycerides'): number | undefined => {
    const input = inputs[code];
    return input && convertLab(analyte, input.value, input.unit, unit);
  };
  const [total, hdl] = [read('cholesterol', 'cholesterol'), read('hdl', 'cholesterol')];
  return total === undefined || hdl === undefined ? undefined : { total, hdl, triglycerides: read('triglycerides', 'triglycerides') ?? 0 };
}

const lipidUnit = (unit: string): 'mg/dL' | 'mmol/L' => (unit === 'mmol/L' ? 'mmol/L' : 'mg/dL');

function lowDensity(unit: string, inputs: Inputs): Calculated {
  const of = lipids(lipidUnit(unit), inputs);
  if (!of) return { refused: 'unit-unknown' };
  const { value, refused } = friedewald({ totalCholesterol: of.total, hdl: of.hdl, triglycerides: of.triglycerides, unit: lipidUnit(unit) });
  return value === null ? { refused: refused ?? 'outside-accepted-range' } : rounded(value, unit);
}

function notHigh(unit: string, inputs: Inputs): Calculated {
  const of = lipids(lipidUnit(unit), inputs);
  if (!of) return { refused: 'unit-unknown' };
  const value = nonHdl(of.total, of.hdl);
  return value < 0 ? { refused: 'result-not-positive' } : rounded(value, unit);
}

const rounded = (value: number, unit: string): Calculated => ({ value: roundForDisplay(value, { decimals: unit === 'mmol/L' ? 2 : 0 }) });
