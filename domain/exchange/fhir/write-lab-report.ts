import { LOINC } from './coded.ts';
import type { JsonObject } from './json.ts';
import { ownCategory } from './own-record.ts';
import { to } from './write-request.ts';

/** What is verified of one order. */
export interface LabReport {
  /** The order's. */
  readonly id: string;
  readonly patientId: string;
  readonly encounterId: string | null;
  readonly requestIds: readonly string[];
  readonly observationIds: readonly string[];
  /** Nothing more will come. */
  readonly whole: boolean;
  /** ISO instants: when it was ordered, and last verified. */
  readonly orderedAt: string;
  readonly verifiedAt: string;
}

/** The results of an order as a FHIR R4 DiagnosticReport. */
export const writeLabReport = ({ id, patientId, encounterId, requestIds, observationIds, whole, orderedAt, verifiedAt }: LabReport): JsonObject => ({
  resourceType: 'DiagnosticReport', id, basedOn: requestIds.map((one) => to('ServiceRequest', one)), status: whole ? 'final' : 'partial',
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'LAB' }] }, ownCategory('laboratory')],
  code: { coding: [{ system: LOINC, code: '11502-2' }], text: 'Laboratory report' }, subject: to('Patient', patientId),
  ...(encounterId === null ? {} : { encounter: to('Encounter', encounterId) }), effectiveDateTime: orderedAt, issued: verifiedAt,
  ...(observationIds.length === 0 ? {} : { result: observationIds.map((one) => to('Observation', one)) }),
});
