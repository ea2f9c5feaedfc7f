import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { personRow, seeded } from './people.ts';

const VISITS = 20;
const VITALS = [
  ['8867-4', 'Heart rate', '/min', 40, 130], ['9279-1', 'Respiratory rate', '/min', 10, 30], ['8310-5', 'Body temperature', 'Cel', 36, 40],
  ['29463-7', 'Body weight', 'kg', 3, 120], ['59408-5', 'Oxygen saturation', '%', 88, 100],
] as const;

/** Writes transaction bundles of invented people, as an exchange file has them, until the folder holds `megabytes`. */
export function writeFhirFolder(folder: string, megabytes: number): { files: number; bytes: number } {
  mkdirSync(folder, { recursive: true });
  const random = seeded(6);
  let [files, bytes] = [0, 0];
  while (bytes < megabytes * 1e6) {
    const text = JSON.stringify(bundle(files, random), null, 2);
    writeFileSync(join(folder, `person-${String(files).padStart(6, '0')}.json`), text);
    files += 1;
    bytes += Buffer.byteLength(text);
  }
  return { files, bytes };
}

function bundle(n: number, random: () => number): object {
  const uuid = (): string => `urn:uuid:${[8, 4, 4, 4, 12].map((length) => hex(length, random)).join('-')}`;
  const patient = uuid();
  const entry = [{ fullUrl: patient, resource: patientResource(n, random), request: { method: 'POST', url: 'Patient' } } as object];
  for (let visit = 0; visit < VISITS; visit++) {
    const at = new Date(Date.UTC(2015, 0, 1) + (visit * 97 + Math.floor(random() * 90)) * 86_400_000).toISOString();
    const encounter = uuid();
    entry.push({ fullUrl: encounter, resource: encounterResource(patient, at), request: { method: 'POST', url: 'Encounter' } });
    for (const vital of VITALS) {
      entry.push({ fullUrl: uuid(), resource: vitalResource(vital, { patient, encounter, at }, random), request: { method: 'POST', url: 'Observation' } });
    }
  }
  return { resourceType: 'Bundle', type: 'transaction', entry };
}

const hex = (length: number, random: () => number): string => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');

function patientResource(n: number, random: () => number): object {
  const { name, sex, birth_date: birthDate, phone } = personRow('', n + 1, random);
  const [given, ...family] = name.split(' ');
  return {
    resourceType: 'Patient', identifier: [{ system: 'urn:example:register', value: `R-${n}` }], name: [{ use: 'official', given: [given], family: family.join(' ') }],
    gender: sex, birthDate, telecom: phone === null ? [] : [{ system: 'phone', value: phone, use: 'mobile' }],
    address: [{ line: ['12 Market Road'], city: 'Kibera', state: 'Nairobi', country: 'KE' }],
  };
}

const encounterResource = (patient: string, at: string): object => ({
  resourceType: 'Encounter', status: 'finished', class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  type: [{ coding: [{ system: 'http://snomed.info/sct', code: '185345009', display: 'Encounter for symptom' }], text: 'Encounter for symptom' }],
  subject: { reference: patient }, period: { start: at, end: at }, reasonCode: [{ text: 'Follow-up' }],
});

function vitalResource(
  [code, display, unit, low, high]: (typeof VITALS)[number], { patient, encounter, at }: { patient: string; encounter: string; at: string }, random: () => number,
): object {
  return {
    resourceType: 'Observation', status: 'final',
    category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs', display: 'vital-signs' }] }],
    code: { coding: [{ system: 'http://loinc.org', code, display }], text: display }, subject: { reference: patient }, encounter: { reference: encounter },
    effectiveDateTime: at, issued: at, valueQuantity: { value: low + Math.round(random() * (high - low)), unit, system: 'http://unitsofmeasure.org', code: unit },
  };
}
