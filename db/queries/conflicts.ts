import { enteredAs } from '#domain/sync/entered-value.ts';
import type { Contender } from '#domain/sync/conflict.ts';
import type { Conflict } from '#domain/contract/sync.ts';
import type { Scalar } from '#domain/sync/operation.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { tableById, tables, type SyncedRow, type SyncedTable } from '#domain/sync/tables.ts';
import { sameVersion, versionOf, type Version } from '#domain/sync/version.ts';
import type { ReadDb } from '../read.ts';
import { metaOf } from './clinic.ts';
import { columnNameOf, findColumn } from './log-names.ts';
import { operationsOfRow, valueIn, writerOf, type RowOperation } from './row-log.ts';
import type { RowMeta } from '../schema.ts';

type ConflictRow = SyncedRow<'conflict'>;

export interface ConflictFilter {
  readonly patientId?: string | undefined;
  readonly closed: boolean;
  readonly limit: number;
}

/** Open conflicts, those a person must decide first, then the oldest; with `closed`, the newest of those that are over. */
export function listConflicts(db: ReadDb, { patientId, closed, limit }: ConflictFilter): Conflict[] {
  let query = db.build.selectFrom('conflict').selectAll().where('status', closed ? '!=' : '=', 'open').limit(limit);
  query = closed ? query.orderBy('closed_at', 'desc') : query.orderBy('severity', 'desc').orderBy('opened_at');
  if (patientId !== undefined) query = query.where('patient_id', '=', patientId);
  const names = namesOf(db);
  return db.all(query).map((row) => conflictOf(db, row, names));
}

export const countConflicts = (db: ReadDb): { open: number; mustChoose: number } => db.kept('sync', 'conflict-count', () => {
  const row = db.statement("SELECT count(*) AS open, count(*) FILTER (WHERE severity > 1) AS must FROM conflict WHERE status = 'open'").get() as { open: number; must: number };
  return { open: row.open, mustChoose: row.must };
});

/** When each conflict that a person must decide was opened, milliseconds since 1970. */
export const openSince = (db: ReadDb): number[] =>
  (db.statement("SELECT opened_at FROM conflict WHERE status = 'open' AND severity > 1 LIMIT 1000").all() as { opened_at: string }[]).map(({ opened_at }) => Date.parse(opened_at));

/** A conflict with the row and column it is about, for whoever settles it. */
export interface OpenConflict {
  readonly table: SyncedTable;
  readonly rowId: string;
  readonly column: string;
  readonly contenders: readonly Contender[];
}

/** How a value is meant, as the operation that wrote it says; undefined where nothing does, or this PC does not have that operation. */
function qualifierIn(table: SyncedTable, column: string, operation: RowOperation | undefined): Scalar | undefined {
  const by = (tables[table] as TableSpec).qualified?.[column];
  return by === undefined ? undefined : operation?.columns.find(([id]) => columnNameOf(table, id) === by)?.[1];
}

/** The same of a value that competes. */
export const qualifierOfContender = (db: ReadDb, { table, rowId, column }: Omit<OpenConflict, 'contenders'>, { version }: Contender): Scalar | undefined =>
  qualifierIn(table, column, writerOf(operationsOfRow(db, rowId), version));

/** Of a birth only the age may be known. */
const isEstimate = (table: SyncedTable | undefined, column: string | undefined, operation: RowOperation | undefined): boolean =>
  table !== undefined && column !== undefined && qualifierIn(table, column, operation) === 1;

/** Undefined when it is not there or is over. */
export function openConflict(db: ReadDb, id: string): OpenConflict | undefined {
  const row = db.statement("SELECT * FROM conflict WHERE id = ? AND status = 'open'").get(id) as ConflictRow | undefined;
  const table = row && tableById(row.table_id);
  const column = table && findColumn(table, row.column_id);
  if (!row || table === undefined || column === undefined) return undefined;
  return { table, rowId: row.row_id, column, contenders: JSON.parse(row.contenders) as Contender[] };
}

interface Names {
  readonly people: ReadonlyMap<string, string>;
  readonly devices: ReadonlyMap<string, string>;
}

const namesOf = (db: ReadDb): Names => ({
  people: new Map(db.all(db.build.selectFrom('person').select(['id', 'name'])).map(({ id, name }) => [id, name])),
  devices: new Map(db.all(db.build.selectFrom('device').select(['id', 'name'])).map(({ id, name }) => [id, name])),
});

function conflictOf(db: ReadDb, row: ConflictRow, { people, devices }: Names): Conflict {
  const table = tableById(row.table_id);
  const shown = table && shownVersion(db, table, row.row_id, row.column_id);
  const column = table && findColumn(table, row.column_id);
  const operations = operationsOfRow(db, row.row_id);
  return {
    id: row.id, record: table ?? String(row.table_id), rowId: row.row_id, line: table ? lineName(db, table, row.row_id) : null, field: column ?? String(row.column_id),
    patientId: row.patient_id, patientName: row.patient_id === null ? null : patientName(db, row.patient_id),
    severity: row.severity > 1 ? 'must-choose' : 'minor', status: row.status as Conflict['status'], openedAt: row.opened_at, closedAt: row.closed_at,
    closedBy: row.closed_by === null ? null : people.get(row.closed_by) ?? null,
    choices: (JSON.parse(row.contenders) as Contender[]).map((contender) => ({
      opId: contender.opId, value: contender.value, person: contender.personId === null ? null : people.get(contender.personId) ?? null,
      pc: devices.get(contender.origin) ?? '', at: new Date(contender.at).toISOString(), shown: shown !== undefined && sameVersion(shown, contender.version),
      estimated: isEstimate(table, column, writerOf(operations, contender.version)),
    })),
    enteredAs: table && column !== undefined ? enteredAs(table, column) : null, sharedWith: sharedWith(db, row, table, column), base: baseOf(db, row, operations, { people, devices }),
  };
}

/** The column by which people know one line of a patient's record from another. */
const NAMED_BY: { readonly [T in SyncedTable]?: string } = {
  allergy: 'substance', patient_contact: 'name', patient_identifier: 'value', condition: 'title', procedure: 'title', prescription: 'drug', immunization: 'vaccine',
};

function lineName(db: ReadDb, table: SyncedTable, id: string): string | null {
  const column = NAMED_BY[table];
  if (column === undefined) return null;
  return (db.statement(`SELECT ${column} AS name FROM ${table} WHERE id = ?`).get(id) as { name: string } | undefined)?.name ?? null;
}

/** Where rows of a table are found by what they are numbered by. */
const FOUND_IN: { readonly [T in SyncedTable]?: string } = { token: 'token_of_day' };

/** A number that was issued twice: who else carries it; empty where the other record is not here. Null for any other conflict. */
function sharedWith(db: ReadDb, { row_id: id, contenders }: ConflictRow, table: SyncedTable | undefined, column: string | undefined): string | null {
  if (table === undefined) return null;
  const { issued, patient }: TableSpec = tables[table];
  if (issued === undefined || issued.at(-1) !== column || patient === undefined) return null;
  const values = new Set((JSON.parse(contenders) as Contender[]).map(({ value }) => value));
  if (values.size !== 1) return null;
  const same = issued.map((each) => `o.${each} = r.${each}`).join(' AND ');
  const other = db.statement(`SELECT p.name FROM ${table} r JOIN ${FOUND_IN[table] ?? table} o ON ${same} AND o.id <> r.id JOIN patient p ON p.id = o.${patient}
    WHERE r.id = ? LIMIT 1`).get(id) as { name: string } | undefined;
  return other?.name ?? '';
}

/** What stood in the column before the values that compete for it; null where this PC does not know. */
function baseOf(db: ReadDb, row: ConflictRow, operations: readonly RowOperation[], { people, devices }: Names): Conflict['base'] {
  const table = tableById(row.table_id);
  const contenders = JSON.parse(row.contenders) as Contender[];
  const competing = (version: Version): boolean => contenders.some((each) => sameVersion(each.version, version));
  for (const contender of contenders) {
    const writer = writerOf(operations, contender.version);
    const replaced = writer?.previous.find(([column, hlc, tie]) => column === row.column_id && !competing([hlc, tie]));
    const before = replaced && writerOf(operations, [replaced[1], replaced[2]]);
    if (!before) continue;
    return {
      value: valueIn(before, row.column_id), estimated: isEstimate(table, table && findColumn(table, row.column_id), before), at: new Date(before.at).toISOString(), person: before.personId === null ? null : people.get(before.personId) ?? null,
      pc: devices.get(before.origin ?? ownDevice(db)) ?? '',
    };
  }
  return null;
}

const ownDevice = (db: ReadDb): string => metaOf(db, 'device_id') ?? '';

/** The version of the value that screens show now. */
function shownVersion(db: ReadDb, table: SyncedTable, rowId: string, column: number): Version | undefined {
  const row = db.statement(`SELECT row_hlc, row_tie, row_over FROM ${table} WHERE id = ?`).get(rowId) as Pick<RowMeta, 'row_hlc' | 'row_tie' | 'row_over'> | undefined;
  if (!row) return undefined;
  const over = row.row_over === null ? {} : JSON.parse(row.row_over) as Record<number, Version>;
  return versionOf({ base: [row.row_hlc, row.row_tie] as unknown as Version, over }, column);
}

const patientName = (db: ReadDb, id: string): string | null =>
  (db.statement('SELECT name FROM patient WHERE id = ?').get(id) as { name: string } | undefined)?.name ?? null;
