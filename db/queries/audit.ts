import type { AuditEntry } from '#domain/contract/desk.ts';
import type { Scalar } from '#domain/sync/operation.ts';
import { tableById, tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';
import { operationOf, verifyChain } from '../stream.ts';
import { metaOf } from './clinic.ts';

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
  /** Only entries before this position of the log. */
  readonly before?: number | undefined;
  readonly limit: number;
}

type LogRow = Parameters<typeof operationOf>[0];

/** The log in people's terms, newest first: who, which PC, when, what, before and after. */
export function listAudit(db: ReadDb, filter: AuditFilter): { entries: AuditEntry[]; next: number | null } {
  let query = db.build.selectFrom('operation').selectAll().orderBy('dseq', 'desc').limit(filter.limit);
  if (filter.before !== undefined) query = query.where('dseq', '<', filter.before);
  if (filter.personId !== undefined) query = query.where('person_id', '=', filter.personId);
  if (filter.patientId !== undefined) {
    query = query.where('dseq', 'in', db.build.selectFrom('operation_of_row').select('dseq').where('row_id', 'in', rowsOfPatient(db, filter.patientId)));
  }
  const rows = db.all(query) as LogRow[];
  const names = new Map([
    ...db.all(db.build.selectFrom('person').select(['id', 'name'])), ...db.all(db.build.selectFrom('api_token').select(['id', 'name'])),
  ].map((row) => [row.id, row.name]));
  const pc = metaOf(db, 'slot') ?? '';
  const entries = rows.map((row) => entryOf(db, row, names, pc));
  return { entries, next: rows.length < filter.limit ? null : (rows.at(-1)?.dseq ?? null) };
}

/** Ids of every row that belongs to a patient, the looks at the record included. */
function rowsOfPatient(db: ReadDb, patientId: string): string[] {
  const ids = [patientId];
  for (const [name, spec] of Object.entries(tables) as [SyncedTable, TableSpec][]) {
    const column = name === 'record_access' ? 'patient_id' : spec.patient;
    if (column === undefined || column === 'id') continue;
    const found = db.statement(`SELECT id FROM ${name} WHERE ${column} = ?`).all(patientId) as { id: string }[];
    ids.push(...found.map((row) => row.id));
  }
  return ids;
}

function entryOf(db: ReadDb, row: LogRow, names: ReadonlyMap<string, string>, pc: string): AuditEntry {
  const operation = operationOf(row);
  const name = tableById(operation.table);
  return {
    sequence: row.dseq, at: new Date(row.at).toISOString(), person: row.person_id === null ? null : (names.get(row.person_id) ?? null),
    pc, action: row.intent, record: name ?? String(operation.table), rowId: row.row_id,
    changes: operation.columns.map(([column, after]) => ({
      field: name ? columnName(name, column) : String(column),
      before: shown(name, column, operation.previous.length === 0 ? null : valueBefore(db, row, column)),
      after: shown(name, column, after),
    })),
  };
}

function columnName(table: SyncedTable, id: number): string {
  const spec: TableSpec = tables[table];
  return Object.entries(spec.columns).find(([, column]) => column.id === id)?.[0] ?? String(id);
}

/** What the column held before this operation: the newest earlier operation on the row that wrote it. */
function valueBefore(db: ReadDb, row: LogRow, column: number): Scalar {
  const earlier = db.statement(`SELECT cols FROM operation WHERE dseq IN (SELECT dseq FROM operation_of_row WHERE row_id = ? AND dseq < ?) ORDER BY dseq DESC`)
    .iterate(row.row_id, row.dseq) as IterableIterator<{ cols: string }>;
  for (const { cols } of earlier) {
    const written = (JSON.parse(cols) as [number, Scalar][]).find(([id]) => id === column);
    if (written) return written[1];
  }
  return null;
}

const secretColumns: { readonly [T in SyncedTable]?: readonly string[] } = {
  credential: ['pin_hash', 'password_hash'], api_token: ['secret_hash'], patient_photo: ['jpeg'],
};

/** Hashes of secrets and pictures are never shown, only that they changed. */
function shown(table: SyncedTable | undefined, column: number, value: Scalar): string | null {
  if (value === null) return null;
  if (table && secretColumns[table]?.includes(columnName(table, column))) return '•••';
  return String(value);
}

/** Walks the whole hash chain. */
export function verifyLog(db: ReadDb): { entries: number; firstBad: number | null } {
  return verifyChain(db.iterate(db.build.selectFrom('operation').selectAll().orderBy('dseq')) as IterableIterator<LogRow>);
}
