/** A patient's record with every type this program reads or keeps, as another program would send it. Nobody in it exists. */
type Json = Readonly<Record<string, unknown>>;

const CODES = 'http://terminology.hl7.org/CodeSystem';
const uuid = (n: number): string => `5a0c6f1e-1111-4222-8333-${String(n).padStart(12, '0')}`;
const to = (n: number, display?: string): Json => ({ reference: `urn:uuid:${uuid(n)}`, ...(display === undefined ? {} : { display }) });
const coded = (system: string, code: string, display: string): Json => ({ coding: [{ system, code, display }], text: display });
const status = (name: string, code: string): Json => ({ coding: [{ system: `${CODES}/${name}`, code }] });
const TAG = { tag: [{ system: 'urn:example:tags', code: 'sample' }] };
const PATIENT = 1;
const VISIT = 2;
const own = { subject: to(PATIENT), encounter: to(VISIT) };
const category = (code: string): Json[] => [{ coding: [{ system: `${CODES}/observation-category`, code, display: code }] }];
const LOINC = 'http://loinc.org';
const UCUM = 'http://unitsofmeasure.org';
const at = { effectiveDateTime: '2024-01-02T08:15:00+03:00', issued: '2024-01-02T08:15:30.100+03:00' };
const quantity = (value: number, unit: string): Json => ({ value, unit, system: UCUM, code: unit });

const resources: readonly (readonly [number, Json])[] = [
  [PATIENT, {
    resourceType: 'Patient', text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">Ana <b>Prueba</b></div>' },
    extension: [{ url: 'urn:example:born-in', valueAddress: { city: 'Sample Town' } }], identifier: [{ system: 'urn:example:mrn', value: 'M-7', type: status('v2-0203', 'MR') }],
    name: [{ use: 'official', family: 'Prueba', given: ['Ana'], prefix: ['Ms.'] }, { use: 'maiden', family: 'Antes' }],
    telecom: [{ system: 'phone', value: '555 1', use: 'home' }, { system: 'phone', value: '555 2', use: 'work' }], gender: 'female', birthDate: '1990-05',
    address: [{ line: ['1 Way'], city: 'Sample Town', postalCode: '00001', country: 'XX' }], maritalStatus: status('v3-MaritalStatus', 'M'), multipleBirthBoolean: false, meta: TAG,
  }],
  [20, { resourceType: 'Organization', name: 'Sample Hospital', active: true, telecom: [{ system: 'phone', value: '555 9' }] }],
  [21, { resourceType: 'Practitioner', name: [{ family: 'Doe', given: ['Dee'] }], gender: 'other' }],
  [VISIT, {
    resourceType: 'Encounter', status: 'finished', class: { system: `${CODES}/v3-ActCode`, code: 'AMB' }, type: [coded('http://snomed.info/sct', '185345009', 'Encounter for symptom')],
    subject: to(PATIENT), participant: [{ individual: to(21, 'Dr Doe') }], period: { start: '2024-01-02T08:00:00+03:00', end: '2024-01-02T08:45:00+03:00' },
    reasonCode: [coded('http://snomed.info/sct', '25064002', 'Headache')], serviceProvider: to(20), meta: TAG,
  }],
  [3, {
    resourceType: 'Condition', clinicalStatus: status('condition-clinical', 'active'), verificationStatus: status('condition-ver-status', 'confirmed'),
    code: coded('http://snomed.info/sct', '38341003', 'Hypertension'), ...own, onsetDateTime: '2019-03', recordedDate: '2024-01-02T08:20:00+03:00', severity: { text: 'mild' }, meta: TAG,
  }],
  [4, { resourceType: 'Observation', status: 'final', category: category('vital-signs'), code: coded(LOINC, '29463-7', 'Body weight'), ...own, ...at, valueQuantity: quantity(61.5, 'kg'), note: [{ text: 'with shoes' }] }],
  [5, {
    resourceType: 'Observation', status: 'final', category: category('vital-signs'), code: coded(LOINC, '85354-9', 'Blood pressure'), ...own, ...at,
    component: [{ code: coded(LOINC, '8462-4', 'Diastolic'), valueQuantity: quantity(77, 'mm[Hg]') }, { code: coded(LOINC, '8480-6', 'Systolic'), valueQuantity: quantity(121, 'mm[Hg]') }],
  }],
  [6, { resourceType: 'Observation', status: 'final', category: category('laboratory'), code: coded(LOINC, '2160-0', 'Creatinine'), ...own, ...at, valueQuantity: quantity(0.9, 'mg/dL'), performer: [to(20)] }],
  [7, { resourceType: 'Observation', status: 'final', category: category('social-history'), code: coded(LOINC, '72166-2', 'Tobacco smoking status'), ...own, ...at, valueCodeableConcept: coded('http://snomed.info/sct', '266919005', 'Never smoker') }],
  [8, { resourceType: 'DiagnosticReport', status: 'final', code: coded(LOINC, '24323-8', 'Metabolic panel'), ...own, ...at, result: [to(6, 'Creatinine')] }],
  [9, { resourceType: 'Procedure', status: 'completed', code: { text: 'Suture' }, ...own, performedPeriod: { start: '2024-01-02T08:30:00+03:00', end: '2024-01-02T08:40:00+03:00' }, reasonReference: [to(3)] }],
  [10, { resourceType: 'Immunization', status: 'completed', vaccineCode: coded('http://hl7.org/fhir/sid/cvx', '140', 'Influenza'), patient: to(PATIENT), encounter: to(VISIT), occurrenceDateTime: '2024-01-02T08:35:00+03:00', primarySource: true }],
  [11, {
    resourceType: 'AllergyIntolerance', clinicalStatus: status('allergyintolerance-clinical', 'active'), verificationStatus: status('allergyintolerance-verification', 'confirmed'),
    type: 'allergy', category: ['medication'], criticality: 'high', code: { text: 'Penicillin' }, patient: to(PATIENT), reaction: [{ manifestation: [{ text: 'Rash' }], severity: 'mild' }],
  }],
  [12, { resourceType: 'AllergyIntolerance', clinicalStatus: status('allergyintolerance-clinical', 'resolved'), code: { text: 'Eggs' }, patient: to(PATIENT) }],
  [13, {
    resourceType: 'MedicationRequest', status: 'active', intent: 'order', medicationCodeableConcept: coded('http://www.nlm.nih.gov/research/umls/rxnorm', '316049', 'Hydrochlorothiazide 25 MG'),
    ...own, authoredOn: '2024-01-02T08:40:00+03:00', requester: to(21), reasonReference: [to(3)],
    dosageInstruction: [{ sequence: 1, timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } }, asNeededBoolean: false, doseAndRate: [{ doseQuantity: { value: 1 } }] }],
  }],
  [14, { resourceType: 'CarePlan', text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></div>' }, status: 'active', intent: 'order', ...own, goal: [to(15)] }],
  [15, { resourceType: 'Goal', lifecycleStatus: 'accepted', description: { text: 'Less salt' }, subject: to(PATIENT) }],
  [16, { resourceType: 'Appointment', status: 'booked', start: '2031-01-02T08:00:00Z', end: '2031-01-02T08:15:00Z', participant: [{ actor: to(PATIENT), status: 'accepted' }] }],
  [17, {
    resourceType: 'Claim', status: 'active', type: status('claim-type', 'professional'), use: 'claim', patient: to(PATIENT), created: '2024-01-02', provider: to(20), priority: status('processpriority', 'normal'),
    insurance: [{ sequence: 1, focal: true, coverage: { display: 'private' } }], prescription: to(13),
  }],
  [18, {
    resourceType: 'ExplanationOfBenefit', status: 'active', type: status('claim-type', 'professional'), use: 'claim', patient: to(PATIENT), created: '2024-01-02', insurer: { display: 'private' },
    provider: to(20), outcome: 'complete', insurance: [{ focal: true, coverage: { reference: '#c' } }], claim: to(17),
    contained: [{ resourceType: 'Coverage', id: 'c', status: 'active', beneficiary: to(PATIENT), payor: [{ display: 'private' }] }],
  }],
  [19, {
    resourceType: 'DocumentReference', status: 'current', subject: to(PATIENT), context: { encounter: [to(VISIT)] }, description: 'Letter', date: '2024-01-02T08:50:00+03:00',
    content: [{ attachment: { contentType: 'text/plain', data: Buffer.from('Dear colleague').toString('base64'), title: 'Letter' } }],
  }],
];

export const wholeRecord: { readonly resourceType: 'Bundle'; readonly type: 'collection'; readonly entry: readonly { readonly fullUrl: string; readonly resource: Json }[] } = {
  resourceType: 'Bundle', type: 'collection', entry: resources.map(([n, resource]) => ({ fullUrl: `urn:uuid:${uuid(n)}`, resource: { ...resource, id: uuid(n) } })),
};
