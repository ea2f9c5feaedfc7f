/**
 * Glasgow Coma Scale, with the bands used after a head injury. Source: Teasdale G, Jennett B, Lancet 1974;2:81-84. A part that cannot
 * be tested leaves the parts without a total. Under two years the words need the paediatric scale. spec: CDS-1
 */
import { classesOf, classOf, fromCuts } from './cuts.ts';
import { describeRule, EVERYONE, inputs as needed } from './rule.ts';
import { addUp, type ScoreResult } from './score.ts';

export const gcsParts = ['eye', 'verbal', 'motor'] as const;
export type GcsPart = (typeof gcsParts)[number];
export type GcsBand = 'severe' | 'moderate' | 'mild';
/** `NT`: not testable. */
export type GcsInputs = Readonly<Partial<Record<GcsPart, number | 'NT' | undefined>>>;

export const GCS_TABLE = fromCuts<GcsBand>('severe', [9, 'moderate'], [13, 'mild']);
export const GCS_MOST: Readonly<Record<GcsPart, number>> = { eye: 4, verbal: 5, motor: 6 };
export const GCS = describeRule({
  rule: 'gcs', version: 1, evidence: 're-read', gives: 'points', source: 'Teasdale G, Jennett B, Lancet 1974;2:81-84',
  inputs: needed('eye {score}', 'verbal {score}', 'motor {score}'), population: EVERYONE, bands: classesOf(GCS_TABLE),
});

/** Throws a RangeError for a number that is not on the scale. */
export function gcs(inputs: GcsInputs): ScoreResult<GcsPart, GcsBand> {
  for (const part of gcsParts) if (!onScale(inputs[part], GCS_MOST[part])) throw new RangeError(`No such answer on the scale: ${part}`);
  const result = addUp<GcsPart, GcsBand>({
    ...GCS, order: gcsParts, points: (part) => { const answer = inputs[part]; return answer === 'NT' ? undefined : answer; }, quiet: [],
    bandOf: (total) => classOf(GCS_TABLE, total),
  });
  const best = classOf(GCS_TABLE, result.missing.reduce((sum, part) => sum + GCS_MOST[part], result.knownTotal));
  const untested = gcsParts.some((part) => inputs[part] === 'NT');
  return {
    ...result, atLeast: result.total === null && best !== 'mild' ? best : null, missing: result.missing.filter((part) => inputs[part] !== 'NT'),
    ...(untested ? { refused: 'not-testable' as const } : {}),
  };
}

const onScale = (answer: number | 'NT' | undefined, most: number): boolean => answer === undefined || answer === 'NT' || (Number.isInteger(answer) && answer >= 1 && answer <= most);

/** The parts as they are written: `E4 VNT M6`, `–` for one that was not asked. */
export const gcsText = ({ eye, verbal, motor }: GcsInputs): string => `E${eye ?? '–'} V${verbal ?? '–'} M${motor ?? '–'}`;

/**
 * The level of consciousness that the eyes suggest, to show beside the scale; null where they do not. This project's own rule, not a
 * published one: it never replaces a recorded level and is not fed to a score without being confirmed.
 */
export function suggestedLevel({ eye, verbal, motor }: GcsInputs): 'A' | 'C' | 'V' | 'P' | 'U' | null {
  if (eye === 4) {
    if (verbal === 5 && motor === 6) return 'A';
    return typeof verbal === 'number' && verbal <= 4 ? 'C' : null;
  }
  return eye === 3 ? 'V' : eye === 2 ? 'P' : eye === 1 ? 'U' : null;
}
