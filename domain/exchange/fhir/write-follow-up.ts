import type { SyncedRow } from '../../sync/tables.ts';
import type { JsonObject } from './json.ts';
import { request } from './write-request.ts';
import type { RequestStatus } from './write-request.ts';

const STATUS: Readonly<Record<string, RequestStatus>> = { wanted: 'active', booked: 'active', done: 'completed', cancelled: 'revoked' };

/**
 * A visit that somebody wants to follow as a FHIR R4 ServiceRequest. Not an Appointment: one that is not merely proposed must say
 * when it begins and ends (rule app-3), which nobody knows before it is booked, and the wish outlives the booking.
 */
export const writeFollowUp = (row: SyncedRow<'follow_up'>): JsonObject => ({
  ...request('follow-up', row, STATUS[row.status] ?? 'active', row.created_at), code: { text: 'Follow-up visit' }, occurrenceDateTime: row.due_on,
  ...(row.provider_id === null ? {} : { performer: [{ reference: `urn:uuid:${row.provider_id}`, type: 'Practitioner' }] }),
  ...(row.reason === '' ? {} : { reasonCode: [{ text: row.reason }] }),
});
