import type { LabTestShape } from '#domain/contract/lab-shapes.ts';
import type { RangeRow } from '#domain/lab/test.ts';

/** A test as its boxes hold it: numbers as typed. */
export interface TestDraft {
  readonly code: string;
  readonly name: string;
  readonly kind: 'numeric' | 'coded' | 'text' | 'calculated';
  readonly specimen: LabTestShape['specimen'];
  readonly unit: string;
  readonly loinc: string;
  readonly aliases: string;
  /** Answers of a coded test, `negative positive`. */
  readonly answers: string;
  readonly delta: string;
  readonly active: boolean;
  readonly ranges: readonly RangeDraft[];
}

export type Limit = 'low' | 'high' | 'criticalLow' | 'criticalHigh';
export const LIMITS: readonly Limit[] = ['criticalLow', 'low', 'high', 'criticalHigh'];
export type RangeDraft = Pick<RangeRow, 'sex' | 'fromDays' | 'beforeDays' | 'pregnant' | 'unit'> & Readonly<Record<Limit, string>>;

const text = (value: number | null): string => (value === null ? '' : String(value));
const number = (typed: string): number | null | undefined => {
  if (typed.trim() === '') return null;
  const value = Number(typed.trim().replace(',', '.'));
  return Number.isFinite(value) ? value : undefined;
};

export function draftOf(test: LabTestShape, name: string): TestDraft {
  return {
    code: test.code, name, kind: test.kind, specimen: test.specimen, unit: test.unit, loinc: test.loinc ?? '', aliases: test.aliases.join(' '),
    answers: test.choices.map(({ code }) => code).join(' '), delta: text(test.deltaPercent), active: test.active,
    ranges: test.ranges.map((row) => ({ ...row, low: text(row.low), high: text(row.high), criticalLow: text(row.criticalLow), criticalHigh: text(row.criticalHigh) })),
  };
}

export const anyRange = (unit: string): RangeDraft => ({ sex: 'any', fromDays: null, beforeDays: null, pregnant: 'any', unit, low: '', high: '', criticalLow: '', criticalHigh: '' });

export const newTest: TestDraft = { code: '', name: '', kind: 'numeric', specimen: 'serum', unit: '', loinc: '', aliases: '', answers: '', delta: '', active: true, ranges: [anyRange('')] };

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
    choices: choicesOf(draft.answers, base.choices), formula: base.formula,
    ranges: ranges.flatMap((row) => row ?? []), deltaPercent: delta, aliases: words(draft.aliases), active: draft.active, version: base.version,
  };
}

function rangeOf(row: RangeDraft, unit: string): RangeRow | undefined {
  const [low, high, criticalLow, criticalHigh] = [row.low, row.high, row.criticalLow, row.criticalHigh].map(number);
  return low === undefined || high === undefined || criticalLow === undefined || criticalHigh === undefined ? undefined : { ...row, unit, low, high, criticalLow, criticalHigh };
}

/** The first answer of a new test is the expected one. */
function choicesOf(answers: string, stored: LabTestShape['choices']): LabTestShape['choices'] {
  const known = new Map(stored.map((choice) => [choice.code, choice]));
  return words(answers).map((code, index) => known.get(code) ?? { code, flag: index === 0 ? 'normal' : 'abnormal' });
}

const words = (typed: string): string[] => typed.split(/[\s,;]+/).filter((word) => word !== '');
