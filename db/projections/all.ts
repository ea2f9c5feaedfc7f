import type { BulkProjections, Projections } from '../door.ts';
import { billsArrived, projectInvoice, projectLine, projectPayment } from './invoice-sums.ts';
import { identifiersArrived, mergesArrived, patientsArrived, projectIdentifier, projectMerge, projectPatient } from './patient-search.ts';
import { stockItemWritten, stockMovementsArrived, stockMovementWritten } from './stock.ts';

/** Every derived row, by the table it follows. */
export const projections: Projections = {
  patient: projectPatient,
  patient_identifier: projectIdentifier,
  patient_merge: projectMerge,
  stock_item: stockItemWritten,
  stock_movement: stockMovementWritten,
  invoice: projectInvoice,
  invoice_line: projectLine,
  payment: projectPayment,
};

/** The same for rows that come many at a time. */
export const bulkProjections: BulkProjections = {
  patient: patientsArrived,
  patient_identifier: identifiersArrived,
  patient_merge: mergesArrived,
  stock_item: stockItemWritten,
  stock_movement: stockMovementsArrived,
  invoice: billsArrived,
  invoice_line: billsArrived,
  payment: billsArrived,
};
