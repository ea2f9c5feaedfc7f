import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { join } from 'node:path';
import { onTestFinished, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { MOST_DOCUMENT_BYTES } from '#domain/record/document-content.ts';
import type { SyncedTable } from '#domain/sync/tables.ts';
import { StartLinks } from '#main/transport/host-guard.ts';
import { startHost } from '#main/transport/http-host.ts';
import { rendererFiles } from '#main/transport/renderer-files.ts';
import { failureOf, testDesk, type Client, type DeskUnderTest } from '#tests/support/desk.ts';
import { question } from '#tests/support/forms.ts';
import { allSyncedTables, rowsOf, systemRandom, tempFolder } from '#tests/support/store.ts';

const MARKUP = '<script>alert(1)</script> <img src=x onerror="alert(2)"> &lt;b&gt; {{name}} ${1} =1+1';
const MINUTE = 60_000;

/** Every row of everything but who looked at what. */
const everything = (desk: DeskUnderTest): Record<string, unknown[]> =>
  Object.fromEntries(allSyncedTables.filter((name) => name !== 'record_access').map((name: SyncedTable) => [name, rowsOf(desk.desk.parts.store, name)]));

// spec: ENC-1, ENC-4, REG-1
test('markup and scripts in names, reasons, notes, lists and forms are the text that was typed', async () => {
  const desk = await testDesk();
  const doctor = desk.as('doctor');
  const { id: patientId } = await doctor.patients.create({ name: MARKUP, ageOrBirth: '30', sex: 'female', address: MARKUP });
  const form = await desk.as('manager').forms.publish({ definition: { names: { en: MARKUP }, questions: [structuredClone(question('why', 'long', MARKUP)) as never] } });
  const { encounterId } = await doctor.encounters.setReason({ patientId, reason: MARKUP });
  await doctor.encounters.signNote({ patientId, text: MARKUP });
  await doctor.record.addCondition({ patientId, inVisit: true, category: 'problem', title: MARKUP });
  await doctor.prescriptions.add({ patientId, inVisit: true, drug: 'Paracetamol', dose: '1', doseUnit: 'tablet', timing: '3', days: '5', instructions: MARKUP });
  await doctor.encounters.refer({ patientId, toPlace: MARKUP, reason: MARKUP, urgency: 'routine' });
  await doctor.forms.fill({ patientId, definitionId: form.id, inVisit: true, answers: { why: MARKUP } });
  const page = await doctor.encounters.page({ patientId, encounterId });
  expect(page).toMatchObject({
    reason: MARKUP, notes: [{ text: MARKUP }], conditions: [{ title: MARKUP }], prescriptions: [{ instructions: MARKUP }], referrals: [{ toPlace: MARKUP, reason: MARKUP }],
    forms: [{ names: { en: MARKUP } }],
  });
  expect((await doctor.forms.ofPatient({ patientId })).filled).toMatchObject([{ typed: { why: MARKUP }, lines: [{ names: { en: MARKUP }, value: MARKUP }] }]);
  expect(await doctor.patients.get({ patientId })).toMatchObject({ name: MARKUP, address: MARKUP });
  expect((await desk.as('doctor').patients.search({ text: 'onerror' })).patients).toMatchObject([{ id: patientId, name: MARKUP }]);
});

// spec: LAB-2, MAT-1
test('a result from before its order or its specimen and a birth from before the pregnancy change nothing, and are taken once they are right', async () => {
  const desk = await testDesk();
  const early = desk.as('nurse');
  const { id: patientId } = await early.patients.create({ name: 'Amina Yusuf', ageOrBirth: '27', sex: 'female' });
  const { id: pregnancyId } = await early.mothers.savePregnancy({
    patientId, lastPeriod: '2025-06-07', cycleDays: null, scanOn: null, scanDays: null, transferOn: null, embryoDays: null, gravida: null, para: null, previousCaesareans: null, bloodGroup: null,
    rhesus: null, smoking: null, risks: [], riskNote: null,
  });
  const { lines: [line] } = await desk.as('doctor').laboratory.order({ patientId, tests: ['alt'] });
  const lineId = line?.id ?? '';
  desk.advance(60 * MINUTE);
  const [nurse, lab] = [desk.as('nurse'), desk.as('lab')];
  await nurse.laboratory.collect({ lineIds: [lineId] });
  const enter = (minutesAgo: number) => lab.laboratory.enter({ values: [{ lineId, typed: '20', replaces: null }], resultedAt: new Date(Date.now() - minutesAgo * MINUTE).toISOString() });
  const bear = (bornOn: string) => nurse.mothers.saveDelivery({
    pregnancyId, bornOn, bornTime: '04:30', place: 'here', onset: 'spontaneous', mode: 'vaginal', caesareanReason: null, lie: 'cephalic', conditions: [], bloodLossMl: null, motherOutcome: 'well', note: null,
    newborns: [{ sex: 'female', outcome: 'live', diedOn: null, weightG: 3200, lengthCm: null, headCm: null, apgar: {}, resuscitated: false, note: null }],
  });
  const before = everything(desk);
  expect(await failureOf(enter(90))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'resultedAt', code: 'before-order' }] } });
  expect(await failureOf(enter(30))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'resultedAt', code: 'before-collection' }] } });
  expect(await failureOf(bear('2025-06-01'))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'bornOn', code: 'before-conception' }] } });
  expect(everything(desk)).toEqual(before);
  expect((await enter(0)).lines).toMatchObject([{ status: 'resulted', current: { value: 20 } }]);
  await bear('2026-03-13');
  expect((await nurse.mothers.record({ patientId })).pregnancies).toMatchObject([{ status: 'delivered' }]);
});

// spec: ENC-2
describe('a document of 20 MB', () => {
  const served = async () => {
    const desk = await testDesk();
    const host = await startHost({
      desk: desk.desk, address: '127.0.0.1', port: 0, ownAddresses: () => [], files: rendererFiles(join(tempFolder(), 'none'), systemRandom), links: new StartLinks(() => 'start', desk.desk.parts.now),
      cookieSecret: 'cookie', linkSecret: 'link',
    });
    onTestFinished(() => host.close());
    const { id: patientId } = await desk.as('doctor').patients.create({ name: 'Amina Juma', ageOrBirth: '34', sex: 'female' });
    return { desk, patientId, base: `127.0.0.1:${String(host.port)}` };
  };
  const file = (): File => new File([Buffer.alloc(20 * 1024 * 1024, ' ')], 'scan.txt');
  const issues = [{ field: 'data', code: 'document-too-large', limit: MOST_DOCUMENT_BYTES / 1024 / 1024 }];

  test('is refused in words over the window\'s socket, which goes on, and nothing is lost', async () => {
    const { desk, patientId, base } = await served();
    const socket = new WebSocket(`ws://${base}/rpc`, { headers: { cookie: 'daybook=cookie', origin: `http://${base}` } });
    onTestFinished(() => { socket.terminate(); });
    const doctor = createORPCClient<Client>(new RPCLink({ websocket: socket as never, headers: { 'x-daybook-session': desk.sessionOf('doctor') } }));
    const { encounterId } = await doctor.encounters.signNote({ patientId, text: 'Scan asked for.' });
    const before = everything(desk);
    const refused = await doctor.documents.add({ patientId, title: 'Scan', data: file() }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ORPCError);
    expect(refused).toMatchObject({ code: 'INVALID', data: { issues } });
    expect(everything(desk)).toEqual(before);
    expect((await doctor.encounters.page({ patientId, encounterId })).notes).toMatchObject([{ text: 'Scan asked for.' }]);
    expect(await doctor.documents.add({ patientId, title: 'Letter', data: new File(['Dear colleague'], 'a.txt') })).toMatchObject({ title: 'Letter', whole: true });
  });

  test('is refused in words over HTTP, and nothing is lost', async () => {
    const { desk, patientId, base } = await served();
    const before = everything(desk);
    const body = new FormData();
    body.set('patientId', patientId);
    body.set('title', 'Scan');
    body.set('data', file());
    const answer = await fetch(`http://${base}/api/documents/add`, { method: 'POST', body, headers: { authorization: `Bearer ${desk.tokenFor('record.write')}` } });
    expect([answer.status, await answer.json()]).toMatchObject([422, { code: 'INVALID', data: { issues } }]);
    const { api_token: _after, ...after } = everything(desk);
    const { api_token: _before, ...same } = before;
    expect(after).toEqual(same);
  });
});

// spec: REG-4
test('a chart of 500 visits comes whole and in order, whatever the order it was written in', async () => {
  const desk = await testDesk();
  const doctor = desk.as('doctor');
  const { id: patientId } = await doctor.patients.create({ name: 'Amina Juma', ageOrBirth: '34', sex: 'female' });
  const { store, newId } = desk.desk.parts;
  const DAY = 24 * 60 * MINUTE;
  store.write({ personId: null, intent: 'test.visits' }, (tx) => {
    for (let n = 0; n < 500; n++) {
      // 211 and 500 have no common part: every day once, none in its turn.
      const startedAt = new Date(Date.now() - ((n * 211) % 500) * DAY).toISOString();
      const id = newId();
      tx.insert('encounter', {
        id, patient_id: patientId, started_at: startedAt, ended_at: startedAt, status: 'finished', class_code: null, title: `Visit ${startedAt.slice(0, 10)}`, reason: null, source: 'desk', removed: 0,
      } as never);
      tx.insert('clinical_note', { id: newId(), patient_id: patientId, encounter_id: id, kind: 'visit', text: startedAt, amends_id: null, signed_at: startedAt, signed_by: null, source: 'desk' });
    }
  });
  const { visits, visitCount } = await doctor.patients.chart({ patientId });
  expect([visits.length, visitCount, new Set(visits.map(({ id }) => id)).size]).toEqual([500, 500, 500]);
  expect(visits.map(({ startedAt }) => startedAt)).toEqual(Array.from({ length: 500 }, (_, n) => new Date(Date.now() - n * DAY).toISOString()));
  for (const at of [0, 250, 499]) {
    const visit = visits[at];
    expect((await doctor.encounters.page({ patientId, encounterId: visit?.id ?? '' })).notes).toMatchObject([{ text: visit?.startedAt }]);
  }
});
