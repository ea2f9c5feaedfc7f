import { isStatus, priorityOf } from '../../lab/status.ts';
import type { LineStatus } from '../../lab/status.ts';
import type { SyncedRow } from '../../sync/tables.ts';
import { LOINC } from './coded.ts';
import type { JsonObject } from './json.ts';
import { request } from './write-request.ts';
import type { RequestStatus } from './write-request.ts';

/** This program's own codes of laboratory tests. */
const LAB_TEST = 'urn:daybook:fhir:lab-test';
const LAB_ORDER = 'urn:daybook:fhir:lab-order';

const STATUS: Readonly<Record<LineStatus, RequestStatus>> = {
  ordered: 'active', collected: 'active', received: 'active', resulted: 'active', verified: 'completed', cancelled: 'revoked', rejected: 'revoked',
};

/** One ordered test with what the catalogue and the order say of it. */
export interface OrderedTest extends SyncedRow<'lab_order_line'> {
  readonly encounter_id: string | null;
  /** Null for a test that is not in the catalogue any more. */
  readonly loinc: string | null;
  readonly name: string | null;
}

/** One ordered test as a FHIR R4 ServiceRequest; those of one order share their requisition. */
export const writeLabOrder = (row: OrderedTest): JsonObject => ({
  ...request('laboratory', row, isStatus(row.status) ? STATUS[row.status] : 'active', row.ordered_at), requisition: { system: LAB_ORDER, value: row.order_id },
  priority: priorityOf(row.priority),
  code: { coding: [...(row.loinc === null ? [] : [{ system: LOINC, code: row.loinc }]), { system: LAB_TEST, code: row.test_code }], text: row.name ?? row.test_code },
  ...(row.reason === null || row.reason === '' ? {} : { note: [{ text: row.reason }] }),
});
