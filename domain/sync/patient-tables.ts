import type { TableSpec } from './registry.ts';
import { tables, type SyncedTable } from './tables.ts';

/** A column of a table that names a patient. */
export interface PatientTable {
  readonly name: SyncedTable;
  /** Stands for the column in what merges write down; never changed or used again. */
  readonly key: number;
  readonly column: string;
  /** The row is part of this patient's record, not only a word about them in somebody else's. */
  readonly owns: boolean;
}

/** The child that came of a birth: its row is the mother's. The table's id and the column's, so that no table can have the same. */
const bornChild: PatientTable = { name: 'newborn', key: tables.newborn.id * 1000 + tables.newborn.columns.child_id.id, column: 'child_id', owns: false };

/** Every table with rows of patients that a PC may write, in the order of the registry; what merges write down about themselves is not part of a record. */
const owned = (Object.entries(tables) as [SyncedTable, TableSpec][]).flatMap(([name, spec]): PatientTable[] =>
  spec.patient === undefined || spec.patient === 'id' || spec.writtenBy === 'server' || spec.area === tables.patient_merge.area
    ? [] : [{ name, key: spec.id, column: spec.patient, owns: true }]);

/** Those, and what names a patient beside them. */
export const patientTables: readonly PatientTable[] = [...owned, bornChild];

/** What goes with a record that becomes part of another, tables to come included. The picture of a person is chosen, not added. */
export const movingTables: readonly PatientTable[] = patientTables.filter(({ name }) => name !== 'patient_photo');
