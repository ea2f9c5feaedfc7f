import { personRow } from './people.ts';

export const VITALS = [
  ['8867-4', 'Heart rate', '/min', 40, 130], ['9279-1', 'Respiratory rate', '/min', 10, 30], ['8310-5', 'Body temperature', 'Cel', 36, 40],
  ['29463-7', 'Body weight', 'kg', 3, 120], ['59408-5', 'Oxygen saturation', '%', 88, 100],
] as const;

/** References, and the instant everything of a visit happened at. */
export interface Visit {
  readonly patient: string;
  readonly encounter: string;
  readonly at: string;
}

export function patientResource(n: number, random: () => number): object {
  const { name, sex, birth_date: birthDate, phone } = personRow('', n + 1, random);
  const [given, ...family] = name.split(' ');
  return {
    resourceType: 'Patient', identifier: [{ system: 'urn:example:register', value: `R-${n}` }], name: [{ use: 'official', given: [given], family: family.join(' ') }],
    gender: sex, birthDate, telecom: phone === null ? [] : [{ system: 'phone', value: phone, use: 'mobile' }],
    address: [{ line: ['12 Market Road'], city: 'Kibera', state: 'Nairobi', country: 'KE' }],
  };
}

export const encounterResource = ({ patient, at }: Visit): object => ({
  resourceType: 'Encounter', status: 'finished', class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
  type: [{ coding: [{ system: 'http://snomed.info/sct', code: '185345009', display: 'Encounter for symptom' }], text: 'Encounter for symptom' }],
  subject: { reference: patient }, period: { start: at, end: at }, reasonCode: [{ text: 'Follow-up' }],
});

const category = (code: string): object => ({ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code, display: code }] });

export const vitalResource = ([code, display, unit, low, high]: (typeof VITALS)[number], { patient, encounter, at }: Visit, random: () => number): object => ({
  resourceType: 'Observation', status: 'final', category: [category('vital-signs')],
  code: { coding: [{ system: 'http://loinc.org', code, display }], text: display }, subject: { reference: patient }, encounter: { reference: encounter },
  effectiveDateTime: at, issued: at, valueQuantity: { value: low + Math.round(random() * (high - low)), unit, system: 'http://unitsofmeasure.org', code: unit },
});

/** What makes a resource of each type one that has a row of its own. */
const contentOf = (type: string, at: string): object => {
  const code = { coding: [{ system: 'http://snomed.info/sct', code: '38341003', display: 'Hypertension' }], text: 'Hypertension' };
  switch (type) {
    case 'Observation': return { code: { coding: [{ system: 'http://loinc.org', code: '2160-0', display: 'Creatinine' }] }, effectiveDateTime: at, valueQuantity: { value: 1.1, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' } };
    case 'Condition': return { code, onsetDateTime: at };
    case 'Procedure': return { code, performedDateTime: at };
    case 'MedicationRequest': return { intent: 'order', medicationCodeableConcept: code, authoredOn: at };
    case 'Immunization': return { vaccineCode: code, occurrenceDateTime: at };
    default: return { created: at };
  }
};

/** A resource of about this many bytes; an Observation is a laboratory result. */
export function otherResource(type: string, bytes: number, { patient, encounter, at }: Visit): object {
  const start = {
    resourceType: type, status: type === 'Observation' ? 'final' : 'active', category: [category('laboratory')], subject: { reference: patient },
    encounter: { reference: encounter }, ...contentOf(type, at),
  };
  const item = (sequence: number): object => ({
    sequence, category: { coding: [{ system: 'https://bluebutton.cms.gov/resources/variables/line_cms_type_srvc_cd', code: '1', display: 'Medical care' }] },
    productOrService: { text: 'Encounter for symptom' }, servicedPeriod: { start: at, end: at }, net: { value: 129.16, currency: 'USD' },
  });
  const items = Math.max(1, Math.round((bytes - JSON.stringify(start).length) / JSON.stringify(item(0)).length));
  return { ...start, item: Array.from({ length: items }, (_, i) => item(i + 1)) };
}
