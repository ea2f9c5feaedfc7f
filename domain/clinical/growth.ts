/**
 * Growth of a child against the WHO tables. Sources: WHO Child Growth Standards 2006/2007 (to 5 years), method as in WHO's own programs;
 * WHO growth reference 2007 (5 to 19 years); WHO training course on child growth assessment, 2008 (classes, recalled). The tables come
 * from a pack that the clinic imports. spec: MAT-3
 */
import { DAYS_PER_MONTH } from '../vitals/paediatric-ranges.ts';
import { bodyMassIndex } from '../vitals/bmi.ts';
import { growthBand, growthRuleOf, implausibleZ } from './growth-classes.ts';
import { lmsAt, type GrowthIndicator, type GrowthPack, type GrowthSex, type Lms } from './growth-pack.ts';
import { saysNothing, toStep, type Refusal, type ValueResult } from './score.ts';

/** Days of age from which a child is measured standing. */
const STANDING_FROM_DAYS = 731;
/** What lying measures more than standing, cm. */
const LYING_ADDS = 0.7;
/** Nobody stands before this: a child said to have stood was not measured so. */
const STANDS_FROM_DAYS = 9 * DAYS_PER_MONTH;
const FIVE_YEARS_MONTHS = 60;
/** Where the age is not known: shorter children are looked up by length. */
const LENGTH_UNDER_CM = 87;

export interface ChildMeasures {
  readonly sex?: GrowthSex | undefined;
  /** Days of life, corrected for an early birth by the caller; null where they are not known. */
  readonly ageDays: number | null;
  readonly weightKg?: number | undefined;
  readonly lengthCm?: number | undefined;
  readonly position?: 'lying' | 'standing' | undefined;
  readonly headCm?: number | undefined;
  readonly armCm?: number | undefined;
  /** Swelling of both feet: a weight then says nothing. */
  readonly oedema?: boolean | undefined;
}

export interface GrowthResult extends ValueResult {
  readonly indicator: GrowthIndicator;
  /** So far off that the measure is to be taken again. */
  readonly implausible: boolean;
}

/** Standard deviations from the median, to two decimals. Weights and arms are beyond three held to steps of the outermost one. */
export function zScore(value: number, lms: Lms, restricted: boolean): number {
  const { l, m, s } = lms;
  // ((value/m)^l - 1) / (l·s), and its inverse, written so that a power near nought keeps its digits.
  const plain = l === 0 ? Math.log(value / m) / s : Math.expm1(l * Math.log(value / m)) / (l * s);
  const at = (sd: number): number => m * Math.exp(l === 0 ? s * sd : Math.log1p(l * s * sd) / l);
  if (!restricted || Math.abs(plain) <= 3) return toStep(plain, 0.01);
  return toStep(plain > 0 ? 3 + (value - at(3)) / (at(3) - at(2)) : -3 + (value - at(-3)) / (at(-2) - at(-3)), 0.01);
}

/** Length under two years, height from then on: what was measured the other way is converted. A baby said to have stood is taken as it is. */
export function lengthForAge({ lengthCm, position, ageDays }: Pick<ChildMeasures, 'lengthCm' | 'position' | 'ageDays'>): number | undefined {
  if (lengthCm === undefined || ageDays === null) return lengthCm;
  if (position === 'standing' && ageDays >= STANDS_FROM_DAYS && wholeDays(ageDays) < STANDING_FROM_DAYS) return lengthCm + LYING_ADDS;
  return position === 'lying' && wholeDays(ageDays) >= STANDING_FROM_DAYS ? lengthCm - LYING_ADDS : lengthCm;
}

/** Every indicator that the measures and the age allow, each with its class. Without a sex there is none. */
export function growth(pack: GrowthPack, child: ChildMeasures): readonly GrowthResult[] {
  const { sex, ageDays } = child;
  if (sex === undefined) return [];
  const length = lengthForAge(child);
  const measured: Measured[] = [...byAge(child, length), ...weightByLength(child, length)];
  return measured.flatMap(({ indicator, key, value }) => (value === undefined ? [] : result(pack, indicator, sex, key, value, child.oedema === true && isWeight(indicator), ageDays)));
}

interface Measured {
  readonly indicator: GrowthIndicator;
  /** Where to look in the table: days, months or centimetres. */
  readonly key: number;
  readonly value: number | undefined;
}

function byAge({ ageDays, weightKg, headCm, armCm }: ChildMeasures, length: number | undefined): Measured[] {
  if (ageDays === null || ageDays < 0) return [];
  const bmi = weightKg === undefined || length === undefined ? undefined : bodyMassIndex(weightKg, length);
  const months = ageDays / DAYS_PER_MONTH;
  if (months >= FIVE_YEARS_MONTHS) {
    const at = (indicator: GrowthIndicator, value: number | undefined): Measured => ({ indicator, key: months, value });
    return [at('weight-for-age-5-10', weightKg), at('height-for-age-5-19', length), at('bmi-for-age-5-19', bmi)];
  }
  const at = (indicator: GrowthIndicator, value: number | undefined): Measured => ({ indicator, key: wholeDays(ageDays), value });
  return [at('weight-for-age', weightKg), at('length-for-age', length), at('bmi-for-age', bmi), at('head-for-age', headCm), at('arm-for-age', armCm)];
}

function weightByLength({ ageDays, weightKg }: ChildMeasures, length: number | undefined): Measured[] {
  if (length === undefined || (ageDays !== null && ageDays / DAYS_PER_MONTH >= FIVE_YEARS_MONTHS)) return [];
  const lying = ageDays === null ? length < LENGTH_UNDER_CM : wholeDays(ageDays) < STANDING_FROM_DAYS;
  return [{ indicator: lying ? 'weight-for-length' : 'weight-for-height', key: length, value: weightKg }];
}

function result(pack: GrowthPack, indicator: GrowthIndicator, sex: GrowthSex, key: number, value: number, swollen: boolean, ageDays: number | null): GrowthResult {
  const { rule } = growthRuleOf(indicator);
  const nothing = (why: Refusal): GrowthResult => ({ ...saysNothing(rule, rule.unit, why), indicator, implausible: false });
  const table = pack[indicator];
  if (!table) return nothing('no-table');
  if (swollen) return nothing('oedema');
  const lms = lmsAt(table, indicator, sex, key);
  if (!lms) return nothing('outside-population');
  const z = zScore(value, lms, isRestricted(indicator));
  const parts = { value, ...(ageDays === null ? {} : { age: ageDays }) };
  return { rule: rule.rule, version: rule.version, unit: rule.unit, value: z, band: growthBand(indicator, z), atLeast: null, parts, missing: [], indicator, implausible: implausibleZ(indicator, z) };
}

const wholeDays = (days: number): number => Math.floor(days + 0.5);
const isWeight = (indicator: GrowthIndicator): boolean => /^(weight|bmi)/.test(indicator);
const isRestricted = (indicator: GrowthIndicator): boolean => /^(weight|bmi|arm)/.test(indicator);

/** Term in days; of a birth before 37 weeks the age to 24 months is counted from the day the child was due. */
const TERM_DAYS = 280;
const EARLY_BEFORE_DAYS = 259;
const CORRECTED_BEFORE_DAYS = 24 * DAYS_PER_MONTH;

/** Age in days as the tables mean it, for a child born at `gestationDays`. Not below 0; null where nothing is to be corrected. */
export function correctedAgeDays(ageDays: number, gestationDays: number): number | null {
  if (gestationDays >= EARLY_BEFORE_DAYS || ageDays >= CORRECTED_BEFORE_DAYS) return null;
  return Math.max(0, ageDays - (TERM_DAYS - gestationDays));
}
