import { readDefinition } from '#domain/forms/definition.ts';
import type { Choice, FormDefinition, Names, Question } from '#domain/forms/question.ts';
import { readNumber } from '#domain/forms/read-number.ts';
import type { Issue } from '#renderer/api/problem.ts';

/** A question as its boxes hold it: limits as typed. */
export interface QuestionDraft extends Omit<Question, 'low' | 'high'> {
  readonly low: string;
  readonly high: string;
}

export interface FormDraft {
  readonly names: Names;
  readonly questions: readonly QuestionDraft[];
}

/** Eight letters and digits, other than any other of the form. */
export function newPartId(): string {
  return [...crypto.getRandomValues(new Uint8Array(4))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export const newQuestion = (): QuestionDraft => ({ id: newPartId(), kind: 'text', names: {}, help: {}, required: false, unit: '', low: '', high: '', choices: [] });
export const newChoice = (): Choice => ({ id: newPartId(), names: {} });

export const draftOf = ({ names, questions }: FormDefinition): FormDraft =>
  ({ names, questions: questions.map((each) => ({ ...each, low: each.low === null ? '' : String(each.low), high: each.high === null ? '' : String(each.high) })) });

const limitOf = (typed: string): number | null => readNumber(typed) ?? null;

/** What the boxes hold; limits that are no numbers are left out. */
export const definitionOf = ({ names, questions }: FormDraft): FormDefinition =>
  ({ names, questions: questions.map((each) => ({ ...each, low: limitOf(each.low), high: limitOf(each.high) })) });

/** Everything that is wrong before it is sent. */
export function issuesOf(draft: FormDraft): Issue[] {
  const limits = draft.questions.flatMap(({ kind, low, high }, index) => (kind !== 'number' ? [] : (['low', 'high'] as const)
    .filter((part) => ({ low, high })[part].trim() !== '' && readNumber({ low, high }[part]) === undefined)
    .map((part): Issue => ({ field: `questions.${String(index)}.${part}`, code: 'not-a-number' }))));
  const read = readDefinition(definitionOf(draft));
  return [...limits, ...(read.ok ? [] : read.error)];
}

/** A list with one part moved up (-1) or down (1); the same list where it cannot go. */
export function moved<T>(list: readonly T[], from: number, by: -1 | 1): readonly T[] {
  const [one, other] = [list[from], list[from + by]];
  if (one === undefined || other === undefined) return list;
  return list.map((each, at) => (at === from ? other : at === from + by ? one : each));
}
