import type { JsonObject } from './json.ts';
import { ownCategory } from './own-record.ts';
import type { OwnRecord } from './own-record.ts';

export const to = (type: string, id: string): JsonObject => ({ reference: `urn:uuid:${id}`, type });

/** Codes of http://hl7.org/fhir/request-status that this program uses. */
export type RequestStatus = 'active' | 'completed' | 'revoked';

interface Requested {
  readonly id: string;
  readonly patient_id: string;
  readonly encounter_id: string | null;
}

/** What all requests of this program have in common, as a FHIR R4 ServiceRequest. @param authoredOn ISO instant */
export const request = (of: OwnRecord, row: Requested, status: RequestStatus, authoredOn: string): JsonObject => ({
  resourceType: 'ServiceRequest', id: row.id, status, intent: 'order', category: [ownCategory(of)], subject: to('Patient', row.patient_id),
  ...(row.encounter_id === null ? {} : { encounter: to('Encounter', row.encounter_id) }), authoredOn,
});
