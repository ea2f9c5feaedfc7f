/** A diabetic of many visits, as another clinic would send her. Nobody in it exists. */
type Json = Readonly<Record<string, unknown>>;

const CODES = 'http://terminology.hl7.org/CodeSystem';
const LOINC = 'http://loinc.org';
const FIRST = Date.UTC(2004, 0, 5, 8);
const WEEK_MS = 7 * 86_400_000;
const uuid = (kind: number, n: number): string => `7b1d2c3e-${String(kind).padStart(4, '0')}-4222-8333-${String(n).padStart(12, '0')}`;
const [PATIENT, VISIT, HBA1C, PRESSURE, CREATININE] = [1, 2, 3, 4, 5];
const instant = (visit: number, minutes = 0): string => new Date(FIRST + visit * 2 * WEEK_MS + minutes * 60_000).toISOString();
const patient = { reference: `urn:uuid:${uuid(PATIENT, 0)}` };
const quantity = (value: number, unit: string): Json => ({ value: Number(value.toFixed(2)), unit, system: 'http://unitsofmeasure.org', code: unit });

function observation(visit: number, loinc: string, display: string, category: string, value: Json): Json {
  return {
    resourceType: 'Observation', status: 'final', category: [{ coding: [{ system: `${CODES}/observation-category`, code: category }] }], code: { coding: [{ system: LOINC, code: loinc, display }], text: display },
    subject: patient, encounter: { reference: `urn:uuid:${uuid(VISIT, visit)}` }, effectiveDateTime: instant(visit, 10), ...value,
  };
}

function* entries(visits: number): Generator<readonly [string, Json]> {
  yield [uuid(PATIENT, 0), { resourceType: 'Patient', name: [{ text: LONG_RECORD.name }], gender: 'female', birthDate: '1961-05-04' }];
  for (let visit = 0; visit < visits; visit += 1) {
    yield [uuid(VISIT, visit), {
      resourceType: 'Encounter', status: 'finished', class: { system: `${CODES}/v3-ActCode`, code: 'AMB' }, type: [{ text: `Diabetes visit ${String(visit + 1)}` }], subject: patient,
      period: { start: instant(visit), end: instant(visit, 30) },
    }];
    // What rises slowly and what swings: neither line is the other.
    yield [uuid(PRESSURE, visit), observation(visit, '85354-9', 'Blood pressure', 'vital-signs', {
      component: [['8480-6', 120 + visit / 20 + (visit % 7)], ['8462-4', 76 + (visit % 9)]].map(([code, value]) => ({ code: { coding: [{ system: LOINC, code }] }, valueQuantity: quantity(Math.round(Number(value)), 'mm[Hg]') })),
    })];
    yield [uuid(HBA1C, visit), observation(visit, '4548-4', 'Haemoglobin A1c', 'laboratory', { valueQuantity: quantity(7.4 + Math.sin(visit / 25), '%') })];
    if (visit % 10 === 0) yield [uuid(CREATININE, visit), observation(visit, '2160-0', 'Creatinine', 'laboratory', { valueQuantity: quantity(0.8 + visit / 2000, 'mg/dL') })];
  }
}

export const LONG_RECORD = { name: 'Salma Haddad', oldest: 'Diabetes visit 1' } as const;

/** A FHIR bundle of the patient with a visit every second week, each with a blood pressure and a glycated haemoglobin. */
export const longRecord = (visits: number): string => JSON.stringify({
  resourceType: 'Bundle', type: 'collection', entry: [...entries(visits)].map(([id, resource]) => ({ fullUrl: `urn:uuid:${id}`, resource: { ...resource, id } })),
});
