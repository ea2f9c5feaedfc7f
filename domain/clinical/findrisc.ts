/**
 * Finnish Diabetes Risk Score: ten-year risk of type 2 diabetes without a blood test, in adults without diabetes. Sources: Lindström J,
 * Tuomilehto J, Diabetes Care 2003;26:725-731, doi:10.2337/diacare.26.3.725; the form of the Finnish Diabetes Association, which adds
 * the family. An index of exactly 30 and a waist of exactly 102 or 88 cm count with the middle row. spec: CDS-1
 */
import { classesOf, classOf, fromCuts, type Cuts } from './cuts.ts';
import { adults, describeRule, inputs as needed } from './rule.ts';
import { addUp, type ScoreResult } from './score.ts';

export const findriscParts = ['age', 'bmi', 'waist', 'activity', 'vegetables', 'pressure-drugs', 'high-glucose', 'family'] as const;
export type FindriscPart = (typeof findriscParts)[number];

export const FINDRISC_TABLE = fromCuts('low', [7, 'slightly-elevated'], [12, 'moderate'], [15, 'high'], [21, 'very-high']);

export const FINDRISC = describeRule({
  rule: 'findrisc', version: 1, evidence: 're-read', gives: 'points', source: 'Lindström J, Tuomilehto J, Diabetes Care 2003;26:725-731, doi:10.2337/diacare.26.3.725',
  inputs: needed('age a', 'bmi kg/m2', 'waist cm', 'sex', 'active-daily', 'vegetables-daily', 'pressure-drugs-ever', 'high-glucose-ever', 'family-diabetes'),
  population: adults(18), bands: classesOf(FINDRISC_TABLE),
});

export interface FindriscInputs {
  /** Completed years. */
  readonly ageYears?: number | undefined;
  /** kg/m2, not rounded. */
  readonly bmi?: number | undefined;
  /** Centimetres. */
  readonly waist?: number | undefined;
  readonly sex?: 'female' | 'male' | undefined;
  /** Half an hour of movement a day and more. */
  readonly active?: boolean | undefined;
  readonly vegetablesDaily?: boolean | undefined;
  /** Has ever taken drugs for blood pressure regularly. */
  readonly pressureDrugs?: boolean | undefined;
  /** Glucose has ever been found high, in a pregnancy too. */
  readonly highGlucose?: boolean | undefined;
  /** Second degree: grandparent, aunt, uncle, first cousin. First: parent, brother or sister, child. */
  readonly family?: 'none' | 'second-degree' | 'first-degree' | undefined;
}

export interface FindriscResult extends ScoreResult<FindriscPart> {
  /** The lowest and the highest total that the missing answers leave open. */
  readonly possible: readonly [number, number];
}

const AGE = fromCuts(0, [45, 2], [55, 3], [65, 4]);
const BMI: Cuts<number> = { below: 0, cuts: [['from', 25, 1], ['above', 30, 3]] };
const WAIST: Readonly<Record<'female' | 'male', Cuts<number>>> = {
  male: { below: 0, cuts: [['from', 94, 3], ['above', 102, 4]] }, female: { below: 0, cuts: [['from', 80, 3], ['above', 88, 4]] },
};
const FAMILY = { none: 0, 'second-degree': 3, 'first-degree': 5 } as const;
/** The most that each part can give. */
export const FINDRISC_MOST: Readonly<Record<FindriscPart, number>> = {
  age: 4, bmi: 3, waist: 4, activity: 2, vegetables: 1, 'pressure-drugs': 2, 'high-glucose': 5, family: 5,
};

export function findrisc(inputs: FindriscInputs): FindriscResult {
  const result = addUp({
    ...FINDRISC, order: findriscParts, quiet: ['low'], points: (part) => pointsFor(part, inputs), bandOf: (total) => classOf(FINDRISC_TABLE, total),
  });
  return { ...result, possible: [result.knownTotal, result.missing.reduce((sum, part) => sum + FINDRISC_MOST[part], result.knownTotal)] };
}

function pointsFor(part: FindriscPart, inputs: FindriscInputs): number | undefined {
  const by = (table: Cuts<number> | undefined, value: number | undefined): number | undefined => (table && value !== undefined ? classOf(table, value) : undefined);
  const unless = (good: boolean | undefined): number | undefined => (good === undefined ? undefined : good ? 0 : FINDRISC_MOST[part]);
  switch (part) {
    case 'age': return by(AGE, inputs.ageYears);
    case 'bmi': return by(BMI, inputs.bmi);
    case 'waist': return by(inputs.sex && WAIST[inputs.sex], inputs.waist);
    case 'activity': return unless(inputs.active);
    case 'vegetables': return unless(inputs.vegetablesDaily);
    case 'pressure-drugs': return unless(inputs.pressureDrugs === undefined ? undefined : !inputs.pressureDrugs);
    case 'high-glucose': return unless(inputs.highGlucose === undefined ? undefined : !inputs.highGlucose);
    case 'family': return inputs.family && FAMILY[inputs.family];
  }
}
