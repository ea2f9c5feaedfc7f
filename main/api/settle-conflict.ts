import { inZone } from '#domain/kit/time.ts';
import { enteredAs, readEntered, type EnteredValue } from '#domain/sync/entered-value.ts';
import type { Scalar } from '#domain/sync/operation.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { tables } from '#domain/sync/tables.ts';
import type { WriteDb } from '#db/door.ts';
import { qualifierOfContender, type OpenConflict } from '#db/queries/conflicts.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { clinicOf } from './clinic.ts';
import { nextPatientNumber } from './patient-rows.ts';

/** One of the values that compete, the next number of this PC, or another value as somebody typed it. */
export type Choice = { readonly opId: string } | { readonly newNumber: true } | { readonly value: Scalar };

/** Writes somebody's choice. Throws INVALID for a value that the record's own form would not take. */
export function settle(tx: WriteDb, conflict: OpenConflict, choice: Choice, now: number): void {
  const { table, rowId, column, contenders } = conflict;
  const { value, estimated } = settled(tx, conflict, choice, now);
  tx.resolve(table, rowId, column as never, value, contenders.map(({ version }) => version));
  if (estimated !== undefined) tx.update('patient', rowId, { birth_estimated: estimated });
}

function settled(tx: WriteDb, conflict: OpenConflict, choice: Choice, now: number): EnteredValue {
  if ('opId' in choice) return contended(tx, conflict, choice.opId);
  if ('value' in choice) return entered(tx, conflict, choice.value, now);
  if (enteredAs(conflict.table, conflict.column) !== 'number') throw invalid('value', 'unfit');
  return { value: nextPatientNumber(tx) };
}

function contended(tx: WriteDb, conflict: OpenConflict, opId: string): EnteredValue {
  const contender = conflict.contenders.find((each) => each.opId === opId);
  if (!contender) throw fail('NOT_FOUND', { what: 'choice' });
  const estimated = qualifierOfContender(tx, conflict, contender);
  return { value: contender.value, ...(estimated === 0 || estimated === 1 ? { estimated } : {}) };
}

function entered(tx: WriteDb, { table, column, contenders }: OpenConflict, value: Scalar, now: number): EnteredValue {
  if (contenders.some((each) => each.value === value)) return { value };
  const as = enteredAs(table, column);
  if (as === null || as === 'number' || typeof value !== 'string') throw invalid('value', 'unfit');
  const { zone, dateOrder } = clinicOf(tx);
  const nullable = (tables[table] as TableSpec).columns[column]?.nullable ?? false;
  const read = readEntered(value, { as, nullable, today: inZone(now, zone).date, order: dateOrder });
  if (!read.ok) throw invalid('value', read.error.code, read.error.limit);
  return read.value;
}
