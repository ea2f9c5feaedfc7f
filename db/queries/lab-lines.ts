import type { LabEventShape, LabLine, LabValueShape } from '#domain/contract/lab-shapes.ts';
import type { WorkList } from '#domain/contract/laboratory.ts';
import { daysOld } from '#domain/patients/known-age.ts';
import { priorityOf, type LineStatus } from '#domain/lab/status.ts';
import type { ReadDb } from '../read.ts';

interface LineRow {
  rid: number; id: string; order_id: string; test_code: string; status: string; priority: number; ordered_at: string; reason: string | null; value_id: string | null;
  note: string | null; ordered_by: string | null; patient_id: string; name: string; number: string; sex: string; birth_date: string | null; pregnant: 0 | 1;
  specimen_id: string | null; specimen_number: string | null; kind: string | null; specimen_status: string | null; collected_at: string | null; collected_by: string | null;
}

interface ValueRow {
  id: string; line_id: string; value: number | null; comparator: string | null; text: string | null; unit: string; range: string | null; flag: string | null; delta: string | null;
  comment: string | null; refused: string | null; replaces_id: string | null; reason: string | null; entered_at: string; entered_by: string | null; source: string;
}

interface EventRow { line_id: string; at: string; from_status: string | null; to_status: string; by: string | null; reason: string | null; value_id: string | null }

interface PreviousRow { patient_id: string; test_code: string; value: number; unit: string; at: string }

const select = `SELECT l.rid, l.id, l.order_id, l.test_code, l.status, l.priority, l.ordered_at, l.reason, l.value_id, o.note, w.name AS ordered_by,
  l.patient_id, p.name, p.number, p.sex, p.birth_date, p.pregnant, l.specimen_id, s.number AS specimen_number, s.kind, s.status AS specimen_status,
  s.collected_at, c.name AS collected_by
  FROM lab_order_line l JOIN patient p ON p.id = l.patient_id LEFT JOIN lab_order o ON o.id = l.order_id LEFT JOIN person w ON w.id = o.ordered_by
  LEFT JOIN lab_specimen s ON s.id = l.specimen_id LEFT JOIN person c ON c.id = s.collected_by`;

/** The states a list of work shows. Written out in the statement: the index of open lines takes them as words. */
const STATES: Readonly<Record<WorkList, readonly LineStatus[]>> = { collect: ['ordered'], run: ['collected', 'received'], verify: ['resulted'] };

export interface WorkFilter { readonly list: WorkList; readonly testCode?: string | undefined; readonly limit: number }

/** Open tests, most pressing and oldest first. `today` is the clinic's. */
export function workLines(db: ReadDb, { list, testCode, limit }: WorkFilter, today: string): LabLine[] {
  const rows = STATES[list].flatMap((status) => db.statement(`${select} WHERE l.status = '${status}' AND l.test_code = coalesce(?, l.test_code)
    ORDER BY l.priority, l.ordered_at, l.rid LIMIT ?`).all(testCode ?? null, limit) as LineRow[]);
  rows.sort((a, b) => a.priority - b.priority || (a.ordered_at < b.ordered_at ? -1 : a.ordered_at > b.ordered_at ? 1 : a.rid - b.rid));
  return complete(db, rows.slice(0, limit), today, list === 'run');
}

export function countWork(db: ReadDb): Record<WorkList | 'critical', number> {
  const count = (status: string): number => (db.statement(`SELECT count(*) AS n FROM lab_order_line WHERE status = '${status}'`).get() as { n: number }).n;
  const critical = (db.statement("SELECT count(*) AS n FROM lab_critical WHERE status = 'open'").get() as { n: number }).n;
  return { collect: count('ordered'), run: count('collected') + count('received'), verify: count('resulted'), critical };
}

/** Lines by id, in that order. */
export function linesById(db: ReadDb, ids: readonly string[], today: string): LabLine[] {
  const one = db.statement(`${select} WHERE l.id = ?`);
  return complete(db, ids.flatMap((id) => (one.get(id) as LineRow | undefined) ?? []), today, true);
}

/** What was ordered for a patient, newest first. */
export function linesOfPatient(db: ReadDb, patientId: string, limit: number, today: string): LabLine[] {
  const rows = db.statement(`${select} WHERE l.patient_id = ? ORDER BY l.ordered_at DESC, l.rid LIMIT ?`).all(patientId, limit) as LineRow[];
  return complete(db, rows, today, false);
}

export function linesOfOrder(db: ReadDb, orderId: string, today: string): LabLine[] {
  return complete(db, db.statement(`${select} WHERE l.order_id = ? ORDER BY l.rid`).all(orderId) as LineRow[], today, false);
}

export function linesOfSpecimen(db: ReadDb, number: string, today: string): LabLine[] {
  const rows = db.statement(`${select} WHERE l.specimen_id IN (SELECT id FROM lab_specimen WHERE number = ?) ORDER BY l.rid`).all(number) as LineRow[];
  return complete(db, rows, today, true);
}

/** Every step of a patient's tests, oldest first. */
export function eventsOfPatient(db: ReadDb, patientId: string): LabEventShape[] {
  const rows = db.statement(`SELECT e.line_id, e.at, e.from_status, e.to_status, w.name AS by, e.reason, e.value_id FROM lab_event e
    LEFT JOIN person w ON w.id = e.person_id WHERE e.patient_id = ? ORDER BY e.at, e.rid`).all(patientId) as EventRow[];
  return rows.map((row) => ({ lineId: row.line_id, at: row.at, from: row.from_status, to: row.to_status, by: row.by, reason: row.reason }));
}

function complete(db: ReadDb, rows: readonly LineRow[], today: string, withPrevious: boolean): LabLine[] {
  const ids = JSON.stringify(rows.filter(({ status }) => status !== 'ordered').map(({ id }) => id));
  const values = byKey(db.statement(`SELECT v.id, v.line_id, v.value, v.comparator, v.text, v.unit, v.range, v.flag, v.delta, v.comment, v.refused, v.replaces_id,
    v.reason, v.entered_at, w.name AS entered_by, v.source FROM json_each(?) j CROSS JOIN lab_value v ON v.line_id = j.value
    LEFT JOIN person w ON w.id = v.entered_by ORDER BY v.entered_at, v.rid`).all(ids) as ValueRow[], ({ line_id }) => line_id);
  const verified = byKey(db.statement(`SELECT e.line_id, e.at, e.to_status, e.value_id, w.name AS by, e.reason, e.from_status FROM json_each(?) j
    CROSS JOIN lab_event e ON e.line_id = j.value LEFT JOIN person w ON w.id = e.person_id WHERE e.to_status = 'verified' ORDER BY e.at, e.rid`).all(ids) as EventRow[], ({ line_id }) => line_id);
  const previous = withPrevious ? previousOf(db, rows) : new Map<string, PreviousRow>();
  return rows.map((row) => lineOf(row, {
    values: values.get(row.id) ?? [], verified: verified.get(row.id) ?? [], previous: previous.get(`${row.patient_id} ${row.test_code}`), today,
  }));
}

/** The last verified number of each test of these patients, other than the lines' own. */
function previousOf(db: ReadDb, rows: readonly LineRow[]): Map<string, PreviousRow> {
  const patients = JSON.stringify([...new Set(rows.map(({ patient_id }) => patient_id))]);
  const found = db.statement(`SELECT v.patient_id, v.test_code, v.value, v.unit, max(v.entered_at) AS at FROM json_each(?) j CROSS JOIN lab_value v ON v.patient_id = j.value
    JOIN lab_order_line l ON l.id = v.line_id AND l.value_id = v.id WHERE v.value IS NOT NULL AND l.status = 'verified' GROUP BY v.patient_id, v.test_code`).all(patients) as PreviousRow[];
  return new Map(found.map((row) => [`${row.patient_id} ${row.test_code}`, row]));
}

interface Around {
  readonly values: readonly ValueRow[];
  readonly verified: readonly EventRow[];
  readonly previous: PreviousRow | undefined;
  readonly today: string;
}

function lineOf(row: LineRow, { values, verified, previous, today }: Around): LabLine {
  const standing = standingValues(values);
  const current = values.find(({ id }) => id === row.value_id) ?? standing.at(-1);
  const release = verified.findLast(({ value_id }) => value_id === current?.id);
  const earlier = chainBefore(values, current);
  return {
    id: row.id, orderId: row.order_id, testCode: row.test_code, status: row.status as LineStatus, priority: priorityOf(row.priority), orderedAt: row.ordered_at,
    orderedBy: row.ordered_by, note: row.note, reason: row.reason, specimen: specimenOf(row),
    patient: {
      id: row.patient_id, name: row.name, number: row.number, sex: row.sex as LabLine['patient']['sex'], pregnant: row.pregnant === 1,
      ageDays: daysOld(row.birth_date, row.collected_at?.slice(0, 10) ?? today),
    },
    current: current ? valueOf(current) : null, rivals: standing.filter(({ id }) => id !== current?.id).map(valueOf), earlier: earlier.map(valueOf),
    verifiedAt: release?.at ?? null, verifiedBy: release?.by ?? null,
    amended: verified.some(({ value_id }) => value_id !== current?.id && earlier.some(({ id }) => id === value_id)),
    previous: previous === undefined ? null : { value: previous.value, unit: previous.unit, at: previous.at },
  };
}

/** Values that no other one took the place of. */
function standingValues(values: readonly ValueRow[]): ValueRow[] {
  const replaced = new Set(values.map(({ replaces_id }) => replaces_id));
  return values.filter(({ id }) => !replaced.has(id));
}

function chainBefore(values: readonly ValueRow[], current: ValueRow | undefined): ValueRow[] {
  const byId = new Map(values.map((value) => [value.id, value]));
  const chain: ValueRow[] = [];
  for (let at = current && byId.get(current.replaces_id ?? ''); at && !chain.includes(at); at = byId.get(at.replaces_id ?? '')) chain.push(at);
  return chain;
}

function specimenOf(row: LineRow): LabLine['specimen'] {
  if (row.specimen_id === null || row.specimen_number === null) return null;
  return {
    id: row.specimen_id, number: row.specimen_number, kind: row.kind as NonNullable<LabLine['specimen']>['kind'],
    status: row.specimen_status as NonNullable<LabLine['specimen']>['status'], collectedAt: row.collected_at ?? '', collectedBy: row.collected_by,
  };
}

const parsed = (json: string | null): unknown => (json === null ? null : JSON.parse(json));

const valueOf = (row: ValueRow): LabValueShape => ({
  id: row.id, value: row.value, comparator: row.comparator as LabValueShape['comparator'], text: row.text, unit: row.unit, range: parsed(row.range) as LabValueShape['range'],
  flag: row.flag as LabValueShape['flag'], delta: parsed(row.delta) as LabValueShape['delta'], comment: row.comment, refused: row.refused, replacesId: row.replaces_id,
  reason: row.reason, enteredAt: row.entered_at, enteredBy: row.entered_by, source: row.source as LabValueShape['source'],
});

function byKey<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) {
    const known = found.get(keyOf(row));
    if (known) known.push(row);
    else found.set(keyOf(row), [row]);
  }
  return found;
}
