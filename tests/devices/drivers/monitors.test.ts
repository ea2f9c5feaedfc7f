import { describe, expect, test } from 'vitest';
import { enable } from '#main/devices/drivers/berry/session.ts';
import { framed } from '#main/devices/drivers/datex/frame.ts';
import { request } from '#main/devices/drivers/datex/session.ts';
import { olderMonitor } from '#main/devices/drivers/datex/simulate.ts';
import { simulators } from '#main/devices/drivers/simulators.ts';
import { driverOf, measuresOf } from '#tests/support/devices/reading-of.ts';
import { fuzz, givenBy, hex, joined, replayEveryWay, toHex } from '#tests/support/devices/replay.ts';
import { vectorsAbsent, vectorsOf, vectorsReason } from '#tests/support/devices/vectors.ts';
import { VirtualLine, steadyBody } from '#tests/support/devices/virtual-line.ts';

const simulator = (id: string) => simulators[id]!();

describe('Berry boards', () => {
  test.each([
    ['55 AA 06 04 00 61 48 4C', 'live', { 'spo2': 97, 'heart-rate': 72 }],
    ['55 AA 06 04 01 61 48 4B', 'live', { 'spo2': 'no-signal', 'heart-rate': 'no-signal' }],
    ['55 AA 06 04 00 7F FF 77', 'live', { 'spo2': 'no-signal', 'heart-rate': 'no-signal' }],
    ['55 AA 08 03 00 00 78 5D 50 CF', 'record', { 'systolic': 120, 'mean-arterial-pressure': 93, 'diastolic': 80 }],
    ['55 AA 08 03 00 00 50 5D 78 CF', 'record', { 'systolic': 'artefact', 'mean-arterial-pressure': 'artefact', 'diastolic': 'artefact' }],
    ['55 AA 08 03 00 3C 00 00 00 B8', 'live', { 'cuff-pressure': 120 }],
    ['55 AA 06 05 00 24 07 C9', 'live', { 'temperature': 36.7 }],
    ['55 AA 06 05 01 24 07 C8', 'live', { 'temperature': 'no-signal' }],
    ['55 AA 06 05 00 24 0B C5', 'live', { 'temperature': 'no-signal' }],
    ['55 AA 07 02 00 8C 10 00 5A', 'live', { 'heart-rate': 140, 'respiratory-rate': 16 }],
    ['55 AA 07 02 00 00 00 00 F6', 'live', { 'heart-rate': 'no-signal', 'respiratory-rate': 'no-signal' }],
  ])('%s', (bytes, kind, measures) => {
    const [given] = replayEveryWay(driverOf('berry-pm6750'), hex(bytes));
    expect(given?.decoded?.reading?.kind).toBe(kind);
    expect(measuresOf(given?.decoded)).toEqual(measures);
  });

  test('waves and unknown packets are passed over without a word', () => {
    const given = givenBy(driverOf('berry-pm6750'), [joined(hex('55 AA 06 FE 05 01 02 F3'), hex('55 AA 06 04 00 61 48 4C'))]);
    expect(given.map(({ decoded }) => decoded && measuresOf(decoded)['spo2'])).toEqual([null, 97]);
  });

  test('opening enables all but the cuff; a cuff run is asked for, shown while it runs and told once', () => {
    const line = new VirtualLine({ driver: driverOf('berry-pm6750'), simulator: simulator('berry-pm6750'), body: steadyBody() }).open().run(5_000);
    expect(line.written).toEqual(['55 AA 04 01 01 F9', '55 AA 04 03 01 F7', '55 AA 04 04 01 F6']);
    expect(line.records).toEqual([]);
    line.command('start').run(60_000);
    expect(line.written.slice(3)).toEqual(['55 AA 04 02 01 F8']);
    expect(line.states).toEqual(['busy', 'done']);
    expect(line.records.map((reading) => measuresOf({ reading }))).toEqual([{ 'systolic': 128, 'mean-arterial-pressure': 97, 'diastolic': 82 }]);
    const cuff = line.readings.flatMap(({ measures }) => measures.flatMap(({ code, value }) => (code === 'cuff-pressure' && value ? [value] : [])));
    expect([cuff.length > 20, Math.max(...cuff) > 160, cuff.at(-1)! < 20]).toEqual([true, true, true]);
    // A second run with the very same numbers is a second measurement.
    line.command('start').run(60_000);
    expect([line.records.length, line.states.at(-1)]).toEqual([2, 'done']);
    line.command('start').run(3_000).command('stop').run(60_000);
    expect([line.records.length, line.states.at(-1)]).toEqual([2, 'idle']);
  });

  test('fuzz', () => fuzz(driverOf('berry-pm6750'), hex('55 AA 06 04 00 61 48 4C'), { bound: 42 }));
});

const NONE = -32_767;

interface Words { readonly hr?: number; readonly nibp?: readonly number[]; readonly label?: number; readonly t1?: number; readonly spo2?: readonly number[]; readonly co2?: readonly number[]; readonly breaths?: number }

/** A displayed record written from the sheet's offsets: 40 header, 4 time, 270 values, 4 behind. */
function record(words: Words, { length = 40 + 278, cls = 0, type = 1 } = {}): Uint8Array {
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setInt16(0, length, true);
  bytes[3] = 8;
  bytes[18] = type;
  bytes[21] = 0xff;
  view.setUint32(40, Date.UTC(2024, 0, 15, 10, 30) / 1000, true);
  for (let at = 44; at < 44 + 270; at += 2) view.setInt16(at, NONE, true);
  const put = (offset: number, values: readonly number[] = []): void => values.forEach((value, index) => view.setInt16(44 + offset + 6 + index * 2, value, true));
  put(0, words.hr === undefined ? [] : [words.hr]);
  put(72, words.nibp);
  view.setUint16(44 + 72 + 4, words.label ?? 0, true);
  put(86, words.t1 === undefined ? [] : [words.t1]);
  put(118, words.spo2);
  put(132, words.co2);
  view.setInt16(44 + 14, words.breaths ?? NONE, true);
  view.setUint16(length - 2, cls << 8, true);
  return framed(bytes);
}

const full: Words = { hr: 72, nibp: [12_000, 8_000, 9_300], t1: 3_670, spo2: [9_700, 71], co2: [500, 0, 16, 760], breaths: 17 };
const shown = { 'heart-rate': 72, 'spo2': 97, 'temperature': 36.7, 'respiratory-rate': 16, 'end-tidal-co2': 5, 'systolic': 120, 'mean-arterial-pressure': 93, 'diastolic': 80 };
const none = { 'heart-rate': 'not-measured', 'spo2': 'not-measured', 'temperature': 'not-measured', 'respiratory-rate': 'not-measured', 'end-tidal-co2': 'not-measured' };

describe('Datex-Ohmeda and GE monitors', () => {
  test.each<[string, Uint8Array, object]>([
    ['everything', record(full), shown],
    ['nothing', record({}), none],
    ['pulse and breaths from where they are', record({ spo2: [9_700, 71], breaths: 17 }), { ...none, 'heart-rate': 71, 'spo2': 97, 'respiratory-rate': 17 }],
    ['codes for no value', record({ hr: -32_766, spo2: [-32_762, NONE], t1: -32_763 }), { ...none, 'heart-rate': 'no-signal', 'spo2': 'device-error', 'temperature': 'overload' }],
    ['pressures in an impossible order', record({ nibp: [8_000, 12_000, 9_300] }), { ...none, 'systolic': 'artefact', 'mean-arterial-pressure': 'artefact', 'diastolic': 'artefact' }],
  ])('%s', (_, bytes, measures) => {
    const [given] = givenBy(driverOf('datex-dri'), [bytes]);
    expect(measuresOf(given?.decoded)).toEqual(measures);
    expect(given?.decoded?.reading?.deviceTime).toBe('2024-01-15T10:30:00');
  });

  test('however the bytes arrive', () => {
    replayEveryWay(driverOf('datex-dri'), record(full), { junk: [hex('7E'), hex('7E 7E 31 00 7D 7E')] });
  });

  test('the long subrecord of some levels', () => {
    expect(givenBy(driverOf('datex-dri'), [record(full, { length: 40 + 1088 })]).map(({ decoded }) => measuresOf(decoded))).toEqual([shown]);
  });

  test('flags and escapes inside a record are undone, and a flag may serve two records', () => {
    const bytes = record({ hr: 0x7e, spo2: [9_700, 0x7d] });
    expect(toHex(bytes)).toContain('7D 5E');
    const [one, other] = givenBy(driverOf('datex-dri'), [joined(bytes, bytes.subarray(1))]);
    expect([measuresOf(one?.decoded)['heart-rate'], other?.raw]).toEqual([126, one?.raw]);
  });

  test('records of other classes and kinds show nothing', () => {
    for (const other of [record(full, { cls: 1 }), record(full, { type: 2 })]) expect(givenBy(driverOf('datex-dri'), [other]).map(({ decoded }) => decoded)).toEqual([null]);
  });

  test('the newest level is asked for first, then older ones until records come; closing ends them', () => {
    const line = new VirtualLine({ driver: driverOf('datex-dri'), simulator: olderMonitor(7) }).open().run(120_000);
    expect(line.written).toEqual([request(9, 10), request(8, 10), request(7, 10)].map(toHex));
    expect(line.readings.length).toBeGreaterThan(5);
    line.close();
    line.run(60_000);
    expect(line.written.slice(3)).toEqual([toHex(request(7, 0))]);
  });

  test('a pressure is told when it is new: another value or another label, not with every record', () => {
    const line = new VirtualLine({ driver: driverOf('datex-dri'), simulator: null }).open();
    for (const words of [full, full, { ...full, label: 4 }, { ...full, label: 4, hr: 80 }, { ...full, label: 4, nibp: [12_100, 8_000, 9_300] }]) line.send(record(words));
    expect(line.records.map((reading) => measuresOf({ reading })['systolic'])).toEqual([120, 120, 121]);
    const live = line.readings.filter(({ kind }) => kind === 'live');
    expect(live.map((reading) => measuresOf({ reading })['systolic'])).toEqual([undefined, undefined, undefined, undefined, undefined]);
  });

  test('fuzz', () => fuzz(driverOf('datex-dri'), record(full), { bound: 4096 }));
});

describe.skipIf(vectorsAbsent)(`published vectors${vectorsReason}`, () => {
  test('Berry', () => {
    const vector = (id: string): Uint8Array => vectorsOf('pm6750').find((each) => each.id === id)!.bytes;
    const of = (id: string) => measuresOf(replayEveryWay(driverOf('berry-pm6750'), vector(id))[0]?.decoded);
    expect(of('pm6750_spo2')).toEqual({ 'spo2': 97, 'heart-rate': 72 });
    expect(of('pm6750_nibp')).toEqual({ 'systolic': 120, 'mean-arterial-pressure': 93, 'diastolic': 80 });
    expect(of('pm6750_temp')).toEqual({ temperature: 36.7 });
    expect(toHex(enable('spo2'))).toBe(toHex(vector('pm6750_enable_spo2')));
  });

  test('Datex', () => {
    const vector = (id: string): Uint8Array => vectorsOf('ge-dri').find((each) => each.id === id)!.bytes;
    expect(measuresOf(replayEveryWay(driverOf('datex-dri'), vector('dri_displ_basic'))[0]?.decoded)).toEqual(shown);
    expect([request(9, 10), request(8, 10), request(7, 10), request(9, 0)].map(toHex)).toEqual(['dri_req_l9_10s', 'dri_req_l8_10s', 'dri_req_l7_10s', 'dri_stop'].map((id) => toHex(vector(id))));
  });
});
