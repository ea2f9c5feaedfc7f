import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pack, unpack } from '#main/exchange/fhir/packed-json.ts';
import { packEntries, unpackEntries } from '#main/exchange/fhir/packed-originals.ts';
import { PIECE } from '#main/exchange/fhir/pieces.ts';
import { jsonFile, runFhir } from './run-fhir.ts';
import type { MemorySink } from './memory-sink.ts';

const to = (reference: string): object => ({ reference });
const PERSON = { resourceType: 'Patient', id: '1', name: [{ text: 'Ana Prueba' }], birthDate: '1990-05-04' };
const VISIT = { resourceType: 'Encounter', id: 'v', status: 'finished', class: { code: 'AMB' }, subject: to('Patient/1'), period: { start: '2024-01-02T08:00:00Z' } };
const bundle = (...resources: object[]): object => ({ resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) });
const rowsOf = (sink: MemorySink, table: string): Record<string, unknown>[] =>
  [...sink.rows].filter(([key]) => key.startsWith(`${table} `)).map(([, row]) => row as unknown as Record<string, unknown>);

/** What becomes of one resource beside a patient and a visit. */
async function become(resource: object): Promise<{ sink: MemorySink; stored: object; kept: object; refused: string[] }> {
  const { tally, sink } = await runFhir([jsonFile('a.json', bundle(resource, PERSON, VISIT))]);
  const { Patient: _p, Encounter: _e, ...stored } = tally.stored;
  return { sink, stored, kept: { ...tally.kept }, refused: tally.refused.map(({ reason, detail }) => `${reason} ${detail}`) };
}
const own = { subject: to('Patient/1'), encounter: to('Encounter/v') };
const icd = { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'I10' }], text: 'High blood pressure' };

describe('resources that become rows', () => {
  test('a condition', async () => {
    const { sink, stored } = await become({
      resourceType: 'Condition', ...own, code: icd, onsetDateTime: '2019-03-04T23:30:00-05:00', abatementDateTime: '2020-02', recordedDate: '2019-03-05',
      verificationStatus: { coding: [{ code: 'differential' }] }, category: [{ coding: [{ code: 'encounter-diagnosis' }] }], note: [{ text: 'a' }, { text: 'b' }],
    });
    expect(stored).toEqual({ Condition: 1 });
    // The day is the one that was written, not the one it was in UTC.
    expect(rowsOf(sink, 'condition')).toMatchObject([{
      code_system: 'http://hl7.org/fhir/sid/icd-10', code: 'I10', title: 'High blood pressure', category: 'diagnosis', clinical_status: 'resolved', certainty: 'provisional',
      onset_on: '2019-03-04', ended_on: '2020-02-01', recorded_at: '2019-03-05T12:00:00.000Z', note: 'a\n\nb', encounter_id: [...sink.encounters.keys()][0],
    }]);
  });

  test.each([['recurrence', 'active'], ['relapse', 'active'], ['remission', 'inactive'], ['inactive', 'inactive'], ['resolved', 'resolved'], ['constructor', 'active']])('clinical status %s is %s', async (code, meant) => {
    const { sink } = await become({ resourceType: 'Condition', ...own, code: icd, clinicalStatus: { coding: [{ code }] } });
    expect(rowsOf(sink, 'condition')).toMatchObject([{ clinical_status: meant }]);
  });

  test('a procedure', async () => {
    const { sink } = await become({
      resourceType: 'Procedure', status: 'completed', ...own, code: { text: 'Suture' }, performedPeriod: { start: '2024-01-02T08:10:00Z', end: '2024-01-02T08:30:00Z' },
      performer: [{ actor: { display: 'Dr Sample' } }],
    });
    expect(rowsOf(sink, 'procedure')).toMatchObject([{ title: 'Suture', status: 'completed', performed_at: '2024-01-02T08:10:00.000Z', ended_at: '2024-01-02T08:30:00.000Z', performer: 'Dr Sample' }]);
  });

  test.each([[{ frequency: 3, period: 1, periodUnit: 'd' }, 3], [{ frequency: 1, period: 8, periodUnit: 'h' }, 3], [{ frequency: 1, period: 1, periodUnit: 'wk' }, 0.142857], [{ frequency: 1, period: 0, periodUnit: 'd' }, null], [{ frequency: 1, period: 1, periodUnit: 'mo' }, null]])('a prescription taken %j is %s a day', async (repeat, perDay) => {
    const { sink } = await become({
      resourceType: 'MedicationRequest', status: 'on-hold', intent: 'order', ...own, authoredOn: '2024-01-02', medicationReference: { reference: 'Medication/9', display: 'Amoxicillin' },
      dosageInstruction: [{ text: 'after food', asNeededBoolean: true, timing: { repeat: { ...repeat, boundsDuration: { value: 1, code: 'wk' } } }, route: { text: 'oral' }, doseAndRate: [{ doseQuantity: { value: 500, unit: 'mg' } }] }],
      dispenseRequest: { quantity: { value: 21, unit: 'tablets' } },
    });
    expect(rowsOf(sink, 'prescription')).toMatchObject([{
      drug: 'Amoxicillin', status: 'active', intent: 'order', dose: 500, dose_unit: 'mg', per_day: perDay, days: 7, quantity: 21, quantity_unit: 'tablets', as_needed: 1,
      instructions: 'after food', route: 'oral', started_on: '2024-01-02',
    }]);
  });

  test('a vaccination, and one that was not given', async () => {
    const given = { resourceType: 'Immunization', patient: to('Patient/1'), vaccineCode: { coding: [{ system: 'http://hl7.org/fhir/sid/cvx', code: '03', display: 'MMR' }] }, occurrenceDateTime: '2024-01-02' };
    const { sink } = await become({ ...given, status: 'completed', lotNumber: 'L1', expirationDate: '2025-01', protocolApplied: [{ doseNumberPositiveInt: 2 }] });
    expect(rowsOf(sink, 'immunization')).toMatchObject([{ vaccine: 'MMR', code: '03', lot: 'L1', expires_on: '2025-01-01', dose_number: 2, status: 'completed', encounter_id: null }]);
    expect(rowsOf((await become({ ...given, status: 'not-done', statusReason: { text: 'refused' } })).sink, 'immunization')).toMatchObject([{ status: 'not-done', reason: 'refused' }]);
  });

  test('a document, its content once and in pieces', async () => {
    const bytes = Buffer.alloc(PIECE, 'paper ');
    const { sink, stored } = await become({
      resourceType: 'DocumentReference', status: 'current', subject: to('Patient/1'), context: { encounter: [to('Encounter/v')] }, description: 'Letter', date: '2024-01-02',
      content: [{ attachment: { contentType: 'application/pdf', data: bytes.toString('base64') } }],
    });
    expect(stored).toEqual({ DocumentReference: 1 });
    const parts = rowsOf(sink, 'document_part');
    expect(rowsOf(sink, 'document')).toMatchObject([{ title: 'Letter', media_type: 'application/pdf', bytes: PIECE, parts: parts.length, encounter_id: [...sink.encounters.keys()][0] }]);
    expect(Buffer.from(parts.map(({ content }) => content).join(''), 'base64').equals(bytes)).toBe(true);
    expect(rowsOf(sink, 'kept_resource').every(({ json }) => String(json).length < 2000)).toBe(true);
  });

  test('laboratory and social observations with their units', async () => {
    const { sink, stored } = await become({
      resourceType: 'Observation', status: 'final', ...own, category: [{ coding: [{ code: 'laboratory' }] }], code: { coding: [{ system: 'http://loinc.org', code: '2160-0' }] },
      effectiveDateTime: '2024-01-02', valueQuantity: { value: 1.1, unit: 'mg/dL', code: 'mg/dL' },
    });
    expect(stored).toEqual({ Observation: 1, Measurement: 1 });
    expect([...sink.values.values()]).toMatchObject([{ code: 'loinc:2160-0', loinc: '2160-0', value: 1.1, unit: 'mg/dL' }]);
  });
});

describe('what has no place of its own is kept with its patient', () => {
  test.each([
    ['a plan', { resourceType: 'CarePlan', ...own }], ['a claim', { resourceType: 'Claim', patient: to('Patient/1') }],
    ['an appointment', { resourceType: 'Appointment', participant: [{ actor: to('Practitioner/1') }, { actor: to('Patient/1') }] }],
    ['what follows an event', { resourceType: 'Provenance', target: [to('Patient/1'), to('Encounter/v')] }],
    ['a procedure at no known time', { resourceType: 'Procedure', ...own, code: { text: 'Suture' } }],
    ['a denied allergy', { resourceType: 'AllergyIntolerance', patient: to('Patient/1'), code: { coding: [{ code: '716186003' }] } }],
    ['a result without a value', { resourceType: 'Observation', ...own, category: [{ coding: [{ code: 'laboratory' }] }], code: { text: 'x' }, effectiveDateTime: '2024-01-02' }],
    ['a document that lies elsewhere', { resourceType: 'DocumentReference', ...own, content: [{ attachment: { url: 'https://a.example/x' } }] }],
  ])('%s', async (_name, resource) => {
    const { sink, stored, kept, refused } = await become({ ...resource, id: 'x' });
    const { resourceType } = resource;
    expect({ stored, kept, refused }).toEqual({ stored: {}, kept: { [resourceType]: 1 }, refused: [] });
    const row = rowsOf(sink, 'kept_resource').find(({ name }) => name === `${resourceType}/x`);
    expect(row).toMatchObject({ resource_type: resourceType, patient_id: [...sink.patients.keys()][0] });
    const { resourceType: _type, ...rest } = resource as Record<string, unknown>;
    expect(JSON.parse(String(row?.['json']))).toEqual(rest);
  });

  test('directory entries once, without a patient; what is of no patient is counted', async () => {
    const { tally, sink } = await runFhir([jsonFile('a.json', bundle(
      { resourceType: 'Practitioner', id: 'd' }, { resourceType: 'Organization', id: 'o', name: 'Sample Hospital' }, { resourceType: 'ValueSet', id: 'v' }, { resourceType: 'Task', id: 't' },
    ))]);
    expect([tally.kept, tally.skipped]).toEqual([{ Practitioner: 1, Organization: 1 }, { ValueSet: 1, Task: 1 }]);
    expect(rowsOf(sink, 'kept_resource').every((row) => row['patient_id'] === null)).toBe(true);
  });

  test('one longer than a row, in pieces that come before it', async () => {
    const noise = Array.from({ length: 250_000 }, (_, i) => Math.sin(i).toString(36).slice(2, 10)).join('');
    const { sink } = await become({ resourceType: 'Media', id: 'm', subject: to('Patient/1'), content: { data: noise } });
    const row = rowsOf(sink, 'kept_resource').find(({ resource_type: type }) => type === 'Media');
    const parts = rowsOf(sink, 'document_part');
    expect(row).toMatchObject({ json: `p${parts.length}` });
    expect(parts.every(({ document_id: whole }) => whole === row?.['id'])).toBe(true);
    expect(unpack(parts.map(({ content }) => content).join(''))).toContain(noise);
  });
});

describe('hostile input', () => {
  test.each([
    ['a condition that begins in the future', { resourceType: 'Condition', code: icd, onsetDateTime: '2031-01-01' }, 'time-in-future Condition'],
    ['a procedure done in the future', { resourceType: 'Procedure', status: 'completed', code: icd, performedDateTime: '2031-01-01' }, 'time-in-future Procedure'],
    ['a value of the future', { resourceType: 'Observation', code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] }, effectiveDateTime: '2031-01-01', valueQuantity: { value: 1, code: '/min' } }, 'time-in-future effective[x]'],
    ['a day that never was', { resourceType: 'Condition', code: icd, onsetDateTime: '2021-02-30' }, 'time-unreadable onset[x]'],
    ['a mistake', { resourceType: 'Condition', code: icd, verificationStatus: { coding: [{ code: 'entered-in-error' }] } }, 'entered-in-error verificationStatus'],
    ['a wrong unit', { resourceType: 'Observation', code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] }, effectiveDateTime: '2024-01-02', valueQuantity: { value: 1, code: 'furlong' } }, 'unit-unknown valueQuantity.code'],
    ['content that is no base64', { resourceType: 'DocumentReference', content: [{ attachment: { data: '<script>' } }] }, 'value-unreadable content.attachment.data'],
  ])('%s is refused', async (_name, resource, reason) => {
    const { stored, kept, refused } = await become({ ...own, ...resource });
    expect({ stored, kept, refused }).toEqual({ stored: {}, kept: {}, refused: [reason] });
  });

  test('references to nowhere and in a circle stop nothing', async () => {
    const { tally, sink } = await runFhir([jsonFile('a.json', bundle(
      PERSON, { ...VISIT, partOf: to('Encounter/v') },
      { resourceType: 'Condition', id: 'a', code: icd, subject: to('Patient/1'), encounter: to('Encounter/none'), evidence: [{ detail: [to('Condition/b')] }] },
      { resourceType: 'Condition', id: 'b', code: icd, subject: to('Patient/1'), evidence: [{ detail: [to('Condition/a')] }] },
      { resourceType: 'Condition', id: 'c', code: icd, subject: to('Patient/none') },
    ))]);
    expect(tally.stored).toMatchObject({ Condition: 2 });
    expect(tally.refused.map(({ entry, reason }) => `${entry} ${reason}`)).toEqual(['entry 5 patient-not-found']);
    expect(rowsOf(sink, 'condition').map((row) => row['encounter_id'])).toEqual([null, null]);
  });

  test('the same id twice is one record', async () => {
    const one = { resourceType: 'Condition', id: 'a', code: icd, subject: to('Patient/1') };
    const { tally } = await runFhir([jsonFile('a.json', bundle(PERSON, one, { ...one, code: { text: 'Other' } }))]);
    expect([tally.stored['Condition'], tally.unchanged['Condition']]).toEqual([1, 1]);
  });
});

test('packing gives back what it was given', () => {
  fc.assert(fc.property(fc.json(), (json) => { expect(unpack(pack(json))).toBe(json); }));
  expect(() => unpack('9abc')).toThrow();
});

test('originals packed together come apart as they were', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ' ', '\t', '\n', '"', '\\', 'é', '\ud800', '😀', '\u2028') });
  const entry = fc.record({
    type: fc.constantFrom('Observation', 'Claim'), id: fc.uuid(), name: fc.option(text),
    rest: fc.dictionary(text, text).map((one) => JSON.stringify(one)),
  });
  fc.assert(fc.property(fc.array(entry, { minLength: 1, maxLength: 8 }), (entries) => {
    expect(unpackEntries(packEntries(entries))).toEqual(entries);
  }));
});
