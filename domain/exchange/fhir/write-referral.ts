import type { SyncedRow } from '../../sync/tables.ts';
import type { JsonObject } from './json.ts';
import { request } from './write-request.ts';
import type { RequestStatus } from './write-request.ts';

const STATUS: Readonly<Record<string, RequestStatus>> = { sent: 'active', answered: 'completed', closed: 'completed', cancelled: 'revoked' };
/** Codes of http://hl7.org/fhir/request-priority. */
const PRIORITY: Readonly<Record<string, string>> = { routine: 'routine', urgent: 'urgent', emergency: 'stat' };

/** A referral as a FHIR R4 ServiceRequest. */
export const writeReferral = (row: SyncedRow<'referral'>): JsonObject => ({
  ...request('referral', row, STATUS[row.status] ?? 'active', row.written_at), priority: PRIORITY[row.urgency] ?? 'routine',
  code: { text: row.speciality === null || row.speciality === '' ? 'Referral' : `Referral: ${row.speciality}` },
  performer: [{ display: row.to_place }], reasonCode: [{ text: row.reason }],
  ...(row.answer === null || row.answer === '' ? {} : { note: [{ text: row.answer }] }),
});
