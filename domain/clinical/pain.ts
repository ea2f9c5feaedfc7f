/** Bands of the numeric rating of pain from 0 to 10, in common use; source: recalled, banding of WHO and the British Pain Society. spec: CDS-1 */
import { painBand, type PainBand } from '../vitals/consciousness.ts';
import { describeRule, EVERYONE, inputs as needed } from './rule.ts';
import { addUp, saysNothing, type ScoreResult } from './score.ts';

export const painBands = ['none', 'mild', 'moderate', 'severe'] as const satisfies readonly PainBand[];
export const PAIN = describeRule({
  rule: 'pain-numeric', version: 1, evidence: 'recalled', gives: 'points', source: 'Numeric rating scale, bands in common use', inputs: needed('pain {score}'),
  population: EVERYONE, bands: painBands,
});

/** Refused outside 0 to 10 and between two numbers. */
export function pain(rating: number | undefined): ScoreResult<'pain', PainBand> {
  if (rating !== undefined && !(Number.isInteger(rating) && rating >= 0 && rating <= 10)) {
    const { rule, version, band, atLeast, parts, missing, refused } = saysNothing(PAIN, '', 'outside-accepted-range');
    return { rule, version, band, atLeast, parts, missing, refused, total: null, knownTotal: 0 };
  }
  return addUp<'pain', PainBand>({ ...PAIN, order: ['pain'], points: () => rating, bandOf: painBand, quiet: ['none'] });
}
