import { deltaOf, type Earlier } from '#domain/lab/delta.ts';
import { ANSWER_NAMES } from '#domain/lab/names.ts';
import { flagOf, isCritical, rangeFor, type Measured } from '#domain/lab/range.ts';
import { readTyped, unitsOfTest } from '#domain/lab/typed-result.ts';
import type { LabTest } from '#domain/lab/test.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { convertLab } from '#domain/vitals/lab-units.ts';
import type { WriteDb } from '#db/door.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { receiveSpecimen } from './orders.ts';
import { lineRow, moveLine, testOfLine, whoseLine, type LineRow, type Work } from './work.ts';

export type ValueRow = SyncedRow<'lab_value'>;

/** What was typed for a test, read by the test's own rule. Throws INVALID under the line's id. */
export function readEntry(work: Work, line: LineRow, { typed, unit: typedUnit }: { readonly typed: string; readonly unit?: string | undefined }): { test: LabTest; measured: Measured; unit: string } {
  const test = testOfLine(work, line);
  const unit = typedUnit ?? test.unit;
  if (!unitsOfTest(test).includes(unit)) throw invalid(line.id, 'unit-unknown');
  const names = Object.fromEntries(test.choices.flatMap(({ code }) => Object.values(ANSWER_NAMES[code] ?? {}).map((name) => [name.toLowerCase(), code])));
  const read = readTyped(test, names[typed.trim().toLowerCase()] ?? typed);
  if (!read.ok) throw invalid(line.id, read.error);
  if (read.value.value !== null && read.value.value < 0) throw invalid(line.id, 'negative');
  return { test, measured: read.value, unit };
}

export interface NewValue {
  readonly measured: Measured;
  readonly unit: string;
  readonly typed: string;
  readonly comment?: string | null;
  readonly replaces: string | null;
  readonly reason?: string | null;
  readonly at?: string | undefined;
  readonly source: 'by-hand' | 'analyser' | 'calculated';
  readonly resultId?: string;
  readonly refused?: string;
}

/**
 * Writes a value with the range, flag and difference of this moment, and moves the test on. The same value again changes
 * nothing. Throws CONFLICT `lab-value-changed` where the value on the screen is not the one that stands.
 */
export function keepValue(work: Work, line: LineRow, test: LabTest, value: NewValue): ValueRow {
  const standing = standingValues(work.tx, line.id);
  const last = standing.at(-1);
  if (last && sameValue(last, value)) return last;
  if (value.replaces === null ? standing.length > 0 : !standing.some(({ id }) => id === value.replaces)) throw fail('CONFLICT', { reason: 'lab-value-changed' });
  const ready = inLaboratory(work, line);
  const row = valueRow(work, ready, test, value);
  work.tx.insert('lab_value', row);
  moveLine(work, ready, line.status === 'verified' ? 'amend' : 'result', { valueId: row.id, reason: value.reason ?? null, changes: { value_id: null } });
  tellCritical(work, line, row);
  return row;
}

/** A result shows that the specimen was in the laboratory, whether or not somebody said so before. */
function inLaboratory(work: Work, line: LineRow): LineRow {
  if (line.status !== 'collected' || line.specimen_id === null) return line;
  receiveSpecimen(work, line.specimen_id);
  return lineRow(work.tx, line.id);
}

/** Values that no other one took the place of, oldest first: more than one where two PCs wrote without knowing of each other. */
export function standingValues(tx: WriteDb, lineId: string): ValueRow[] {
  const rows = tx.statement('SELECT * FROM lab_value WHERE line_id = ? ORDER BY entered_at, rid').all(lineId) as ValueRow[];
  const replaced = new Set(rows.map(({ replaces_id }) => replaces_id));
  return rows.filter(({ id }) => !replaced.has(id));
}

const sameValue = (row: ValueRow, { measured, unit, comment = null, refused }: NewValue): boolean =>
  row.value === measured.value && row.comparator === measured.comparator && row.text === measured.text && row.unit === unit && row.comment === comment && row.refused === (refused ?? null);

function valueRow(work: Work, line: LineRow, test: LabTest, value: NewValue): ValueRow {
  const { measured, unit } = value;
  const range = rangeFor(test, whoseLine(work, line), unit);
  const at = value.at ?? new Date(work.now).toISOString();
  const delta = measured.value === null || measured.comparator !== null ? null
    : deltaOf(measured.value, earlierOf(work.tx, line, test, unit), test.deltaPercent, at);
  return {
    id: work.tx.newId(), line_id: line.id, patient_id: line.patient_id, specimen_id: line.specimen_id, test_code: test.code, value: measured.value,
    comparator: measured.comparator, text: measured.text, unit, typed: value.typed, range: range && JSON.stringify(range), flag: flagOf(test, measured, range),
    delta: delta && JSON.stringify(delta), comment: value.comment ?? null, replaces_id: value.replaces, reason: value.reason ?? null, entered_at: at,
    entered_by: work.personId, source: value.source, result_id: value.resultId ?? null, refused: value.refused ?? null,
  };
}

/** The patient's last value of this measure in the record, in the unit of the new one. */
function earlierOf(tx: WriteDb, line: LineRow, test: LabTest, unit: string): Earlier | undefined {
  const row = tx.statement(`SELECT o.value, o.unit, o.taken_at AS at FROM observation o WHERE o.patient_id = ? AND o.code = ? AND o.value IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM observation_mark m WHERE m.patient_id = o.patient_id AND m.observation_id = o.id)
    ORDER BY o.taken_at DESC LIMIT 1`).get(line.patient_id, test.observationCode) as { value: number; unit: string; at: string } | undefined;
  if (!row) return undefined;
  const value = row.unit === unit ? row.value : test.analyte === null ? undefined : convertLab(test.analyte, row.value, row.unit, unit);
  return value === undefined ? undefined : { value, at: row.at };
}

/** Somebody must be told of a critical value; one that turned out otherwise needs no telling any more. */
function tellCritical({ tx, now }: Work, line: LineRow, row: ValueRow): void {
  const open = tx.statement("SELECT id FROM lab_critical WHERE patient_id = ? AND line_id = ? AND status = 'open'").all(line.patient_id, line.id) as { id: string }[];
  for (const { id } of open) tx.update('lab_critical', id, { status: 'withdrawn' });
  if (!isCritical(row.flag as ReturnType<typeof flagOf>)) return;
  tx.insert('lab_critical', {
    id: tx.newId(), value_id: row.id, line_id: line.id, patient_id: line.patient_id, ordered_by: tx.row('lab_order', line.order_id)?.ordered_by ?? null, status: 'open',
    raised_at: new Date(now).toISOString(), told: null, acknowledged_at: null, acknowledged_by: null,
  });
}
