import { describe, expect, test, vi } from 'vitest';
import { rawOfMessage, waitingRaw } from '#db/queries/analysers.ts';
import { FRAME_PAUSE_MS, LINK_SILENCE_MS } from '#main/devices/analysers/astm-link.ts';
import { mllpFrame } from '#main/devices/analysers/mllp.ts';
import { formatPatientNumber } from '#domain/patients/number.ts';
import { astmBytes, astmFrame, astmFrames, AstmSender, astmSession } from '#tests/support/analysers/astm-sender.ts';
import { testService, type ServiceUnderTest } from '#tests/support/analysers/service.ts';
import { TcpAnalyser } from '#tests/support/analysers/tcp-analyser.ts';
import { rowsOf, sampleRow, testStore, type StoreUnderTest } from '#tests/support/store.ts';

const { ENQ, ACK, NAK, EOT, STX } = astmBytes;
const number = formatPatientNumber({ clinic: 'KB7', slot: '3F', suffix: '', counter: 412 });

const message = (...results: readonly string[]): string[] =>
  ['H|\\^&|||LAB^DEMO^1.0|||||||P|LIS2-A2|20240115103000', 'P|1', 'O|1|SID-0001||^^^GLU', ...results.map((result, i) => `R|${String(i + 1)}|${result}`), 'L|1|N'];
const glucose = '^^^GLU|5.4|mmol/L|3.9^6.1|H||F||||20240115102955';
const sodium = '^^^NA|139|mmol/L||N||F||||20240115102955';

const values = (store: StoreUnderTest): (number | null)[] => rowsOf(store, 'lab_result').map(({ value }) => value);

/** The analyser's end keeps to the rules; `spoil` may change what it sends, by how often it has sent. */
async function deliver(analyser: TcpAnalyser, records: readonly string[], spoil: (bytes: Buffer, turn: number) => Buffer = (bytes) => bytes): Promise<number> {
  const sender = new AstmSender(records);
  let [next, turn]: [Buffer | null, number] = [sender.begin(), 0];
  while (!sender.done && turn < 200) {
    const answer = await analyser.ask(spoil(next, turn++));
    next = answer === undefined ? null : sender.reply(answer);
    if (next === null) throw new Error('gave up');
  }
  analyser.send(next);
  return turn;
}

/** Waits until the store holds so many results. */
const results = (store: StoreUnderTest, count: number): Promise<void> =>
  vi.waitFor(() => { expect(rowsOf(store, 'lab_result')).toHaveLength(count); }, { timeout: 10_000 });

async function linked(wanted?: Parameters<typeof testService>[1], store = testStore()): Promise<{ store: StoreUnderTest; analyser: TcpAnalyser; running: ServiceUnderTest }> {
  const running = testService(store, wanted);
  return { store, running, analyser: await TcpAnalyser.connect(await running.address()) };
}

describe('ASTM over TCP', () => {
  test('a message is kept frame by frame before it is acknowledged, and its results wait in the inbox', async () => {
    const { store, analyser } = await linked();
    const frames = astmFrames(message(glucose, sodium));
    expect(await analyser.ask(ENQ)).toBe(ACK);
    for (const [i, frame] of frames.entries()) {
      expect(await analyser.ask(frame)).toBe(ACK);
      expect(waitingRaw(store.read)).toHaveLength(i + 1);
    }
    expect(rowsOf(store, 'lab_result')).toEqual([]);
    analyser.send(EOT);
    await results(store, 2);
    expect(rowsOf(store, 'lab_result')[0]).toMatchObject({
      status: 'inbox', why_waiting: 'unknown-id', specimen: 'SID-0001', test_code: 'GLU', value: 5.4, unit: 'mmol/L', reference_range: '3.9–6.1', flags: '["H"]', result_status: 'F',
      taken_at: '2024-01-15T10:29:55',
    });
    const [stored] = rowsOf(store, 'lab_message');
    expect(stored).toMatchObject({ analyser_name: 'Chemistry', protocol: 'astm', results: 2 });
    expect(waitingRaw(store.read)).toEqual([]);
    expect(Buffer.concat(rawOfMessage(store.read, stored?.id ?? '')).toString()).toBe(message(glucose, sodium).map((line) => `${line}\r`).join(''));
  });

  test('a wrong checksum, a cut frame sent again, a frame sent twice: nothing lost, nothing doubled', async () => {
    const { store, analyser, running } = await linked();
    await deliver(analyser, message(glucose, sodium), (bytes, turn) => {
      if (turn === 2 || turn === 4) {
        const spoilt = Buffer.from(bytes);
        spoilt[4] = (spoilt[4] ?? 0) ^ 1;
        return spoilt;
      }
      return bytes;
    });
    await results(store, 2);
    const frames = astmFrames(message('^^^K|4.1|mmol/L'));
    expect(await analyser.ask(ENQ)).toBe(ACK);
    for (const frame of frames) expect([...await (async () => { analyser.send(frame, frame); return analyser.heard(2); })()]).toEqual([ACK, ACK]);
    analyser.send(EOT);
    await results(store, 3);
    expect(values(store)).toEqual([5.4, 139, 4.1]);
    expect(running.state()).toMatchObject({ state: 'connected', faults: 2, lastFault: 'bad-frame' });
  });

  test('a line cut in the middle of a message leaves nothing, and the message that comes again is whole', async () => {
    const { store, analyser, running } = await linked();
    const frames = astmFrames(message(glucose, sodium));
    await analyser.ask(ENQ);
    for (const frame of frames.slice(0, 4)) await analyser.ask(frame);
    analyser.send(frames[4]?.subarray(0, 7) ?? ENQ);
    await analyser.cut();
    await vi.waitFor(() => { expect(running.state()).toMatchObject({ state: 'waiting', lastFault: 'unfinished' }); }, { timeout: 10_000 });
    expect([rowsOf(store, 'lab_result'), waitingRaw(store.read)]).toEqual([[], []]);
    await deliver(await TcpAnalyser.connect(await running.address()), message(glucose, sodium));
    await results(store, 2);
    expect(values(store)).toEqual([5.4, 139]);
  });

  test('a line cut after the last record was acknowledged: the message counts, and coming again adds nothing', async () => {
    const { store, analyser, running } = await linked();
    await analyser.ask(ENQ);
    for (const frame of astmFrames(message(glucose))) expect(await analyser.ask(frame)).toBe(ACK);
    await analyser.cut();
    await results(store, 1);
    const again = await TcpAnalyser.connect(await running.address());
    await deliver(again, message(glucose));
    await deliver(again, message(glucose, sodium));
    await results(store, 2);
    expect(values(store)).toEqual([5.4, 139]);
    expect(rowsOf(store, 'lab_message')).toHaveLength(2);
  });

  test('half a minute of silence ends what was begun; the next enquiry is answered', async () => {
    const { store, analyser, running } = await linked();
    await analyser.ask(ENQ);
    await analyser.ask(astmFrames(message(glucose))[0] ?? ENQ);
    running.timers.pass(LINK_SILENCE_MS - 1);
    expect(running.state().faults).toBe(0);
    running.timers.pass(1);
    expect(running.state()).toMatchObject({ faults: 1, lastFault: 'unfinished' });
    await deliver(analyser, message(glucose));
    await results(store, 1);
  });

  test('a frame without its line end is answered after a pause', async () => {
    const { analyser, running } = await linked();
    await analyser.ask(ENQ);
    let answer: number | undefined;
    void analyser.ask(astmFrame(1, 'H|\\^&\r').subarray(0, -2)).then((byte) => { answer = byte; });
    await vi.waitFor(() => {
      running.timers.pass(FRAME_PAUSE_MS / 10);
      expect(answer).toBe(ACK);
    }, { timeout: 20_000, interval: 40 });
  });

  test('frames of 26 kB pass; 64 kB without an end take no memory and block nobody', async () => {
    const { store, analyser, running } = await linked();
    const long = `C|1|I|${'x'.repeat(26_600)}|G`;
    const records = [...message(glucose).slice(0, 4), long, 'L|1|N'];
    await analyser.ask(ENQ);
    for (const [i, record] of records.entries()) expect(await analyser.ask(astmFrame(i + 1, `${record}\r`))).toBe(ACK);
    analyser.send(EOT);
    await results(store, 1);
    expect(rowsOf(store, 'lab_result')[0]?.comment).toHaveLength(26_600);
    expect(await analyser.ask(ENQ)).toBe(ACK);
    analyser.send(STX, Buffer.alloc(70_000, 0x41));
    const other = await TcpAnalyser.connect(await running.address());
    await deliver(other, message(sodium));
    await results(store, 2);
    expect(await analyser.ask(Buffer.from('\x0300\r\n'))).toBe(NAK);
    running.timers.pass(LINK_SILENCE_MS);
    await deliver(analyser, message('^^^K|4.1|mmol/L'));
    await results(store, 3);
  });

  test('several analysers at one port are kept apart', async () => {
    const { store, running, analyser } = await linked();
    const other = await TcpAnalyser.connect(await running.address());
    const [a, b] = [astmFrames(message(glucose)), astmFrames(message(sodium))];
    for (const [mine, theirs] of [[Buffer.of(ENQ), Buffer.of(ENQ)], ...a.map((frame, i) => [frame, b[i] ?? frame] as const)] as const) {
      expect([await analyser.ask(mine), await other.ask(theirs)]).toEqual([ACK, ACK]);
    }
    other.send(EOT);
    analyser.send(EOT);
    await results(store, 2);
    expect(new Set(values(store))).toEqual(new Set([5.4, 139]));
    expect(rowsOf(store, 'lab_message')).toHaveLength(2);
  });

  test('one-way units are heard where that is switched on, and a hint says so where it is not', async () => {
    const { store, analyser } = await linked({ withoutEnquiry: true });
    analyser.send(...astmFrames(message(glucose)));
    await results(store, 1);
    const strict = await linked();
    strict.analyser.send(...astmFrames(message(glucose)));
    await vi.waitFor(() => { expect(strict.running.state().lastFault).toBe('no-enquiry'); }, { timeout: 10_000 });
    expect(rowsOf(strict.store, 'lab_result')).toEqual([]);
  });

  test('a later state of a known result is taken over, a corrected value is a result of its own', async () => {
    const { store, analyser } = await linked();
    const state = (value: string, status: string) => `^^^GLU|${value}|mmol/L||||${status}||||20240115102955`;
    await deliver(analyser, message(state('5.4', 'P')));
    await deliver(analyser, message(state('5.4', 'F')));
    await deliver(analyser, message(state('5.9', 'C')));
    await results(store, 2);
    expect(rowsOf(store, 'lab_result').map(({ value, result_status }) => [value, result_status])).toEqual([[5.4, 'F'], [5.9, 'C']]);
  });
});

describe('whose result it is', () => {
  const amina = '00000000-0000-7000-8000-0000000000b1';
  function withPatient(changes: Partial<ReturnType<typeof sampleRow<'patient'>>> = {}): StoreUnderTest {
    const store = testStore();
    store.change((tx) => { tx.insert('patient', { ...sampleRow('patient', amina), number, name: 'Amina Juma', birth_date: '1990-03-12', birth_estimated: 0, archived: 0, ...changes }); });
    return store;
  }
  const sent = async (store: StoreUnderTest, records: readonly string[], wanted?: Parameters<typeof testService>[1]) => {
    const before = rowsOf(store, 'lab_result').length;
    const { analyser, running } = await linked(wanted, store);
    await deliver(analyser, records);
    await results(store, before + 1);
    await running.stop();
    return rowsOf(store, 'lab_result').map(({ status, why_waiting, patient_id, matched_by }) => ({ status, why: why_waiting, patient: patient_id, by: matched_by }));
  };
  const records = (patient: string, specimen: string, result = glucose): string[] => ['H|\\^&|||LAB', patient, `O|1|${specimen}||^^^GLU`, `R|1|${result}`, 'L|1|N'];

  test('a patient number as the specimen, or as the patient, files it into the record', async () => {
    const store = withPatient();
    expect(await sent(store, records('P|1', number.toLowerCase()))).toEqual([{ status: 'filed', why: null, patient: amina, by: 'specimen' }]);
    const [observation] = rowsOf(store, 'observation');
    expect(observation).toMatchObject({ patient_id: amina, code: 'lab.GLU', value: 5.4, unit: 'mmol/L', source: 'analyser', recorded_by: null });
    expect(rowsOf(store, 'lab_result')[0]?.observation_id).toBe(observation?.id);
    expect(rowsOf(store, 'reading_origin')).toEqual([expect.objectContaining({
      id: observation?.origin_id, patient_id: amina, device_name: 'Chemistry', driver: 'astm', port: 'tcp 127.0.0.1:0', device_time: '2024-01-15T10:29:55',
      raw: `lab_message ${rowsOf(store, 'lab_message')[0]?.id ?? ''}`,
    })]);
    expect(await sent(withPatient(), records(`P|1|${number}|||JUMA^AMINA||19900312`, 'S-1'))).toEqual([{ status: 'filed', why: null, patient: amina, by: 'patient-number' }]);
  });

  test('an order for the specimen counts before everything else', async () => {
    expect(await sent(withPatient(), records('P|1', 'S-77'), { ordered: (_, specimen) => (specimen === 'S-77' ? amina : undefined) })).toEqual([{ status: 'filed', why: null, patient: amina, by: 'order' }]);
  });

  const other = formatPatientNumber({ clinic: 'KB7', slot: '3F', suffix: '', counter: 413 });
  test.each([
    ['nobody is named', records('P|1', ''), 'no-id'],
    ['the number is of another kind', records('P|1', 'S-1'), 'unknown-id'],
    ['the check character is wrong', records('P|1', `${number.slice(0, -1)}${number.endsWith('A') ? 'B' : 'A'}`), 'wrong-check'],
    ['nobody has the number', records('P|1', other), 'no-patient'],
    ['specimen and patient disagree', records(`P|1|${number}`, other), 'ids-differ'],
    ['the name is another', records(`P|1|${number}|||MWANGI^GRACE`, 'S-1'), 'name-differs'],
    ['the date of birth is another', records(`P|1|${number}|||||19910312`, 'S-1'), 'birth-differs'],
    ['the result is preliminary', records('P|1', number, '^^^GLU|5.4|mmol/L||||P'), 'not-final'],
    ['there is no value', records('P|1', number, '^^^GLU|----|mmol/L||||X'), 'no-value'],
    ['it is a suspicion', records('P|1', number, '^^^^Blasts?|120|||A'), 'suspicion'],
  ])('it waits when %s', async (_, lines, why) => {
    const store = withPatient();
    expect(await sent(store, lines)).toEqual([{ status: 'inbox', why, patient: null, by: null }]);
    expect(rowsOf(store, 'observation')).toEqual([]);
  });

  test('it waits when specimen and patient are two people of this clinic', async () => {
    const store = withPatient();
    store.change((tx) => { tx.insert('patient', { ...sampleRow('patient', '00000000-0000-7000-8000-0000000000b2'), number: other, name: 'Grace Mwangi', archived: 0 }); });
    expect(await sent(store, records(`P|1|${number}`, other))).toEqual([{ status: 'inbox', why: 'ids-differ', patient: null, by: null }]);
  });

  test('it waits when the record was put away, or two people have the number', async () => {
    expect((await sent(withPatient({ archived: 1 }), records('P|1', number)))[0]?.why).toBe('archived');
    const twice = withPatient();
    twice.change((tx) => { tx.insert('patient', { ...sampleRow('patient', '00000000-0000-7000-8000-0000000000b2'), number, archived: 0 }); });
    expect((await sent(twice, records('P|1', number)))[0]?.why).toBe('ids-differ');
  });

  test('control material reaches nobody, whatever number it carries', async () => {
    const store = withPatient();
    const control = ['H|\\^&|||LAB', `P|1|${number}`, `O|1|${number}||^^^GLU|||||||Q`, `R|1|${glucose}`, 'L|1|N'];
    expect(await sent(store, control)).toEqual([{ status: 'control', why: null, patient: null, by: null }]);
    expect(rowsOf(store, 'observation')).toEqual([]);
  });

  test('a correction of what stands in the record waits for a person', async () => {
    const store = withPatient();
    await sent(store, records('P|1', number));
    expect((await sent(store, records('P|1', number, '^^^GLU|5.9|mmol/L||||C||||20240115102955')))[1]).toMatchObject({ status: 'inbox', why: 'earlier-filed' });
  });
});

describe('HL7 over TCP', () => {
  const oru = (control: string, ...obx: readonly string[]): string =>
    [`MSH|^~\\&|DEMO|LAB|||20240115103000||ORU^R01|${control}|P|2.3.1||||||UNICODE`, 'PID|1||X', 'OBR|1||S-1|||20240115102955', ...obx].map((line) => `${line}\r`).join('');
  const wbc = 'OBX|1|NM|6690-2^WBC^LN||7.15|10*9/L|4.00-10.00|N|||F|||20240115102955';
  const answer = async (analyser: TcpAnalyser): Promise<string> => (await analyser.heardUntil(Buffer.of(0x1c, 0x0d))).toString();

  test('taken, kept and answered; sent again it adds nothing', async () => {
    const { store, analyser } = await linked({ protocol: 'hl7' });
    analyser.send(mllpFrame(Buffer.from(oru('M1', wbc))));
    expect(await answer(analyser)).toBe('\vMSH|^~\\&|CLINIC|||LAB|20260314090000||ACK^R01|1|P|2.3.1\rMSA|AA|M1\r\u001c\r');
    expect(rowsOf(store, 'lab_result')).toEqual([expect.objectContaining({ specimen: 'S-1', test_code: 'WBC', loinc: '6690-2', value: 7.15, why_waiting: 'unknown-id' })]);
    analyser.send(mllpFrame(Buffer.from(oru('M1', wbc))), mllpFrame(Buffer.from(oru('M2', wbc, 'OBX|2|NM|718-7^HGB^LN||98|g/L||L|||F'))));
    expect(await answer(analyser)).toContain('MSA|AA|M1');
    expect(await answer(analyser)).toContain('MSA|AA|M2');
    expect(values(store)).toEqual([7.15, 98]);
    expect(waitingRaw(store.read)).toEqual([]);
  });

  test('what is no result message is refused; junk, a cut line and an endless message harm nobody', async () => {
    const { store, analyser, running } = await linked({ protocol: 'hl7' });
    analyser.send(Buffer.from('junk'), mllpFrame(Buffer.from('MSH|^~\\&|A|||||| ADT^A01|7|P|2.3.1\r')), mllpFrame(Buffer.from('nonsense')));
    expect(await answer(analyser)).toContain('MSA|AR|7');
    expect(await answer(analyser)).toContain('MSA|AR|\r');
    analyser.send(Buffer.from('\v'), Buffer.alloc(1_200_000, 0x41));
    await vi.waitFor(() => { expect(running.state().lastFault).toBe('message-too-long'); }, { timeout: 10_000 });
    analyser.send(Buffer.from(`\v${oru('M3', wbc).slice(0, 60)}`));
    await analyser.cut();
    await vi.waitFor(() => { expect(running.state()).toMatchObject({ state: 'waiting', lastFault: 'unfinished' }); }, { timeout: 10_000 });
    const again = await TcpAnalyser.connect(await running.address());
    again.send(mllpFrame(Buffer.from(oru('M3', wbc))));
    expect(await answer(again)).toContain('MSA|AA|M3');
    expect(values(store)).toEqual([7.15]);
  });
});

describe('ports', () => {
  test('a port that another program has is told, and taken when it is free', async () => {
    const first = await linked();
    const address = await first.running.address();
    const second = testService(testStore(), { line: { kind: 'tcp', host: '127.0.0.1', port: Number(address.split(':')[1]) } });
    await vi.waitFor(() => { expect(second.state()).toMatchObject({ state: 'held', lastFault: 'EADDRINUSE' }); }, { timeout: 10_000 });
    await first.running.stop();
    await vi.waitFor(() => {
      second.timers.pass(2000);
      expect(second.state()).toMatchObject({ state: 'waiting', address });
    }, { timeout: 10_000, interval: 50 });
  });

  test('stopping hangs up and files what was whole', async () => {
    const { store, analyser, running } = await linked();
    await analyser.ask(ENQ);
    for (const frame of astmFrames(message(glucose))) await analyser.ask(frame);
    await running.stop();
    expect(await analyser.ask(ENQ)).toBeUndefined();
    expect(values(store)).toEqual([5.4]);
    expect(astmSession(message(glucose)).length).toBeGreaterThan(0);
  });
});
