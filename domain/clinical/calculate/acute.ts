import { CHILD_HYPOTENSION, childHypotension } from '../child-hypotension.ts';
import { FAST_BREATHING, fastBreathing } from '../fast-breathing.ts';
import { GCS, gcs, GCS_MOST, gcsParts, type GcsInputs, type GcsPart } from '../gcs.ts';
import { MEOWS, meows } from '../meows.ts';
import { MET_TRIGGERS, metTriggers } from '../met-triggers.ts';
import { PAIN, pain } from '../pain.ts';
import { PEWS, pews } from '../pews.ts';
import { QSOFA, qsofa } from '../qsofa.ts';
import { OBSTETRIC_SHOCK_INDEX, obstetricShockIndex, SHOCK_INDEX, shockIndex, SIPA, sipa } from '../shock-index.ts';
import { calculation, ofCode, type Calculation } from './calculation.ts';
import { amount, levelOf, numberOf, oneOf, oxygenOf, yes, type Given } from './given.ts';
import { choice, lasting, yesNo } from './question.ts';

const pulse = ofCode('heart-rate');
const systolic = ofCode('systolic');
const breathing = ofCode('respiratory-rate');
const consciousness = ofCode('consciousness');
const spo2 = ofCode('spo2');
const oxygen = { codes: ['oxygen', 'o2-flow', 'fio2'], loincs: [], days: 1 };

const EFFORT = ['normal', 'mild', 'moderate', 'severe-or-apnoea'] as const;
const CHART_PAIN = ['0', '1', '2', '3'] as const;
const NOT_TESTABLE = 'NT';

const scaleOf = (part: GcsPart): readonly string[] =>
  [...Array.from({ length: GCS_MOST[part] }, (_, i) => String(GCS_MOST[part] - i)), NOT_TESTABLE];

const shock = (given: Given) => ({ pulse: numberOf(given, 'pulse'), systolic: numberOf(given, 'systolic') });

/** How somebody is now. */
export const acute: readonly Calculation[] = [
  calculation({
    rule: QSOFA, group: 'acute', together: true, calm: ['negative'], grave: ['positive'],
    reads: { 'respiratory-rate': breathing, systolic, consciousness, 'gcs-total': ofCode('gcs-total') },
    run: (given) => qsofa({
      respiratoryRate: numberOf(given, 'respiratory-rate'), systolic: numberOf(given, 'systolic'), consciousness: levelOf(given), gcsTotal: numberOf(given, 'gcs-total'),
    }),
  }),
  calculation({
    rule: PEWS, group: 'acute', together: true, calm: ['below-threshold'], grave: ['urgent'], asks: [choice('effort', ...EFFORT)],
    reads: { 'heart-rate': pulse, systolic, 'respiratory-rate': breathing, 'capillary-refill': ofCode('capillary-refill'), spo2, oxygen },
    run: (given) => pews({
      ageMonths: given.about.ageMonths, heartRate: numberOf(given, 'heart-rate'), systolic: numberOf(given, 'systolic'), respiratoryRate: numberOf(given, 'respiratory-rate'),
      capillaryRefill: numberOf(given, 'capillary-refill'), effort: oneOf(given, 'effort', EFFORT), spo2: numberOf(given, 'spo2'), oxygen: oxygenOf(given),
    }),
  }),
  calculation({
    rule: MET_TRIGGERS, group: 'acute', together: true, calm: ['no-call'], grave: ['call'],
    asks: [yesNo('seizure'), yesNo('worry'), lasting(yesNo('cyanotic-heart-disease')), { id: 'gcs-fall', kind: 'number', unit: '{score}', low: 0, high: 12 }],
    reads: { systolic, 'heart-rate': pulse, 'respiratory-rate': breathing, spo2 },
    run: (given) => metTriggers({
      ageMonths: given.about.ageMonths, systolic: numberOf(given, 'systolic'), heartRate: numberOf(given, 'heart-rate'), respiratoryRate: numberOf(given, 'respiratory-rate'),
      spo2: numberOf(given, 'spo2'), cyanoticHeartDisease: yes(given, 'cyanotic-heart-disease'), gcsFall: amount(given, 'gcs-fall'), seizure: yes(given, 'seizure'),
      worry: yes(given, 'worry'),
    }),
  }),
  calculation({
    rule: MEOWS, group: 'acute', together: true, calm: ['no-trigger'], grave: ['trigger'], asks: [choice('chart-pain', ...CHART_PAIN)],
    reads: { temperature: ofCode('temperature'), systolic, diastolic: ofCode('diastolic'), pulse, 'respiratory-rate': breathing, spo2, consciousness },
    run: meowsOf,
  }),
  calculation({ rule: SHOCK_INDEX, group: 'acute', together: true, reads: { pulse, systolic }, calm: ['none'], grave: ['moderate', 'severe'], run: (given) => shockIndex(shock(given)) }),
  calculation({
    rule: OBSTETRIC_SHOCK_INDEX, group: 'acute', together: true, reads: { pulse, systolic }, calm: ['usual'], grave: ['urgent', 'very-high'],
    run: (given) => obstetricShockIndex(shock(given)),
  }),
  calculation({
    rule: SIPA, group: 'acute', together: true, reads: { pulse, systolic }, calm: ['not-raised'], grave: ['raised'],
    run: (given) => sipa({ ageYears: given.about.ageYears, ...shock(given) }),
  }),
  calculation({
    rule: CHILD_HYPOTENSION, group: 'acute', reads: { systolic }, calm: ['not-low'], grave: ['low'],
    run: (given) => childHypotension(given.about.ageMonths, numberOf(given, 'systolic')),
  }),
  calculation({
    rule: FAST_BREATHING, group: 'acute', reads: { 'respiratory-rate': breathing }, calm: ['not-fast'],
    run: (given) => fastBreathing(given.about.ageMonths, numberOf(given, 'respiratory-rate')),
  }),
  calculation({
    rule: GCS, group: 'acute', reads: {}, asks: gcsParts.map((part) => choice(part, ...scaleOf(part))), calm: ['mild'], grave: ['severe', 'moderate'],
    run: (given) => gcs(Object.fromEntries(gcsParts.map((part) => [part, gcsAnswer(given, part)])) as GcsInputs),
  }),
  calculation({ rule: PAIN, group: 'acute', reads: { pain: ofCode('pain') }, calm: ['none', 'mild'], grave: ['severe'], run: (given) => pain(numberOf(given, 'pain')) }),
];

function meowsOf(given: Given) {
  const result = meows({
    temperature: numberOf(given, 'temperature'), systolic: numberOf(given, 'systolic'), diastolic: numberOf(given, 'diastolic'), pulse: numberOf(given, 'pulse'),
    respiratoryRate: numberOf(given, 'respiratory-rate'), spo2: numberOf(given, 'spo2'), consciousness: levelOf(given),
    pain: oneOf(given, 'chart-pain', CHART_PAIN) === undefined ? undefined : Number(given.answers['chart-pain']),
  });
  return { ...result, warnings: result.severeHypertension ? ['severe-hypertension'] : [] };
}

function gcsAnswer(given: Given, part: GcsPart): number | 'NT' | undefined {
  const answer = oneOf(given, part, scaleOf(part));
  if (answer === undefined) return undefined;
  return answer === NOT_TESTABLE ? NOT_TESTABLE : Number(answer);
}
