import { zstdCompressSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import type { Patient } from '#domain/contract/patients.ts';
import type { PatientBrief } from '#domain/contract/shapes.ts';
import { parsePatientNumber } from '#domain/patients/number.ts';
import { tables } from '#domain/sync/tables.ts';
import { operationsOfRow } from '#db/queries/row-log.ts';
import { PushClient } from '#tests/bench/support/push-client.ts';
import { Pc } from '../sync/pc.ts';
import { newcomer, restClinic, TEST_MS, WAIT } from './clinic.ts';

type Page = { patients: PatientBrief[]; next: string | null };
const namesOf = ({ patients }: Page): string[] => patients.map(({ name }) => name);

test('a patient made through the interface arrives at the desk, and an edit at the desk is seen through it', async () => {
  const { api, manager, desk } = await restClinic();
  const made = await api<Patient>('POST', '/patients', { ...newcomer, allergies: [{ substance: 'Penicillin', reaction: 'rash' }], contacts: [{ name: 'Yusuf Ali', relation: 'father', phone: '0700' }] });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ name: 'Amina Yusuf', birthDate: '1990-03-12', birthEstimated: false, sex: 'female', allergyCount: 1, archived: false });
  const number = parsePatientNumber(made.body.number);
  expect(number.ok && number.value.slot).not.toBe((desk.desk.parts.store.read.statement("SELECT value FROM local_meta WHERE key = 'slot'").get() as { value: string }).value);
  const { id } = made.body;
  const atDesk = await vi.waitFor(() => manager.patients.get({ patientId: id }), WAIT);
  expect(atDesk).toEqual(made.body);
  await manager.patients.update({ patientId: id, phone: '0711 000 000', allergies: [] });
  const seen = await vi.waitFor(async () => {
    const { body } = await api<Patient>('GET', `/patients/${id}`);
    expect(body.phone).toBe('0711 000 000');
    return body;
  }, WAIT);
  expect(seen.allergies).toEqual([]);
  const changed = await api<Patient>('PUT', `/patients/${id}`, { district: 'Westlands', version: seen.version });
  expect(changed).toMatchObject({ status: 200, body: { district: 'Westlands', phone: '0711 000 000' } });
  expect(changed.body.version).not.toBe(seen.version);
  expect(await api('PUT', `/patients/${id}`, { district: 'Kilimani', version: seen.version })).toMatchObject({ status: 409, body: { code: 'CONFLICT', data: { reason: 'changed-meanwhile' } } });
  expect(await api('DELETE', `/patients/${id}`, { reason: 'twice here' })).toEqual({ status: 200, body: { done: true } });
  await vi.waitFor(async () => { expect(await manager.patients.get({ patientId: id })).toMatchObject({ archived: true, archivedReason: 'twice here', district: 'Westlands' }); }, WAIT);
  await vi.waitFor(async () => {
    expect(desk.desk.parts.sync.status().waiting).toBe(0);
    expect(await manager.sync.check({})).toMatchObject({ different: 0 });
  }, WAIT);
}, TEST_MS);

test('people are found by name, phone and number, listed in pages, and named when they are likely the same', async () => {
  const { api } = await restClinic();
  const ids: string[] = [];
  for (const [name, phone] of [['Amina Yusuf', '+254 700 123 456'], ['José Núñez', '0722 555 111'], ['Aminata Diallo', '']] as const) {
    const { body } = await api<Patient>('POST', '/patients', { ...newcomer, name, phone });
    ids.push(body.id);
  }
  const search = async (text: string): Promise<string[]> => namesOf((await api<Page>('GET', `/patients?text=${encodeURIComponent(text)}`)).body);
  expect(await search('amin')).toEqual(['Aminata Diallo', 'Amina Yusuf']);
  expect(await search('yusuf amina')).toEqual(['Amina Yusuf']);
  expect(await search('nunez')).toEqual(['José Núñez']);
  expect(await search('555111')).toEqual(['José Núñez']);
  const { body: { number } } = await api<Patient>('GET', `/patients/${ids[2] ?? ''}`);
  expect(await search(number)).toEqual(['Aminata Diallo']);
  expect(await search('nobody')).toEqual([]);
  await api('PUT', `/patients/${ids[1] ?? ''}`, { name: 'José Ortega' });
  expect(await search('nunez')).toEqual([]);
  expect(await search('ortega')).toEqual(['José Ortega']);
  const first = await api<Page>('GET', '/patients?limit=2');
  expect(namesOf(first.body)).toEqual(['Amina Yusuf', 'José Ortega']);
  expect(namesOf((await api<Page>('GET', `/patients?limit=2&after=${first.body.next ?? ''}`)).body)).toEqual(['Aminata Diallo']);
  await api('DELETE', `/patients/${ids[0] ?? ''}`);
  expect(namesOf((await api<Page>('GET', '/patients?order=newest-first')).body)).toEqual(['Aminata Diallo', 'José Ortega']);
  expect(namesOf((await api<Page>('GET', '/patients?archived=only')).body)).toEqual(['Amina Yusuf']);
  const twins = await api<{ duplicates: { id: string; score: number }[] }>('POST', '/patients/duplicates', { ...newcomer, name: 'Jose Ortega' });
  expect(twins.body.duplicates.map(({ id }) => id)).toEqual([ids[1]]);
  expect(twins.body.duplicates[0]?.score).toBeGreaterThanOrEqual(55);
}, TEST_MS);

test('the same command twice makes one patient, and numbers go on', async () => {
  const { api, server } = await restClinic();
  const commandId = server.database.newId();
  const [one, again] = [await api<Patient>('POST', '/patients', { ...newcomer, commandId }), await api<Patient>('POST', '/patients', { ...newcomer, commandId })];
  expect(one.body).toEqual(again.body);
  const many = await Promise.all(Array.from({ length: 4 }, (_, i) => api<Patient>('POST', '/patients', { ...newcomer, name: `Person ${String(i)}` })));
  const numbers = [one, ...many].map(({ body }) => body.number);
  expect(new Set(numbers).size).toBe(5);
  for (const number of numbers) expect(parsePatientNumber(number)).toMatchObject({ ok: true });
}, TEST_MS);

test('an edit of a PC that had not heard of one made through the interface waits for a person', async () => {
  const { api, manager, server, clinicId, adminToken } = await restClinic();
  const made = await api<Patient>('POST', '/patients', newcomer);
  const { rows: [cursor] } = await server.database.pool.query<{ timeline: string }>('SELECT timeline FROM clinic_cursor');
  const pc = new Pc(clinicId, cursor?.timeline ?? '', server.database.newId, Date.now());
  const { body: { code } } = await server.ask('POST', `/v1/admin/clinics/${clinicId}/join-codes`, { token: adminToken, body: {} }) as { body: { code: string } };
  const joined = await server.ask('POST', '/v1/join', {
    headers: { authorization: `Code ${code}` }, body: { v: 1, code, deviceId: pc.id, device: { name: 'Nurse', publicKey: pc.publicKey, schema: 20, program: 'test' } },
  });
  expect(joined.status).toBe(200);
  expect((await api('PUT', `/patients/${made.body.id}`, { ageOrBirth: '1991-01-01' })).status).toBe(200);
  const [hlc = 0, tie = 0] = made.body.version.split('.').map(Number);
  const birthDate = tables.patient.columns.birth_date.id;
  pc.write({ rowId: made.body.id, columns: [[birthDate, '1992-02-02']], previous: [[birthDate, hlc, tie]], hlc: hlc + 1 });
  const line = new PushClient(server.running.address, pc);
  await line.open();
  await expect(line.push(zstdCompressSync(JSON.stringify(pc.push())))).rejects.toThrow('stored');
  line.close();
  const open = await vi.waitFor(async () => {
    const { conflicts } = await manager.sync.conflicts({ patientId: made.body.id });
    expect(conflicts).toHaveLength(1);
    return conflicts[0];
  }, WAIT);
  expect(open?.choices.map(({ value }) => value).sort()).toEqual(['1991-01-01', '1992-02-02']);
}, TEST_MS);

test('who looked at a record stands in the clinic\'s log, and no patient data in the server\'s', async () => {
  const { api, token, server, desk, clinicId } = await restClinic();
  const { body: { id } } = await api<Patient>('POST', '/patients', newcomer);
  const reader = await token('patients.read');
  await server.ask('GET', `/api/patients/${id}`, { token: reader.token });
  const looks = (): unknown => desk.desk.parts.store.read.statement('SELECT patient_id, person_id, endpoint FROM record_access').all();
  await vi.waitFor(() => { expect(looks()).toEqual([{ patient_id: id, person_id: reader.tokenId, endpoint: 'patients.get' }]); }, WAIT);
  const written = operationsOfRow(desk.desk.parts.store.read, id);
  expect(written.map(({ intent }) => intent)).toEqual(['patients.create']);
  const names = await server.ask('GET', `/v1/admin/clinics/${clinicId}/tokens`, { token: reader.token });
  expect(names.status).toBe(401);
  expect(server.lines.join('\n')).not.toMatch(/Amina|Yusuf|700 123|1990-03-12/);
  expect(server.lines.join('\n')).not.toContain(id);
}, TEST_MS);
