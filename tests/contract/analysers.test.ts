import { describe, expect, test, vi } from 'vitest';
import type { AnalyserView } from '#domain/contract/analysers.ts';
import { astmBytes, astmFrames } from '#tests/support/analysers/astm-sender.ts';
import { TcpAnalyser } from '#tests/support/analysers/tcp-analyser.ts';
import { failureOf, testDesk, type DeskUnderTest } from '#tests/support/desk.ts';

const { ENQ, EOT } = astmBytes;
const anyPort = { kind: 'tcp', host: '127.0.0.1', port: 0 } as const;
const glucose = ['H|\\^&|||LAB', 'P|1', 'O|1|S-1', 'R|1|^^^GLU|5.4|mmol/L|3.9^6.1|H||F||||20240115102955', 'R|2|^^^CRP|<0.5|mg/L||||F||||20240115102955', 'L|1|N'];

async function listening(desk: DeskUnderTest, changes: object = {}): Promise<AnalyserView> {
  const { id } = await desk.as('lab').analysers.save({ name: 'Chemistry', protocol: 'astm', line: anyPort, ...changes });
  return vi.waitFor(async () => {
    const found = (await desk.as('lab').analysers.list({})).analysers.find((each) => each.id === id);
    expect(found?.address).toMatch(/:\d+$/);
    return found as AnalyserView;
  }, { timeout: 10_000 });
}

async function send(address: string | null, records: readonly string[]): Promise<void> {
  const analyser = await TcpAnalyser.connect(address ?? '');
  for (const part of [Buffer.of(ENQ), ...astmFrames(records)]) await analyser.ask(part);
  analyser.send(EOT);
}

/** A desk with one analyser, whose results have come. */
async function received(records = glucose, count = 2) {
  const desk = await testDesk();
  const analyser = await listening(desk);
  await send(analyser.address, records);
  const lab = desk.as('lab');
  const results = await vi.waitFor(async () => {
    const answer = await lab.analysers.results({});
    expect(answer.results).toHaveLength(count);
    return answer.results;
  }, { timeout: 10_000 });
  const { id: patientId } = await desk.as('reception').patients.create({ name: 'Amina Juma', ageOrBirth: '34', sex: 'female' });
  return { desk, lab, analyser, patientId, results, ids: results.map(({ id }) => id) };
}

describe('results', () => {
  test('wait with their reason, are filed by hand, and stand in the chart with who did it', async () => {
    const { desk, lab, patientId, ids, results } = await received();
    expect(results.map(({ testCode, value, text, flags, whyWaiting, analyserName, status }) => ({ testCode, value, text, flags, whyWaiting, analyserName, status }))).toEqual(expect.arrayContaining([
      { testCode: 'GLU', value: 5.4, text: '5.4', flags: ['H'], whyWaiting: 'unknown-id', analyserName: 'Chemistry', status: 'inbox' },
      { testCode: 'CRP', value: null, text: '<0.5', flags: [], whyWaiting: 'unknown-id', analyserName: 'Chemistry', status: 'inbox' },
    ]));
    const filed = await lab.analysers.file({ resultIds: ids, patientId });
    expect(filed.results).toEqual(ids.map((id) => expect.objectContaining({ id, status: 'filed', patientName: 'Amina Juma', matchedBy: 'by-hand', whyWaiting: null })));
    expect(await lab.analysers.results({})).toEqual({ results: [], waiting: 0 });
    const { observations } = await desk.as('doctor').vitals.list({ patientId });
    expect(observations.map(({ code, value, text, unit, source, recordedBy }) => ({ code, value, text, unit, source, recordedBy }))).toEqual(expect.arrayContaining([
      { code: 'lab.GLU', value: 5.4, text: null, unit: 'mmol/L', source: 'analyser', recordedBy: 'The lab' },
      { code: 'lab.CRP', value: null, text: '<0.5', unit: 'mg/L', source: 'analyser', recordedBy: 'The lab' },
    ]));
    expect((await desk.as('doctor').patients.chart({ patientId })).latest.map(({ code }) => code).sort()).toEqual(['lab.CRP', 'lab.GLU']);
    const origins = desk.desk.parts.store.read.statement('SELECT patient_id, device_name, port FROM reading_origin').all();
    expect(origins).toEqual([{ patient_id: patientId, device_name: 'Chemistry', port: 'tcp 127.0.0.1:0' }]);
  });

  test('put back from a record leave it marked as entered in error, and can go to somebody else', async () => {
    const { desk, lab, patientId, ids } = await received();
    await lab.analysers.file({ resultIds: ids, patientId });
    await lab.analysers.putBack({ resultIds: ids, reason: 'Wrong person' });
    expect((await desk.as('doctor').vitals.list({ patientId })).observations.map(({ inError, errorReason }) => [inError, errorReason])).toEqual([[true, 'Wrong person'], [true, 'Wrong person']]);
    expect((await lab.analysers.results({})).results.map(({ whyWaiting, patientId: whose }) => [whyWaiting, whose])).toEqual([['put-back', null], ['put-back', null]]);
    const other = await desk.as('reception').patients.create({ name: 'Otieno Were', ageOrBirth: '50', sex: 'male' });
    await lab.analysers.file({ resultIds: ids.slice(0, 1), patientId: other.id });
    expect((await desk.as('doctor').patients.chart({ patientId: other.id })).latest).toHaveLength(1);
    expect((await desk.as('doctor').patients.chart({ patientId })).latest).toEqual([]);
  });

  test('are dismissed with a reason, and taken back', async () => {
    const { lab, ids } = await received();
    expect(await failureOf(lab.analysers.dismiss({ resultIds: ids, reason: '  ' }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'reason', code: 'empty' }] } });
    await lab.analysers.dismiss({ resultIds: ids, reason: 'Spilled' });
    expect((await lab.analysers.results({ status: 'dismissed' })).results.map(({ dismissReason }) => dismissReason)).toEqual(['Spilled', 'Spilled']);
    await lab.analysers.putBack({ resultIds: ids });
    expect((await lab.analysers.results({})).waiting).toBe(2);
  });

  test('are changed all or none, and only from the state in which they were seen', async () => {
    const { desk, lab, patientId, ids } = await received();
    await lab.analysers.file({ resultIds: ids.slice(0, 1), patientId });
    expect(await failureOf(lab.analysers.file({ resultIds: ids, patientId }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'result-moved-on' } });
    expect(await failureOf(lab.analysers.dismiss({ resultIds: ids, reason: 'x' }))).toMatchObject({ code: 'CONFLICT' });
    expect((await lab.analysers.results({})).waiting).toBe(1);
    expect(await failureOf(lab.analysers.file({ resultIds: [desk.desk.parts.newId()], patientId }))).toMatchObject({ code: 'NOT_FOUND', data: { what: 'result' } });
    await desk.as('reception').patients.archive({ patientId, reason: 'Twice' });
    expect(await failureOf(lab.analysers.file({ resultIds: ids.slice(1), patientId }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'patient-archived' } });
  });

  test('show the message they came in', async () => {
    const { lab, results } = await received();
    expect(await lab.analysers.raw({ messageId: results[0]?.messageId ?? '' })).toEqual({ text: glucose.join('\n') });
    expect(await lab.analysers.raw({ messageId: results[0]?.id ?? '' })).toEqual({ text: null });
  });

  test('a patient whose number is the specimen gets them without anybody', async () => {
    const desk = await testDesk();
    const { address } = await listening(desk);
    const patient = await desk.as('reception').patients.create({ name: 'Amina Juma', ageOrBirth: '34', sex: 'female' });
    await send(address, glucose.map((line) => line.replace('S-1', patient.number)));
    await vi.waitFor(async () => {
      expect((await desk.as('nurse').vitals.list({ patientId: patient.id })).observations.map(({ code, recordedBy }) => [code, recordedBy])).toEqual(expect.arrayContaining([['lab.GLU', null], ['lab.CRP', null]]));
    }, { timeout: 10_000 });
    expect((await desk.as('lab').analysers.results({ status: 'filed' })).results.map(({ matchedBy }) => matchedBy)).toEqual(['specimen', 'specimen']);
  });

  test('come in pages', async () => {
    const { lab, results } = await received();
    const first = await lab.analysers.results({ limit: 1 });
    const second = await lab.analysers.results({ limit: 1, before: first.results[0]?.id ?? '' });
    expect([...first.results, ...second.results].map(({ id }) => id)).toEqual(results.map(({ id }) => id));
  });
});

describe('analysers', () => {
  test('are set up, told apart, changed and removed; a switched-off one is not reached', async () => {
    const desk = await testDesk();
    const lab = desk.as('lab');
    const analyser = await listening(desk);
    expect(analyser).toMatchObject({ name: 'Chemistry', protocol: 'astm', state: 'waiting', faults: 0, messages: 0, lastMessageAt: null, withoutEnquiry: false, active: true });
    const { id, name, protocol, line } = analyser;
    await lab.analysers.save({ id, name, protocol, line, active: false });
    expect((await lab.analysers.list({})).analysers).toEqual([expect.objectContaining({ id, state: 'off', active: false })]);
    await expect(TcpAnalyser.connect(analyser.address ?? '')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await lab.analysers.remove({ analyserId: id });
    expect((await lab.analysers.list({})).analysers).toEqual([]);
    expect(await failureOf(lab.analysers.remove({ analyserId: id }))).toMatchObject({ code: 'NOT_FOUND' });
  });

  test('count what they sent and what went wrong', async () => {
    const { lab, analyser } = await received();
    const other = await TcpAnalyser.connect(analyser.address ?? '');
    await other.ask(ENQ);
    await other.ask(Buffer.from('\x021H\x0300\r\n'));
    await vi.waitFor(async () => {
      expect((await lab.analysers.list({})).analysers).toEqual([expect.objectContaining({ messages: 1, faults: 1, lastFault: 'bad-frame', state: 'connected', lastMessageAt: expect.stringMatching(/^2026-03-14T09:00/) as string })]);
    }, { timeout: 10_000 });
  });

  test('need a name and a place of their own', async () => {
    const desk = await testDesk();
    const lab = desk.as('lab');
    expect(await failureOf(lab.analysers.save({ name: ' ', protocol: 'hl7', line: anyPort }))).toMatchObject({ code: 'INVALID', data: { issues: [{ field: 'name', code: 'empty' }] } });
    const line = { kind: 'tcp', host: '127.0.0.1', port: 65_000 } as const;
    await lab.analysers.save({ name: 'A', protocol: 'hl7', line, active: false });
    expect(await failureOf(lab.analysers.save({ name: 'B', protocol: 'astm', line }))).toMatchObject({ code: 'CONFLICT', data: { reason: 'analyser-port-taken' } });
  });

  test('a desk that was closed files on its next start what it had only kept', async () => {
    const { desk, analyser } = await received();
    const other = await TcpAnalyser.connect(analyser.address ?? '');
    for (const part of [Buffer.of(ENQ), ...astmFrames(glucose.map((line) => line.replace('S-1', 'S-2')))]) await other.ask(part);
    await desk.close();
    const again = await testDesk({ folder: desk.folder });
    expect((await again.as('lab').analysers.results({})).waiting).toBe(4);
  });
});
