/**
 * PEWS with the thresholds of Parshuram 2009, for children from birth to 18 years. Source: Parshuram CS, Hutchison J, Middaugh K,
 * "Development and initial validation of the Bedside Paediatric Early Warning System score", Crit Care 2009;13:R135,
 * doi:10.1186/cc7998, table 1 (open access, CC BY 2.0). Where the print leaves doubt: ">150" and "<50" are read like every other
 * cell as "or equal"; the ages of the bands, which share their ends, as half-open. Eight points and more tell children who went to
 * intensive care from others; the paper publishes no other band. spec: CDS-1
 */
import type { Oxygen } from '../vitals/oxygen.ts';
import { isSupplemental } from '../vitals/oxygen.ts';
import { classOf, fromCuts } from './cuts.ts';
import { children, describeRule, inputs as needed } from './rule.ts';
import { addUp, type ScoreResult } from './score.ts';

export const pewsParts = ['heart-rate', 'systolic', 'respiratory-rate', 'capillary-refill', 'effort', 'spo2', 'oxygen'] as const;
export type PewsPart = (typeof pewsParts)[number];
export const pewsBands = ['below-threshold', 'urgent'] as const;
export type PewsBand = (typeof pewsBands)[number];

/** One number, the edge of the saturation row between 91-94 and more, is recalled. */
export const PEWS = describeRule({
  rule: 'pews-parshuram', version: 1, evidence: 'recalled', gives: 'points', source: 'Parshuram CS et al., Crit Care 2009;13:R135, doi:10.1186/cc7998, table 1',
  inputs: needed('age mo', 'heart-rate /min', 'systolic mm[Hg]', 'respiratory-rate /min', 'capillary-refill s', 'effort', 'spo2 %', 'oxygen'),
  population: children(18), bands: pewsBands,
});

export interface PewsInputs {
  /** Completed months; null where the age is not known: then nothing is scored. */
  readonly ageMonths: number | null;
  readonly heartRate?: number | undefined;
  /** mm[Hg]. */
  readonly systolic?: number | undefined;
  readonly respiratoryRate?: number | undefined;
  /** Seconds. */
  readonly capillaryRefill?: number | undefined;
  readonly effort?: 'normal' | 'mild' | 'moderate' | 'severe-or-apnoea' | undefined;
  /** Percent. */
  readonly spo2?: number | undefined;
  readonly oxygen?: Oxygen | undefined;
}

/** The row applies to a value of `high` and more, or of `low` and less. */
type Limits = readonly [points: number, high: number, low: number];
interface AgeBand {
  readonly beforeMonths: number;
  readonly 'heart-rate': readonly Limits[];
  readonly systolic: readonly Limits[];
  readonly 'respiratory-rate': readonly Limits[];
}

/** Most points first: the first row that applies counts. */
export const PEWS_AGE_BANDS: readonly AgeBand[] = [
  {
    beforeMonths: 3, 'heart-rate': [[4, 190, 80], [2, 180, 90], [1, 150, 110]],
    systolic: [[4, 130, 45], [2, 100, 50], [1, 80, 60]], 'respiratory-rate': [[4, 91, 15], [2, 81, 19], [1, 61, 29]],
  },
  {
    beforeMonths: 12, 'heart-rate': [[4, 180, 70], [2, 170, 80], [1, 150, 100]],
    systolic: [[4, 150, 60], [2, 120, 70], [1, 100, 80]], 'respiratory-rate': [[4, 81, 15], [2, 71, 19], [1, 51, 24]],
  },
  {
    beforeMonths: 48, 'heart-rate': [[4, 170, 60], [2, 150, 70], [1, 120, 90]],
    systolic: [[4, 160, 65], [2, 125, 75], [1, 110, 90]], 'respiratory-rate': [[4, 71, 12], [2, 61, 15], [1, 41, 19]],
  },
  {
    beforeMonths: 144, 'heart-rate': [[4, 150, 50], [2, 130, 60], [1, 110, 70]],
    systolic: [[4, 170, 70], [2, 140, 80], [1, 120, 90]], 'respiratory-rate': [[4, 51, 10], [2, 41, 14], [1, 31, 19]],
  },
  {
    beforeMonths: 216, 'heart-rate': [[4, 140, 40], [2, 120, 50], [1, 100, 60]],
    systolic: [[4, 190, 75], [2, 150, 85], [1, 130, 100]], 'respiratory-rate': [[4, 30, 9], [2, 23, 10], [1, 17, 11]],
  },
];
const CAPILLARY_REFILL = fromCuts(0, [3, 4]);
const SPO2 = { below: 2, cuts: [['above', 90, 1], ['above', 94, 0]] } as const;
const EFFORT = { normal: 0, mild: 1, moderate: 2, 'severe-or-apnoea': 4 } as const;
const MUCH_OXYGEN_FLOW = 4;
const MUCH_OXYGEN_PERCENT = 50;
const URGENT_FROM = 8;

export function pews(inputs: PewsInputs): ScoreResult<PewsPart, PewsBand> {
  const { ageMonths } = inputs;
  const ages = ageMonths === null || ageMonths < 0 ? undefined : PEWS_AGE_BANDS.find((band) => ageMonths < band.beforeMonths);
  const result = addUp({
    ...PEWS, order: pewsParts, quiet: ['below-threshold'], bandOf: (total) => (total >= URGENT_FROM ? 'urgent' : 'below-threshold'),
    points: (part) => (ages ? pointsFor(part, inputs, ages) : undefined),
  });
  return ages ? result : { ...result, missing: [], refused: ageMonths === null ? 'age-unknown' : 'outside-population' };
}

function pointsFor(part: PewsPart, inputs: PewsInputs, ages: AgeBand): number | undefined {
  switch (part) {
    case 'heart-rate': return outside(inputs.heartRate, ages['heart-rate']);
    case 'systolic': return outside(inputs.systolic, ages.systolic);
    case 'respiratory-rate': return outside(inputs.respiratoryRate, ages['respiratory-rate']);
    case 'capillary-refill': return inputs.capillaryRefill === undefined ? undefined : classOf(CAPILLARY_REFILL, inputs.capillaryRefill);
    case 'effort': return inputs.effort && EFFORT[inputs.effort];
    case 'spo2': return inputs.spo2 === undefined ? undefined : classOf(SPO2, inputs.spo2);
    case 'oxygen': return inputs.oxygen && oxygenPoints(inputs.oxygen);
  }
}

function outside(value: number | undefined, rows: readonly Limits[]): number | undefined {
  if (value === undefined) return undefined;
  return rows.find(([, high, low]) => value >= high || value <= low)?.[0] ?? 0;
}

function oxygenPoints(oxygen: Oxygen): number {
  if (!isSupplemental(oxygen)) return 0;
  const much = oxygen.kind === 'flow' ? oxygen.litresPerMinute >= MUCH_OXYGEN_FLOW : oxygen.kind === 'fraction' && oxygen.percent >= MUCH_OXYGEN_PERCENT;
  return much ? 4 : 2;
}
