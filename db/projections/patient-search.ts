import { keyWord, patientWords } from '#domain/patients/search-words.ts';
import { tables, type SyncedRow } from '#domain/sync/tables.ts';
import type { ChunkRows } from '#domain/sync/wire/snapshot-chunk.ts';
import type { ReadDb } from '../read.ts';
import type { WriteDb, Written } from '../door.ts';

type Patient = SyncedRow<'patient'>;

const searched: readonly (keyof Patient)[] = ['name', 'number', 'phone', 'birth_date', 'sex'];

/**
 * The newest patients wait to be indexed until there are so many of them. FTS5 writes a segment of its own with every
 * commit, which costs more pages than the patient's row; together they share one. Searches look through those who
 * wait as well (`waitingPatients`). Who waits follows from the rows alone, so nothing can be forgotten.
 */
const WAITING = 32;

/** Keeps the words under which a patient is found in step with the row. */
export function projectPatient(tx: WriteDb, { rid, row, before }: Written<'patient'>): void {
  const indexed = lastIndexed(tx);
  if (!before && rid - indexed >= WAITING) indexWaiting(tx, indexed);
  if (!before || rid > indexed || searched.every((column) => before[column] === row[column])) return;
  replaceWords(tx, rid, row);
}

/** A new or withdrawn identifier changes the words of its patient. */
export function projectIdentifier(tx: WriteDb, { row }: Written<'patient_identifier'>): void {
  indexAgain(tx, row.patient_id);
}

function indexAgain(tx: WriteDb, patientId: string): void {
  const patient = tx.row('patient', patientId);
  // Rows may arrive before the patient they belong to; the patient's own row brings the words then.
  if (patient && patient.rid <= lastIndexed(tx)) replaceWords(tx, patient.rid, patient);
}

/** Puts patients that came many at a time into the index, those who waited among them. */
export function patientsArrived(tx: WriteDb): void {
  indexWaiting(tx, lastIndexed(tx));
}

/** Identifiers usually come before their patients, who bring the words then; those of patients in the index change their words. */
export function identifiersArrived(tx: WriteDb, rows: ChunkRows, from: number, to: number): void {
  if (lastIndexed(tx) === 0) return;
  const patients = rows.columns.get(tables.patient_identifier.columns.patient_id.id) ?? [];
  for (const id of new Set(patients.slice(from, to))) if (typeof id === 'string') indexAgain(tx, id);
}

/** Patients are numbered anew: whoever stands there next brings the words. */
export function forgetSearchWords(tx: WriteDb): void {
  tx.statement("INSERT INTO patient_fts (patient_fts) VALUES ('delete-all')").run();
  tx.forget(WORDS);
}

/** The newest patient in the index, by row number; rows are numbered in the order they come and never deleted. */
function lastIndexed(db: ReadDb): number {
  return db.kept(WORDS, 'last', () => db.statement('SELECT ifnull(max(id), 0) AS rid FROM patient_fts_docsize').get() as { rid: number }).rid;
}

const WORDS = 'patient-words';

function indexWaiting(tx: WriteDb, after: number): void {
  const insert = tx.statement('INSERT INTO patient_fts (rowid, words) VALUES (?, ?)');
  const waiting = tx.statement('SELECT * FROM patient WHERE rid > ? ORDER BY rid').all(after) as (Patient & { rid: number })[];
  for (const row of waiting) insert.run(row.rid, patientWords(row, identifiersOf(tx, row.id)).join(' '));
  tx.forget(WORDS);
}

function replaceWords(tx: WriteDb, rid: number, row: Patient): void {
  tx.statement('DELETE FROM patient_fts WHERE rowid = ?').run(rid);
  tx.statement('INSERT INTO patient_fts (rowid, words) VALUES (?, ?)').run(rid, patientWords(row, identifiersOf(tx, row.id)).join(' '));
}

/** A patient who is not in the index yet, with the words that will stand there. */
export interface WaitingPatient {
  readonly rid: number;
  readonly words: readonly string[];
}

/** Those who wait to be indexed, newest first. */
export const waitingPatients = (db: ReadDb): readonly WaitingPatient[] => db.kept(tables.patient.area, 'waiting', () => {
  const rows = db.statement('SELECT * FROM patient WHERE rid > ? ORDER BY rid DESC').all(lastIndexed(db)) as (Patient & { rid: number })[];
  return rows.map((row) => ({ rid: row.rid, words: patientWords(row, identifiersOf(db, row.id)) }));
});

function identifiersOf(db: ReadDb, patientId: string): string[] {
  const rows = db.statement('SELECT value FROM patient_identifier WHERE patient_id = ? AND removed = 0').all(patientId) as { value: string }[];
  return rows.map((row) => row.value);
}

/** The full-text query that finds everybody who shares a duplicate key. */
export const duplicateQuery = (keys: readonly string[]): string => keys.map((key) => `"${keyWord(key)}"`).join(' OR ');
