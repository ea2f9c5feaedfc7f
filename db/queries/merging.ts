import { MergePicture, type MergeLink, type MergeStatus } from '#domain/patients/merge-links.ts';
import type { Id } from '#domain/kit/ids.ts';
import { movingTables, patientTables, type PatientTable } from '#domain/sync/patient-tables.ts';
import { byPatient } from '../by-patient.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';

/** Ids of rows by the key of what names a patient in them. */
export type RowsByTable = { readonly [key: number]: readonly Id[] };

/** More ids than this do not go into one row of the list: pages of the clinic's log stay small. */
const IDS_IN_PART = 400;

/** Every merge there ever was, oldest first. */
export function mergeLinks(db: ReadDb): readonly MergeLink[] {
  return db.kept('merging', 'links', () => db.statement(
    'SELECT id, merged_id AS mergedId, survivor_id AS survivorId, status, merged_at AS at FROM patient_merge ORDER BY merged_at, id',
  ).all() as MergeLink[]);
}

/** Which record each patient is found under. */
export const mergePicture = (db: ReadDb): MergePicture => db.kept('merging', 'picture', () => new MergePicture(mergeLinks(db)));

const rowsSql = ({ name, column }: PatientTable): string => `SELECT id FROM ${byPatient(name)} WHERE ${column} = ? ORDER BY rid`;

/** The rows of a patient's record that go with it when it becomes part of another. */
export function rowsOfRecord(db: ReadDb, patientId: Id): RowsByTable {
  const found = movingTables.map((table) => [table.key, idsOf(db, rowsSql(table), patientId)] as const);
  return Object.fromEntries(found.filter(([, ids]) => ids.length > 0));
}

/** How many rows of each table there are, for tables that hold any. */
export function countsOfRecord(db: ReadDb, patientId: Id): { record: string; count: number }[] {
  return movingTables.filter(({ owns }) => owns).map(({ name, column }) => ({
    record: name, count: (db.statement(`SELECT count(*) AS n FROM ${byPatient(name)} WHERE ${column} = ?`).get(patientId) as { n: number }).n,
  })).filter(({ count }) => count > 0);
}

const idsOf = (db: ReadDb, sql: string, value: string): Id[] => (db.statement(sql).all(value) as { id: Id }[]).map(({ id }) => id);

/** Gives rows to another patient. Returns how many changed hands. */
export function giveRows(tx: WriteDb, rows: RowsByTable, patientId: Id): number {
  let moved = 0;
  for (const { key, name, column } of patientTables) {
    for (const id of rows[key] ?? []) if (tx.update(name, id, { [column]: patientId })) moved += 1;
  }
  return moved;
}

/** Writes down which rows a merge moved. */
export function noteMoved(tx: WriteDb, link: Pick<MergeLink, 'id' | 'survivorId'>, rows: RowsByTable): void {
  const all = Object.entries(rows).flatMap(([table, ids]) => ids.map((id) => [table, id] as const));
  for (let at = 0; at < all.length; at += IDS_IN_PART) {
    const part: Record<string, Id[]> = {};
    for (const [table, id] of all.slice(at, at + IDS_IN_PART)) (part[table] ??= []).push(id);
    tx.insert('patient_merge_part', { id: tx.newId(), merge_id: link.id, survivor_id: link.survivorId, rows: JSON.stringify(part) });
  }
}

/** Every row that a merge moved, whichever PC wrote it down. */
export function movedBy(db: ReadDb, mergeId: Id): RowsByTable {
  const parts = db.statement('SELECT rows FROM patient_merge_part WHERE merge_id = ? ORDER BY rid').all(mergeId) as { rows: string }[];
  const all: Record<string, Set<Id>> = {};
  for (const { rows } of parts) {
    for (const [table, ids] of Object.entries(JSON.parse(rows) as Record<string, Id[]>)) {
      const known = (all[table] ??= new Set());
      for (const id of ids) known.add(id);
    }
  }
  return Object.fromEntries(Object.entries(all).map(([table, ids]) => [table, [...ids]]));
}

/** Of these rows, those that are with one of these patients now. */
export function rowsWith(db: ReadDb, rows: RowsByTable, patientIds: ReadonlySet<Id>): RowsByTable {
  const found = patientTables.flatMap(({ key, name, column }) => {
    const statement = db.statement(`SELECT ${column} AS patient FROM ${name} WHERE id = ?`);
    const ids = (rows[key] ?? []).filter((id) => patientIds.has((statement.get(id) as { patient: Id } | undefined)?.patient ?? ''));
    return ids.length === 0 ? [] : [[key, ids] as const];
  });
  return Object.fromEntries(found);
}

/** A merge as a chart tells of it. */
export interface MergeOfPatient {
  readonly id: Id;
  readonly mergedId: Id;
  readonly survivorId: Id;
  readonly status: MergeStatus;
  readonly at: string;
  readonly by: string | null;
}

/** Standing merges into this record, newest first. */
export function mergesInto(db: ReadDb, survivorId: Id): MergeOfPatient[] {
  return db.statement(`SELECT m.id, m.merged_id AS mergedId, m.survivor_id AS survivorId, m.status, m.merged_at AS at, w.name AS by
    FROM patient_merge m LEFT JOIN person w ON w.id = m.merged_by WHERE m.survivor_id = ? AND m.status = 'standing' ORDER BY m.merged_at DESC, m.id DESC`)
    .all(survivorId) as MergeOfPatient[];
}

/** Every pair of records that somebody said are two people, each under what it is part of now. */
export function notSamePairs(db: ReadDb): ReadonlySet<string> {
  const picture = mergePicture(db);
  const rows = db.statement('SELECT patient_id AS one, other_id AS other FROM not_duplicate WHERE removed = 0').all() as { one: Id; other: Id }[];
  return new Set(rows.map(({ one, other }) => pairKey(picture.survivorOf(one), picture.survivorOf(other))));
}

/** The same for either order. */
export const pairKey = (one: Id, other: Id): string => (one < other ? `${one} ${other}` : `${other} ${one}`);

export function saveNotSame(tx: WriteDb, { patientId, otherId, notSame, at, by }: { patientId: Id; otherId: Id; notSame: boolean; at: string; by: Id | null }): void {
  const known = tx.statement('SELECT id FROM not_duplicate WHERE (patient_id = ? AND other_id = ?) OR (patient_id = ? AND other_id = ?)')
    .all(patientId, otherId, otherId, patientId) as { id: Id }[];
  for (const { id } of known) tx.update('not_duplicate', id, { removed: notSame ? 0 : 1, decided_at: at, decided_by: by });
  if (known.length === 0 && notSame) tx.insert('not_duplicate', { id: tx.newId(), patient_id: patientId, other_id: otherId, decided_at: at, decided_by: by, removed: 0 });
}

export interface ComparedRow {
  readonly rid: number;
  readonly id: Id;
  readonly name: string;
  readonly sex: string;
  readonly birth_date: string | null;
  readonly birth_estimated: 0 | 1;
  readonly phone: string | null;
}

/** People in use with these row numbers, the first left out, in the order they came into this store. */
export const peopleBetween = (db: ReadDb, after: number, last: number): ComparedRow[] =>
  db.statement('SELECT rid, id, name, sex, birth_date, birth_estimated, phone FROM patient WHERE rid > ? AND rid <= ? AND archived = 0 ORDER BY rid').all(after, last) as ComparedRow[];

/** The row number of whoever was registered last. Counting people would read them all while others wait. */
export const newestPerson = (db: ReadDb): number => (db.statement('SELECT ifnull(max(rid), 0) AS rid FROM patient').get() as { rid: number }).rid;
