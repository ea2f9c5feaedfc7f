import type { LabTestShape } from '#domain/contract/lab-shapes.ts';
import { DAYS_PER_MONTH } from '#domain/vitals/paediatric-ranges.ts';
import type { Choice, RangeRow } from '#domain/lab/test.ts';

/** A test as its boxes hold it: numbers as typed. */
export interface TestDraft {
  readonly code: string;
  readonly name: string;
  readonly kind: 'numeric' | 'coded' | 'text' | 'calculated';
  readonly specimen: LabTestShape['specimen'];
  readonly unit: string;
  readonly loinc: string;
  readonly aliases: string;
  /** Answers of a coded test; one whose box is empty does not count. */
  readonly choices: readonly Choice[];
  readonly delta: string;
  readonly active: boolean;
  readonly ranges: readonly RangeDraft[];
}

export type Limit = 'low' | 'high' | 'criticalLow' | 'criticalHigh';
export const LIMITS: readonly Limit[] = ['criticalLow', 'low', 'high', 'criticalHigh'];
export const AGE_UNITS = ['years', 'months', 'days'] as const;
export type AgeUnit = (typeof AGE_UNITS)[number];
const DAYS_IN: Readonly<Record<AgeUnit, number>> = { years: 12 * DAYS_PER_MONTH, months: DAYS_PER_MONTH, days: 1 };
/** Of a row that is not stored yet: for whom it shall hold. */
export interface AgeDraft { readonly unit: AgeUnit; readonly from: string; readonly before: string }
export type RangeDraft = Pick<RangeRow, 'sex' | 'fromDays' | 'beforeDays' | 'pregnant' | 'unit'> & Readonly<Record<Limit, string>> & { readonly age?: AgeDraft };

const text = (value: number | null): string => (value === null ? '' : String(value));
const number = (typed: string): number | null | undefined => {
  if (typed.trim() === '') return null;
  const value = Number(typed.trim().replace(',', '.'));
  return Number.isFinite(value) ? value : undefined;
};

export function draftOf(test: LabTestShape, name: string): TestDraft {
  return {
    code: test.code, name, kind: test.kind, specimen: test.specimen, unit: test.unit, loinc: test.loinc ?? '', aliases: test.aliases.join(' '),
    choices: test.choices, delta: text(test.deltaPercent), active: test.active,
    ranges: test.ranges.map((row) => ({ ...row, low: text(row.low), high: text(row.high), criticalLow: text(row.criticalLow), criticalHigh: text(row.criticalHigh) })),
  };
}

export const anyRange = (unit: string): RangeDraft => ({ sex: 'any', fromDays: null, beforeDays: null, pregnant: 'any', unit, low: '', high: '', criticalLow: '', criticalHigh: '' });

/** One more, for people to be told apart. */
export const addedRange = (unit: string): RangeDraft => ({ ...anyRange(unit), age: { unit: 'years', from: '', before: '' } });

export const newTest: TestDraft = { code: '', name: '', kind: 'numeric', specimen: 'serum', unit: '', loinc: '', aliases: '', choices: [{ code: '', flag: 'normal' }, { code: '', flag: 'abnormal' }], delta: '', active: true, ranges: [anyRange('')] };

/** What a new test has of what no box holds. */
const NOTHING_YET: Pick<LabTestShape, 'names' | 'analyte' | 'loincSi' | 'observationCode' | 'choices' | 'formula' | 'version'> =
  { names: {}, analyte: null, loincSi: null, observationCode: '', choices: [], formula: null, version: 0 };

/** What is sent: over what stands, or a new test. Undefined where a box holds no number. */
export function testOf(draft: TestDraft, stored: LabTestShape | undefined, language: string): LabTestShape | undefined {
  const base = stored ?? NOTHING_YET;
  const delta = number(draft.delta);
  const ranges = draft.ranges.map((row) => rangeOf(row, stored ? row.unit : draft.unit));
  if (delta === undefined || ranges.some((row) => row === undefined)) return undefined;
  return {
    code: stored?.code ?? draft.code.trim(), names: { ...base.names, [language]: draft.name }, kind: draft.kind, analyte: base.analyte, unit: draft.unit.trim(),
    specimen: draft.specimen, loinc: draft.loinc.trim() || null, loincSi: base.loincSi, observationCode: base.observationCode,
    choices: draft.choices.map(({ code, flag }) => ({ code: code.trim(), flag })).filter(({ code }) => code !== ''), formula: base.formula,
    ranges: ranges.flatMap((row) => row ?? []), deltaPercent: delta, aliases: words(draft.aliases), active: draft.active, version: base.version,
  };
}

function rangeOf(row: RangeDraft, unit: string): RangeRow | undefined {
  const { age, sex, pregnant } = row;
  const [low, high, criticalLow, criticalHigh] = [row.low, row.high, row.criticalLow, row.criticalHigh].map(number);
  const [fromDays, beforeDays] = age ? [daysOf(age.from, age.unit), daysOf(age.before, age.unit)] : [row.fromDays, row.beforeDays];
  if (low === undefined || high === undefined || criticalLow === undefined || criticalHigh === undefined || fromDays === undefined || beforeDays === undefined) return undefined;
  return { sex, pregnant, fromDays, beforeDays, unit, low, high, criticalLow, criticalHigh };
}

/** Null for an empty box, undefined where it holds no number of that unit. */
function daysOf(typed: string, unit: AgeUnit): number | null | undefined {
  const value = number(typed);
  if (value === null || value === undefined) return value;
  return value < 0 ? undefined : Math.round(value * DAYS_IN[unit]);
}

const words = (typed: string): string[] => typed.split(/[\s,;]+/).filter((word) => word !== '');
