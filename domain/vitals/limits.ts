import { DAYS_PER_MONTH, paediatricRange } from './paediatric-ranges.ts';
import type { PaediatricRange } from './paediatric-ranges.ts';
import type { QuantityCode } from './quantities.ts';

/** Lowest and highest value allowed, both included; null is open. */
export type Range = readonly [low: number | null, high: number | null];

export interface Limits {
  /** UCUM unit the numbers are in. */
  readonly unit: string;
  /** Outside: impossible, an equipment or typing error; refused. */
  readonly reject: Range;
  /** Outside: possible but unusual; asked once more and stored as confirmed. */
  readonly confirm: Range;
}

const limits = (unit: string, reject: Range, confirm: Range = [null, null]): Limits => ({ unit, reject, confirm });

/**
 * Plausibility limits of adults. Source: the project's clinical rules, section 8.3: a proposal for clinicians to
 * review, compared with the outlier ranges of the CLIF consortium (adult intensive care).
 */
const ADULT: Readonly<Record<QuantityCode, Limits>> = {
  temperature: limits('Cel', [25, 45], [34, 41]),
  'heart-rate': limits('/min', [20, 300], [40, 180]),
  'respiratory-rate': limits('/min', [3, 120], [8, 40]),
  systolic: limits('mm[Hg]', [30, 300], [70, 220]),
  diastolic: limits('mm[Hg]', [10, 200], [40, 130]),
  'mean-arterial-pressure': limits('mm[Hg]', [15, 250], [50, 140]),
  spo2: limits('%', [30, 100], [85, 100]),
  'o2-flow': limits('L/min', [0, 70], [0, 15]),
  fio2: limits('%', [21, 100], [21, 60]),
  weight: limits('kg', [20, 650], [35, 200]),
  height: limits('cm', [50, 275], [120, 210]),
  'head-circumference': limits('cm', [15, 75]),
  muac: limits('cm', [5, 70]),
  waist: limits('cm', [30, 300], [50, 160]),
  bmi: limits('kg/m2', [8, 210], [13, 60]),
  pain: limits('{score}', [0, 10]),
  'gcs-total': limits('{score}', [3, 15]),
  'capillary-refill': limits('s', [0, 15], [0, 5]),
  glucose: limits('mg/dL', [10, 2000], [50, 500]),
  haemoglobin: limits('g/dL', [1, 27], [7, 20]),
  'fundal-height': limits('cm', [5, 60]),
  'fetal-heart-rate': limits('/min', [30, 300], [110, 160]),
};

/** Under five years the z-score, when one is given, says what is unusual. Same source. */
const UNDER_FIVE: Partial<Record<QuantityCode, Limits>> = {
  weight: limits('kg', [0.3, 50]),
  height: limits('cm', [20, 150]),
  bmi: limits('kg/m2', [5, 60]),
};

/** Between five and eighteen neither row fits: the wider refusal, and this project's own limits for asking. */
const SCHOOL_AGE: Partial<Record<QuantityCode, Limits>> = {
  weight: limits('kg', [5, 650], [10, 120]),
  height: limits('cm', [50, 275], [85, 200]),
  bmi: limits('kg/m2', [5, 210], [10, 45]),
};

/** Age not known: only what is impossible at every age is refused. */
const ANY_AGE: Partial<Record<QuantityCode, Limits>> = {
  weight: limits('kg', [0.3, 650], [35, 200]),
  height: limits('cm', [20, 275], [120, 210]),
  bmi: limits('kg/m2', [5, 210], [13, 60]),
};

export const UNDER_FIVE_DAYS = 60 * DAYS_PER_MONTH;
export const ADULT_FROM_DAYS = 216 * DAYS_PER_MONTH;

/** The limits of a quantity at an age in days; null when the age is not known. */
export function limitsFor(code: QuantityCode, ageDays: number | null): Limits {
  const adult = ADULT[code];
  if (ageDays === null) return ANY_AGE[code] ?? adult;
  if (ageDays >= ADULT_FROM_DAYS) return adult;
  const byAge = ageDays < UNDER_FIVE_DAYS ? UNDER_FIVE[code] : SCHOOL_AGE[code];
  if (byAge) return byAge;
  const normal = paediatricRange(ageDays);
  const widened = normal && widen(code, normal, adult);
  return widened ? { ...adult, confirm: widened } : adult;
}

/**
 * A child's normal range ± 30 %, inside what is refused. For pulse and breathing the upper limit is never below
 * the adult one: a feverish child must not be asked about twice.
 */
function widen(code: QuantityCode, normal: PaediatricRange, adult: Limits): Range | undefined {
  const within = ([low, high]: readonly [number, number], atLeast = 0): Range => [
    Math.max(Math.round(low * 0.7), adult.reject[0] ?? 0),
    Math.min(Math.max(Math.round(high * 1.3), atLeast), adult.reject[1] ?? Infinity),
  ];
  if (code === 'heart-rate') return within(normal.heartRate, adult.confirm[1] ?? 0);
  if (code === 'respiratory-rate') return within(normal.respiratoryRate, adult.confirm[1] ?? 0);
  if (code === 'systolic') return within(normal.systolic);
  return code === 'diastolic' ? within(normal.diastolic) : undefined;
}
