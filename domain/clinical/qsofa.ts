/**
 * Quick SOFA: a flag for a poor outcome in adults in whom an infection is suspected. Source: Singer M et al., the third international
 * consensus definitions for sepsis, JAMA 2016;315:801-810, doi:10.1001/jama.2016.0287. The Surviving Sepsis Campaign of 2021 advises
 * against it as the only screening tool: it stands beside NEWS2, never instead of it. spec: CDS-1
 */
import { classOf, fromCuts, type Cuts } from './cuts.ts';
import { adults, describeRule, inputs as needed } from './rule.ts';
import { addUp, type ScoreResult } from './score.ts';

export const qsofaParts = ['respiratory-rate', 'systolic', 'mentation'] as const;
export type QsofaPart = (typeof qsofaParts)[number];
export const qsofaBands = ['negative', 'positive'] as const;
export type QsofaBand = (typeof qsofaBands)[number];

export const QSOFA = describeRule({
  rule: 'qsofa', version: 1, evidence: 'recalled', gives: 'points', source: 'Singer M et al., JAMA 2016;315:801-810, doi:10.1001/jama.2016.0287',
  inputs: needed('respiratory-rate /min', 'systolic mm[Hg]', 'consciousness', 'gcs-total? {score}'), population: adults(18, 'either'), bands: qsofaBands,
});

export interface QsofaInputs {
  /** Breaths a minute. */
  readonly respiratoryRate?: number | undefined;
  /** mm[Hg]. */
  readonly systolic?: number | undefined;
  /** Either of the two says whether the mind is altered; where both are known, the worse. */
  readonly consciousness?: 'A' | 'C' | 'V' | 'P' | 'U' | undefined;
  readonly gcsTotal?: number | undefined;
}

const RESPIRATORY_RATE = fromCuts(0, [22, 1]);
const SYSTOLIC: Cuts<number> = { below: 1, cuts: [['above', 100, 0]] };
const ALERT_GCS = 15;
const POSITIVE_FROM = 2;

export function qsofa(inputs: QsofaInputs): ScoreResult<QsofaPart, QsofaBand> {
  return addUp({
    ...QSOFA, order: qsofaParts, quiet: ['negative'], bandOf: (total) => (total >= POSITIVE_FROM ? 'positive' : 'negative'),
    points: (part) => {
      switch (part) {
        case 'respiratory-rate': return inputs.respiratoryRate === undefined ? undefined : classOf(RESPIRATORY_RATE, inputs.respiratoryRate);
        case 'systolic': return inputs.systolic === undefined ? undefined : classOf(SYSTOLIC, inputs.systolic);
        case 'mentation': return mentation(inputs);
      }
    },
  });
}

function mentation({ consciousness, gcsTotal }: QsofaInputs): number | undefined {
  if (consciousness === undefined && gcsTotal === undefined) return undefined;
  return (consciousness ?? 'A') === 'A' && (gcsTotal ?? ALERT_GCS) >= ALERT_GCS ? 0 : 1;
}
