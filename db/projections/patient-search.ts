import { duplicateWords, keyWords, typedWords, type Searched } from '#domain/patients/search-words.ts';
import type { ChangedColumns } from '#domain/patients/merge-facts.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { mergePicture } from '../queries/merging.ts';
import { GROWING, type ReadDb } from '../read.ts';
import type { WriteDb, Written } from '../door.ts';

type Patient = SyncedRow<'patient'>;

const searched: readonly (keyof Patient)[] = ['name', 'number', 'phone', 'birth_date', 'sex'];

/**
 * The newest patients wait to be indexed until there are so many of them. FTS5 writes a segment of its own with every
 * commit, which costs more pages than the patient's row; together they share one. Searches look through those who
 * wait as well (`waitingPatients`). Who waits follows from the rows alone, so nothing can be forgotten.
 */
const WAITING = 32;
/** A registration indexes no more than this, however many wait. */
const INDEXED_BY_ONE = 2 * WAITING;
/**
 * Of those whom other PCs registered so many may wait for a quiet moment (`indexWaiting`): a page of the clinic's log is
 * here in two thirds of the time without their words. A search that looks through them all takes a few milliseconds more;
 * the first of them, which makes their words, some sixty, and the first that looks for duplicates some seventy.
 */
const MOST_WAITING = 16_384;
/** So many of them enter the index in one turn of a quiet moment: some milliseconds of work. Fewer cost more each. */
export const WORDS_OF_A_TURN = 256;
/** When more came, so many of the oldest go into the index in one go. */
const INDEXED_TOGETHER = 512;

/** Keeps the words under which a patient is found in step with the row. */
export function projectPatient(tx: WriteDb, { rid, row, before }: Written<'patient'>): void {
  const indexed = lastIndexed(tx);
  if (!before && rid - indexed >= WAITING) indexWaiting(tx, INDEXED_BY_ONE);
  if (!before || searched.every((column) => before[column] === row[column])) return;
  if (rid > indexed) tx.forget(GROWING);
  else tx.followOnce(replaceWords, row.id);
  for (const survivor of mergePicture(tx).pathOf(row.id)) indexAgain(tx, survivor);
}

/** Two records became one, or are two again: the survivor is found under the other's words as well, or not any more. */
export function projectMerge(tx: WriteDb, { row }: Written<'patient_merge'>): void {
  mergesArrived(tx, [row.survivor_id]);
}

/** The same for many merges, into these records. */
export function mergesArrived(tx: WriteDb, survivorIds: readonly string[]): void {
  const picture = mergePicture(tx);
  for (const id of new Set(survivorIds.flatMap((each) => [each, ...picture.pathOf(each)]))) indexAgain(tx, id);
}

/** A new or withdrawn identifier changes the words of its patient. */
export function projectIdentifier(tx: WriteDb, { row }: Written<'patient_identifier'>): void {
  indexAgain(tx, row.patient_id);
}

function indexAgain(tx: WriteDb, patientId: string): void {
  const patient = tx.statement('SELECT rid FROM patient WHERE id = ?').get(patientId) as { rid: number } | undefined;
  // Rows may arrive before the patient they belong to; the patient's own row brings the words then.
  if (!patient) return;
  if (patient.rid <= lastIndexed(tx)) tx.followOnce(replaceWords, patientId);
  else tx.forget(GROWING);
}

/** Patients came many at a time: they wait, unless too many do. */
export function patientsArrived(tx: WriteDb): void {
  const excess = countWaiting(tx) - MOST_WAITING;
  if (excess > 0) indexWaiting(tx, excess + INDEXED_TOGETHER);
}

/** Identifiers usually come before their patients, who bring the words then; those of patients in the index change their words. */
export function identifiersArrived(tx: WriteDb, patientIds: readonly string[]): void {
  for (const id of new Set(patientIds)) indexAgain(tx, id);
}

/** Patients are numbered anew: whoever stands there next brings the words. */
export function forgetSearchWords(tx: WriteDb): void {
  tx.statement("INSERT INTO patient_fts (patient_fts) VALUES ('delete-all')").run();
  for (const name of [WORDS, GROWING]) tx.forget(name);
}

/** A patient was taken away whom the record does not have. */
export function patientRemoved(tx: WriteDb, { rid, id }: Pick<SearchedRow, 'rid' | 'id'>): void {
  tx.statement('DELETE FROM patient_fts WHERE rowid = ?').run(rid);
  for (const name of [WORDS, GROWING]) tx.forget(name);
  for (const survivor of mergePicture(tx).pathOf(id)) indexAgain(tx, survivor);
}

/** Whether more wait than the next registrations would put into the index anyway. */
export const manyWait = (db: ReadDb): boolean => countWaiting(db) >= WAITING;

const countWaiting = (db: ReadDb): number =>
  (db.statement('SELECT ifnull(max(rid), 0) AS newest FROM patient').get() as { newest: number }).newest - lastIndexed(db);

/** The newest patient in the index, by row number; rows are numbered in the order they come, and one that is taken away leaves the index too. */
function lastIndexed(db: ReadDb): number {
  return db.kept(WORDS, 'last', () => db.statement('SELECT ifnull(max(id), 0) AS rid FROM patient_fts_docsize').get() as { rid: number }).rid;
}

const WORDS = 'patient-words';

const NONE: readonly string[] = [];

/** What a patient's words are made from. */
type SearchedRow = Searched & { readonly rid: number; readonly id: string };
const searchedColumns = 'rid, id, name, number, phone, birth_date';

/** Puts the oldest of those who wait into the index, `most` of them. */
export function indexWaiting(tx: WriteDb, most: number): void {
  const after = lastIndexed(tx);
  const rows = tx.statement(`SELECT ${searchedColumns} FROM patient WHERE rid > ? ORDER BY rid LIMIT ?`).all(after, most) as SearchedRow[];
  const identifiers = identifiersBetween(tx, after, rows.at(-1)?.rid ?? after);
  for (const row of rows) addWords(tx, row, identifiers.get(row.id) ?? NONE);
  tx.forget(WORDS);
  // Where the records that became one came in another order, the survivor stands in the index without the other's words.
  const picture = mergePicture(tx);
  for (const id of new Set(rows.flatMap((row) => picture.pathOf(row.id)))) indexAgain(tx, id);
}

/** In ascending order: FTS5 begins a new segment whenever a row number is lower than the one written before. */
function replaceWords(tx: WriteDb, patientIds: readonly string[]): void {
  const one = tx.statement(`SELECT ${searchedColumns} FROM patient WHERE id = ?`);
  // One of them may have been taken away since.
  const rows = patientIds.flatMap((id) => (one.get(id) as SearchedRow | undefined) ?? []).sort((a, b) => a.rid - b.rid);
  for (const row of rows) {
    tx.statement('DELETE FROM patient_fts WHERE rowid = ?').run(row.rid);
    addWords(tx, row, identifiersOf(tx, row.id));
  }
}

function addWords(tx: WriteDb, row: SearchedRow, identifiers: readonly string[]): void {
  tx.statement('INSERT INTO patient_fts (rowid, words) VALUES (?, ?)').run(row.rid, [...wordsToType(tx, row, identifiers), ...duplicateWords(row)].join(' '));
}

/** A patient who is not in the index yet. */
export interface WaitingPatient {
  readonly rid: number;
  readonly row: SearchedRow;
  /** What somebody may type, as it will stand in the index: each word between two spaces. */
  readonly words: string;
  /** The same of the words that stand for duplicate keys, once somebody asked for them. */
  keys?: string;
}

/** Those who wait to be indexed, oldest first. What changes the words of one of them forgets all. */
export function waitingPatients(db: ReadDb): readonly WaitingPatient[] {
  const { list } = db.kept(GROWING, 'waiting patients', (): { readonly list: WaitingPatient[] } => ({ list: [] }));
  const indexed = lastIndexed(db);
  const gone = list.findIndex(({ rid }) => rid > indexed);
  list.splice(0, gone < 0 ? list.length : gone);
  const after = list.at(-1)?.rid ?? indexed;
  // Without names of columns: thousands may have come together, and the first who looks for somebody waits for their words.
  const newer = db.statement(`SELECT ${searchedColumns} FROM patient WHERE rid > ? ORDER BY rid`).raw().all(after) as (readonly unknown[])[];
  if (newer.length === 0) return list;
  const identifiers = identifiersBetween(db, after, Number(newer.at(-1)?.[0]));
  for (const columns of newer) {
    const row = rowOfColumns(columns);
    list.push({ rid: row.rid, row, words: asText(wordsToType(db, row, identifiers.get(row.id) ?? NONE)) });
  }
  return list;
}

/** The same, the words of their duplicate keys at hand. */
export function waitingWithKeys(db: ReadDb): readonly (WaitingPatient & { readonly keys: string })[] {
  const waiting = waitingPatients(db);
  for (const patient of waiting) patient.keys ??= asText(duplicateWords(patient.row));
  return waiting as readonly (WaitingPatient & { readonly keys: string })[];
}

const rowOfColumns = (columns: readonly unknown[]): SearchedRow =>
  ({ rid: columns[0], id: columns[1], name: columns[2], number: columns[3], phone: columns[4], birth_date: columns[5] }) as SearchedRow;

const asText = (words: readonly string[]): string => ` ${words.join(' ')} `;

function wordsToType(db: ReadDb, row: SearchedRow, identifiers: readonly string[]): string[] {
  const picture = mergePicture(db);
  if (!picture.survivors.has(row.id)) return typedWords(row, identifiers);
  const one = db.statement(`SELECT ${searchedColumns} FROM patient WHERE id = ?`);
  const merged = picture.partsOf(row.id).flatMap((id) => (one.get(id) as SearchedRow | undefined) ?? []);
  return typedWords(row, identifiers, [...merged, ...replacedFacts(db, row)]);
}

/** Name and phone that the record had before a merge chose the other's: somebody may still ask for them. */
function replacedFacts(db: ReadDb, row: SearchedRow): Searched[] {
  const merges = db.statement("SELECT facts FROM patient_merge WHERE survivor_id = ? AND status = 'standing'").all(row.id) as { facts: string }[];
  return merges.map(({ facts }) => {
    const { name, phone } = (JSON.parse(facts) as { survivor: ChangedColumns }).survivor;
    return { name: String(name?.before ?? ''), number: '', phone: phone?.before == null ? null : String(phone.before), birth_date: null };
  });
}

function identifiersOf(db: ReadDb, patientId: string): string[] {
  const rows = db.statement('SELECT value FROM patient_identifier WHERE patient_id = ? AND removed = 0').all(patientId) as { value: string }[];
  return rows.map((row) => row.value);
}

/** The same for every patient after one row number up to another, by their ids; those who have none are not in it. */
function identifiersBetween(db: ReadDb, after: number, last: number): ReadonlyMap<string, readonly string[]> {
  const rows = db.statement(`SELECT i.patient_id AS patient, i.value FROM patient p CROSS JOIN patient_identifier i ON i.patient_id = p.id
    WHERE p.rid > ? AND p.rid <= ? AND i.removed = 0`).all(after, last) as { patient: string; value: string }[];
  const found = new Map<string, string[]>();
  for (const { patient, value } of rows) {
    const list = found.get(patient);
    if (list) list.push(value);
    else found.set(patient, [value]);
  }
  return found;
}

/** The full-text query that finds everybody who shares a duplicate key. */
export const duplicateQuery = (keys: readonly string[]): string => keyWords(keys).map((word) => `"${word}"`).join(' OR ');
