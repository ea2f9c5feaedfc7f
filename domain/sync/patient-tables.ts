import type { TableSpec } from './registry.ts';
import { tables, type SyncedTable } from './tables.ts';

/** A table whose rows belong to a patient, and the column that says to whom. */
export interface PatientTable {
  readonly name: SyncedTable;
  readonly id: number;
  readonly column: string;
}

/** Every table with rows of patients that a PC may write, in the order of the registry; what merges write down about themselves is not part of a record. */
export const patientTables: readonly PatientTable[] = (Object.entries(tables) as [SyncedTable, TableSpec][]).flatMap(([name, spec]) =>
  spec.patient === undefined || spec.patient === 'id' || spec.writtenBy === 'server' || spec.area === tables.patient_merge.area
    ? [] : [{ name, id: spec.id, column: spec.patient }]);

/** Those whose rows go with a record that becomes part of another, tables to come included. The picture of a person is chosen, not added. */
export const movingTables: readonly PatientTable[] = patientTables.filter(({ name }) => name !== 'patient_photo');
