import type { SyncedRow, SyncedTable } from '#domain/sync/tables.ts';
import type { WriteDb } from '../door.ts';
import { invoiceRemoved, projectLine, projectPayment } from './invoice-sums.ts';
import { mergesArrived, patientRemoved, projectIdentifier } from './patient-search.ts';
import { stockItemWritten, stockMovementsArrived } from './stock.ts';
import { tokenRemoved } from './tokens.ts';

type Gone<T extends SyncedTable> = SyncedRow<T> & { readonly rid: number };

const followers: { readonly [T in SyncedTable]?: (tx: WriteDb, row: Gone<T>) => void } = {
  patient: patientRemoved,
  patient_identifier: (tx, row) => projectIdentifier(tx, { rid: row.rid, row }),
  patient_merge: (tx, row) => mergesArrived(tx, [row.survivor_id]),
  token: tokenRemoved,
  stock_item: stockItemWritten,
  stock_movement: stockMovementsArrived,
  invoice: invoiceRemoved,
  invoice_line: (tx, row) => projectLine(tx, { rid: row.rid, row }),
  payment: (tx, row) => projectPayment(tx, { rid: row.rid, row }),
};

/** What was derived from a row that is not here any more follows, in the same transaction. */
export function rowRemoved(tx: WriteDb, name: SyncedTable, row: { readonly rid: number }): void {
  (followers[name] as ((tx: WriteDb, row: { readonly rid: number }) => void) | undefined)?.(tx, row);
}
