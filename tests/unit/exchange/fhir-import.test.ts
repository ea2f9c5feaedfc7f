import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesSource } from '#main/exchange/source-file.ts';
import { gzipFile, jsonFile, runFhir } from './run-fhir.ts';

const patient = (extra: object = {}): object => ({ resourceType: 'Patient', id: '1', name: [{ text: 'Ana Prueba' }], birthDate: '1990-05-04', ...extra });
const weight = (subject: unknown, extra: object = {}): object => ({
  resourceType: 'Observation', status: 'final', category: [{ coding: [{ code: 'vital-signs' }] }], code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
  subject, effectiveDateTime: '2024-01-02T03:04:05Z', valueQuantity: { value: 60, code: 'kg' }, ...extra,
});
const visit = (subject: unknown, extra: object = {}): object => ({
  resourceType: 'Encounter', id: 'e1', status: 'finished', class: { code: 'AMB' }, subject, period: { start: '2024-01-02' }, ...extra,
});
const bundle = (...entry: object[]): object => ({ resourceType: 'Bundle', type: 'collection', entry: entry.map((one) => ('resource' in one || 'fullUrl' in one ? one : { resource: one })) });
const to = (reference: string): object => ({ reference });
const refusals = (tally: { refused: { entry: string; reason: string; detail: string }[] }): string[] => tally.refused.map((r) => `${r.entry}: ${r.reason} ${r.detail}`.trim());

describe('references are found', () => {
  const uuid = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
  test.each([
    ['urn:uuid', bundle({ fullUrl: `urn:uuid:${uuid}`, resource: patient() }, weight(to(`urn:uuid:${uuid.toUpperCase()}`)))],
    ['relative', bundle(patient(), weight(to('Patient/1')))],
    ['relative to the full URL', bundle({ fullUrl: 'https://a.example/fhir/Patient/1', resource: patient() }, { fullUrl: 'https://a.example/fhir/Observation/9', resource: weight(to('Patient/1')) })],
    ['absolute', bundle({ fullUrl: 'https://a.example/fhir/Patient/1', resource: patient() }, weight(to('https://a.example/fhir/Patient/1/_history/3')))],
    ['contained', bundle(weight(to('#p'), { contained: [patient({ id: 'p' })] }))],
    ['conditional', bundle(patient({ identifier: [{ system: 'urn:x', value: 'a b|c' }] }), weight(to('Patient?identifier=urn:x%7Ca%20b%7Cc')))],
    ['by identifier', bundle(patient({ identifier: [{ system: 'urn:x', value: '7' }] }), weight({ type: 'Patient', identifier: { system: 'urn:x', value: '7' } }))],
    ['to what comes later', bundle(weight(to('Patient/1')), patient())],
    ['through the encounter', bundle(weight(undefined, { encounter: to('Encounter/e1') }), visit(to('Patient/1')), patient())],
    ['inside a bundle inside a bundle', bundle({ resource: bundle(patient(), weight(to('Patient/1'))) })],
    ['in a list', [weight(to('Patient/1')), patient()]],
  ])('%s', async (_name, content) => {
    const { tally, sink } = await runFhir([jsonFile('a.json', content)]);
    expect(tally.refused).toEqual([]);
    expect(tally.stored).toMatchObject({ Patient: 1, Observation: 1 });
    expect([...sink.values.values()].map((value) => sink.patients.has(value.patientId))).toEqual([true]);
  });

  test('over files in any order, line by line and packed', async () => {
    const lines = (items: object[]): string => items.map((item) => JSON.stringify(item)).join('\n');
    const { tally, sink } = await runFhir([
      jsonFile('Encounter.ndjson', lines([visit(to('Patient/1'))])),
      jsonFile('Observation.ndjson', lines([weight(to('Patient/1'), { id: 'o', encounter: to('Encounter/e1') })])),
      bytesSource('Patient.ndjson.gz', gzipSync(lines([patient(), patient({ id: '2', name: [{ text: 'Otra Persona' }] })]))),
    ]);
    expect(tally.refused).toEqual([]);
    expect(tally.stored).toEqual({ Patient: 2, Encounter: 1, Observation: 1, Measurement: 1 });
    expect([...sink.values.values()][0]?.encounterId).toBe([...sink.encounters.keys()][0]);
    expect(tally.done).toBe(tally.total);
  });

  test('within their own file first: two sources number their patients alike', async () => {
    const { sink } = await runFhir([
      jsonFile('a.json', bundle(patient(), weight(to('Patient/1')))),
      jsonFile('b.json', bundle(patient({ name: [{ text: 'Somebody Else' }], birthDate: '1950' }), weight(to('Patient/1'), { valueQuantity: { value: 80, code: 'kg' } }))),
    ]);
    const weightOf = (name: string): unknown[] => [...sink.values.values()].filter((v) => sink.patients.get(v.patientId)?.name === name).map((v) => v.value);
    expect([weightOf('Ana Prueba'), weightOf('Somebody Else')]).toEqual([[60], [80]]);
  });
});

describe('what cannot be taken is refused alone, with place and reason', () => {
  test.each([
    ['patient-not-found', weight(to('Patient/none')), 'subject'],
    ['patient-missing', weight(undefined), 'subject'],
    ['subject-not-a-patient', weight(to('Group/1')), 'subject.reference'],
    ['encounter-not-found', weight(to('Patient/1'), { encounter: to('Encounter/none') }), 'encounter'],
    ['reference-unreadable', weight(to('who knows')), 'subject.reference'],
    ['entered-in-error', weight(to('Patient/1'), { status: 'entered-in-error' }), 'status'],
    ['time-missing', weight(to('Patient/1'), { effectiveDateTime: undefined }), 'effective[x]'],
    ['time-unreadable', weight(to('Patient/1'), { effectiveDateTime: '2024-13-01' }), 'effective[x]'],
    ['unit-unknown', weight(to('Patient/1'), { valueQuantity: { value: 9, code: 'stone' } }), 'valueQuantity.code'],
    ['unit-missing', weight(to('Patient/1'), { valueQuantity: { value: 9 } }), 'valueQuantity.code'],
    ['value-missing', weight(to('Patient/1'), { valueQuantity: undefined }), 'value[x]'],
    ['name-missing', patient({ id: '9', name: [] }), 'name'],
    ['birth-unreadable', patient({ id: '9', birthDate: 'long ago' }), 'birthDate'],
    ['birth-in-future', patient({ id: '9', birthDate: '2027-01-01' }), 'birthDate'],
    ['time-missing', visit(to('Patient/1'), { period: {} }), 'period.start'],
    ['not-a-resource', { resource: { id: 'x' } }, 'resourceType'],
  ])('%s', async (reason, resource, detail) => {
    const { tally } = await runFhir([jsonFile('a.json', bundle(patient(), resource, weight(to('Patient/1'), { id: 'good' })))]);
    expect(refusals(tally)).toEqual([`entry 2: ${reason} ${detail}`]);
    expect(tally.stored).toMatchObject({ Patient: 1, Observation: 1 });
  });

  test('a refused patient takes what refers to them along', async () => {
    const { tally } = await runFhir([jsonFile('a.json', bundle(weight(to('Patient/1')), patient({ name: [] })))]);
    expect(refusals(tally).toSorted()).toEqual(['entry 1: patient-refused subject', 'entry 2: name-missing name']);
  });

  test('two people under one identifier are not merged', async () => {
    const same = { identifier: [{ system: 'urn:x', value: '7' }] };
    const { tally } = await runFhir([jsonFile('a.json', bundle(patient(same), patient({ ...same, id: '2', name: [{ text: 'Not She' }], birthDate: '1971-01-01' }), patient({ ...same, id: '3' })))]);
    expect(refusals(tally)).toEqual(['entry 2: duplicate-identifier identifier']);
    expect([tally.stored, tally.unchanged]).toEqual([{ Patient: 1 }, { Patient: 1 }]);
  });

  test('no refusal repeats what a record says', async () => {
    const secret = 'Xsecretx';
    const { tally } = await runFhir([jsonFile('a.json', bundle(
      patient({ name: [{ text: secret }], birthDate: secret }), weight(to(secret)), visit(to(`Patient/${secret}`), { status: secret }),
      weight(to('Patient/1'), { code: { text: secret }, valueQuantity: { value: 1, unit: secret } }), { resource: { resourceType: `${secret}<>` } },
    ))]);
    expect(tally.refusedCount).toBe(4);
    expect(JSON.stringify([tally.refused, tally.skipped])).not.toContain(secret);
  });
});

describe('damaged files give one refusal and keep what came before', () => {
  const content = bundle(...Array.from({ length: 400 }, (_, i) => patient({ id: `p${i}`, name: [{ text: `Person ${String.fromCharCode(97 + (i % 26))} N${i}` }] })));
  test.each([
    ['truncated JSON', jsonFile('a.json', JSON.stringify(content).slice(0, 20_000)), 'truncated-json'],
    ['truncated gzip', bytesSource('a.json.gz', gzipSync(JSON.stringify(content), { level: 1 }).subarray(0, 3000)), 'truncated-gzip'],
  ])('%s', async (_name, file, reason) => {
    const { tally } = await runFhir([file, jsonFile('b.json', patient({ id: 'other' }))]);
    expect(tally.refused.map((r) => [r.file, r.reason])).toEqual([[file.name, reason]]);
    const kept = (tally.stored['Patient'] ?? 0) - 1;
    expect(kept).toBeGreaterThan(10);
    expect(tally.refused[0]?.detail).toBe(`entries-read=${kept}`);
  });

  test.each([
    ['', 'empty-file'], ['<Bundle/>', 'xml-not-supported'], ['name,age', 'not-json'], ['{"resourceType":"Patient",}', 'invalid-json'],
  ])('%s', async (text, reason) => {
    expect((await runFhir([jsonFile('a.json', text)])).tally.refused.map((r) => r.reason)).toEqual([reason]);
  });

  test('bytes that are not UTF-8 spoil their entry alone', async () => {
    const bytes = Buffer.from(JSON.stringify(bundle(patient({ name: [{ text: 'José Ruiz' }] }), patient({ id: '2' }))), 'latin1');
    const { tally } = await runFhir([bytesSource('a.json', bytes)]);
    expect(refusals(tally)).toEqual(['entry 1: not-utf8']);
    expect(tally.stored).toEqual({ Patient: 1 });
  });
});

describe('the small clinic of this project', () => {
  const content = JSON.parse(readFileSync(join(import.meta.dirname, '../../support/fhir/small-clinic.json'), 'utf8')) as { entry: { resource: { resourceType: string } }[] };
  const wanted = { stored: { Patient: 1, Encounter: 1, Observation: 3, Measurement: 4, AllergyIntolerance: 1, Condition: 1 }, kept: { DiagnosticReport: 1 }, skipped: { Binary: 1 } };

  test('gives the same whatever the form and order of its entries', async () => {
    await fc.assert(fc.asyncProperty(fc.shuffledSubarray(content.entry, { minLength: content.entry.length }), fc.boolean(), async (entry, packed) => {
      const { tally, sink } = await runFhir([(packed ? gzipFile : jsonFile)('a.json', { entry, resourceType: 'Bundle', type: 'transaction' })]);
      expect({ stored: tally.stored, kept: tally.kept, skipped: tally.skipped }).toEqual(wanted);
      expect(tally.refusedCount).toBe(1);
      expect([...sink.values.values()].filter((value) => value.encounterId !== null)).toHaveLength(2);
    }), { numRuns: 60 });
  });

  test('is accounted for entry by entry', async () => {
    const { tally } = await runFhir([jsonFile('a.json', content)]);
    const { Measurement: _, ...stored } = tally.stored;
    const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((a, b) => a + b, 0);
    expect(sum(stored) + sum(tally.kept) + sum(tally.skipped) + tally.refusedCount).toBe(content.entry.length);
  });
});
