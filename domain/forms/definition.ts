import { err, ok, type Result } from '../kit/result.ts';
import { tidyText } from '../patients/draft.ts';
import { FORM_LIMITS, hasChoices, ID_SHAPE, questionKinds, type Choice, type FormDefinition, type Names, type Question, type QuestionKind } from './question.ts';

/** What is wrong with a form that somebody builds; `field` is `names`, `questions`, `questions.3.names`, `questions.3.choices.1`. */
export interface FormIssue {
  readonly field: string;
  readonly code: 'empty' | 'too-long' | 'too-many-parts' | 'no-question' | 'no-choice' | 'twice' | 'limits-crossed' | 'malformed';
  readonly limit?: number;
}

/** A form as it may be published: tidied, without parts its kinds have no use for; or everything that is wrong with it. */
export function readDefinition({ names, questions }: FormDefinition): Result<FormDefinition, readonly FormIssue[]> {
  const issues: FormIssue[] = [];
  const read = { names: tidyNames(names), questions: questions.map(tidyQuestion) };
  issues.push(...nameIssues('names', read.names, FORM_LIMITS.name));
  if (read.questions.length > FORM_LIMITS.questions) issues.push({ field: 'questions', code: 'too-many-parts', limit: FORM_LIMITS.questions });
  else if (read.questions.every(({ kind }) => kind === 'heading')) issues.push({ field: 'questions', code: 'no-question' });
  const ids = new Set<string>();
  read.questions.forEach((question, index) => {
    const field = `questions.${String(index)}`;
    if (!ID_SHAPE.test(question.id) || ids.has(question.id)) issues.push({ field, code: 'malformed' });
    ids.add(question.id);
    issues.push(...questionIssues(field, question));
  });
  return issues.length === 0 ? ok(read) : err(issues);
}

function tidyQuestion(question: Question): Question {
  const { id, kind, required, low, high } = question;
  const isNumber = kind === 'number';
  return {
    id, kind, names: tidyNames(question.names), help: tidyNames(question.help), required: kind !== 'heading' && required,
    unit: isNumber ? tidyText(question.unit) ?? '' : '', low: isNumber ? low : null, high: isNumber ? high : null,
    choices: hasChoices(question) ? question.choices.map((choice) => ({ id: choice.id, names: tidyNames(choice.names) })) : [],
  };
}

/** Without languages in which nothing was written; a name is one line. */
function tidyNames(names: Names): Names {
  const tidied = Object.entries(names).map(([language, name]) => [language, (tidyText(name) ?? '').replace(/\s+/g, ' ')] as const);
  return Object.fromEntries(tidied.filter(([, name]) => name !== ''));
}

function questionIssues(field: string, { kind, names, help, unit, low, high, choices }: Question): FormIssue[] {
  const issues = nameIssues(`${field}.names`, names, FORM_LIMITS.name);
  if (longest(help) > FORM_LIMITS.help) issues.push({ field: `${field}.help`, code: 'too-long', limit: FORM_LIMITS.help });
  if (length(unit) > FORM_LIMITS.unit) issues.push({ field: `${field}.unit`, code: 'too-long', limit: FORM_LIMITS.unit });
  if (low !== null && high !== null && low > high) issues.push({ field: `${field}.high`, code: 'limits-crossed', limit: low });
  if (hasChoices({ kind })) issues.push(...choiceIssues(`${field}.choices`, choices));
  return issues;
}

function choiceIssues(field: string, choices: readonly Choice[]): FormIssue[] {
  if (choices.length === 0) return [{ field, code: 'no-choice' }];
  if (choices.length > FORM_LIMITS.choices) return [{ field, code: 'too-many-parts', limit: FORM_LIMITS.choices }];
  const ids = new Set<string>();
  const taken = new Set<string>();
  return choices.flatMap(({ id, names }, index) => {
    const place = `${field}.${String(index)}`;
    const issues = nameIssues(place, names, FORM_LIMITS.name);
    const called = Object.entries(names).map(([language, name]) => `${language} ${name.toLowerCase()}`);
    if (!ID_SHAPE.test(id) || ids.has(id)) issues.push({ field: place, code: 'malformed' });
    else if (called.some((each) => taken.has(each))) issues.push({ field: place, code: 'twice' });
    ids.add(id);
    for (const each of called) taken.add(each);
    return issues;
  });
}

function nameIssues(field: string, names: Names, most: number): FormIssue[] {
  const count = Object.keys(names).length;
  if (count === 0) return [{ field, code: 'empty' }];
  if (count > FORM_LIMITS.languages) return [{ field, code: 'too-many-parts', limit: FORM_LIMITS.languages }];
  return longest(names) > most ? [{ field, code: 'too-long', limit: most }] : [];
}

const length = (text: string): number => [...text].length;
const longest = (names: Names): number => Math.max(0, ...Object.values(names).map(length));

/** A definition as it stands in the store; null where another program wrote what this one cannot read. Never throws. */
export function storedDefinition(json: string): FormDefinition | null {
  try {
    const { names, questions } = JSON.parse(json) as Record<string, unknown>;
    const read = Array.isArray(questions) ? questions.map(storedQuestion) : undefined;
    const all = read?.filter((question) => question !== undefined);
    return isNames(names) && read !== undefined && all?.length === read.length ? { names, questions: all } : null;
  } catch {
    return null;
  }
}

function storedQuestion(value: unknown): Question | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const read = { help: {}, required: false, unit: '', low: null, high: null, choices: [], ...value } as Readonly<Record<keyof Question, unknown>>;
  if (!isWellFormed(read)) return undefined;
  const { id, kind, names, help, required, unit, low, high, choices } = read;
  return { id, kind, names, help, required, unit, low, high, choices };
}

type Check = (value: unknown) => boolean;

const isWellFormed = (read: Readonly<Record<keyof Question, unknown>>): read is Question =>
  (Object.entries(PARTS) as [keyof Question, Check][]).every(([part, check]) => check(read[part]));

const isKind = (value: unknown): value is QuestionKind => (questionKinds as readonly unknown[]).includes(value);
const isLimit = (value: unknown): value is number | null => value === null || (typeof value === 'number' && Number.isFinite(value));
const isNames = (value: unknown): value is Names =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((name) => typeof name === 'string');
function isChoice(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { id, names } = value as Record<string, unknown>;
  return isId(id) && isNames(names);
}

const isId: Check = (value) => typeof value === 'string' && ID_SHAPE.test(value);

const PARTS: Readonly<Record<keyof Question, Check>> = {
  id: isId, kind: isKind, names: isNames, help: isNames, required: (value) => typeof value === 'boolean', unit: (value) => typeof value === 'string',
  low: isLimit, high: isLimit, choices: (value) => Array.isArray(value) && value.every(isChoice),
};
