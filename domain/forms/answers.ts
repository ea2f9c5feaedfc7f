import { err, ok, type Result } from '../kit/result.ts';
import { readDay, type DayOptions } from '../patients/day-reading.ts';
import { tidyText } from '../patients/draft.ts';
import { FORM_LIMITS, type FormDefinition, type Names, type Question, type QuestionKind } from './question.ts';
import { readNumber } from './read-number.ts';

/** A number in the question's unit, a day as `YYYY-MM-DD`, ids of what was chosen. */
export type AnswerValue = string | number | boolean | readonly string[];

/** By the question's id; what was not answered is missing. */
export type Answers = Readonly<Record<string, AnswerValue>>;

/** As boxes hold it: numbers and dates as typed, `yes` and `no`, the id of what was chosen, several of them. */
export type TypedAnswers = Readonly<Record<string, string | readonly string[]>>;

export interface AnswerIssue {
  /** `answers.<id of the question>`, or `answers` for all of them together. */
  readonly field: string;
  readonly code: 'empty' | 'too-long' | 'not-a-number' | 'below-limit' | 'above-limit' | 'not-a-day' | 'impossible-date' | 'not-offered' | 'not-asked' | 'nothing-answered' | 'answers-too-long';
  readonly limit?: number;
}

type Issue = Omit<AnswerIssue, 'field'>;

/** What was typed into a form, as it is stored with the version that asked for it; or everything that is wrong. */
export function readAnswers({ questions }: FormDefinition, typed: TypedAnswers, context: DayOptions): Result<Answers, readonly AnswerIssue[]> {
  const issues: AnswerIssue[] = [];
  const answers: Record<string, AnswerValue> = {};
  const asked = new Map(questions.filter(({ kind }) => kind !== 'heading').map((question) => [question.id, question]));
  for (const id of Object.keys(typed)) if (!asked.has(id)) issues.push({ field: `answers.${id}`, code: 'not-asked' });
  for (const question of asked.values()) {
    const read = readAnswer(question, Object.hasOwn(typed, question.id) ? typed[question.id] ?? '' : '', context);
    if (!read.ok) issues.push({ field: `answers.${question.id}`, ...read.error });
    else if (read.value !== undefined) answers[question.id] = read.value;
    else if (question.required) issues.push({ field: `answers.${question.id}`, code: 'empty' });
  }
  if (issues.length > 0) return err(issues);
  if (Object.keys(answers).length === 0) return err([{ field: 'answers', code: 'nothing-answered' }]);
  if (JSON.stringify(answers).length > FORM_LIMITS.answers) return err([{ field: 'answers', code: 'answers-too-long', limit: FORM_LIMITS.answers }]);
  return ok(answers);
}

/** Undefined where nothing was answered. */
export function readAnswer(question: Question, typed: string | readonly string[], context: DayOptions): Result<AnswerValue | undefined, Issue> {
  if (typeof typed !== 'string') return readChosen(question, typed);
  const text = tidyText(typed);
  if (text === null) return ok(undefined);
  switch (question.kind) {
    case 'text': return limited(text, FORM_LIMITS.text);
    case 'long': return limited(text, FORM_LIMITS.long);
    case 'number': return readBounded(question, text);
    case 'date': return readDay(text, context);
    case 'yes-no': return text === 'yes' || text === 'no' ? ok(text === 'yes') : err({ code: 'not-offered' });
    case 'one': return question.choices.some(({ id }) => id === text) ? ok(text) : err({ code: 'not-offered' });
    case 'several': return readChosen(question, [text]);
    case 'heading': return err({ code: 'not-asked' });
  }
}

/** In the order of the list, each once. */
function readChosen({ kind, choices }: Question, typed: readonly string[]): Result<AnswerValue | undefined, Issue> {
  if (kind !== 'several') return typed.length === 0 ? ok(undefined) : err({ code: 'not-offered' });
  if (typed.some((id) => !choices.some((choice) => choice.id === id))) return err({ code: 'not-offered' });
  const chosen = choices.map(({ id }) => id).filter((id) => typed.includes(id));
  return ok(chosen.length === 0 ? undefined : chosen);
}

const limited = (text: string, most: number): Result<string, Issue> => ([...text].length > most ? err({ code: 'too-long', limit: most }) : ok(text));

function readBounded({ low, high }: Question, text: string): Result<number, Issue> {
  const value = readNumber(text);
  if (value === undefined) return err({ code: 'not-a-number' });
  if (low !== null && value < low) return err({ code: 'below-limit', limit: low });
  return high !== null && value > high ? err({ code: 'above-limit', limit: high }) : ok(value);
}

/** What boxes hold when stored answers are corrected. */
export function typedOf(answers: Answers): TypedAnswers {
  return Object.fromEntries(Object.entries(answers).map(([id, value]) =>
    [id, typeof value === 'boolean' ? (value ? 'yes' : 'no') : typeof value === 'number' ? String(value) : value]));
}

/** Answers as they stand in the store; without what is none. Never throws. */
export function storedAnswers(json: string): Answers {
  try {
    const read: unknown = JSON.parse(json);
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return {};
    return Object.fromEntries(Object.entries(read).filter(([, value]) => isAnswer(value)));
  } catch {
    return {};
  }
}

const isAnswer = (value: unknown): value is AnswerValue =>
  ['string', 'number', 'boolean'].includes(typeof value) || (Array.isArray(value) && value.every((each) => typeof each === 'string'));

/** One answer beside its question, as people read it. */
export interface AnswerLine {
  readonly questionId: string;
  /** Empty where the question is not known here. */
  readonly names: Names;
  readonly kind: QuestionKind;
  readonly unit: string;
  /** Null for a heading, and where something was chosen. */
  readonly value: string | number | boolean | null;
  readonly chosen: readonly Names[];
}

/**
 * Answers in the order of the questions, under the headings they belong to. What no question of the version asks for, or whose
 * version is not here, comes last under its id: nothing that was answered is left out.
 */
export function answerLines(definition: FormDefinition | null, answers: Answers): AnswerLine[] {
  const lines: AnswerLine[] = [];
  let heading: AnswerLine | undefined;
  for (const question of definition?.questions ?? []) {
    const { id: questionId, kind, names, unit } = question;
    if (kind === 'heading') heading = { questionId, names, kind, unit: '', value: null, chosen: [] };
    const value = Object.hasOwn(answers, questionId) ? answers[questionId] : undefined;
    if (kind === 'heading' || value === undefined) continue;
    if (heading) lines.push(heading);
    heading = undefined;
    lines.push({ questionId, names, kind, unit, ...shownValue(question, value) });
  }
  const shown = new Set(lines.map(({ questionId }) => questionId));
  const others = Object.entries(answers).filter(([id]) => !shown.has(id));
  return [...lines, ...others.map(([questionId, value]): AnswerLine => ({
    questionId, names: {}, kind: 'text', unit: '', value: typeof value === 'object' ? value.join(', ') : value, chosen: [],
  }))];
}

function shownValue({ kind, choices }: Question, value: AnswerValue): Pick<AnswerLine, 'value' | 'chosen'> {
  if (typeof value !== 'object' && kind !== 'one') return { value, chosen: [] };
  const ids = typeof value === 'object' ? value : [String(value)];
  return { value: null, chosen: ids.map((id) => choices.find((choice) => choice.id === id)?.names ?? { '': id }) };
}
