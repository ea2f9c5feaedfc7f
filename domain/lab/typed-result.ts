import { readDecimal } from '../kit/digits.ts';
import { err, ok, type Result } from '../kit/result.ts';
import { labUnits } from '../vitals/lab-units.ts';
import type { Comparator, Measured } from './range.ts';
import type { LabTest } from './test.ts';

export type TypedError = 'empty' | 'not-a-number' | 'unit-typed' | 'no-such-answer' | 'several-answers' | 'too-long';

const LONGEST = 400;
const COMPARED = /^(<=|>=|<|>|≤|≥)?\s*(-?)(.+)$/u;
/** A number with what looks like its unit behind it; a single letter stuck to the number is a slip of the finger. */
const WITH_UNIT = /^(?<number>[\p{Nd}.,\u066b]+)(?:\s+(?:[\p{L}%‰]|10\^)|\p{L}{2}|\p{L}\/|[%‰])/u;

/** What was typed as a result of this test: a number that may carry a comparator, one of its answers by its beginning, or words. */
export function readTyped(test: Pick<LabTest, 'kind' | 'choices'>, typed: string, nameOf: (code: string) => string = (code) => code): Result<Measured, TypedError> {
  const text = typed.trim();
  if (text === '') return err('empty');
  if (test.kind === 'coded') return readAnswer(test.choices.map(({ code }) => code), text.toLowerCase(), nameOf);
  if (test.kind === 'text') return text.length > LONGEST ? err('too-long') : ok({ value: null, comparator: null, text });
  const match = COMPARED.exec(text);
  const value = match ? readDecimal(match[3] ?? '') : undefined;
  if (value === undefined || !match) return err(hasUnit(match?.[3] ?? '') ? 'unit-typed' : 'not-a-number');
  return ok({ value: match[2] === '-' ? -value : value, comparator: comparatorOf(match[1]), text: null });
}

const hasUnit = (text: string): boolean => readDecimal(WITH_UNIT.exec(text)?.groups?.['number'] ?? '') !== undefined;

const comparatorOf = (sign: string | undefined): Comparator | null =>
  (sign === undefined ? null : sign === '≤' ? '<=' : sign === '≥' ? '>=' : sign as Comparator);

/** An answer by its code or name, whole or as far as it tells them apart; `+` counts crosses: `++` is `2+`. */
function readAnswer(codes: readonly string[], text: string, nameOf: (code: string) => string): Result<Measured, TypedError> {
  const wanted = /^\+{1,4}$/.test(text) ? `${text.length}+` : text;
  const answer = (code: string): Result<Measured, TypedError> => ok({ value: null, comparator: null, text: code });
  const whole = codes.find((code) => code === wanted || nameOf(code).toLowerCase() === wanted);
  if (whole !== undefined) return answer(whole);
  const begun = codes.filter((code) => code.startsWith(wanted) || nameOf(code).toLowerCase().startsWith(wanted));
  const [only] = begun;
  if (only === undefined) return err('no-such-answer');
  return begun.length === 1 ? answer(only) : err('several-answers');
}

/** A value typed in one unit that was probably meant in another. Source: the project's clinical rules, section 8.2. */
interface Slip { readonly from: string; readonly suspicious: (value: number) => boolean; readonly to: string }

const SLIPS: Readonly<Record<string, readonly Slip[]>> = {
  glucose: [{ from: 'mg/dL', suspicious: (value) => value < 35, to: 'mmol/L' }],
  haemoglobin: [{ from: 'g/dL', suspicious: (value) => value > 27, to: 'g/L' }],
  hba1c: [{ from: '%', suspicious: (value) => value > 20, to: 'mmol/mol' }],
};
/** Cells of the blood; above these the count is probably that of one microlitre. */
const CELLS: Readonly<Record<string, number>> = { 'white-cells': 1000, platelets: 5000 };

/** The unit a typed value was probably meant in; undefined where nothing is odd. It is offered, never taken silently. */
export function slipOf(test: Pick<LabTest, 'code' | 'analyte'>, value: number, unit: string): string | undefined {
  const cells = CELLS[test.code];
  if (cells !== undefined && unit !== '/uL') return value > cells ? '/uL' : undefined;
  return SLIPS[test.analyte ?? '']?.find((slip) => slip.from === unit && slip.suspicious(value))?.to;
}

/** The units a result of this test may be typed in, its own first. */
export function unitsOfTest(test: Pick<LabTest, 'analyte' | 'unit'>): readonly string[] {
  if (test.analyte === null) return [test.unit];
  const known: readonly string[] = labUnits(test.analyte).map(({ ucum }) => ucum);
  return [test.unit, ...known.filter((ucum) => ucum !== test.unit)];
}
