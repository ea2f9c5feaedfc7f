import { afterEach, beforeAll, expect, test } from 'vitest';
import type { ImportReport } from '#domain/contract/exchange.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { runAndWatch } from '#main/exchange/bring-in.ts';
import { exportBlob } from '#main/exchange/export/export-store.ts';
import { importFhirFiles } from '#main/exchange/fhir/import-files.ts';
import { diabetes } from '#tests/support/forms.ts';
import type { Bundle } from '#tests/support/fhir/same-resources.ts';
import { bindingFaultsOf, loadBindings } from '#tests/support/fhir/bindings.ts';
import { faultsOf, loadDefinitions } from '#tests/support/fhir/validator.ts';
import { openTestStore } from '#tests/unit/exchange/open-store.ts';
import type { TestStore } from '#tests/unit/exchange/open-store.ts';
import { jsonFile } from '#tests/unit/exchange/run-fhir.ts';

beforeAll(() => {
  loadDefinitions();
  loadBindings();
}, 300_000);
const open: TestStore[] = [];
const opened = (): TestStore => {
  const made = openTestStore();
  open.push(made);
  return made;
};
afterEach(() => { open.splice(0).forEach((one) => { one.close(); }); });

const AT = '2026-03-01T08:00:00.000Z';

/** A record as it is written at the desk: one row of each table that FHIR has a resource for. */
function write({ store, newId }: TestStore): void {
  const [patient_id, encounter_id, provider_id] = [newId(), newId(), newId()];
  const by = { patient_id, encounter_id, source: 'desk', recorded_at: AT, recorded_by: null, removed: 0 } as const;
  store.write({ personId: null, intent: 'test' }, (tx) => {
    tx.insert('patient', {
      id: patient_id, number: 'A-1', name: 'Ana Prueba', sex: 'female', birth_date: '1990-05-04', birth_estimated: 1, phone: '555', email: 'a@b.example', address: '1 Way', district: 'D', state: 'S',
      language: 'es', pronunciation: null, payer: 'Fund', policy_number: '7', notes: null, pregnant: 0, disabled: 0, archived: 0, archived_reason: null, registered_at: AT, deceased_at: null,
    });
    tx.insert('provider', { id: provider_id, kind: 'doctor', person_id: null, name: 'Dee Doe', speciality: 'Surgery', registration_number: 'R1', room_ids: '[]', phone: '1', email: null, identifiers: '[]', active: 1 });
    tx.insert('encounter', {
      id: encounter_id, patient_id, started_at: AT, ended_at: null, status: 'in-progress', class_code: null, title: 'Visit', reason: 'Cough', source: 'desk', removed: 0, token_id: null, service_id: null,
      provider_id, outcome: null, started_by: null, ended_by: null,
    } as SyncedRow<'encounter'>);
    tx.insert('allergy', { id: newId(), patient_id, substance: 'Eggs', reaction: 'Rash', recorded_at: AT, removed: 0 });
    tx.insert('condition', { id: newId(), ...by, category: 'diagnosis', code_system: 'http://hl7.org/fhir/sid/icd-10', code: 'J20', title: 'Bronchitis', clinical_status: 'active', certainty: 'provisional', onset_on: '2026-02-20', ended_on: null, note: 'dry' });
    tx.insert('condition', { id: newId(), ...by, encounter_id: null, category: 'problem', code_system: null, code: null, title: 'Backache', clinical_status: 'resolved', certainty: 'confirmed', onset_on: null, ended_on: '2026-01-01', note: null });
    tx.insert('procedure', { id: newId(), ...by, code_system: null, code: null, title: 'Suture', status: 'completed', performed_at: AT, ended_at: '2026-03-01T08:20:00.000Z', performer: 'Dee Doe', note: null });
    tx.insert('prescription', {
      id: newId(), patient_id, encounter_id, source: 'desk', removed: 0, intent: 'order', code_system: null, code: null, drug: 'Amoxicillin', form: null, strength: null, route: 'oral', dose: 500, dose_unit: 'mg',
      per_day: 3, timing: 'after food', days: 7, quantity: 21, quantity_unit: 'capsules', instructions: 'whole', as_needed: 1, status: 'stopped', started_on: '2026-03-01', ended_on: null, stop_reason: 'rash', warning: null,
      prescribed_at: AT, prescribed_by: null,
    });
    tx.insert('immunization', {
      id: newId(), ...by, code_system: 'http://hl7.org/fhir/sid/cvx', code: '140', vaccine: 'Influenza', dose_number: 2, given_at: AT, lot: 'L', expires_on: '2027-01-01', site: 'left arm', route: 'intramuscular',
      given_by: 'Dee Doe', status: 'completed', reason: null, note: 'ok',
    });
    const value = { set_id: null, token_id: null, typed_value: null, typed_unit: null, recorded_by: null, recorded_at: AT, source: 'desk', confirmed: 1, clock: null, taken_at: AT, patient_id, encounter_id, text: null } as const;
    tx.insert('observation', { id: newId(), ...value, code: 'systolic', loinc: '8480-6', value: 120, unit: 'mm[Hg]' });
    tx.insert('observation', { id: newId(), ...value, code: 'diastolic', loinc: '8462-4', value: 80, unit: 'mm[Hg]' });
    tx.insert('observation', { id: newId(), ...value, code: 'temperature', loinc: '8310-5', value: 37.2, unit: 'Cel' });
    const document = newId();
    tx.insert('document', { id: document, ...by, title: 'Letter', kind: 'other', media_type: 'text/plain', bytes: 2, sha256: 'x', parts: 1, written_at: AT });
    tx.insert('document_part', { id: newId(), document_id: document, patient_id, position: 0, content: 'aGk=' });
    const ordered = { patient_id, order_id: newId(), priority: 1, ordered_at: AT, specimen_id: null, value_id: null } as const;
    tx.insert('lab_order', { id: ordered.order_id, patient_id, encounter_id, priority: 1, note: null, ordered_at: AT, ordered_by: null });
    const [measured, waiting, result] = [newId(), newId(), newId()];
    tx.insert('lab_order_line', { id: measured, ...ordered, test_code: 'potassium', status: 'verified', reason: null });
    tx.insert('lab_order_line', { id: waiting, ...ordered, test_code: 'not in the catalogue', status: 'cancelled', reason: 'no reagent' });
    tx.insert('observation', { id: result, ...value, source: 'laboratory', set_id: ordered.order_id, code: 'potassium', loinc: '2823-3', value: 4.1, unit: 'mmol/L' });
    tx.insert('lab_event', { id: newId(), line_id: measured, patient_id, at: AT, from_status: 'resulted', to_status: 'verified', person_id: null, reason: null, value_id: null, observation_id: result });
    tx.insert('referral', { id: newId(), patient_id, encounter_id, to_place: 'District hospital', speciality: 'Surgery', urgency: 'emergency', reason: 'Hernia', status: 'answered', answer: 'Operated', written_at: AT, written_by: null, closed_at: null });
    tx.insert('follow_up', { id: newId(), patient_id, encounter_id, due_on: '2026-03-15', reason: 'Wound', service_id: null, provider_id, status: 'wanted', created_at: AT, person_id: null });
    tx.insert('pregnancy', {
      id: newId(), patient_id, status: 'ongoing', last_period: '2026-01-01', cycle_days: null, scan_on: null, scan_days: null, transfer_on: null, embryo_days: null, due_date: '2026-10-08', due_method: 'period', dated_at: null,
      dated_by: null, gravida: 2, para: 1, previous_caesareans: null, fetuses: 1, blood_group: null, rhesus: null, smoking: null, risks: '[]', risk_note: null, booked_on: '2026-02-20', ended_on: null, end_kind: null, end_note: null,
      recorded_at: AT, recorded_by: null, removed: 0,
    });
    const [form, wrong, answers] = [newId(), newId(), { weight: 71.5, pulses: true, findings: ['ulcer', 'callus'], next: '2026-04-01', shoes: 'Boots' }];
    tx.insert('form_definition', { id: form, form_key: newId(), version: 1, title: 'Diabetes follow-up', fields: JSON.stringify(diabetes), active: 1, created_at: AT, created_by: null });
    const filled = { patient_id, encounter_id, form_key: 'k', form_version: 1, definition_id: form, filled_at: AT, filled_by: null, removed: 0 } as const;
    tx.insert('form_answer', { id: wrong, ...filled, answers: JSON.stringify({ weight: 17 }), replaces_id: null });
    tx.insert('form_answer', { id: newId(), ...filled, answers: JSON.stringify(answers), replaces_id: wrong });
    tx.insert('form_answer', { id: newId(), ...filled, answers: JSON.stringify({ weight: 1 }), replaces_id: null, removed: 1 });
    tx.insert('clinical_note', { id: newId(), patient_id, encounter_id, kind: 'note', text: 'Chest clear', amends_id: null, signed_at: AT, signed_by: null, source: 'desk' });
  });
}

const added = ({ stored, kept, refusedCount }: ImportReport): object => ({ stored: { ...stored }, kept: { ...kept }, refusedCount });
const exported = async (at: TestStore): Promise<string> => (await exportBlob(at.store.read, 'fhir')).text();
const bring = (at: TestStore, text: string) =>
  runAndWatch(at.jobs, { kind: 'fhir', name: 'x', personId: null, dryRun: false }, (run) => importFhirFiles(run, [jsonFile('x.json', text)], '2026-06-01'), {});

test('what is written here leaves as the definitions of FHIR R4 have it', async () => {
  const at = opened();
  write(at);
  const { entry } = JSON.parse(await exported(at)) as Bundle;
  expect(entry.map(({ resource }) => resource.resourceType).toSorted()).toEqual([
    'AllergyIntolerance', 'Condition', 'Condition', 'DiagnosticReport', 'DocumentReference', 'DocumentReference', 'Encounter', 'Immunization', 'MedicationRequest', 'Observation', 'Observation', 'Observation',
    'Observation', 'Patient', 'Practitioner', 'Procedure', 'Questionnaire', 'QuestionnaireResponse', 'ServiceRequest', 'ServiceRequest', 'ServiceRequest', 'ServiceRequest',
  ]);
  for (const { resource } of entry) expect([...faultsOf(resource), ...bindingFaultsOf(resource)], resource.resourceType).toEqual([]);
  expect(faultsOf(JSON.parse(await exported(at)))).toEqual([]);
  // The judge does find fault.
  expect(faultsOf({ resourceType: 'Condition', id: 'x', subject: 'somebody' })).not.toEqual([]);
  expect(bindingFaultsOf({
    resourceType: 'Condition', clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'ill' }] }, verificationStatus: { text: 'sure' },
    contained: [{ resourceType: 'MedicationRequest', status: 'active', intent: 'wish', dosageInstruction: [{ timing: { repeat: { periodUnit: 'day' } } }] }],
  })).toEqual(['Condition.clinicalStatus: ill', 'Condition.verificationStatus: ', 'MedicationRequest.intent: wish', 'Timing.repeat.periodUnit: day']);
});

test('a report names the orders it answers and the values it tells; each request says what it is', async () => {
  const at = opened();
  write(at);
  const all = (JSON.parse(await exported(at)) as { entry: { fullUrl: string; resource: Record<string, unknown> }[] }).entry;
  const of = (type: string): Record<string, unknown>[] => all.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === type);
  const named = new Set(all.map(({ fullUrl }) => fullUrl));
  for (const [, reference] of JSON.stringify(all).matchAll(/"reference":"([^"]+)"/g)) expect(named.has(String(reference)), reference).toBe(true);
  const [report] = of('DiagnosticReport');
  const potassium = of('Observation').find(({ code }) => JSON.stringify(code).includes('2823-3'));
  expect(report).toMatchObject({ status: 'final', issued: AT, result: [{ reference: `urn:uuid:${String(potassium?.['id'])}`, type: 'Observation' }] });
  expect(report?.['basedOn']).toHaveLength(2);
  expect(of('ServiceRequest')).toMatchObject([
    { status: 'completed', priority: 'urgent', code: { coding: [{ system: 'http://loinc.org' }, { code: 'potassium' }] } },
    { status: 'revoked', code: { coding: [{ code: 'not in the catalogue' }], text: 'not in the catalogue' }, note: [{ text: 'no reagent' }] },
    { status: 'completed', priority: 'stat', code: { text: 'Referral: Surgery' }, performer: [{ display: 'District hospital' }], reasonCode: [{ text: 'Hernia' }], note: [{ text: 'Operated' }] },
    { status: 'active', occurrenceDateTime: '2026-03-15', reasonCode: [{ text: 'Wound' }] },
  ]);
  expect(of('Observation').find(({ code }) => JSON.stringify(code).includes('82810-3'))).toMatchObject({ valueCodeableConcept: { coding: [{ code: 'LA15173-0' }] }, component: [{ valueDateTime: '2026-10-08' }, { valueDateTime: '2026-01-01' }, { valueInteger: 2 }, { valueInteger: 1 }] });
});

test('a filled form leaves with its form, as it was last corrected, each answer as what it is', async () => {
  const at = opened();
  write(at);
  const all = (JSON.parse(await exported(at)) as Bundle).entry.map(({ resource }) => resource as unknown as Record<string, unknown>);
  const [form] = all.filter(({ resourceType }) => resourceType === 'Questionnaire');
  expect(form).toMatchObject({ url: `urn:uuid:${String(form?.['id'])}`, version: '1', title: 'Diabetes follow-up', _title: { extension: [{ extension: [{ valueCode: 'es' }, { valueString: 'Control de diabetes' }] }] }, status: 'active' });
  expect((form?.['item'] as { type: string }[]).map(({ type }) => type)).toEqual(['decimal', 'display', 'boolean', 'choice', 'display', 'choice', 'date', 'string', 'text']);
  expect((form?.['item'] as unknown[])[0]).toMatchObject({ linkId: 'weight', required: true, extension: [{ valueDecimal: 2 }, { valueDecimal: 400 }, { valueCoding: { display: 'kg' } }] });
  expect(all.filter(({ resourceType }) => resourceType === 'QuestionnaireResponse')).toMatchObject([{
    questionnaire: `urn:uuid:${String(form?.['id'])}|1`, status: 'amended', authored: AT, item: [
      { linkId: 'weight', text: 'Weight', answer: [{ valueDecimal: 71.5 }] }, { linkId: 'pulses', answer: [{ valueBoolean: true }] },
      { linkId: 'findings', answer: [{ valueCoding: { code: 'ulcer', display: 'Ulcer' } }, { valueCoding: { code: 'callus', display: 'Callus' } }] },
      { linkId: 'next', answer: [{ valueDate: '2026-04-01' }] }, { linkId: 'shoes', answer: [{ valueString: 'Boots' }] },
    ],
  }]);
});

test('and comes back to the same rows, here as nothing new', async () => {
  const at = opened();
  write(at);
  const text = await exported(at);
  expect(added(await bring(at, text))).toEqual({ stored: {}, kept: {}, refusedCount: 0 });
  const other = opened();
  expect(await bring(other, text)).toMatchObject({ refusedCount: 0, skipped: {} });
  const rows = (from: TestStore, columns: string): unknown[] => from.store.read.statement(`SELECT ${columns} ORDER BY 1`).all();
  for (const columns of [
    'id, patient_id, encounter_id, category, code_system, code, title, clinical_status, certainty, onset_on, ended_on, note FROM condition',
    'id, patient_id, encounter_id, title, status, performed_at, ended_at, performer FROM procedure',
    'id, patient_id, encounter_id, intent, drug, route, dose, dose_unit, per_day, timing, days, quantity, quantity_unit, instructions, as_needed, status, stop_reason, prescribed_at FROM prescription',
    'id, patient_id, encounter_id, code_system, code, vaccine, dose_number, given_at, lot, expires_on, site, route, given_by, status, note, recorded_at FROM immunization',
    'id, patient_id, encounter_id, code, value, unit, taken_at FROM observation', 'id, patient_id, substance, reaction FROM allergy', 'id, started_at, status, title, reason FROM encounter',
    "title, media_type, bytes, written_at FROM document WHERE title = 'Letter'",
  ]) expect(rows(other, columns), columns).toEqual(rows(at, columns));
  expect(await exported(other)).toContain(Buffer.from('Chest clear').toString('base64'));
  // What the other place has no rows for is told there as it came; nothing of it has become a value or a problem.
  const requests = (text: string): unknown[] => (JSON.parse(text) as Bundle).entry.filter(({ resource }) => ['ServiceRequest', 'DiagnosticReport', 'Questionnaire', 'QuestionnaireResponse'].includes(resource.resourceType) || JSON.stringify(resource).includes('82810-3'))
    .map(({ resource }) => resource).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  expect(requests(await exported(other))).toEqual(requests(text));
  expect(requests(text)).toHaveLength(8);
  expect(added(await bring(other, text))).toEqual({ stored: {}, kept: {}, refusedCount: 0 });
});
