import type { SyncedRow } from '../../sync/tables.ts';
import type { JsonObject } from './json.ts';
import { LOINC } from './coded.ts';
import { list } from './write-patient.ts';

const CODES = 'http://terminology.hl7.org/CodeSystem';
const reference = (id: string): JsonObject => ({ reference: `urn:uuid:${id}` });
const coded = (system: string, code: string): JsonObject => ({ coding: [{ system, code }] });
const when = (key: string, value: unknown): JsonObject => (value === null || value === '' ? {} : { [key]: value });
const textOnly = (key: string, text: string | null): JsonObject => when(key, text === null || text === '' ? null : { text });
const notes = (note: string | null): JsonObject => when('note', note === null || note === '' ? null : [{ text: note }]);

/** A code with its words; a code without a system says nothing elsewhere, and goes with the words alone. */
function concept({ code_system: system, code }: { readonly code_system: string | null; readonly code: string | null }, text: string): JsonObject {
  return { ...(code === null ? {} : { coding: [{ ...when('system', system), code }] }), text };
}

/** Whose it is and, where it was written, in which visit. */
const whose = (row: { readonly patient_id: string; readonly encounter_id: string | null }, key: 'subject' | 'patient'): JsonObject => ({
  [key]: reference(row.patient_id), ...(row.encounter_id === null ? {} : { encounter: reference(row.encounter_id) }),
});

/** A problem or diagnosis as a FHIR R4 Condition. */
export const writeCondition = (row: SyncedRow<'condition'>): JsonObject => ({
  resourceType: 'Condition', id: row.id,
  clinicalStatus: coded(`${CODES}/condition-clinical`, row.clinical_status),
  verificationStatus: coded(`${CODES}/condition-ver-status`, row.certainty),
  category: [coded(`${CODES}/condition-category`, row.category === 'diagnosis' ? 'encounter-diagnosis' : 'problem-list-item')],
  code: concept(row, row.title), ...whose(row, 'subject'), ...when('onsetDateTime', row.onset_on), ...when('abatementDateTime', row.ended_on),
  recordedDate: row.recorded_at, ...notes(row.note),
});

/** A procedure as a FHIR R4 Procedure. */
export const writeProcedure = (row: SyncedRow<'procedure'>): JsonObject => ({
  resourceType: 'Procedure', id: row.id, status: row.status, code: concept(row, row.title), ...whose(row, 'subject'),
  ...(row.ended_at === null ? { performedDateTime: row.performed_at } : { performedPeriod: { start: row.performed_at, end: row.ended_at } }),
  ...(row.performer === null ? {} : { performer: [{ actor: { display: row.performer } }] }), ...notes(row.note),
});

/** A prescription as a FHIR R4 MedicationRequest; one that was written elsewhere is marked as reported. */
export const writePrescription = (row: SyncedRow<'prescription'>): JsonObject => ({
  resourceType: 'MedicationRequest', id: row.id, status: row.status, ...textOnly('statusReason', row.stop_reason), intent: 'order',
  ...(row.intent === 'elsewhere' ? { reportedBoolean: true } : {}),
  medicationCodeableConcept: concept(row, [row.drug, row.strength, row.form].filter((word) => word !== null && word !== '').join(' ')),
  ...whose(row, 'subject'), authoredOn: row.prescribed_at, ...list('dosageInstruction', dosage(row)), ...supply(row),
});

function dosage(row: SyncedRow<'prescription'>): JsonObject[] {
  const bounds = row.days !== null
    ? { boundsDuration: { value: row.days, unit: 'days', system: UCUM, code: 'd' } }
    : row.started_on !== null || row.ended_on !== null ? { boundsPeriod: { ...when('start', row.started_on), ...when('end', row.ended_on) } } : {};
  const repeat = { ...bounds, ...often(row.per_day) };
  const timing = { ...(Object.keys(repeat).length === 0 ? {} : { repeat }), ...textOnly('code', row.timing) };
  const one = {
    ...when('text', row.instructions), ...(Object.keys(timing).length === 0 ? {} : { timing }),
    ...(row.as_needed === 1 ? { asNeededBoolean: true } : {}), ...textOnly('route', row.route),
    ...(row.dose === null ? {} : { doseAndRate: [{ doseQuantity: { value: row.dose, ...when('unit', row.dose_unit) } }] }),
  };
  return Object.keys(one).length === 0 ? [] : [one];
}

const UCUM = 'http://unitsofmeasure.org';

/** Three a day is 3 in 1 d; a third a day is 1 in 3 d. */
function often(perDay: number | null): JsonObject {
  if (perDay === null || perDay <= 0) return {};
  if (Number.isInteger(perDay)) return { frequency: perDay, period: 1, periodUnit: 'd' };
  return { frequency: 1, period: Number((1 / perDay).toPrecision(6)), periodUnit: 'd' };
}

const supply = (row: SyncedRow<'prescription'>): JsonObject => (row.quantity === null ? {} : {
  dispenseRequest: { quantity: { value: row.quantity, ...when('unit', row.quantity_unit) } },
});

/** A vaccination as a FHIR R4 Immunization. */
export const writeImmunization = (row: SyncedRow<'immunization'>): JsonObject => ({
  resourceType: 'Immunization', id: row.id, status: row.status, ...textOnly('statusReason', row.reason), vaccineCode: concept(row, row.vaccine),
  ...whose(row, 'patient'), occurrenceDateTime: row.given_at, recorded: row.recorded_at, ...when('lotNumber', row.lot),
  ...when('expirationDate', row.expires_on), ...textOnly('site', row.site), ...textOnly('route', row.route),
  ...(row.given_by === null || row.given_by === '' ? {} : { performer: [{ actor: { display: row.given_by } }] }), ...notes(row.note),
  ...(row.dose_number === null ? {} : { protocolApplied: [{ doseNumberPositiveInt: row.dose_number }] }),
});

/** A document as a FHIR R4 DocumentReference. @param content base64 */
export const writeDocument = (row: SyncedRow<'document'>, content: string): JsonObject => ({
  resourceType: 'DocumentReference', id: row.id, status: 'current', subject: reference(row.patient_id), date: row.written_at ?? row.recorded_at,
  description: row.title, content: [{ attachment: { contentType: row.media_type, data: content, size: row.bytes, title: row.title } }],
  ...(row.encounter_id === null ? {} : { context: { encounter: [reference(row.encounter_id)] } }),
});

/** A signed note as a FHIR R4 DocumentReference of plain text. @param content base64 of its UTF-8 */
export const writeNote = (row: SyncedRow<'clinical_note'>, content: string): JsonObject => ({
  resourceType: 'DocumentReference', id: row.id, status: 'current', type: { coding: [{ system: LOINC, code: '34109-9' }] },
  subject: reference(row.patient_id), date: row.signed_at, content: [{ attachment: { contentType: 'text/plain; charset=utf-8', data: content } }],
  ...(row.amends_id === null ? {} : { relatesTo: [{ code: 'appends', target: reference(row.amends_id) }] }),
  ...(row.encounter_id === null ? {} : { context: { encounter: [reference(row.encounter_id)] } }),
});

/** Somebody who treats patients here, as a FHIR R4 Practitioner. */
export const writePractitioner = (row: SyncedRow<'provider'>): JsonObject => ({
  resourceType: 'Practitioner', id: row.id, active: row.active === 1, name: [{ text: row.name }],
  ...list('telecom', [...(row.phone === null ? [] : [{ system: 'phone', value: row.phone }]), ...(row.email === null ? [] : [{ system: 'email', value: row.email }])]),
  ...list('qualification', row.speciality === null && row.registration_number === null ? [] : [{
    ...list('identifier', row.registration_number === null ? [] : [{ value: row.registration_number }]), code: { text: row.speciality ?? row.kind },
  }]),
});
