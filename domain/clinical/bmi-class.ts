/**
 * Class of an adult's body mass index, on the unrounded value. Sources: WHO, Obesity: preventing and managing the global epidemic,
 * Technical Report Series 894, 2000; WHO expert consultation, Lancet 2004;363:157-163 (points of action for Asian populations). From
 * 20 years on. In pregnancy the weight before it counts; with oedema or after an amputation there is no class. spec: CDS-1
 */
import { bodyMassIndex } from '../vitals/bmi.ts';
import { classesOf, classOf, fromCuts } from './cuts.ts';
import { adults, describeRule, inputs as needed } from './rule.ts';
import { valueAndClass, type ValueResult } from './score.ts';

export const BMI_TABLE = fromCuts(
  'severe-thinness', [16, 'moderate-thinness'], [17, 'mild-thinness'], [18.5, 'normal'], [25, 'overweight'], [30, 'obesity-1'], [35, 'obesity-2'], [40, 'obesity-3'],
);
export const ASIAN_ACTION_TABLE = fromCuts('under-23', [23, 'from-23'], [27.5, 'from-27.5'], [32.5, 'from-32.5'], [37.5, 'from-37.5']);

const NEEDED = needed('weight kg', 'height cm');
export const BMI_CLASS = describeRule({
  rule: 'bmi-adult', version: 1, evidence: 'standard', gives: 'value', unit: 'kg/m2', source: 'WHO Technical Report Series 894, 2000',
  inputs: NEEDED, population: adults(20), bands: classesOf(BMI_TABLE),
});
export const BMI_ASIAN_ACTION = describeRule({
  rule: 'bmi-asian-action', version: 1, evidence: 'standard', gives: 'value', unit: 'kg/m2', source: 'WHO expert consultation, Lancet 2004;363:157-163',
  inputs: NEEDED, population: adults(20), bands: classesOf(ASIAN_ACTION_TABLE),
});

export interface BmiInputs {
  readonly weightKg?: number | undefined;
  readonly heightCm?: number | undefined;
}
type BmiPart = 'weight' | 'height';

export const bmiClass = (inputs: BmiInputs): ValueResult<BmiPart> => bmi(BMI_CLASS, inputs, BMI_TABLE);
export const bmiAsianAction = (inputs: BmiInputs): ValueResult<BmiPart> => bmi(BMI_ASIAN_ACTION, inputs, ASIAN_ACTION_TABLE);

function bmi(rule: typeof BMI_CLASS | typeof BMI_ASIAN_ACTION, { weightKg, heightCm }: BmiInputs, table: typeof BMI_TABLE): ValueResult<BmiPart> {
  return valueAndClass({
    rule: rule.rule, version: rule.version, unit: rule.unit, needs: { weight: weightKg, height: heightCm },
    value: ({ weight, height }) => bodyMassIndex(weight, height), bandOf: (value) => classOf(table, value),
  });
}
