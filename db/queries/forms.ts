import type { FilledForm, FormShape, FormVersion } from '#domain/contract/forms-shapes.ts';
import { answerLines, storedAnswers, typedOf, type AnswerLine, type TypedAnswers } from '#domain/forms/answers.ts';
import { storedDefinition } from '#domain/forms/definition.ts';
import type { FormDefinition, Names } from '#domain/forms/question.ts';
import { tables, type SyncedRow } from '#domain/sync/tables.ts';
import type { ReadDb } from '../read.ts';
import { isShown } from './still-asked.ts';

/** A version as stored, its questions read. */
export interface ReadVersion extends Omit<FormVersion, 'definition' | 'names'> {
  readonly names: Names;
  readonly definition: FormDefinition | null;
}

type Row = SyncedRow<'form_definition'> & { readonly by: string | null };

/**
 * Every version of every form, the newest of each first. Two PCs may publish the same number without knowing of each other: then
 * the one published later is the newer one, at every PC alike.
 */
export const formVersions = (db: ReadDb): readonly ReadVersion[] => db.kept(tables.form_definition.area, 'form-versions', () => {
  const rows = db.statement(`SELECT f.*, p.name AS by FROM form_definition f LEFT JOIN person p ON p.id = f.created_by
    ORDER BY f.version DESC, f.created_at DESC, f.id DESC`).all() as Row[];
  return rows.map(readVersion);
});

function readVersion({ id, form_key, version, title, fields, active, created_at, by }: Row): ReadVersion {
  const definition = storedDefinition(fields);
  return { id, formKey: form_key, version, names: definition?.names ?? { '': title }, definition, active: active === 1, createdAt: created_at, createdBy: by };
}

export const versionsOf = (db: ReadDb, formKey: string): ReadVersion[] => formVersions(db).filter((each) => each.formKey === formKey);

export const findVersion = (db: ReadDb, definitionId: string): ReadVersion | undefined => formVersions(db).find(({ id }) => id === definitionId);

/** As the contract tells it: kept facts are shared and must not be changed by who gets them. */
export const shownVersion = (version: ReadVersion): FormVersion => structuredClone(version) as FormVersion;

/** Every form by its newest version: those in use first, then by when they were last published. */
export function listForms(db: ReadDb): FormShape[] {
  const forms = new Map<string, FormShape>();
  for (const version of formVersions(db)) {
    const known = forms.get(version.formKey);
    if (known) known.versions += 1;
    else forms.set(version.formKey, { ...shownVersion(version), versions: 1 });
  }
  return [...forms.values()].sort((a, b) => Number(b.active) - Number(a.active) || (a.createdAt < b.createdAt ? 1 : -1));
}

/** How many answers each version of a form was given, by the version's id. */
export function answersByVersion(db: ReadDb, formKey: string): ReadonlyMap<string, number> {
  const rows = db.statement('SELECT definition_id AS id, count(*) AS n FROM form_answer WHERE form_key = ? AND removed = 0 GROUP BY definition_id').all(formKey) as { id: string; n: number }[];
  return new Map(rows.map(({ id, n }) => [id, n]));
}

interface FilledRow {
  id: string; encounter_id: string | null; form_key: string; form_version: number; definition_id: string; answers: string; filled_at: string; removed: 0 | 1;
  replaces_id: string | null; by: string | null; asked: 0 | 1; replaced: 0 | 1;
}

/** SQL: whether answers in use correct those of row `a`. */
export const IS_REPLACED = 'EXISTS (SELECT 1 FROM form_answer c WHERE c.replaces_id = a.id AND c.removed = 0)';

const filledSql = (where: string): string => `SELECT a.*, p.name AS by, ${IS_REPLACED} AS replaced,
    EXISTS (SELECT 1 FROM conflict k WHERE k.row_id = a.id AND k.status = 'open' AND k.table_id = ${tables.form_answer.id}) AS asked
  FROM form_answer a LEFT JOIN person p ON p.id = a.filled_by WHERE ${where} ORDER BY a.filled_at DESC, a.rid DESC`;

/** A patient's filled forms, all or those of one visit, newest first; corrected ones among them. */
export function filledForms(db: ReadDb, { patientId, encounterId }: { patientId: string; encounterId?: string }): FilledForm[] {
  const shown = isShown('form_answer', 'a');
  const rows = encounterId === undefined
    ? db.statement(filledSql(`a.patient_id = ? AND ${shown}`)).all(patientId)
    : db.statement(filledSql(`a.patient_id = ? AND a.encounter_id = ? AND ${shown}`)).all(patientId, encounterId);
  return (rows as FilledRow[]).map((row) => filledOf(db, row));
}

/** Those that were taken out, newest first. */
export const removedForms = (db: ReadDb, patientId: string): FilledForm[] =>
  (db.statement(filledSql('a.patient_id = ? AND a.removed = 1')).all(patientId) as FilledRow[]).map((row) => filledOf(db, row));

/** A patient's filled forms, those taken out among them. */
export const everyForm = (db: ReadDb, patientId: string): FilledForm[] =>
  (db.statement(filledSql('a.patient_id = ?')).all(patientId) as FilledRow[]).map((row) => filledOf(db, row));

export function filledForm(db: ReadDb, id: string): FilledForm | undefined {
  const row = db.statement(filledSql('a.id = ?')).get(id) as FilledRow | undefined;
  return row && filledOf(db, row);
}

function filledOf(db: ReadDb, row: FilledRow): FilledForm {
  const version = findVersion(db, row.definition_id);
  const answers = storedAnswers(row.answers);
  return {
    id: row.id, encounterId: row.encounter_id, formKey: row.form_key, definitionId: row.definition_id, version: row.form_version, names: { ...version?.names },
    filledAt: row.filled_at, filledBy: row.by, removed: row.removed === 1, asked: row.asked === 1, replacesId: row.replaces_id, replaced: row.replaced === 1,
    lines: shownLines(answerLines(version?.definition ?? null, answers)), typed: shownTyped(typedOf(answers)),
  };
}

export const shownLines = (lines: readonly AnswerLine[]): FilledForm['lines'] => structuredClone(lines) as FilledForm['lines'];
const shownTyped = (typed: TypedAnswers): FilledForm['typed'] => structuredClone(typed) as FilledForm['typed'];
