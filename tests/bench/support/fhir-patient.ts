import { encounterResource, otherResource, patientResource, VITALS, vitalResource } from './fhir-resources.ts';
import { seeded } from './people.ts';

/** Of ten resources of a visit: vital signs, results, and one of each other kind in turn. */
const OTHERS = ['Condition', 'Procedure', 'MedicationRequest', 'Immunization'] as const;

/** A bundle of one invented person with so many resources. */
export function fillPatient(resources: number): object {
  const random = seeded(11);
  const urn = (n: number): string => `urn:uuid:0b5e7a44-1111-4222-8333-${String(n).padStart(12, '0')}`;
  const entry = [{ fullUrl: urn(0), resource: patientResource(0, random) }];
  let place = { patient: urn(0), encounter: '', at: '' };
  for (let n = 1; n < resources; n++) {
    const step = n % 10;
    if (step === 1) {
      place = { ...place, encounter: urn(n), at: new Date(Date.UTC(2010, 0, 1) + n * 43_200_000).toISOString() };
      entry.push({ fullUrl: urn(n), resource: encounterResource(place) });
    } else if (step < 6) entry.push({ fullUrl: urn(n), resource: vitalResource(VITALS[step % VITALS.length] ?? VITALS[0], place, random) });
    else entry.push({ fullUrl: urn(n), resource: step < 9 ? otherResource('Observation', 700, place) : otherResource(OTHERS[Math.floor(n / 10) % OTHERS.length] ?? 'Condition', 700, place) });
  }
  return { resourceType: 'Bundle', type: 'collection', entry };
}
