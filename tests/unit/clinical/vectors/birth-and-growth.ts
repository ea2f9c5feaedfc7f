import { expect } from 'vitest';
import { apgar, type ApgarPart } from '#domain/clinical/apgar.ts';
import { zScore } from '#domain/clinical/growth.ts';
import { lmsAt, readGrowthTable, type GrowthIndicator, type GrowthPack, type GrowthSex } from '#domain/clinical/growth-pack.ts';
import { dueByLastPeriod, dueByScan, dueByTransfer, gestationOn } from '#domain/clinical/pregnancy-dating.ts';
import { robson } from '#domain/clinical/robson.ts';
import { check, kebab, readClinical, type Check } from './vector.ts';

const FILES: Readonly<Record<GrowthIndicator, string>> = {
  'weight-for-age': 'wfa_0_5y_daily', 'length-for-age': 'lhfa_0_5y_daily', 'bmi-for-age': 'bmifa_0_5y_daily', 'head-for-age': 'hcfa_0_5y_daily', 'arm-for-age': 'acfa_3m_5y_daily',
  'weight-for-length': 'wfl_45_110cm', 'weight-for-height': 'wfh_65_120cm', 'weight-for-age-5-10': 'wfa_5_10y_monthly', 'height-for-age-5-19': 'hfa_5_19y_monthly',
  'bmi-for-age-5-19': 'bmifa_5_19y_monthly',
};
const INDICATORS: Readonly<Record<string, GrowthIndicator>> = {
  wfa: 'weight-for-age', lhfa: 'length-for-age', bmifa: 'bmi-for-age', hcfa: 'head-for-age', acfa: 'arm-for-age', wfl: 'weight-for-length', wfh: 'weight-for-height',
  wfa_5_19: 'weight-for-age-5-10', hfa_5_19: 'height-for-age-5-19', bmifa_5_19: 'bmi-for-age-5-19',
};

let pack: GrowthPack | undefined;
/** All ten tables, read once. */
export function publishedGrowth(): GrowthPack {
  pack ??= Object.fromEntries((Object.keys(FILES) as GrowthIndicator[]).map((indicator) => {
    const read = readGrowthTable(indicator, readClinical(`growth/${FILES[indicator]}.csv`));
    if (!read.ok) throw new Error(`${indicator}: ${JSON.stringify(read.error)}`);
    return [indicator, read.value];
  })) as GrowthPack;
  return pack;
}

function published(indicator: GrowthIndicator, sex: GrowthSex, key: number, value: number): number {
  const table = publishedGrowth()[indicator];
  const lms = table && lmsAt(table, indicator, sex, key);
  if (!lms) throw new Error('Outside the table');
  return zScore(value, lms, /^(weight|bmi|arm)/.test(indicator));
}

interface GrowthVector {
  readonly indicator: string; readonly sex: string; readonly age_days?: number; readonly age_months?: number; readonly length_or_height_cm?: number; readonly weight_kg?: number; readonly value?: number;
}
interface DatingVector {
  readonly lmp?: string; readonly cycle_days?: number; readonly scan?: string; readonly ga_by_scan?: string; readonly ivf_transfer?: string; readonly embryo_age_days?: number; readonly on?: string;
}
interface DatingExpected { readonly edd?: string; readonly ga_days?: number; readonly ga?: string; readonly trimester?: number; readonly term?: string; readonly error?: string }
interface RobsonVector {
  readonly parity: number; readonly previous_cs: number; readonly fetuses: number; readonly lie: string | null; readonly ga_weeks: number; readonly onset: 'spontaneous' | 'induced' | 'prelabour_cs';
}

export const birthAndGrowth: Readonly<Record<string, Check>> = {
  'growth_who.json': check<GrowthVector, { z: number }>(({ input, expect: expected }) => {
    const indicator = INDICATORS[input.indicator] ?? 'weight-for-age';
    const key = input.length_or_height_cm ?? input.age_months ?? Math.floor((input.age_days ?? NaN) + 0.5);
    expect(published(indicator, input.sex === 'F' ? 'female' : 'male', key, input.value ?? input.weight_kg ?? NaN)).toBe(expected.z);
  }),
  'pregnancy_dating.json': check<DatingVector, DatingExpected>(({ input, expect: expected }) => {
    const due = input.scan ? dueByScan(input.scan, daysOf(input.ga_by_scan ?? ''))
      : input.ivf_transfer ? dueByTransfer(input.ivf_transfer, input.embryo_age_days ?? NaN) : dueByLastPeriod(input.lmp ?? '', input.cycle_days);
    if (!due.ok) throw new Error(due.error);
    if (expected.edd) expect(due.value.dueDate).toBe(expected.edd);
    if (input.on === undefined) return;
    const gestation = gestationOn(due.value.dueDate, input.on);
    if (expected.error) return void expect(gestation).toEqual({ ok: false, error: 'not-begun' });
    if (!gestation.ok) throw new Error(gestation.error);
    const { days, weeks, extraDays, trimester, term } = gestation.value;
    expect([days, `${String(weeks)}w${String(extraDays)}d`, trimester, term]).toEqual([expected.ga_days, expected.ga, expected.trimester, kebab(expected.term ?? '')]);
  }),
  'robson.json': check<RobsonVector, string>(({ input, expect: expected }) => {
    const result = robson({
      parity: input.parity, previousCaesareans: input.previous_cs, fetuses: input.fetuses, lie: input.lie === null ? undefined : kebab(input.lie) as 'breech', gestation: input.ga_weeks,
      onset: input.onset === 'prelabour_cs' ? 'prelabour-caesarean' : input.onset,
    });
    if (expected === 'unclassifiable') expect([result.band, result.missing]).toEqual([null, ['lie']]);
    else expect(result.band).toBe(expected);
  }),
  'apgar.json': check<Record<ApgarPart, 0 | 1 | 2 | null>, { total: number | null; band: string | null; complete: boolean }>(({ input, expect: expected }) => {
    const result = apgar(Object.fromEntries(Object.entries(input).map(([part, points]) => [part, points ?? undefined])));
    expect([result.total, result.band, result.missing.length === 0]).toEqual([expected.total, expected.band && kebab(expected.band), expected.complete]);
  }),
};

function daysOf(gestation: string): number {
  const [, weeks, days] = /^(\d+)w(\d)d$/.exec(gestation) ?? [];
  return Number(weeks) * 7 + Number(days);
}
