import type { Contender } from '#domain/sync/conflict.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { tableById, tables } from '#domain/sync/tables.ts';
import type { BatchOutcome, BatchState } from './merge-batch.ts';
import type { ServerWrite } from './server-stream.ts';

/** What every PC of the clinic is told of conflicts opened, extended and settled: rows of the table `conflict`. */
export function conflictWrites(outcome: BatchOutcome, state: BatchState, named: (contender: Contender) => Contender, now: number): ServerWrite[] {
  const opened = [...outcome.opened.values()].map((conflict): ServerWrite => ({
    table: 'conflict', rowId: conflict.id, values: {
      table_id: conflict.table, row_id: conflict.rowId, column_id: conflict.column,
      patient_id: patientOf(conflict.table, conflict.rowId, state), severity: conflict.severity, status: 'open',
      contenders: JSON.stringify(conflict.contenders.map(named)), opened_at: new Date(conflict.openedAt).toISOString(), closed_at: null, closed_by: null,
    },
  }));
  const closed = [...outcome.closed.values()].map(({ conflict, by }): ServerWrite => ({
    table: 'conflict', rowId: conflict.id, values: {
      table_id: conflict.table, row_id: conflict.rowId, column_id: conflict.column,
      patient_id: patientOf(conflict.table, conflict.rowId, state), severity: conflict.severity, status: by ? 'resolved' : 'settled',
      contenders: JSON.stringify(conflict.contenders.map(named)), opened_at: new Date(conflict.openedAt).toISOString(),
      closed_at: new Date(now).toISOString(), closed_by: by?.personId ?? null,
    },
  }));
  return [...opened, ...closed];
}

/** The patient a row belongs to, as far as its table says. */
function patientOf(table: number, rowId: string, state: BatchState): string | null {
  const name = tableById(table);
  const spec: TableSpec | undefined = name && tables[name];
  if (spec?.patient === undefined) return null;
  if (spec.patient === 'id') return rowId;
  const value = state.rows.get(table, rowId)?.values[spec.columns[spec.patient]?.id ?? 0];
  return typeof value === 'string' ? value : null;
}
