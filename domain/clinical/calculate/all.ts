/** The published rules that are calculated from the record, and how one is calculated. spec: CDS-1 */
import type { Taken } from '../../vitals/taken.ts';
import { whyNot } from '../rule.ts';
import { acute } from './acute.ts';
import { toneOf, type AnyResult, type Calculation, type Tone } from './calculation.ts';
import { chronic } from './chronic.ts';
import { chooseValues, type About, type Chosen, type RiskCharts } from './given.ts';
import { measures } from './measures.ts';
import { answers as isAnswer, type Answer, type Answers, type Question } from './question.ts';

export const CALCULATIONS: readonly Calculation[] = [...acute, ...measures, ...chronic];

export const calculationOf = (rule: string): Calculation | undefined => CALCULATIONS.find((each) => each.rule.rule === rule);

/** All codes and LOINC codes that some calculation reads. */
export const readCodes = [...new Set(CALCULATIONS.flatMap(({ reads }) => Object.values(reads).flatMap(({ codes }) => codes)))];
export const readLoincs = [...new Set(CALCULATIONS.flatMap(({ reads }) => Object.values(reads).flatMap(({ loincs }) => loincs)))];

export interface Known {
  readonly about: About;
  readonly values: readonly Taken[];
  readonly answers: Answers;
  readonly charts?: RiskCharts | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** One input of a result: where it came from, and for a measured one when it was taken. */
export interface UsedInput {
  readonly name: string;
  readonly value: Answer;
  /** UCUM; empty for what has none. */
  readonly unit: string;
  readonly takenAt: string | null;
  readonly from: 'record' | 'answer' | 'person';
}

export interface Calculated {
  readonly result: AnyResult & { readonly warnings?: readonly string[] };
  readonly tone: Tone | null;
  readonly inputs: readonly UsedInput[];
  /** The time of the newest value in it; null where none was measured. */
  readonly takenAt: string | null;
}

/** Whether the rule is made for somebody like this. */
export const isMadeFor = ({ rule }: Calculation, about: About): boolean => whyNot(rule, about) === null;

/** What is still to be asked of somebody. */
export const questionsFor = ({ asks }: Calculation, about: About): readonly Question[] => asks.filter(({ onlyPregnant }) => onlyPregnant !== true || (about.pregnant && about.trimester === undefined));

/** The result of a rule as far as the record and the answers go. Answers that cannot be are left out. */
export function calculate(calculation: Calculation, { about, values, answers, charts, now }: Known): Calculated {
  const { rule, reads, together, run } = calculation;
  const asks = questionsFor(calculation, about);
  const chosen = chooseValues(reads, values, now, together);
  const fitting = Object.fromEntries(asks.flatMap((question) => {
    const answer = answers[question.id];
    return answer !== undefined && isAnswer(question, answer) ? [[question.id, answer]] : [];
  }));
  const result = run({ about, chosen, answers: fitting, charts });
  const measured = Object.values(chosen).flatMap((taken) => taken?.takenAt ?? []);
  return {
    result, tone: toneOf(calculation, result.band ?? result.atLeast), takenAt: measured.length === 0 ? null : measured.reduce((a, b) => (a > b ? a : b)),
    inputs: [...ofPerson(rule.inputs.map(({ name }) => name), about), ...ofRecord(chosen), ...ofAnswers(asks, fitting)],
  };
}

function ofPerson(names: readonly string[], { ageMonths, ageYears, sex, pregnant }: About): UsedInput[] {
  const used = (name: string, value: Answer | null | undefined, unit = ''): UsedInput[] => (value == null ? [] : [{ name, value, unit, takenAt: null, from: 'person' }]);
  return names.flatMap((name) => {
    switch (name) {
      case 'age': return ageYears !== null && ageYears >= 5 ? used('age', ageYears, 'a') : used('age', ageMonths, 'mo');
      case 'sex': return used('sex', sex);
      case 'pregnant': return used('pregnant', pregnant);
      default: return [];
    }
  });
}

const ofRecord = (chosen: Chosen): UsedInput[] => Object.entries(chosen).flatMap(([name, taken]) => {
  const value = taken?.value ?? taken?.text;
  return taken === undefined || value == null ? [] : [{ name, value, unit: taken.unit, takenAt: taken.takenAt, from: 'record' as const }];
});

const ofAnswers = (asks: Calculation['asks'], answers: Answers): UsedInput[] => asks.flatMap((question) => {
  const value = answers[question.id];
  return value === undefined ? [] : [{ name: question.id, value, unit: question.kind === 'number' ? question.unit : '', takenAt: null, from: 'answer' as const }];
});
