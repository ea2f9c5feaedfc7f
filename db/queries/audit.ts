import type { AuditEntry } from '#domain/contract/desk.ts';
import { OperationKind, tieOf, type Scalar } from '#domain/sync/operation.ts';
import { tableById, tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { byPatient } from '../by-patient.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';
import { operationOf, verifyChain } from '../stream.ts';
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

type LogRow = Parameters<typeof operationOf>[0];

/** An entry of either log. `origin` is null for this PC's own, `fid` 0 too. */
interface Found extends LogRow { readonly origin: string | null; readonly fid: number }

/** Where a page ends in each of the two logs: this PC's own by its numbers, that of the others by their clocks. */
interface Place { readonly dseq: number; readonly hlc: number; readonly fid: number }

/** The log in people's terms, of every PC in one order, newest first: who, which PC, when, what, before and after. */
export function listAudit(db: ReadDb, filter: AuditFilter): { entries: AuditEntry[]; next: string | null; earlierOnServer: boolean } {
  const place = placeOf(filter.before);
  const rowIds = filter.patientId === undefined ? undefined : rowsOfPatient(db, filter.patientId);
  const merged = [...ownRows(db, filter, place, rowIds), ...foreignRows(db, filter, place, rowIds)]
    .sort((a, b) => b.hlc - a.hlc || tieOf(b.op_id) - tieOf(a.op_id)).slice(0, filter.limit);
  const names = logNames(db);
  return {
    entries: merged.map((row) => entryOf(db, row, names)),
    next: merged.length < filter.limit ? null : placeText(merged, place),
    earlierOnServer: cameWithCopy(db, filter.patientId),
  };
}

const START: Place = { dseq: Number.MAX_SAFE_INTEGER, hlc: Number.MAX_SAFE_INTEGER, fid: Number.MAX_SAFE_INTEGER };

function placeOf(text: string | undefined): Place {
  const [dseq, hlc, fid] = (text ?? '').split('.').map(Number);
  return [dseq, hlc, fid].every(Number.isSafeInteger) ? { dseq: dseq ?? 0, hlc: hlc ?? 0, fid: fid ?? 0 } : START;
}

function placeText(page: readonly Found[], before: Place): string {
  const own = page.findLast(({ origin }) => origin === null);
  const foreign = page.findLast(({ origin }) => origin !== null);
  return [own?.dseq ?? before.dseq, foreign?.hlc ?? before.hlc, foreign?.fid ?? before.fid].join('.');
}

function ownRows(db: ReadDb, { personId, limit }: AuditFilter, { dseq }: Place, rowIds: readonly string[] | undefined): Found[] {
  let query = db.build.selectFrom('operation').selectAll().where('dseq', '<', dseq).orderBy('dseq', 'desc').limit(limit);
  if (personId !== undefined) query = query.where('person_id', '=', personId);
  if (rowIds) query = query.where('dseq', 'in', db.build.selectFrom('operation_of_row').select('dseq').where('row_id', 'in', rowIds));
  return (db.all(query) as LogRow[]).map((row) => ({ ...row, origin: null, fid: 0 }));
}

function foreignRows(db: ReadDb, { personId, limit }: AuditFilter, { hlc, fid }: Place, rowIds: readonly string[] | undefined): Found[] {
  let query = db.build.selectFrom('foreign_operation').selectAll().where('hlc', '<=', hlc)
    .where((eb) => eb.or([eb('hlc', '<', hlc), eb('fid', '<', fid)])).orderBy('hlc', 'desc').orderBy('fid', 'desc').limit(limit);
  if (personId !== undefined) query = query.where('person_id', '=', personId);
  if (rowIds) query = query.where('row_id', 'in', rowIds);
  return (db.all(query) as unknown as Found[]);
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

function entryOf(db: ReadDb, row: Found, { people, pcs }: LogNames): AuditEntry {
  const operation = operationOf(row);
  const name = tableById(operation.table);
  const earlier = operation.previous.length === 0 ? [] : operationsOfRow(db, row.row_id).filter((each) => each.hlc < row.hlc);
  return {
    id: row.op_id, sequence: row.dseq, at: new Date(row.at).toISOString(), person: row.person_id === null ? null : (people.get(row.person_id) ?? null),
    // A PC that this one has not heard of yet, and the server's own word, have no name here.
    pc: pcs.get(row.origin ?? '') ?? '', action: row.intent, record: name ?? String(operation.table), rowId: row.row_id,
    changes: operation.columns.map(([column, after]) => ({
      field: name ? columnNameOf(name, column) : String(column),
      before: shownValue(name, column, valueBefore(earlier, column)),
      after: shownValue(name, column, after),
    })),
  };
}

/** What the column held before: the newest of these earlier operations that wrote it. */
const valueBefore = (earlier: readonly RowOperation[], column: number): Scalar => {
  const writer = earlier.findLast(({ columns }) => columns.some(([id]) => id === column));
  return writer ? valueIn(writer, column) : null;
};

/** Walks the whole hash chain. */
export function verifyLog(db: ReadDb): { entries: number; firstBad: number | null } {
  return verifyChain(db.iterate(db.build.selectFrom('operation').selectAll().orderBy('dseq')) as IterableIterator<LogRow>);
}
