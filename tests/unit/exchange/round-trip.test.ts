import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ExportedPatient } from '#domain/exchange/exported.ts';
import type { ImportedEncounter, ImportedObservation } from '#domain/exchange/records.ts';
import { PATIENT_NUMBER } from '#domain/exchange/systems.ts';
import { exportColumns } from '#domain/exchange/table/export-rows.ts';
import { cleanName } from '#domain/patients/names.ts';
import { isLabCode } from '#domain/vitals/lab-code.ts';
import { writeEncounter, writeObservations } from '#domain/exchange/fhir/write-history.ts';
import { writeAllergy, writePatient } from '#domain/exchange/fhir/write-patient.ts';
import { csvPieces, excelBytes } from '#main/exchange/export/formats.ts';
import { derivedId } from '#main/exchange/identity.ts';
import { bytesSource } from '#main/exchange/source-file.ts';
import { importTable } from '#main/exchange/table/import-table.ts';
import { Tally } from '#main/exchange/tally.ts';
import { MemorySink } from './memory-sink.ts';
import { jsonFile, runFhir } from './run-fhir.ts';

const instant = fc.date({ min: new Date('1950-01-01'), max: new Date('2026-05-01'), noInvalidDate: true }).map((date) => date.toISOString());
/** A text that is cut may end in half of a character, which no file can hold. */
const withoutHalf = (one: string): string => one.replace(/[\ud800-\udbff]$/, '');
const words = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), fc.constantFrom('=1+1', '+255 7', '-x', '@a', "'=", '"q", x', 'a\nb', '؟ سلام', '  x', 'constructor', '__proto__'));
/** As the store holds text: trimmed, without what no screen can show. */
const text = words.map((one) => one.replace(/[\p{Cc}\p{Cf}\ufffe\uffff]/gu, '').trim().slice(0, 60)).map(withoutHalf).filter((one) => one !== '');
const name = text.map((one) => cleanName(one)).filter((one) => one.ok).map((one) => (one.ok ? one.value : ''));
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const uuid = fc.uuid({ version: 7 });

const measured = fc.constantFrom(['systolic', '8480-6', 'mm[Hg]', 128], ['diastolic', '8462-4', 'mm[Hg]', 77], ['temperature', '8310-5', 'Cel', 37.25], ['heart-rate', '8867-4', '/min', 88], ['spo2', '2708-6', '%', 97], ['lab.HGB', '718-7', 'g/dL', 11.2]) as fc.Arbitrary<[string, string, string, number]>;
const exported: fc.Arbitrary<ExportedPatient> = fc.record({
  key: uuid, name, birthDate: maybe(fc.constantFrom('1990-05-04', '2020-02-29', '1931-12-31')), birthEstimated: fc.boolean(),
  sex: fc.constantFrom('female', 'male', 'other', 'unknown'), phone: maybe(text), email: maybe(text), address: maybe(text), district: maybe(text),
  state: maybe(text), language: maybe(fc.constantFrom('en', 'sw', 'pt-BR')), payer: maybe(text), policyNumber: maybe(text),
  identifiers: fc.uniqueArray(fc.record({ system: fc.constantFrom('', 'urn:a', 'urn:b'), value: text }, { noNullPrototype: true }), { maxLength: 2, selector: (i) => `${i.system}|${i.value}` }),
  contacts: fc.array(fc.record({ name, relation: fc.oneof(fc.constant(''), text), phone: fc.oneof(fc.constant(''), text) }, { noNullPrototype: true }), { maxLength: 2 }),
}).chain((patient) => fc.record({
  visits: fc.uniqueArray(fc.tuple(uuid, instant, maybe(text), fc.uniqueArray(fc.tuple(uuid, measured), { maxLength: 4, selector: ([, m]) => m[0] })), { maxLength: 3, selector: (v) => v[1] }),
  allergies: fc.array(fc.record({ key: uuid, substance: text, reaction: fc.oneof(fc.constant(''), text) }), { maxLength: 2 }),
  number: fc.constant(`T-${patient.key}`),
}).map(({ visits, allergies, number }): ExportedPatient => ({
  number, patient: { ...patient, birthEstimated: patient.birthEstimated && patient.birthDate !== null, allergies: [] } as ExportedPatient['patient'],
  allergies: allergies.map((one) => ({ ...one, patientKey: patient.key })),
  encounters: visits.map(([key, startedAt, reason]): ImportedEncounter => ({ key, patientKey: patient.key, startedAt, endedAt: null, status: 'finished', classCode: null, title: reason ?? '', reason, source: '' })),
  observations: visits.flatMap(([visit, takenAt, , values]) => values.map(([key, [code, loinc, unit, value]]): ImportedObservation => ({
    key, patientKey: patient.key, encounterKey: visit, code, loinc, value, text: null, unit, takenAt, source: '',
  }))),
})));
/** Everybody's resources, each after what it refers to. */
const written = (patient: ExportedPatient): Readonly<Record<string, unknown>>[] => [
  writePatient(patient), ...patient.allergies.map(writeAllergy), ...patient.encounters.map(writeEncounter),
  ...writeObservations(patient.observations, (key) => derivedId(key, 'panel')),
];
const plain = (row: object): object => JSON.parse(JSON.stringify(row)) as object;
const sorted = (rows: readonly object[]): string[] => rows.map(plain).map((row) => JSON.stringify(Object.fromEntries(Object.entries(row).filter(([key]) => key !== 'source').toSorted()))).toSorted();

describe('what is exported comes back equal', () => {
  test('as FHIR, with the same ids', async () => {
    await fc.assert(fc.asyncProperty(fc.uniqueArray(exported, { maxLength: 3, selector: (one) => one.patient.key }), async (people) => {
      fc.pre(new Set(people.flatMap((p) => p.patient.identifiers.filter((i) => i.system !== '').map((i) => `${i.system}|${i.value}`))).size
        === people.flatMap((p) => p.patient.identifiers.filter((i) => i.system !== '')).length);
      const { tally, sink } = await runFhir([jsonFile('e.json', { resourceType: 'Bundle', type: 'collection', entry: people.flatMap(written).map((resource) => ({ fullUrl: `urn:uuid:${String(resource['id'])}`, resource })) })]);
      expect(tally.refused).toEqual([]);
      expect(sorted([...sink.patients].map(([key, p]) => ({ ...p, key, identifiers: p.identifiers.filter((i) => i.system !== PATIENT_NUMBER) })))).toEqual(sorted(people.map((p) => p.patient)));
      expect(sorted([...sink.encounters].map(([key, { patientId, ...e }]) => ({ ...e, key, patientKey: patientId })))).toEqual(sorted(people.flatMap((p) => p.encounters)));
      expect(sorted([...sink.values].map(([key, { patientId, encounterId, setId: _, ...v }]) => ({ ...v, key, patientKey: patientId, encounterKey: encounterId })))).toEqual(sorted(people.flatMap((p) => p.observations)));
      expect(sorted([...sink.allergies].map(([key, { patientId, ...a }]) => ({ ...a, key, patientKey: patientId })))).toEqual(sorted(people.flatMap((p) => p.allergies)));
    }), { numRuns: 200 });
  });

  test('as FHIR, with a laboratory result told from a vital sign', () => {
    const one = (key: string, code: string): ImportedObservation =>
      ({ key, patientKey: 'p', encounterKey: null, code, loinc: null, value: 1, text: null, unit: '', takenAt: '2026-03-14T06:00:00.000Z', source: '' });
    const categories = writeObservations([one('a', 'lab.GLU'), one('b', 'glucose')], (key) => key)
      .map(({ category }) => (category as { coding: { code: string }[] }[])[0]?.coding[0]?.code);
    expect(categories).toEqual(['laboratory', 'vital-signs']);
  });

  const tableFields = ({ name: n, birthDate, birthEstimated, sex, phone, email, address, district, state, language, payer, policyNumber }: ExportedPatient['patient']): object =>
    ({ n, birthDate, birthEstimated, sex, phone, email, address, district, state, language, payer, policyNumber });
  async function back(bytes: Buffer): Promise<MemorySink> {
    const [sink, tally] = [new MemorySink(), new Tally()];
    const run = { sink, tally, signal: new AbortController().signal, onSlice: () => undefined };
    await importTable(run, bytesSource('e', bytes), { columns: exportColumns.map((column) => column.meaning), dateOrder: 'mdy', today: '2026-06-01' });
    expect(tally.refused).toEqual([]);
    return sink;
  }
  const compare = (sink: MemorySink, people: readonly ExportedPatient[]): void => {
    expect(sorted([...sink.patients.values()].map(tableFields))).toEqual(sorted(people.map((p) => tableFields(p.patient))));
    expect(sorted([...sink.encounters.values()].map(({ startedAt }) => ({ startedAt })))).toEqual(sorted(people.flatMap((p) => p.encounters).map(({ startedAt }) => ({ startedAt }))));
    const values = (all: Iterable<{ code: string; value: number | null; takenAt: string }>): string[] => sorted([...all].map(({ code, value, takenAt }) => ({ code, value, takenAt })));
    // A table has columns for vital signs alone.
    expect(values(sink.values.values())).toEqual(values(people.flatMap((p) => p.observations).filter(({ code }) => !isLabCode(code))));
  };

  test('as CSV, as far as a table has columns', async () => {
    await fc.assert(fc.asyncProperty(fc.uniqueArray(exported, { maxLength: 3, selector: (one) => one.patient.key }), async (people) => {
      const csv = [...csvPieces(people)].join('');
      for (const cell of (parse(csv, { bom: true }) as string[][]).flat()) expect(cell).not.toMatch(/^[\s\ufeff]*[=+\-@]/);
      compare(await back(Buffer.from(csv)), people);
    }), { numRuns: 100 });
  });

  test('as Excel, every cell a text', async () => {
    await fc.assert(fc.asyncProperty(fc.array(exported, { minLength: 1, maxLength: 2 }), async (people) => {
      async function* page(): AsyncGenerator<readonly ExportedPatient[]> { yield people; }
      compare(await back(await excelBytes(page())), people);
    }), { numRuns: 15 });
  });
});
