import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encounterResource, otherResource, patientResource, VITALS, vitalResource } from './fhir-resources.ts';
import { seeded } from './people.ts';

/**
 * What one visit brings: how many vital signs, and of each other type how many with how many bytes (without blanks).
 * `vitals`: every byte belongs to a row that is stored, the hardest case for the store. `synthea`: the mix of the
 * published Synthea R4 bundles, counted over 28 of them: five bytes in six are of other types than the vital signs.
 */
const MIXES = {
  vitals: { visits: 20, vitals: 5, others: [] },
  synthea: {
    visits: 27, vitals: 1.75,
    others: [
      ['ExplanationOfBenefit', 1, 5100], ['Observation', 4.4, 930], ['Claim', 1.37, 1530], ['DiagnosticReport', 0.45, 1650], ['Procedure', 0.52, 770],
      ['MedicationRequest', 0.35, 950], ['Condition', 0.31, 920], ['Immunization', 0.4, 700], ['CarePlan', 0.11, 1460],
    ],
  },
} as const satisfies Record<string, { visits: number; vitals: number; others: readonly (readonly [string, number, number])[] }>;
export type Mix = keyof typeof MIXES;

/** Writes transaction bundles of invented people, as an exchange file has them, until the folder holds `megabytes`. */
export function writeFhirFolder(folder: string, megabytes: number, mix: Mix = 'vitals'): { files: number; bytes: number } {
  mkdirSync(folder, { recursive: true });
  const random = seeded(6);
  let [files, bytes] = [0, 0];
  while (bytes < megabytes * 1e6) {
    const text = JSON.stringify(bundle(files, mix, random), null, 2);
    writeFileSync(join(folder, `person-${String(files).padStart(6, '0')}.json`), text);
    files += 1;
    bytes += Buffer.byteLength(text);
  }
  return { files, bytes };
}

function bundle(n: number, mix: Mix, random: () => number): object {
  const { visits, vitals, others } = MIXES[mix];
  const patient = uuid(random);
  const entry = [asEntry(patient, 'Patient', patientResource(n, random))];
  for (let visit = 0; visit < visits; visit++) {
    const at = new Date(Date.UTC(2015, 0, 1) + (visit * 97 + Math.floor(random() * 90)) * 86_400_000).toISOString();
    const place = { patient, encounter: uuid(random), at };
    entry.push(asEntry(place.encounter, 'Encounter', encounterResource(place)));
    for (let i = 0; i < times(vitals, visit); i++) {
      const vital = VITALS[(visit + i) % VITALS.length] ?? VITALS[0];
      entry.push(asEntry(uuid(random), 'Observation', vitalResource(vital, place, random)));
    }
    for (const [type, count, bytes] of others) {
      for (let i = 0; i < times(count, visit); i++) entry.push(asEntry(uuid(random), type, otherResource(type, bytes, place)));
    }
  }
  return { resourceType: 'Bundle', type: 'transaction', entry };
}

/** 1.75 a visit: at most visits 2, at some 1. */
const times = (perVisit: number, visit: number): number => Math.floor((visit + 1) * perVisit) - Math.floor(visit * perVisit);

const asEntry = (fullUrl: string, type: string, resource: object): object => ({ fullUrl, resource, request: { method: 'POST', url: type } });

/** A random one (version 4), as other programs make them. */
function uuid(random: () => number): string {
  const hex = (length: number): string => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  return `urn:uuid:${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'[Math.floor(random() * 4)] ?? '8'}${hex(3)}-${hex(12)}`;
}
