import { beforeAll, describe, expect, test } from 'vitest';
import type { Permission } from '#domain/permissions/permissions.ts';
import { askFhir, servedDesk, type Answered } from '#tests/support/fhir/served.ts';
import { faultsOf, loadDefinitions } from '#tests/support/fhir/validator.ts';

interface Issue { severity: string; code: string; diagnostics: string; expression?: string[] }
interface Body { resourceType: string; type?: string; issue?: Issue[]; entry?: { response: { status: string; location?: string; outcome?: { issue: Issue[] } } }[]; [key: string]: unknown }

interface Server {
  post(path: string, body: unknown, options?: { permissions?: readonly Permission[]; headers?: Record<string, string> }): Promise<Answered<Body>>;
  get(path: string): Promise<Answered<Body>>;
  count(table: string): number;
}

const IMPORTER: readonly Permission[] = ['patients.import', 'fhir.read'];

async function serve(): Promise<Server> {
  const { desk, port } = await servedDesk();
  const { store } = desk.desk.parts;
  return {
    post: (path, body, { permissions = IMPORTER, headers = {} } = {}) => askFhir(port, path, {
      token: desk.tokenFor(...permissions), method: 'POST', headers: { 'content-type': 'application/fhir+json', ...headers },
      body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
    }),
    get: (path) => askFhir(port, path, { token: desk.tokenFor('fhir.read') }),
    count: (table) => (store.read.statement(`SELECT count(*) AS n FROM ${table}`).get() as { n: number }).n,
  };
}

const PERSON = { resourceType: 'Patient', identifier: [{ system: 'urn:example:mrn', value: 'M-1' }], name: [{ text: 'Ana Prueba' }], gender: 'female', birthDate: '1990-05-04' };
const pulse = (patient: string, more: object = {}): object => ({
  resourceType: 'Observation', status: 'final', category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] }],
  code: { coding: [{ system: 'http://loinc.org', code: '8867-4' }] }, subject: { reference: patient }, effectiveDateTime: '2026-01-02T08:00:00Z', valueQuantity: { value: 70, code: '/min' }, ...more,
});
const entry = (fullUrl: string, resource: object, more: object = {}): object => ({ fullUrl, resource, request: { method: 'POST', url: String((resource as { resourceType: string }).resourceType), ...more } });
const [A, B] = ['urn:uuid:3f2504e0-4f89-41d3-9a0c-0305e82c3301', 'urn:uuid:3f2504e0-4f89-41d3-9a0c-0305e82c3302'];
const bundle = (type: string, ...entries: object[]): object => ({ resourceType: 'Bundle', type, entry: entries });
const issuesOf = ({ status, body }: Answered<Body>): unknown => [status, body.resourceType, (body.issue ?? []).map(({ diagnostics, expression = [] }) => [diagnostics, ...expression])];
const statuses = ({ body }: Answered<Body>): string[] => (body.entry ?? []).map(({ response }) => response.status);

beforeAll(loadDefinitions, 300_000);

// spec: API-2
describe('what other programs post', () => {
  test('one resource is stored, found under its address, and there once however often it comes', async () => {
    const { post, get, count } = await serve();
    const person = await post('/Patient', PERSON);
    expect([person.status, person.location]).toEqual([201, expect.stringMatching(/\/fhir\/Patient\/[0-9a-f-]{36}$/) as string]);
    expect(faultsOf(person.body)).toEqual([]);
    const path = person.location?.replace(/^.*\/fhir/, '') ?? '';
    expect((await get(path)).body['birthDate']).toBe('1990-05-04');
    const subject = path.slice(1);
    const measured = await post('/Observation', pulse(subject, { id: '1' }));
    expect(measured.status).toBe(201);
    expect((await get(measured.location?.replace(/^.*\/fhir/, '') ?? '')).body).toMatchObject({ resourceType: 'Observation', subject: { reference: subject }, valueQuantity: { value: 70 } });
    // The same again, and another one that its client calls by the same id.
    expect([(await post('/Patient', PERSON)).status, (await post('/Observation', pulse(subject, { id: '2' }))).location]).toEqual([200, measured.location]);
    expect((await post('/Observation', pulse(subject, { id: '1', valueQuantity: { value: 71, code: '/min' } }))).status).toBe(201);
    expect([count('patient'), count('observation')]).toEqual([1, 2]);
  });

  test('one with an identifier is known by it, by itself and in a bundle that names it anew', async () => {
    const { post, count } = await serve();
    const subject = (await post('/Patient', PERSON)).location?.replace(/^.*\/fhir\//, '') ?? '';
    const identified = (value: number): object => pulse(subject, { identifier: [{ system: 'urn:example:device', value: '77' }], valueQuantity: { value, code: '/min' } });
    const first = await post('/Observation', identified(70));
    expect([first.status, (await post('/Observation', identified(71))).status]).toEqual([201, 200]);
    const again = await post('', bundle('batch', entry(A, identified(72)), entry(B, { resourceType: 'DiagnosticReport', status: 'final', code: { text: 'x' }, subject: { reference: subject }, result: [{ reference: A }] })));
    expect(statuses(again)).toEqual(['200 OK', '201 Created']);
    expect(again.body.entry?.[0]?.response.location).toBe(first.location);
    expect(count('observation')).toBe(1);
  });

  test('a transaction is taken whole, in any order, or not at all', async () => {
    const { post, get, count } = await serve();
    const visit = { resourceType: 'Encounter', status: 'finished', class: { code: 'AMB' }, subject: { reference: A }, period: { start: '2026-01-02T08:00:00Z' } };
    const bad = await post('', bundle('transaction', entry(A, PERSON), entry(B, pulse(A, { valueQuantity: { value: 70, code: 'furlong' } }))));
    expect(issuesOf(bad)).toEqual([422, 'OperationOutcome', [['unit-unknown', 'Bundle.entry[1].resource.valueQuantity.code']]]);
    expect(faultsOf(bad.body)).toEqual([]);
    expect([count('patient'), count('kept_resource'), count('operation WHERE intent = \'fhir.bring\'')]).toEqual([0, 0, 0]);
    const good = await post('', bundle('transaction', entry('urn:uuid:3f2504e0-4f89-41d3-9a0c-0305e82c3303', pulse(A, { encounter: { reference: B } })), entry(B, visit), entry(A, PERSON)));
    expect([good.status, good.body.type, statuses(good)]).toEqual([200, 'transaction-response', ['201 Created', '201 Created', '201 Created']]);
    expect(faultsOf(good.body)).toEqual([]);
    const [measured, met, person] = (good.body.entry ?? []).map(({ response }) => response.location?.replace(/^.*\/fhir\//, ''));
    expect((await get(`/${measured ?? ''}`)).body).toMatchObject({ subject: { reference: person }, encounter: { reference: met } });
    expect([count('patient'), count('encounter'), count('observation')]).toEqual([1, 1, 1]);
  });

  test('a batch is taken entry by entry', async () => {
    const { post, count } = await serve();
    const answer = await post('', bundle('batch', entry(A, PERSON), entry(B, pulse('Patient/nobody')), entry('urn:uuid:x', pulse(A)), { request: { method: 'DELETE', url: 'Patient/1' } }, entry('urn:uuid:y', { resourceType: 'ValueSet' })));
    expect(statuses(answer)).toEqual(['201 Created', '422 Unprocessable Entity', '201 Created', '422 Unprocessable Entity', '422 Unprocessable Entity']);
    expect((answer.body.entry ?? []).flatMap(({ response }) => response.outcome?.issue ?? []).map(({ diagnostics, expression }) => [diagnostics, ...(expression ?? [])])).toEqual([
      ['patient-not-found', 'Bundle.entry[1].resource.subject'], ['only-post', 'Bundle.entry[3].request.method'], ['type-not-supported', 'Bundle.entry[4].resource'],
    ]);
    expect(faultsOf(answer.body)).toEqual([]);
    expect([count('patient'), count('observation')]).toEqual([1, 1]);
  });

  test('creation on a condition stores only what is not here', async () => {
    const { post, count } = await serve();
    const subject = (await post('/Patient', PERSON)).location?.replace(/^.*\/fhir\//, '') ?? '';
    const unless = { headers: { 'if-none-exist': 'code=http://loinc.org|8867-4&date=2026-01-02' } };
    const first = await post('/Observation', pulse(subject), unless);
    const second = await post('/Observation', pulse(subject, { valueQuantity: { value: 99, code: '/min' } }), unless);
    expect([first.status, second.status, second.location]).toEqual([201, 200, first.location]);
    await post('/Observation', pulse(subject, { valueQuantity: { value: 99, code: '/min' } }));
    expect(issuesOf(await post('/Observation', pulse(subject, { valueQuantity: { value: 98, code: '/min' } }), unless))).toEqual([412, 'OperationOutcome', [['several-match', 'Observation']]]);
    expect(issuesOf(await post('/Observation', pulse(subject), { headers: { 'if-none-exist': 'nonsense=1' } }))).toEqual([422, 'OperationOutcome', [['if-none-exist-not-understood', 'Observation']]]);
    expect((await post('/Observation', pulse(subject), { ...unless, permissions: ['patients.import'] })).status).toBe(403);
    const twice = await post('', bundle('transaction', entry(A, pulse(subject, { effectiveDateTime: '2026-02-01' }), { ifNoneExist: 'date=2026-02-01' }), entry(B, pulse(subject, { effectiveDateTime: '2026-02-01', valueQuantity: { value: 50, code: '/min' } }), { ifNoneExist: 'date=2026-02-01' })));
    expect(statuses(twice)).toEqual(['201 Created', '200 OK']);
    expect(count('observation')).toBe(3);
  });

  const wrong: [string, string, string | Buffer | object, unknown][] = [
    ['text that breaks off', '/Patient', '{"resourceType":"Patient",\n "name": [{"text":"Secret Person"', [400, 'OperationOutcome', [['invalid-json at line 2 column 34']]]],
    ['bytes that are no text', '/Patient', Buffer.from([0x7b, 0xff, 0x7d]), [400, 'OperationOutcome', [['not-utf8']]]],
    ['another type than the address has', '/Patient', pulse('Patient/1'), [422, 'OperationOutcome', [['not-the-type-of-the-address', 'resourceType']]]],
    ['a type there is no place for', '/ValueSet', { resourceType: 'ValueSet' }, [404, 'OperationOutcome', [['type-not-supported', 'ValueSet']]]],
    ['a person without a name', '/Patient', { resourceType: 'Patient', birthDate: '1990-02-31' }, [422, 'OperationOutcome', [['name-missing', 'Patient.name']]]],
    ['a value of nobody', '/Observation', pulse('Patient/3f2504e0-4f89-41d3-9a0c-0305e82c3309'), [422, 'OperationOutcome', [['patient-not-found', 'Observation.subject']]]],
    ['a value of the future', '/Observation', pulse('Patient/x', { effectiveDateTime: '2999-01-01' }), [422, 'OperationOutcome', [['time-in-future', 'Observation.effective']]]],
    ['a collection', '', bundle('collection'), [422, 'OperationOutcome', [['not-transaction-or-batch', 'Bundle.type']]]],
    ['a resource where a bundle belongs', '', PERSON, [422, 'OperationOutcome', [['not-a-bundle', 'resourceType']]]],
    ['more entries than are taken at once', '', bundle('batch', ...Array.from({ length: 1001 }, () => ({}))), [422, 'OperationOutcome', [['too-many-entries', 'Bundle.entry']]]],
    ['more than is read', '/Patient', ' '.repeat(8 * 1024 * 1024 + 1), [413, 'OperationOutcome', [['At most 8388608 bytes']]]],
    ['an address of one resource', '/Patient/1', PERSON, [404, 'OperationOutcome', [['POST to /fhir or to /fhir/[type]']]]],
  ];
  test('what cannot be taken is refused, which says where and repeats nothing of it', async () => {
    const { post, count } = await serve();
    for (const [name, path, body, expected] of wrong) {
      const answer = await post(path, body);
      expect(issuesOf(answer), name).toEqual(expected);
      expect(faultsOf(answer.body), name).toEqual([]);
      expect(JSON.stringify(answer.body), name).not.toContain('Secret');
    }
    expect(count('patient')).toBe(0);
  });

  test('needs the permission to import, and words of the standard', async () => {
    const { post, get } = await serve();
    expect((await post('/Patient', PERSON, { permissions: ['fhir.read'] })).status).toBe(403);
    expect((await post('/Patient', PERSON, { headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    const { body } = await get('/metadata');
    expect(faultsOf(body)).toEqual([]);
    expect(body).toMatchObject({ rest: [{ interaction: [{ code: 'transaction' }, { code: 'batch' }] }] });
  });
});
