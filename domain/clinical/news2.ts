/**
 * National Early Warning Score 2. Source: Royal College of Physicians, "National Early Warning Score (NEWS) 2: Standardising the
 * assessment of acute-illness severity in the NHS", London 2017, ISBN 978-1-86016-682-2, scoring table and triggers; © Royal College
 * of Physicians, who ask to be acknowledged. For people of 16 years and over who are not pregnant. spec: CDS-1
 */
import { adults, describeRule, inputs as needed } from './rule.ts';
import { addUp, pointsOf, toStep, type BandRow, type ScoreResult } from './score.ts';

export const news2Parts = ['respiratory-rate', 'spo2', 'oxygen', 'systolic', 'pulse', 'consciousness', 'temperature'] as const;
export type News2Part = (typeof news2Parts)[number];

/** From the least to the most urgent. `low-medium`: one part alone reaches three points. */
export const news2Bands = ['zero', 'low', 'low-medium', 'medium', 'high'] as const;
export type News2Band = (typeof news2Bands)[number];

/** Canonical units of domain/vitals. What was not taken is left out, never given a normal value. */
export interface News2Inputs {
  /** Breaths a minute; 0 where breathing has stopped. */
  readonly respiratoryRate?: number | undefined;
  /** Percent. */
  readonly spo2?: number | undefined;
  /** 2 only after a clinician confirmed hypercapnic respiratory failure and set the target of 88 to 92 %. */
  readonly spo2Scale: 1 | 2;
  readonly onOxygen?: boolean | undefined;
  /** mm[Hg]; 0 where it cannot be recorded. */
  readonly systolic?: number | undefined;
  /** Beats a minute; 0 where there is none. */
  readonly pulse?: number | undefined;
  readonly consciousness?: 'A' | 'C' | 'V' | 'P' | 'U' | undefined;
  /** Cel. */
  readonly temperature?: number | undefined;
}

const RESPIRATORY_RATE: readonly BandRow[] = [[null, 8, 3], [9, 11, 1], [12, 20, 0], [21, 24, 2], [25, null, 3]];
const SPO2_SCALE_1: readonly BandRow[] = [[null, 91, 3], [92, 93, 2], [94, 95, 1], [96, null, 0]];
const SPO2_SCALE_2_ON_AIR: readonly BandRow[] = [[null, 83, 3], [84, 85, 2], [86, 87, 1], [88, null, 0]];
const SPO2_SCALE_2_ON_OXYGEN: readonly BandRow[] = [[null, 83, 3], [84, 85, 2], [86, 87, 1], [88, 92, 0], [93, 94, 1], [95, 96, 2], [97, null, 3]];
const SYSTOLIC: readonly BandRow[] = [[null, 90, 3], [91, 100, 2], [101, 110, 1], [111, 219, 0], [220, null, 3]];
const PULSE: readonly BandRow[] = [[null, 40, 3], [41, 50, 1], [51, 90, 0], [91, 110, 1], [111, 130, 2], [131, null, 3]];
const TEMPERATURE: readonly BandRow[] = [[null, 35, 3], [35.1, 36, 1], [36.1, 38, 0], [38.1, 39, 1], [39.1, null, 2]];
const OXYGEN_POINTS = 2;
const NOT_ALERT_POINTS = 3;
const RED_PART = 3;
export const NEWS2_FROM_AGE_YEARS = 16;

/** Whether the score means anything for this person. Of unknown age nobody is scored. */
export const news2Applies = ({ ageYears, pregnant }: { readonly ageYears: number | null; readonly pregnant: boolean }): boolean =>
  ageYears !== null && ageYears >= NEWS2_FROM_AGE_YEARS && !pregnant;

export const NEWS2 = describeRule({
  rule: 'news2', version: 1, evidence: 're-read', gives: 'points',
  source: 'Royal College of Physicians, National Early Warning Score (NEWS) 2, London 2017, ISBN 978-1-86016-682-2',
  inputs: needed('respiratory-rate /min', 'spo2 %', 'spo2-scale', 'oxygen', 'systolic mm[Hg]', 'pulse /min', 'consciousness', 'temperature Cel'),
  population: adults(NEWS2_FROM_AGE_YEARS), bands: news2Bands,
});

/** The score as far as the inputs go. */
export function news2(inputs: News2Inputs): ScoreResult<News2Part, News2Band> {
  return addUp({
    ...NEWS2, order: news2Parts, points: (part) => pointsFor(part, inputs), quiet: ['zero', 'low'],
    bandOf: (total, points) => bandOf(total, points.includes(RED_PART)),
  });
}

function bandOf(total: number, anyRed: boolean): News2Band {
  if (total >= 7) return 'high';
  if (total >= 5) return 'medium';
  if (anyRed) return 'low-medium';
  return total >= 1 ? 'low' : 'zero';
}

function pointsFor(part: News2Part, inputs: News2Inputs): number | undefined {
  const scored = (value: number | undefined, rows: readonly BandRow[], step = 1): number | undefined =>
    (value === undefined ? undefined : pointsOf(rows, toStep(value, step)));
  switch (part) {
    case 'respiratory-rate': return scored(inputs.respiratoryRate, RESPIRATORY_RATE);
    case 'spo2': return saturationPoints(inputs, scored);
    case 'oxygen': return inputs.onOxygen === undefined ? undefined : inputs.onOxygen ? OXYGEN_POINTS : 0;
    case 'systolic': return scored(inputs.systolic, SYSTOLIC);
    case 'pulse': return scored(inputs.pulse, PULSE);
    case 'consciousness': return inputs.consciousness === undefined ? undefined : inputs.consciousness === 'A' ? 0 : NOT_ALERT_POINTS;
    case 'temperature': return scored(inputs.temperature, TEMPERATURE, 0.1);
  }
}

/** On scale 2 the points from 93 % on depend on the oxygen: where that is not known, neither are they. */
function saturationPoints({ spo2, spo2Scale, onOxygen }: News2Inputs, scored: (value: number | undefined, rows: readonly BandRow[]) => number | undefined): number | undefined {
  if (spo2Scale === 1) return scored(spo2, SPO2_SCALE_1);
  if (onOxygen === undefined && spo2 !== undefined && toStep(spo2, 1) >= 93) return undefined;
  return scored(spo2, onOxygen === true ? SPO2_SCALE_2_ON_OXYGEN : SPO2_SCALE_2_ON_AIR);
}
