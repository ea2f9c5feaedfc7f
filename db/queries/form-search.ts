import type { FoundAnswer } from '#domain/contract/forms-shapes.ts';
import { answerLines, storedAnswers } from '#domain/forms/answers.ts';
import type { Comparison } from '#domain/forms/comparison.ts';
import type { ReadDb } from '../read.ts';
import { findVersion, IS_REPLACED, shownLines } from './forms.ts';
import { isShown } from './still-asked.ts';

/** One thing that must be true of the answers that are found. */
export interface Condition {
  readonly questionId: string;
  /** Versions that ask the question in the kind and unit that is meant: of others the answer says nothing. */
  readonly definitionIds: readonly string[];
  readonly comparison: Comparison;
}

export interface AnswerQuery {
  readonly formKey: string;
  /** Instants; `before` is not in it any more. */
  readonly from: string | null;
  readonly before: string | null;
  readonly where: readonly Condition[];
}

interface Piece { readonly sql: string; readonly values: readonly (string | number)[] }

/** Path of an answer in the stored JSON; ids of questions hold nothing that means something there. */
const pathOf = (questionId: string): string => `$."${questionId}"`;

/**
 * SQL of one condition. Numbers compare as numbers, days and ids as texts; texts by their folded form. Asked of versions by id, so
 * that a question which was asked in another kind or unit before is not compared with what it is not.
 */
export function conditionSql({ questionId, definitionIds, comparison }: Condition): Piece {
  const path = pathOf(questionId);
  const asked = `a.definition_id IN (SELECT value FROM json_each(?))`;
  const value = 'json_extract(a.answers, ?)';
  const piece = (sql: string, ...values: (string | number)[]): Piece => ({ sql: `(${asked} AND ${sql})`, values: [JSON.stringify(definitionIds), ...values] });
  switch (comparison.how) {
    case 'answered': return piece(`json_type(a.answers, ?) IS NOT NULL`, path);
    case 'empty': return piece(`json_type(a.answers, ?) IS NULL`, path);
    case 'contains': return piece(`instr(folded(${value}), ?) > 0`, path, comparison.text);
    case 'is': return typeof comparison.value === 'string' && !DAY.test(comparison.value)
      ? piece(`folded(${value}) = ?`, path, comparison.value)
      : piece(`${value} = ?`, path, typeof comparison.value === 'boolean' ? Number(comparison.value) : comparison.value);
    case 'below': return piece(`${value} < ?`, path, comparison.value);
    case 'above': return piece(`${value} > ?`, path, comparison.value);
    case 'between': return piece(`${value} BETWEEN ? AND ?`, path, comparison.low, comparison.high);
    case 'one-of': return piece('EXISTS (SELECT 1 FROM json_each(a.answers, ?) e WHERE e.value IN (SELECT value FROM json_each(?)))', path, JSON.stringify(comparison.ids));
  }
}

/** Only days are compared by `is` as they stand: a folded text never has hyphens. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;

function whereOf({ formKey, from, before, where }: AnswerQuery): Piece {
  const pieces = where.map(conditionSql);
  const period: Piece[] = [...(from === null ? [] : [{ sql: 'a.filled_at >= ?', values: [from] }]), ...(before === null ? [] : [{ sql: 'a.filled_at < ?', values: [before] }])];
  const all = [{ sql: 'a.form_key = ?', values: [formKey] }, ...period, ...pieces];
  return {
    sql: `${all.map(({ sql }) => sql).join(' AND ')} AND ${isShown('form_answer', 'a')} AND NOT ${IS_REPLACED} AND p.archived = 0`,
    values: all.flatMap(({ values }) => values),
  };
}

const FROM = 'FROM form_answer a JOIN patient p ON p.id = a.patient_id LEFT JOIN person w ON w.id = a.filled_by';
const ORDER = 'ORDER BY a.filled_at DESC, a.id DESC';

/** Newest first. */
export function searchAnswers(db: ReadDb, query: AnswerQuery, limit: number): { found: FoundAnswer[]; count: number } {
  const { sql, values } = whereOf(query);
  const { n } = db.statement(`SELECT count(*) AS n ${FROM} WHERE ${sql}`).get(...values) as { n: number };
  const rows = n === 0 ? [] : db.statement(`SELECT a.id, a.patient_id, a.definition_id, a.form_version, a.answers, a.filled_at, p.name, p.number, w.name AS by
    ${FROM} WHERE ${sql} ${ORDER} LIMIT ?`).all(...values, limit) as FoundRow[];
  return { count: n, found: rows.map((row) => foundOf(db, row)) };
}

interface FoundRow { id: string; patient_id: string; definition_id: string; form_version: number; answers: string; filled_at: string; name: string; number: string; by: string | null }

function foundOf(db: ReadDb, row: FoundRow): FoundAnswer {
  return {
    id: row.id, patientId: row.patient_id, patientName: row.name, patientNumber: row.number, version: row.form_version, filledAt: row.filled_at, filledBy: row.by,
    lines: shownLines(answerLines(findVersion(db, row.definition_id)?.definition ?? null, storedAnswers(row.answers))),
  };
}

const AT_A_TIME = 500;

export interface ExportedAnswer extends FoundRow { readonly sex: string; readonly birth_date: string | null }

/** Everything that is found, for a file; newest first, a row at a time. */
export function* eachAnswer(db: ReadDb, query: AnswerQuery): Generator<ExportedAnswer> {
  const { sql, values } = whereOf(query);
  for (let [before, id] = ['9', '']; ;) {
    const page = db.statement(`SELECT a.id, a.patient_id, a.definition_id, a.form_version, a.answers, a.filled_at, p.name, p.number, p.sex, p.birth_date, w.name AS by
      ${FROM} WHERE ${sql} AND (a.filled_at, a.id) < (?, ?) ${ORDER} LIMIT ?`).all(...values, before, id, AT_A_TIME) as ExportedAnswer[];
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    [before, id] = [last.filled_at, last.id];
  }
}
