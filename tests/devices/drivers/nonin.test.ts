import { describe, expect, test } from 'vitest';
import { chooseFormat } from '#main/devices/drivers/nonin/session.ts';
import { driverOf, flagsOf, measuresOf } from '#tests/support/devices/reading-of.ts';
import { fuzz, givenBy, hex, repeated, replayEveryWay, text } from '#tests/support/devices/replay.ts';
import { vectorsAbsent, vectorsOf, vectorsReason } from '#tests/support/devices/vectors.ts';

interface Slow { readonly pulse: number; readonly spo2: number; readonly status?: number }

/** A packet written from the sheet's table: each frame's own sum, the slow bytes in their frames. */
function packet(format: 2 | 7, { pulse, spo2, status = 0x80 }: Slow, pleth: (frame: number) => number = (frame) => frame): Uint8Array {
  const [high, low] = [pulse >> 7, pulse & 0x7f];
  const slow: Readonly<Record<number, number>> = { 1: high, 2: low, 3: spo2, 4: 48, 9: spo2, 10: spo2, 11: spo2, 14: high, 15: low, 16: spo2, 17: spo2, 20: high, 21: low, 22: high, 23: low };
  return Uint8Array.from({ length: 25 }, (_, index) => index + 1).reduce((bytes, frame) => {
    const state = status | (frame === 1 ? 1 : 0);
    const four = format === 2 ? [1, state, pleth(frame), slow[frame] ?? 0] : [state, pleth(frame) >> 8, pleth(frame) & 0xff, slow[frame] ?? 0];
    bytes.set([...four, four.reduce((sum, byte) => sum + byte, 0) & 0xff], (frame - 1) * 5);
    return bytes;
  }, new Uint8Array(125));
}

describe('packets with a wave (data formats 2 and 7)', () => {
  test.each([2, 7] as const)('format %i: numbers, curve and firmware, however the bytes arrive', (format) => {
    const given = replayEveryWay(driverOf(`nonin-df${format}`), packet(format, { pulse: 140, spo2: 93 }));
    expect(given).toHaveLength(4);
    const { decoded } = given[0]!;
    expect(measuresOf(decoded)).toEqual({ 'spo2': 93, 'heart-rate': 140 });
    expect(decoded?.wave).toEqual({ code: 'pleth', rate: 75, top: format === 2 ? 254 : 65_535, samples: Array.from({ length: 25 }, (_, at) => at + 1) });
    expect(decoded?.identity).toEqual({ firmware: '48' });
  });

  test.each([2, 7] as const)('format %i: a finger that left is no number, whatever the frames still hold', (format) => {
    const [given] = givenBy(driverOf(`nonin-df${format}`), [packet(format, { pulse: 72, spo2: 97, status: 0xc8 })]);
    expect(measuresOf(given?.decoded)).toEqual({ 'spo2': 'sensor-off', 'heart-rate': 'sensor-off' });
    expect(flagsOf(given?.decoded)).toEqual(['sensor-off', 'sensor-fault']);
    expect(given?.decoded?.wave?.samples.every((sample) => sample === null)).toBe(true);
  });

  test('511 and 127 are no values', () => {
    const [given] = givenBy(driverOf('nonin-df2'), [packet(2, { pulse: 511, spo2: 127, status: 0xa0 })]);
    expect(measuresOf(given?.decoded)).toEqual({ 'spo2': 'artefact', 'heart-rate': 'artefact' });
  });

  test.each([[0x84, ['low-perfusion']], [0x86, ['marginal-perfusion']], [0x82, []], [0x90, ['out-of-track']]])('status %i tells %j', (status, flags) => {
    expect(flagsOf(givenBy(driverOf('nonin-df7'), [packet(7, { pulse: 72, spo2: 97, status })])[0]?.decoded)).toEqual(flags);
  });

  test.each([2, 7] as const)('format %i: a packet with one wrong sum, a frame less or a second beginning is not given', (format) => {
    const good = packet(format, { pulse: 72, spo2: 97 });
    for (const bad of [good.map((byte, at) => (at === 64 ? byte ^ 4 : byte)), Uint8Array.from([...good.subarray(0, 60), ...good.subarray(65)])]) {
      const given = givenBy(driverOf(`nonin-df${format}`), [bad, good, good]);
      expect(given.map(({ raw }) => raw)).toEqual(givenBy(driverOf(`nonin-df${format}`), [good, good]).map(({ raw }) => raw));
    }
  });

  test('fuzz', () => {
    for (const format of [2, 7] as const) fuzz(driverOf(`nonin-df${format}`), packet(format, { pulse: 182, spo2: 99 }), { bound: 125 });
  });
});

describe('packets without a checksum (data formats 1 and 8)', () => {
  test.each([
    ['nonin-df1', '80 48 61', { 'spo2': 97, 'heart-rate': 72 }, []],
    ['nonin-df1', '81 0C 58', { 'spo2': 88, 'heart-rate': 140 }, []],
    ['nonin-df1', 'C3 7F 7F', { 'spo2': 'sensor-off', 'heart-rate': 'sensor-off' }, ['sensor-off']],
    ['nonin-df1', '94 48 61', { 'spo2': 97, 'heart-rate': 72 }, ['low-perfusion', 'artefact']],
    ['nonin-df8', '80 48 61 00', { 'spo2': 97, 'heart-rate': 72 }, []],
    ['nonin-df8', '81 0C 58 03', { 'spo2': 88, 'heart-rate': 140 }, ['critical-battery', 'low-battery']],
    ['nonin-df8', 'A3 7F 7F 08', { 'spo2': 'sensor-fault', 'heart-rate': 'sensor-fault' }, ['out-of-track', 'sensor-fault']],
  ])('%s %s', (id, bytes, measures, flags) => {
    const given = replayEveryWay(driverOf(id), hex(bytes), { weak: true });
    expect(measuresOf(given[0]?.decoded)).toEqual(measures);
    expect(flagsOf(given[0]?.decoded)).toEqual(flags);
  });

  test('a number that one packet alone tells is not believed; the next one makes it so', () => {
    const driver = driverOf('nonin-df1');
    const pulses = (...packets: string[]): unknown[] => givenBy(driver, packets.map(hex)).map(({ decoded }) => measuresOf(decoded)['heart-rate']);
    expect(pulses('80 48 61', '80 49 61', '81 20 61', '80 4A 61', '80 4B 61')).toEqual([73, 75]);
    expect(pulses('80 48 61', '80 49 61', '81 20 61', '81 21 61')).toEqual([73, 161]);
  });

  test('format 8 is not taken for format 1', () => {
    expect(givenBy(driverOf('nonin-df1'), [repeated(hex('80 48 61 00'), 20)])).toEqual([]);
    expect(givenBy(driverOf('nonin-df8'), [repeated(hex('80 48 61'), 20)])).toEqual([]);
  });

  test('fuzz', () => {
    fuzz(driverOf('nonin-df1'), hex('80 48 61'), { bound: 3 });
    fuzz(driverOf('nonin-df8'), hex('80 48 61 00'), { bound: 4 });
  });
});

describe('handhelds that print a line', () => {
  test.each([
    ['SPO2=097 HR=072\r\n', 97, 72], ['10:22:31 SPO2=100 HR=141 F*\r\n', 100, 141], ['SPO2= 97% HR= 72 B\r\n', 97, 72], ['SPO2=--- HR=---\r\n', 'no-signal', 'no-signal'],
  ])('%j', (line, spo2, pulse) => {
    const given = replayEveryWay(driverOf('nonin-ascii'), text(line), { junk: [text('MODEL 8500 V1\r\n')] });
    expect(measuresOf(given[0]?.decoded)).toEqual({ 'spo2': spo2, 'heart-rate': pulse });
  });

  test.each(['SPO2=097 HR=07SPO2=098 HR=073\r\n', 'SPO2=097 HR=07x\r\n', 'SPO2=09 HR=072 9\r\n'])('a damaged line gives no wrong number: %j', (line) => {
    for (const { decoded } of givenBy(driverOf('nonin-ascii'), [text(line)])) expect(measuresOf(decoded)).toEqual({ 'spo2': 98, 'heart-rate': 73 });
  });

  test('fuzz', () => fuzz(driverOf('nonin-ascii'), text('SPO2=097 HR=072\r\n'), { bound: 64 }));
});

test('a format is asked for only when somebody asks the device to start', () => {
  const written: number[][] = [];
  const session = driverOf('nonin-df7').newSession!({ write: (bytes) => written.push([...bytes]), after: () => () => undefined }, { decoded: () => undefined, state: () => undefined });
  session.open();
  session.command('identify');
  session.close();
  expect(written).toEqual([]);
  session.command('start');
  expect(written).toEqual([[...hex('02 70 04 02 07 01 7E 03')]]);
});

describe.skipIf(vectorsAbsent)(`published vectors${vectorsReason}`, () => {
  test.each(['nonin-df1', 'nonin-df2', 'nonin-df7', 'nonin-ascii'].flatMap((family) => vectorsOf(family).map((vector) => [vector.id, vector] as const)))('%s', (_, { family, bytes, expect: expected }) => {
    const { decoded } = replayEveryWay(driverOf(family), bytes, { weak: family === 'nonin-df1' })[0]!;
    const { 'spo2': spo2, 'heart-rate': pulse } = measuresOf(decoded);
    const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
    expect({ spo2: number(spo2), pulse: number(pulse) }).toEqual({ spo2: expected['spo2'], pulse: expected['pulse'] });
    expect(flagsOf(decoded).includes('sensor-off')).toBe(expected['sensorDisconnected'] ?? false);
    if (expected['rev'] !== undefined) expect(decoded?.identity?.firmware).toBe(String(expected['rev']));
  });

  test.each(vectorsOf('nonin-cmd').map((vector) => [vector.id, vector] as const))('%s', (id, { bytes }) => {
    expect([...chooseFormat(Number(/\d+$/.exec(id)?.[0]) as 1)]).toEqual([...bytes]);
  });
});
