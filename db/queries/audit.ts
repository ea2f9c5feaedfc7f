import type { AuditEntry } from '#domain/contract/desk.ts';
import { OperationKind, tieOf, versionOfOperation, type Scalar } from '#domain/sync/operation.ts';
import { tableById, tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import type { Version } from '#domain/sync/version.ts';
import { byPatient } from '../by-patient.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';
import { operationOf, verifyChain, type OperationRow, type StoredOperation } from '../stream.ts';
import { foreignOperationsBefore } from '../sync/foreign-log.ts';
import { columnNameOf, logNames, shownValue, type LogNames } from './log-names.ts';
import { mergePicture } from './merging.ts';
import { operationsOfRow, valueIn, type RowOperation } from './row-log.ts';

/** Writes a look at a patient's record into the log. */
export function recordAccess(
  tx: WriteDb, look: { id: string; patientId: string; personId: string | null; endpoint: string; at: number },
): void {
  tx.insert('record_access', {
    id: look.id, patient_id: look.patientId, person_id: look.personId, endpoint: look.endpoint, at: new Date(look.at).toISOString(),
  });
}

export interface AuditFilter {
  readonly patientId?: string | undefined;
  readonly personId?: string | undefined;
  /** Only entries after this place, as a page's `next` names it. */
  readonly before?: string | undefined;
  readonly limit: number;
}

/** Where a page ends in each of the two logs: this PC's own by its numbers, that of the others by their versions. */
interface Place { readonly dseq: number; readonly version: Version }

/** The log in people's terms, of every PC in one order, newest first: who, which PC, when, what, before and after. */
export function listAudit(db: ReadDb, filter: AuditFilter): { entries: AuditEntry[]; next: string | null; earlierOnServer: boolean } {
  const place = placeOf(filter.before);
  const rowIds = filter.patientId === undefined ? undefined : rowsOfPatient(db, filter.patientId);
  const others = foreignOperationsBefore(db, place.version, { ...filter, rowIds });
  const merged = [...ownOperations(db, filter, place, rowIds), ...others].sort((a, b) => b.hlc - a.hlc || tieOf(b.opId) - tieOf(a.opId)).slice(0, filter.limit);
  const names = logNames(db);
  return {
    entries: merged.map((operation) => entryOf(db, operation, names)),
    next: merged.length < filter.limit ? null : placeText(merged, place),
    earlierOnServer: cameWithCopy(db, filter.patientId),
  };
}

const START: Place = { dseq: Number.MAX_SAFE_INTEGER, version: [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] };

function placeOf(text: string | undefined): Place {
  const [dseq, hlc, tie] = (text ?? '').split('.').map(Number);
  return [dseq, hlc, tie].every(Number.isSafeInteger) ? { dseq: dseq ?? 0, version: [hlc ?? 0, tie ?? 0] } : START;
}

function placeText(page: readonly RowOperation[], before: Place): string {
  const own = page.findLast(({ origin }) => origin === null);
  const foreign = page.findLast(({ origin }) => origin !== null);
  return [own?.dseq ?? before.dseq, ...(foreign ? versionOfOperation(foreign) : before.version)].join('.');
}

function ownOperations(db: ReadDb, { personId, limit }: AuditFilter, { dseq }: Place, rowIds: readonly string[] | undefined): RowOperation[] {
  let query = db.build.selectFrom('operation').selectAll().where('dseq', '<', dseq).orderBy('dseq', 'desc').limit(limit);
  if (personId !== undefined) query = query.where('person_id', '=', personId);
  if (rowIds) query = query.where('dseq', 'in', db.build.selectFrom('operation_of_row').select('dseq').where('row_id', 'in', rowIds));
  return (db.all(query) as OperationRow[]).map((row) => ({ ...operationOf(row), origin: null }));
}

/** Whether the record (of a patient, or the clinic's own) came with a copy of the clinic: nothing here says how it was made. */
function cameWithCopy(db: ReadDb, patientId: string | undefined): boolean {
  const id = patientId ?? (db.statement('SELECT id FROM clinic LIMIT 1').get() as { id: string } | undefined)?.id;
  if (id === undefined || !db.statement('SELECT 1 FROM patient WHERE id = ? UNION ALL SELECT 1 FROM clinic WHERE id = ?').get(id, id)) return false;
  return !operationsOfRow(db, id).some(({ kind }) => kind === OperationKind.insert);
}

/** Ids of every row that belongs to a patient, the looks at the record and at those that became part of it included. */
function rowsOfPatient(db: ReadDb, patientId: string): string[] {
  const patientIds = [patientId, ...mergePicture(db).partsOf(patientId)];
  const ids = [...patientIds];
  for (const [name, spec] of Object.entries(tables) as [SyncedTable, TableSpec][]) {
    const column = name === 'record_access' ? 'patient_id' : spec.patient;
    if (column === undefined || column === 'id') continue;
    const statement = db.statement(`SELECT id FROM ${byPatient(name)} WHERE ${column} = ?`);
    for (const each of patientIds) ids.push(...(statement.all(each) as { id: string }[]).map((row) => row.id));
  }
  return ids;
}

function entryOf(db: ReadDb, operation: RowOperation, { people, pcs }: LogNames): AuditEntry {
  const { opId, dseq, at, personId, origin, intent, rowId } = operation;
  const name = tableById(operation.table);
  // Somebody's choice is told also where it keeps what was shown.
  const isSet = operation.kind === OperationKind.set;
  const earlier = operation.previous.length === 0 ? [] : operationsOfRow(db, rowId).filter((each) => each.hlc < operation.hlc);
  return {
    id: opId, sequence: dseq, at: new Date(at).toISOString(), person: personId === null ? null : (people.get(personId) ?? null),
    // A PC that this one has not heard of yet, and the server's own word, have no name here.
    pc: pcs.get(origin ?? '') ?? '', action: intent, record: name ?? String(operation.table), rowId,
    changes: operation.columns.filter(([column, after]) => !(isSet && name && staysWith(name, column) && valueBefore(earlier, column) === after)).map(([column, after]) => ({
      field: name ? columnNameOf(name, column) : String(column),
      before: shownValue(name, column, valueBefore(earlier, column)),
      after: shownValue(name, column, after),
    })),
  };
}

/** Whether a column is written with another also where it stays as it is. */
const staysWith = (name: SyncedTable, column: number): boolean => Object.entries((tables[name] as TableSpec).qualified ?? {}).flat().includes(columnNameOf(name, column));

/** What the column held before: the newest of these earlier operations that wrote it. */
const valueBefore = (earlier: readonly RowOperation[], column: number): Scalar => {
  const writer = earlier.findLast(({ columns }) => columns.some(([id]) => id === column));
  return writer ? valueIn(writer, column) : null;
};

/** Walks the whole hash chain. */
export function verifyLog(db: ReadDb): { entries: number; firstBad: number | null } {
  return verifyChain(db.iterate(db.build.selectFrom('operation').selectAll().orderBy('dseq')) as IterableIterator<StoredOperation>);
}
