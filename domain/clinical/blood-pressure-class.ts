/**
 * Categories of an adult's blood pressure at the clinic, by guideline; the higher of the systolic and the diastolic one counts. One
 * reading gives a screening category: the guidelines want the mean of two and more on two and more occasions. Sources with each
 * table. For children these do not hold. spec: CDS-1
 */
import { classOf, fromCuts, type Cuts } from './cuts.ts';
import { adults, describeRule, inputs as needed, PREGNANT, type Evidence, type Population } from './rule.ts';
import type { RuleResult } from './score.ts';

export type PressureGuideline = 'acc-aha-2017' | 'esc-2024' | 'esh-2023' | 'who-2021' | 'pregnancy';

export interface PressureTable {
  /** From the lowest to the highest. */
  readonly order: readonly string[];
  readonly systolic: Cuts<string>;
  readonly diastolic: Cuts<string>;
}

export const PRESSURE_TABLES: Readonly<Record<PressureGuideline, PressureTable>> = {
  'acc-aha-2017': {
    order: ['normal', 'elevated', 'stage-1', 'stage-2', 'severe'],
    systolic: { below: 'normal', cuts: [['from', 120, 'elevated'], ['from', 130, 'stage-1'], ['from', 140, 'stage-2'], ['above', 180, 'severe']] },
    diastolic: { below: 'normal', cuts: [['from', 80, 'stage-1'], ['from', 90, 'stage-2'], ['above', 120, 'severe']] },
  },
  'esc-2024': {
    order: ['non-elevated', 'elevated', 'hypertension'],
    systolic: fromCuts('non-elevated', [120, 'elevated'], [140, 'hypertension']),
    diastolic: fromCuts('non-elevated', [70, 'elevated'], [90, 'hypertension']),
  },
  'esh-2023': {
    order: ['optimal', 'normal', 'high-normal', 'grade-1', 'grade-2', 'grade-3'],
    systolic: fromCuts('optimal', [120, 'normal'], [130, 'high-normal'], [140, 'grade-1'], [160, 'grade-2'], [180, 'grade-3']),
    diastolic: fromCuts('optimal', [80, 'normal'], [85, 'high-normal'], [90, 'grade-1'], [100, 'grade-2'], [110, 'grade-3']),
  },
  'who-2021': {
    order: ['below-hypertension', 'hypertension', 'hypertension-same-day'],
    systolic: fromCuts('below-hypertension', [140, 'hypertension'], [160, 'hypertension-same-day']),
    diastolic: fromCuts('below-hypertension', [90, 'hypertension'], [100, 'hypertension-same-day']),
  },
  pregnancy: {
    order: ['below-hypertension', 'hypertension', 'severe'],
    systolic: fromCuts('below-hypertension', [140, 'hypertension'], [160, 'severe']),
    diastolic: fromCuts('below-hypertension', [90, 'hypertension'], [110, 'severe']),
  },
};

const describe = (guideline: PressureGuideline, evidence: Evidence, source: string, population: Population = adults(18)) => describeRule({
  rule: `blood-pressure-${guideline}`, version: 1, evidence, gives: 'class', source, inputs: needed('systolic mm[Hg]', 'diastolic mm[Hg]'), population,
  bands: PRESSURE_TABLES[guideline].order,
});

export const PRESSURE_RULES = {
  'acc-aha-2017': describe('acc-aha-2017', 're-read', 'Whelton PK et al., Hypertension 2018;71:e13, doi:10.1161/HYP.0000000000000065'),
  'esc-2024': describe('esc-2024', 're-read', 'McEvoy JW et al., Eur Heart J 2024;45:3912-4018, doi:10.1093/eurheartj/ehae178'),
  // The grades are re-read; optimal, normal and high normal are recalled.
  'esh-2023': describe('esh-2023', 'recalled', 'Mancia G et al., J Hypertens 2023;41:1874-2071, doi:10.1097/HJH.0000000000003480'),
  'who-2021': describe('who-2021', 'recalled', 'WHO, pharmacological treatment of hypertension in adults, 2021, ISBN 978-92-4-003398-6; HEARTS, WHO/NMH/NVI/18.2'),
  pregnancy: describe('pregnancy', 'recalled', 'WHO, NICE and ACOG, which agree on 140/90 and 160/110', PREGNANT),
} as const satisfies Readonly<Record<PressureGuideline, unknown>>;

export interface PressureInputs {
  /** mm[Hg]. */
  readonly systolic?: number | undefined;
  readonly diastolic?: number | undefined;
}

export interface PressureResult extends RuleResult<'systolic' | 'diastolic'> {
  /** One of the two raised alone (140 and 90); null while either is missing. */
  readonly isolated: 'systolic' | 'diastolic' | null;
}

export function bloodPressureClass(guideline: PressureGuideline, { systolic, diastolic }: PressureInputs): PressureResult {
  const { order, ...tables } = PRESSURE_TABLES[guideline];
  const ranks = [systolic === undefined ? [] : classOf(tables.systolic, systolic), diastolic === undefined ? [] : classOf(tables.diastolic, diastolic)].flat();
  const reached = order[Math.max(0, ...ranks.map((band) => order.indexOf(band)))] ?? null;
  const missing = ([['systolic', systolic], ['diastolic', diastolic]] as const).flatMap(([part, value]) => (value === undefined ? part : []));
  const complete = missing.length === 0;
  return {
    rule: PRESSURE_RULES[guideline].rule, version: PRESSURE_RULES[guideline].version, band: complete ? reached : null,
    atLeast: complete || reached === order[0] ? null : reached, missing, isolated: isolated(systolic, diastolic),
    parts: { ...(systolic === undefined ? {} : { systolic }), ...(diastolic === undefined ? {} : { diastolic }) },
  };
}

function isolated(systolic: number | undefined, diastolic: number | undefined): PressureResult['isolated'] {
  if (systolic === undefined || diastolic === undefined || systolic >= 140 === diastolic >= 90) return null;
  return systolic >= 140 ? 'systolic' : 'diastolic';
}
