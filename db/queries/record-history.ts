import type { HistoryEntry } from '#domain/contract/patients.ts';
import { OperationKind, tieOf, type Scalar } from '#domain/sync/operation.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import type { ReadDb } from '../read.ts';
import { columnNameOf, logNames, shownValue, type LogNames } from './log-names.ts';
import { operationsOfRows, type RowOperation } from './row-log.ts';

/** What belongs to the person, and what was written down of their illness and treatment: not what was measured or when they waited. */
const PARTS = {
  person: ['patient_contact', 'patient_identifier', 'allergy', 'patient_photo'],
  record: ['allergy', 'condition', 'prescription', 'procedure', 'immunization', 'encounter', 'clinical_note', 'referral', 'follow_up', 'lab_order_line', 'lab_value', 'pregnancy', 'maternity_visit', 'delivery', 'newborn', 'document',
    'form_answer'],
} as const satisfies Readonly<Record<string, readonly SyncedTable[]>>;
export type HistoryOf = keyof typeof PARTS;
/** Every table whose rows the history of a record tells of. */
export const historyTables: readonly SyncedTable[] = ['patient', ...new Set(Object.values(PARTS).flat())];
type Part = 'patient' | (typeof PARTS)[HistoryOf][number];

export interface RecordHistory {
  /** Newest first. */
  readonly entries: HistoryEntry[];
  /** What this PC knows to have stood there before the oldest entry: of a record that came as a copy of the clinic. */
  readonly base: { record: string; rowId: string; field: string; value: string | null }[];
  /** False when the record came as a copy: what was done before stands in the server's log. */
  readonly whole: boolean;
}

interface RowHistory {
  readonly table: Part;
  readonly rowId: string;
  readonly operations: readonly RowOperation[];
  readonly values: Readonly<Record<string, Scalar>>;
}

/** Every change of a patient, or of what was written in their record, that this PC knows of, by whichever PC, with what stood there before. */
export function recordHistory(db: ReadDb, patientId: string, of: HistoryOf = 'person'): RecordHistory {
  const parts = rowsOf(db, patientId, of).map(({ table, values }) => ({ table, values, rowId: String(values.id) }));
  const operations = operationsOfRows(db, parts.map(({ rowId }) => rowId));
  const rows = parts.map((part): RowHistory => ({ ...part, operations: operations.get(part.rowId) ?? [] }));
  const names = logNames(db);
  const steps = rows.flatMap(stepsOf).sort((a, b) => b.operation.hlc - a.operation.hlc || tieOf(b.operation.opId) - tieOf(a.operation.opId));
  return { entries: entriesOf(steps, names), base: rows.flatMap(baseOf), whole: rows.every(isWhole) };
}

function rowsOf(db: ReadDb, patientId: string, of: HistoryOf): { table: Part; values: Record<string, Scalar> }[] {
  const own = of === 'person' ? db.statement('SELECT * FROM patient WHERE id = ?').all(patientId) as Record<string, Scalar>[] : [];
  const parts = PARTS[of].flatMap((table) => (db.statement(`SELECT * FROM ${table} WHERE patient_id = ? ORDER BY rid`).all(patientId) as Record<string, Scalar>[])
    .map((values) => ({ table, values })));
  return [...own.map((values) => ({ table: 'patient' as const, values })), ...parts];
}

const isWhole = ({ operations }: RowHistory): boolean => operations.some(({ kind }) => kind === OperationKind.insert);

interface Step {
  readonly operation: RowOperation;
  readonly changes: HistoryEntry['changes'];
}

/** What each operation of a row changed, in the order in which they count. */
function stepsOf({ table, rowId, operations }: RowHistory): Step[] {
  const standing = new Map<number, Scalar>();
  let inserted = false;
  return operations.map((operation) => {
    inserted ||= operation.kind === OperationKind.insert;
    const changes = operation.columns.flatMap(([column, value]) => {
      const field = columnNameOf(table, column);
      const known = inserted || standing.has(column);
      const before = standing.get(column) ?? null;
      standing.set(column, value);
      // A form sends what goes together; only a choice that was made says something though the value stays.
      const isSame = known && before === value && operation.kind !== OperationKind.resolve;
      if (isReference(field) || isSame || (operation.kind === OperationKind.insert && (value === null || value === '' || value === 0))) return [];
      return [{ record: table, rowId, field, before: shownValue(table, column, before), known, after: shownValue(table, column, value) }];
    });
    return { operation, changes };
  });
}

/** Names of rows, which say nothing to people; who wrote a line stands at the head of its entry. */
const isReference = (field: string): boolean => field.endsWith('_id') || WRITERS.has(field) || TECHNICAL.has(field);
/** What only programs read; a form is told by its answers, a laboratory value by what was typed. */
const TECHNICAL: ReadonlySet<string> = new Set(['sha256', 'parts', 'form_key', 'robson_inputs', 'robson_version', 'set_id', 'comparator', 'media_type', 'bytes']);
const WRITERS: ReadonlySet<string> = new Set(['recorded_by', 'signed_by', 'prescribed_by', 'started_by', 'ended_by', 'written_by', 'filled_by', 'entered_by', 'dated_by', 'ordered_by']);

/** Columns of a row that came as a copy and that nobody wrote since: they stood there all the time. */
function baseOf(row: RowHistory): RecordHistory['base'] {
  if (isWhole(row)) return [];
  const written = new Set(row.operations.flatMap(({ columns }) => columns.map(([column]) => column)));
  return Object.entries(tables[row.table].columns).filter(([field, { id }]) => !written.has(id) && !isReference(field))
    .map(([field, { id }]) => ({ record: row.table, rowId: row.rowId, field, value: shownValue(row.table, id, row.values[field] ?? null) }));
}

/** One entry for what one transaction of a PC wrote. */
function entriesOf(steps: readonly Step[], { people, pcs }: LogNames): HistoryEntry[] {
  const groups = new Map<string, Step[]>();
  for (const step of steps) {
    const key = `${step.operation.origin ?? ''}:${String(step.operation.group)}`;
    groups.set(key, [...groups.get(key) ?? [], step]);
  }
  return [...groups.values()].flatMap((group): HistoryEntry[] => {
    const [first] = group;
    const changes = group.toReversed().flatMap((step) => step.changes);
    if (!first || changes.length === 0) return [];
    const { opId, at, personId, origin, intent } = first.operation;
    return [{
      id: opId, at: new Date(at).toISOString(), person: personId === null ? null : people.get(personId) ?? null, pc: pcs.get(origin ?? '') ?? '', action: intent, changes,
    }];
  });
}
