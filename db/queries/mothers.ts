import type { PatientBrief } from '#domain/contract/shapes.ts';
import type { SyncedRow, SyncedTable } from '#domain/sync/tables.ts';
import type { ReadDb } from '../read.ts';
import type { RowMeta } from '../schema.ts';
import { briefColumns, briefOf, notAway, type BriefRow } from './patients.ts';
import { isShown } from './still-asked.ts';

/** A row with the name of who wrote it down. */
export type Named<T extends SyncedTable> = SyncedRow<T> & RowMeta & { readonly by_name: string | null };

type OfMothers = 'pregnancy' | 'maternity_visit' | 'delivery';
const rowsOf = <T extends OfMothers>(db: ReadDb, table: T, where: string, ...values: readonly string[]): Named<T>[] =>
  db.statement(`SELECT r.*, p.name AS by_name FROM ${table} r LEFT JOIN person p ON p.id = r.recorded_by
    WHERE ${where} AND ${isShown(table, 'r')} ORDER BY r.rid`).all(...values) as Named<T>[];

export interface MothersRows {
  readonly pregnancies: readonly Named<'pregnancy'>[];
  readonly visits: readonly Named<'maternity_visit'>[];
  readonly deliveries: readonly Named<'delivery'>[];
  readonly newborns: readonly NewbornRow[];
}
export type NewbornRow = SyncedRow<'newborn'> & RowMeta & { readonly child_name: string | null };

/** Everything written down of one woman's pregnancies. */
export function mothersRows(db: ReadDb, patientId: string): MothersRows {
  return {
    pregnancies: rowsOf(db, 'pregnancy', 'r.patient_id = ?', patientId), visits: rowsOf(db, 'maternity_visit', 'r.patient_id = ?', patientId),
    deliveries: rowsOf(db, 'delivery', 'r.patient_id = ?', patientId),
    newborns: db.statement(`SELECT r.*, p.name AS child_name FROM newborn r LEFT JOIN patient p ON p.id = r.child_id
      WHERE r.patient_id = ? AND ${isShown('newborn', 'r')} ORDER BY r.delivery_id, r.position`).all(patientId) as NewbornRow[],
  };
}

/** The births of one pregnancy that stand; more than one only while two PCs disagree. */
export const deliveriesOf = (db: ReadDb, pregnancyId: string): Named<'delivery'>[] => rowsOf(db, 'delivery', 'r.pregnancy_id = ?', pregnancyId);
export const visitsOfPregnancy = (db: ReadDb, pregnancyId: string): Named<'maternity_visit'>[] => rowsOf(db, 'maternity_visit', 'r.pregnancy_id = ?', pregnancyId);
export const newbornsOf = (db: ReadDb, deliveryId: string): (SyncedRow<'newborn'> & RowMeta)[] =>
  db.statement(`SELECT * FROM newborn WHERE delivery_id = ? AND ${isShown('newborn')} ORDER BY position`).all(deliveryId) as (SyncedRow<'newborn'> & RowMeta)[];

export const personName = (db: ReadDb, id: string): string | null => (db.statement('SELECT name FROM person WHERE id = ?').get(id) as { name: string } | undefined)?.name ?? null;

/** Whether a woman has a pregnancy that goes on, but for one. */
export const isExpecting = (db: ReadDb, patientId: string, exceptId: string): boolean =>
  db.statement("SELECT 1 FROM pregnancy WHERE patient_id = ? AND status = 'ongoing' AND removed = 0 AND id <> ? LIMIT 1").get(patientId, exceptId) !== undefined;

/** When the pregnancy that goes on is due; null where there is none, or nobody dated it. */
export const dueDateOf = (db: ReadDb, patientId: string): string | null =>
  (db.statement("SELECT due_date FROM pregnancy WHERE patient_id = ? AND status = 'ongoing' AND removed = 0 ORDER BY recorded_at DESC LIMIT 1").get(patientId) as
    { due_date: string | null } | undefined)?.due_date ?? null;

/** The birth in which a patient came. */
export function birthOfChild(db: ReadDb, childId: string): { readonly motherId: string; readonly motherName: string; readonly bornAt: string; readonly dueDate: string | null } | undefined {
  return db.statement(`SELECT m.id AS motherId, m.name AS motherName, d.born_at AS bornAt, g.due_date AS dueDate FROM newborn n
    JOIN delivery d ON d.id = n.delivery_id JOIN patient m ON m.id = n.patient_id JOIN pregnancy g ON g.id = d.pregnancy_id
    WHERE n.child_id = ? AND n.removed = 0 LIMIT 1`).get(childId) as { motherId: string; motherName: string; bornAt: string; dueDate: string | null } | undefined;
}

export interface MeasureRow {
  readonly set_id: string | null; readonly code: string; readonly value: number | null; readonly text: string | null; readonly unit: string;
  readonly typed_value: string | null; readonly typed_unit: string | null; readonly taken_at: string;
}
const standing = `NOT EXISTS (SELECT 1 FROM observation_mark m WHERE m.patient_id = o.patient_id AND m.observation_id = o.id)`;
const measureColumns = 'o.set_id, o.code, o.value, o.text, o.unit, o.typed_value, o.typed_unit, o.taken_at';

/** The measures of some sets of one patient that were not taken back. */
export function measuresOfSets(db: ReadDb, patientId: string, setIds: readonly string[]): MeasureRow[] {
  if (setIds.length === 0) return [];
  return db.statement(`SELECT ${measureColumns} FROM observation o WHERE o.patient_id = ? AND o.set_id IN (SELECT value FROM json_each(?)) AND ${standing} ORDER BY o.rid`)
    .all(patientId, JSON.stringify(setIds)) as MeasureRow[];
}

/** All standing numbers of these codes, oldest first. */
export function measuresOfCodes(db: ReadDb, patientId: string, codes: readonly string[]): MeasureRow[] {
  return db.statement(`SELECT ${measureColumns} FROM observation o WHERE o.patient_id = ? AND o.code IN (SELECT value FROM json_each(?)) AND o.value IS NOT NULL AND ${standing}
    ORDER BY o.taken_at, o.rid`).all(patientId, JSON.stringify(codes)) as MeasureRow[];
}

/** A pregnancy that somebody may be late for. */
export interface Expected {
  readonly pregnancy: SyncedRow<'pregnancy'>;
  readonly patient: PatientBrief;
  readonly bornAt: string | null;
}

/** Pregnancies that go on, and births since an instant, of women who are not put away. Newest first. */
export function pregnanciesToFollow(db: ReadDb, bornSince: string, limit: number): Expected[] {
  const rows = db.statement(`SELECT ${briefColumns}, g.id AS pregnancy_id, NULL AS born_at FROM pregnancy g JOIN patient p ON p.id = g.patient_id
      WHERE g.status = 'ongoing' AND g.removed = 0 AND ${notAway} AND p.deceased_at IS NULL
    UNION ALL SELECT ${briefColumns}, d.pregnancy_id, d.born_at FROM delivery d JOIN patient p ON p.id = d.patient_id
      WHERE d.born_at >= ? AND d.removed = 0 AND d.mother_outcome <> 'died' AND ${notAway} AND p.deceased_at IS NULL LIMIT ?`)
    .all(bornSince, limit) as (BriefRow & { pregnancy_id: string; born_at: string | null })[];
  const one = db.statement('SELECT * FROM pregnancy WHERE id = ? AND removed = 0');
  return rows.flatMap((row) => {
    const pregnancy = one.get(row.pregnancy_id) as SyncedRow<'pregnancy'> | undefined;
    return pregnancy ? [{ pregnancy, patient: briefOf(row), bornAt: row.born_at }] : [];
  });
}

/** A birth with its pregnancy and its mother, for the report. */
export interface BornRow { readonly delivery: SyncedRow<'delivery'>; readonly pregnancy: SyncedRow<'pregnancy'>; readonly name: string; readonly number: string; readonly birth_date: string | null }

/** Births from one instant up to another, oldest first. */
export function birthsBetween(db: ReadDb, from: string, until: string, limit: number): BornRow[] {
  const rows = db.statement(`SELECT d.id, p.name, p.number, p.birth_date FROM delivery d JOIN patient p ON p.id = d.patient_id
    WHERE d.born_at >= ? AND d.born_at < ? AND d.removed = 0 ORDER BY d.born_at LIMIT ?`).all(from, until, limit) as { id: string; name: string; number: string; birth_date: string | null }[];
  const [delivery, pregnancy] = [db.statement('SELECT * FROM delivery WHERE id = ?'), db.statement('SELECT * FROM pregnancy WHERE id = ?')];
  return rows.flatMap(({ id, ...patient }) => {
    const born = delivery.get(id) as SyncedRow<'delivery'>;
    const carried = pregnancy.get(born.pregnancy_id) as SyncedRow<'pregnancy'> | undefined;
    return carried ? [{ delivery: born, pregnancy: carried, ...patient }] : [];
  });
}

/** The visit a woman is in just now. */
export const openEncounterOf = (db: ReadDb, patientId: string): string | null =>
  (db.statement("SELECT id FROM encounter WHERE patient_id = ? AND status = 'in-progress' AND removed = 0 ORDER BY started_at DESC LIMIT 1").get(patientId) as { id: string } | undefined)?.id ?? null;
