import { expect, test } from 'vitest';
import { failureOf } from '#tests/support/desk.ts';
import { askFhir, servedDesk } from '#tests/support/fhir/served.ts';

const A = 'urn:uuid:3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const PLAN = {
  resourceType: 'CarePlan', status: 'active', intent: 'order', subject: { reference: A }, period: { start: '2026-01-02T08:00:00Z' },
  category: [{ coding: [{ system: 'http://snomed.info/sct', code: '698360004', display: 'Diabetes self management plan' }] }],
  text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">Care plan<br/><script>alert(1)</script> &lt;b&gt;walks&lt;/b&gt;</div>' },
  activity: [{ detail: { code: { text: 'Exercise therapy' }, status: 'in-progress' } }], note: [{ text: 'Walks daily' }],
};
const CLAIM = {
  resourceType: 'Claim', status: 'active', type: { coding: [{ code: 'institutional' }] }, use: 'claim', patient: { reference: A }, created: '2026-02-01', provider: { display: 'City clinic' },
  priority: { coding: [{ code: 'normal' }] }, insurance: [{ sequence: 1, focal: true, coverage: { display: 'None' } }],
  item: [{ sequence: 1, productOrService: { text: 'Urgent care clinic' }, net: { value: 125.5, currency: 'USD' } }], total: { value: 125.5, currency: 'USD' },
};
const PULSE = {
  resourceType: 'Observation', status: 'final', category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] }],
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4', display: 'Heart rate' }] }, subject: { reference: A }, effectiveDateTime: '2026-01-02T08:00:00Z', valueQuantity: { value: 70, unit: '/min', code: '/min' },
};

async function broughtAlong() {
  const { desk, port } = await servedDesk();
  const entries = [{ resourceType: 'Patient', name: [{ text: 'Ana Prueba' }], gender: 'female', birthDate: '1990-05-04' }, PLAN, CLAIM, PULSE]
    .map((resource, index) => ({ fullUrl: index === 0 ? A : `urn:uuid:3f2504e0-4f89-41d3-9a0c-0305e82c330${String(index + 1)}`, resource, request: { method: 'POST', url: resource.resourceType } }));
  const answer = await askFhir(port, '', { token: desk.tokenFor('patients.import'), method: 'POST', headers: { 'content-type': 'application/fhir+json' }, body: JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry: entries }) });
  expect(answer.status).toBe(200);
  const [patient] = (await desk.as('doctor').patients.search({ text: 'Ana Prueba' })).patients;
  return { desk, patientId: patient?.id ?? '' };
}

// spec: REG-6
test('what came with a patient and stands nowhere else is listed, newest first, and everything by its kind', async () => {
  const { desk, patientId } = await broughtAlong();
  const doctor = desk.as('doctor');
  const { types, originals, count } = await doctor.documents.originals({ patientId });
  expect(originals.map(({ type, title, on }) => [type, title, on])).toEqual([
    ['Claim', 'Urgent care clinic', '2026-02-01T12:00:00.000Z'], ['CarePlan', 'Diabetes self management plan', '2026-01-02T08:00:00.000Z'],
  ]);
  expect([count, originals[0]?.broughtAt]).toEqual([2, '2026-03-14T09:00:00.000Z']);
  expect(types.map(({ type, count: n, elsewhere }) => [type, n, elsewhere])).toEqual([['CarePlan', 1, false], ['Claim', 1, false], ['Observation', 1, true], ['Patient', 1, true]]);
  expect((await doctor.documents.originals({ patientId, type: 'Observation' })).originals.map(({ title }) => title)).toEqual(['Heart rate']);
  expect(await doctor.documents.originals({ patientId, limit: 1 })).toMatchObject({ originals: [{ type: 'Claim' }], count: 2 });
});

test('one is read as words, whatever is in it', async () => {
  const { desk, patientId } = await broughtAlong();
  const doctor = desk.as('doctor');
  const { originals } = await doctor.documents.originals({ patientId });
  const read = async (index: number): Promise<string[]> => (await doctor.documents.original({ patientId, originalId: originals[index]?.id ?? '' })).lines
    .map(({ depth, element, value }) => `${'  '.repeat(depth)}${element}${value === null ? '' : `: ${value}`}`);
  expect(await read(1)).toEqual([
    'status: active', 'intent: order', 'period: 2026-01-02T08:00:00Z –', 'category: Diabetes self management plan', 'text: Care plan\nalert(1) <b>walks</b>', 'activity', '  detail',
    '    code: Exercise therapy', '    status: in-progress', 'note: Walks daily',
  ]);
  expect(await read(0)).toEqual([
    'status: active', 'type: institutional', 'use: claim', 'created: 2026-02-01', 'provider: City clinic', 'priority: normal', 'insurance', '  sequence: 1', '  focal: true', '  coverage: None',
    'item', '  sequence: 1', '  productOrService: Urgent care clinic', '  net: 125.5 USD', 'total: 125.5 USD',
  ]);
});

test('only who may read the record sees it, every look is written down, and nobody finds it under another patient', async () => {
  const { desk, patientId } = await broughtAlong();
  const doctor = desk.as('doctor');
  expect(await failureOf(desk.as('reception').documents.originals({ patientId }))).toMatchObject({ code: 'NOT_ALLOWED' });
  const [claim] = (await doctor.documents.originals({ patientId })).originals;
  await doctor.documents.original({ patientId, originalId: claim?.id ?? '' });
  const looks = desk.desk.parts.store.read.statement("SELECT endpoint FROM record_access WHERE patient_id = ? AND endpoint LIKE 'documents.%' ORDER BY rid").all(patientId);
  expect(looks).toEqual([{ endpoint: 'documents.originals' }, { endpoint: 'documents.original' }]);
  const { id: other } = await doctor.patients.create({ name: 'Juma Said', ageOrBirth: '40', sex: 'male' });
  expect(await failureOf(doctor.documents.original({ patientId: other, originalId: claim?.id ?? '' }))).toMatchObject({ code: 'NOT_FOUND' });
});
