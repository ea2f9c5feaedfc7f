import { beforeAll, describe, expect, test } from 'vitest';
import type { Permission } from '#domain/permissions/permissions.ts';
import { importJobs } from '#main/api/import-jobs.ts';
import { runAndWatch } from '#main/exchange/bring-in.ts';
import { importFhirFiles } from '#main/exchange/fhir/import-files.ts';
import type { DeskUnderTest } from '#tests/support/desk.ts';
import { askFhir, servedDesk, type Answered } from '#tests/support/fhir/served.ts';
import { faultsOf, loadDefinitions } from '#tests/support/fhir/validator.ts';
import { wholeRecord } from '#tests/support/fhir/whole-record.ts';
import { jsonFile } from '#tests/unit/exchange/run-fhir.ts';

interface Resource { resourceType: string; id: string; [key: string]: unknown }
interface Bundle { resourceType: string; type: string; total?: number; link: { relation: string; url: string }[]; entry?: { fullUrl: string; resource: Resource }[] }
type Answer = Pick<Answered<Bundle & Resource>, 'status' | 'type' | 'body'>;

interface Server {
  desk: DeskUnderTest;
  patientId: string;
  get(path: string, permissions?: readonly Permission[]): Promise<Answer>;
}

/** A host with the whole record of one patient and a second person. */
async function serve(): Promise<Server> {
  const { desk, port } = await servedDesk();
  const other = { resource: { resourceType: 'Patient', id: 'other', name: [{ text: 'José Núñez' }], gender: 'male', birthDate: '1950-01-01' } };
  const files = [jsonFile('a.json', { ...wholeRecord, entry: [...wholeRecord.entry, other] })];
  await runAndWatch(importJobs(desk.desk.parts), { kind: 'fhir', name: 'a', personId: null, dryRun: false }, (run) => importFhirFiles(run, files, '2026-03-14'), {});
  const { id } = desk.desk.parts.store.read.statement("SELECT id FROM patient WHERE name = 'Ana Prueba'").get() as { id: string };
  return { desk, patientId: id, get: (path, permissions = ['fhir.read']) => askFhir(port, path, { token: desk.tokenFor(...permissions) }) };
}

const types = ({ body }: Answer): string[] => (body.entry ?? []).map(({ resource }) => resource.resourceType);
const resources = ({ body }: Answer): Resource[] => (body.entry ?? []).map(({ resource }) => resource);

beforeAll(loadDefinitions, 300_000);

describe('the FHIR server', () => {
  test('says what it can do, in words that the standard accepts', async () => {
    const { get } = await serve();
    const { status, type, body } = await get('/metadata');
    expect([status, type, body.resourceType, body['fhirVersion']]).toEqual([200, 'application/fhir+json; charset=utf-8', 'CapabilityStatement', '4.0.1']);
    expect(faultsOf(body)).toEqual([]);
  });

  test('gives resources whose references lead to each other', async () => {
    const { get, patientId } = await serve();
    const everything = await get(`/Patient/${patientId}/$everything`);
    expect(types(everything).toSorted()).toEqual(wholeRecord.entry.map(({ resource }) => String(resource['resourceType'])).toSorted());
    const named = new Set(resources(everything).map(({ resourceType, id }) => `${resourceType}/${id}`));
    const referred = [...JSON.stringify(everything.body).matchAll(/"reference":"([^"#]+)"/g)].map(([, reference]) => String(reference));
    expect(referred.filter((reference) => !named.has(reference))).toEqual([]);
    for (const one of resources(everything)) {
      const alone = await get(`/${one.resourceType}/${one.id}`);
      expect([alone.status, alone.body], one.resourceType).toEqual([200, one]);
      expect(faultsOf(one), one.resourceType).toEqual([]);
    }
  });

  test('searches by patient, code, time, status and name', async () => {
    const { get, patientId } = await serve();
    const found = async (path: string): Promise<string[]> => resources(await get(path)).map(({ resourceType }) => resourceType);
    expect(await found(`/Observation?patient=${patientId}`)).toHaveLength(4);
    expect(await found(`/Observation?patient=Patient/${patientId}&category=laboratory`)).toHaveLength(1);
    expect(await found(`/Observation?subject=Patient/${patientId}&code=http://loinc.org|29463-7,2160-0`)).toHaveLength(2);
    expect(await found('/Observation?code=http://snomed.info/sct|29463-7')).toHaveLength(0);
    expect(await found('/Observation?date=2024-01-02&date=lt2024-01-02T05:15:01Z')).toHaveLength(4);
    expect(await found('/Observation?date=ge2024-01-03')).toHaveLength(0);
    expect(await found('/Condition?clinical-status=active&onset-date=le2019')).toHaveLength(1);
    expect(await found('/Encounter?date=sa2024-01-02')).toHaveLength(0);
    expect(await found('/MedicationRequest?status=active,stopped&authoredon=2024')).toHaveLength(1);
    expect(await found('/Appointment?date=gt2030')).toHaveLength(1);
    expect(await found('/Practitioner?family=doe')).toEqual(['Practitioner']);
    expect(resources(await get('/Patient?name=nunez')).map(({ name }) => name)).toEqual([[{ text: 'José Núñez' }]]);
    expect(await found('/Patient?birthdate=1950&gender=male')).toHaveLength(1);
    expect(await found('/Patient?identifier=urn:example:mrn|M-7')).toHaveLength(1);
    expect(await found('/Patient?_lastUpdated=lt2000')).toHaveLength(0);
  });

  test('gives pages that join', async () => {
    const { get, patientId } = await serve();
    const seen: string[] = [];
    for (let path: string | undefined = `/Patient/${patientId}/$everything?_count=4`; path !== undefined;) {
      const { body }: Answer = await get(path);
      seen.push(...(body.entry ?? []).map(({ fullUrl }) => fullUrl));
      path = body.link.find(({ relation }) => relation === 'next')?.url.replace(/^.*\/fhir/, '');
    }
    expect(new Set(seen).size).toBe(wholeRecord.entry.length);
    expect(seen).toHaveLength(wholeRecord.entry.length);
    const first = await get('/Patient?_count=1');
    const second = await get((first.body.link.find(({ relation }) => relation === 'next')?.url ?? '').replace(/^.*\/fhir/, ''));
    expect(resources(first).concat(resources(second)).map(({ id }) => id)).toHaveLength(2);
    expect(resources(first)[0]?.id).not.toBe(resources(second)[0]?.id);
  });

  test.each([
    ['/Nothing', 404, 'not-found'], ['/Patient/none', 404, 'not-found'], ['/Observation?patinet=1', 400, 'invalid'], ['/Observation?date=yesterday', 400, 'invalid'],
    ['/Patient/1/$everything', 400, 'invalid'], ['/Patient/00000000-0000-7000-8000-000000000000/$everything', 404, 'not-found'], ['/a/b/c/d', 404, 'not-found'], ['/Patient/1/$delete', 404, 'not-found'],
  ])('%s is answered with an outcome', async (path, status, code) => {
    const { get } = await serve();
    const answer = await get(path);
    expect([answer.status, answer.body.resourceType, answer.body['issue']]).toEqual([status, 'OperationOutcome', [{ severity: 'error', code, diagnostics: expect.any(String) as string }]]);
    expect(faultsOf(answer.body)).toEqual([]);
  });

  test('asks for a token that may, notes each look, and withholds whoever refused', async () => {
    const { get, desk, patientId } = await serve();
    expect((await get(`/Patient/${patientId}`, ['patients.read'])).status).toBe(403);
    const { store } = desk.desk.parts;
    const looks = (): unknown[] => store.read.statement('SELECT patient_id, endpoint FROM record_access').all();
    expect(looks()).toEqual([]);
    await get(`/Observation?patient=${patientId}`);
    expect(looks()).toEqual([{ patient_id: patientId, endpoint: 'fhir.search' }]);
    store.write({ personId: null, intent: 'test' }, (tx) => {
      tx.insert('consent', { id: tx.newId(), patient_id: patientId, purpose: 'sharing', decision: 'refused', at: '2026-03-01T00:00:00.000Z', person_id: null, given_by: null, method: 'spoken', note: null });
    });
    expect((await get(`/Patient/${patientId}/$everything`)).status).toBe(403);
    expect((await get(`/Patient/${patientId}`)).status).toBe(404);
    expect(types(await get('/Patient'))).toHaveLength(1);
  });

  test('gives a summary that is a document of the standard', async () => {
    const { get, patientId } = await serve();
    const { body } = await get(`/Patient/${patientId}/$summary`);
    expect([body.type, ...types({ body } as Answer).slice(0, 3)]).toEqual(['document', 'Composition', 'Organization', 'Patient']);
    const named = new Set((body.entry ?? []).map(({ fullUrl }) => fullUrl));
    const composition = JSON.stringify(body.entry?.[0]?.resource);
    for (const [, reference] of composition.matchAll(/"reference":"([^"]+)"/g)) expect(named.has(String(reference))).toBe(true);
    expect(faultsOf(body)).toEqual([]);
    for (const one of resources({ body } as Answer)) expect(faultsOf(one), one.resourceType).toEqual([]);
  });
});
