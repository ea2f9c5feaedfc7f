import { storedAnswers, type AnswerValue } from '#domain/forms/answers.ts';
import { nameIn, type FormDefinition } from '#domain/forms/question.ts';
import { searchableQuestions, searchKey, type SearchableQuestion } from '#domain/forms/searchable.ts';
import { inZone } from '#domain/kit/time.ts';
import { knownBirth } from '#domain/patients/known-age.ts';
import type { ExportedAnswer } from '#db/queries/form-search.ts';
import type { ReadVersion } from '#db/queries/forms.ts';
import { csvLine } from './formats.ts';

interface Words {
  /** Of the questions and of what was chosen. */
  readonly language: string;
  readonly zone: string;
}

const FIRST = ['Patient number', 'Full name', 'Birth date', 'Sex', 'Filled in', 'By', 'Version'] as const;
const OTHER = 'Other answers';

/**
 * Answers to a form as CSV: a row a filled form, a column for each question that any version asks. A question that was asked in another
 * kind or unit has a column of its own. Versions come newest first.
 */
export function answersCsv(rows: readonly ExportedAnswer[], versions: readonly ReadVersion[], words: Words): string {
  const questions = searchableQuestions(versions.flatMap(({ definition }) => definition ?? []));
  const byId = new Map(versions.map(({ id, definition }) => [id, definition]));
  const header = questions.map((question) => headerOf(question, words.language));
  const lines = rows.map((row) => csvLine(cellsOf(row, questions, byId.get(row.definition_id) ?? null, words)));
  return `\ufeff${csvLine([...FIRST, ...header, OTHER])}${lines.join('')}`;
}

function headerOf({ names, unit, id }: SearchableQuestion, language: string): string {
  const name = nameIn(names, language, id);
  return unit === '' ? name : `${name} (${unit})`;
}

function cellsOf(row: ExportedAnswer, questions: readonly SearchableQuestion[], definition: FormDefinition | null, { language, zone }: Words): string[] {
  const answers = storedAnswers(row.answers);
  const { date, time } = inZone(Date.parse(row.filled_at), zone);
  const keys = new Map(definition?.questions.map((question) => [searchKey(question), question.id]));
  const told = new Set(keys.values());
  const others = Object.entries(answers).filter(([id]) => !told.has(id)).map(([id, value]) => `${id}: ${plain(value)}`);
  return [
    row.number, row.name, knownBirth(row.birth_date) ?? '', row.sex, `${date} ${time}`, row.by ?? '', String(row.form_version),
    ...questions.map((question) => (keys.has(question.key) ? cellOf(question, answers[question.id], language) : '')), others.join('; '),
  ];
}

function cellOf({ choices, kind }: SearchableQuestion, value: AnswerValue | undefined, language: string): string {
  if (value === undefined) return '';
  if (kind !== 'one' && kind !== 'several') return plain(value);
  const ids = typeof value === 'object' ? value : [String(value)];
  return ids.map((id) => nameIn(choices.find((choice) => choice.id === id)?.names ?? {}, language, id)).join('; ');
}

const plain = (value: AnswerValue): string =>
  (typeof value === 'boolean' ? (value ? 'yes' : 'no') : typeof value === 'object' ? value.join('; ') : String(value));
