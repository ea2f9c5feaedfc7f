import type { SyncedRow } from '../../sync/tables.ts';
import { LOINC } from './coded.ts';
import type { JsonObject } from './json.ts';
import { ownCategory } from './own-record.ts';
import { to } from './write-request.ts';

const loinc = (code: string, display: string): JsonObject => ({ coding: [{ system: LOINC, code, display }] });

/** What a component says, by LOINC code. */
function part(code: string, display: string, key: 'valueDateTime' | 'valueInteger', value: string | number | null): JsonObject[] {
  return value === null ? [] : [{ code: loinc(code, display), [key]: value }];
}

/**
 * A pregnancy as a FHIR R4 Observation of the status (LOINC 82810-3, as the International Patient Summary has it), with what dates
 * it. Not a Condition: it is no problem of the list.
 */
export const writePregnancy = (row: SyncedRow<'pregnancy'>): JsonObject => ({
  resourceType: 'Observation', id: row.id, status: 'final', category: [ownCategory('pregnancy')], code: loinc('82810-3', 'Pregnancy status'),
  subject: to('Patient', row.patient_id), effectiveDateTime: row.ended_on ?? row.booked_on,
  valueCodeableConcept: row.status === 'ongoing' ? loinc('LA15173-0', 'Pregnant') : loinc('LA26683-5', 'Not pregnant'),
  ...(row.end_note === null || row.end_note === '' ? {} : { note: [{ text: row.end_note }] }),
  component: [
    ...part('11778-8', 'Delivery date Estimated', 'valueDateTime', row.due_date), ...part('8665-2', 'Last menstrual period start date', 'valueDateTime', row.last_period),
    ...part('11996-6', '[#] Pregnancies', 'valueInteger', row.gravida), ...part('11977-6', '[#] Parity', 'valueInteger', row.para),
  ],
});
