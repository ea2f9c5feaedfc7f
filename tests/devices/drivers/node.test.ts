import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulators } from '#main/devices/drivers/simulators.ts';
import { driverOf, flagsOf, measuresOf } from '#tests/support/devices/reading-of.ts';
import { fuzz, givenBy, joined, replayEveryWay, text } from '#tests/support/devices/replay.ts';
import { vectorsAbsent, vectorsOf, vectorsReason } from '#tests/support/devices/vectors.ts';
import { VirtualLine } from '#tests/support/devices/virtual-line.ts';

const node = driverOf('daybook-node');
const HELLO = '{"v":1,"dev":"a1b2","type":"hello","model":"clinic-node","fw":"1.0.0"}*16\n';
const OBS = '{"v":1,"dev":"a1b2","type":"obs","seq":12,"obs":{"spo2":97,"pulse":72,"temp_c":36.7}}*4A\n';
const obs = (values: object, more: object = {}): string => `${JSON.stringify({ v: 1, dev: 'a1b2', type: 'obs', seq: 1, obs: values, ...more })}\n`;
const decode = (line: string) => givenBy(node, [text(line)])[0]?.decoded;
const BOOT = 'ets Jun  8 2016 00:22:57\r\nrst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n{"v":1,"dev":"a1';

describe('lines of the protocol', () => {
  test.each<[string, object]>([
    [OBS, { 'spo2': 97, 'heart-rate': 72, 'temperature': 36.7 }],
    [OBS.replace('\n', '\r\n'), { 'spo2': 97, 'heart-rate': 72, 'temperature': 36.7 }],
    [obs({ spo2: null }), { spo2: 'no-signal' }],
    [obs({ temp_f: 98.6, weight_g: 3_250, glucose_mgdl: 90.078, unknown: 4, pulse: 'x' }), { temperature: 37, weight: 3.25, glucose: 5 }],
    [obs({ sys_mmhg: 120, dia_mmhg: 80, map_mmhg: 93, resp: 16, height_cm: 171, pi: 2.5, hb_gdl: 12.5 }),
      { 'systolic': 120, 'diastolic': 80, 'mean-arterial-pressure': 93, 'respiratory-rate': 16, 'height': 171, 'perfusion-index': 2.5, 'haemoglobin': 12.5 }],
    [obs({ spo2: 96 }, { dev: 'Süd-3 ክፍል' }), { spo2: 96 }],
  ])('%s', (line, measures) => {
    expect(measuresOf(replayEveryWay(node, new TextEncoder().encode(line), { junk: [text(BOOT)] })[0]?.decoded)).toEqual(measures);
  });

  test('who it is', () => {
    expect(replayEveryWay(node, text(HELLO))[0]?.decoded).toEqual({ identity: { serial: 'a1b2', model: 'clinic-node', firmware: '1.0.0' } });
  });

  test.each([
    ['spo2', 49, 'out-of-range'], ['spo2', 101, 'out-of-range'], ['spo2', 0, 'no-signal'], ['spo2', -999, 'sensor-off'], ['pulse', 19, 'out-of-range'], ['pulse', 301, 'out-of-range'],
    ['pulse', 0, 'no-signal'], ['pulse', -999, 'sensor-off'], ['temp_c', 85, 'not-measured'], ['temp_c', -127, 'sensor-off'], ['temp_c', 24.9, 'out-of-range'], ['temp_c', 45.1, 'out-of-range'],
    ['temp_f', -999, 'sensor-off'], ['temp_f', 185, 'not-measured'], ['weight_kg', 0.2, 'out-of-range'], ['weight_kg', 301, 'out-of-range'], ['glucose_mgdl', 5, 'out-of-range'],
  ])('%s %d is no value: %s', (name, value, missing) => {
    expect(Object.values(measuresOf(decode(obs({ [name]: value }))))).toEqual([missing]);
  });

  test.each([['no_finger', ['sensor-off']], ['low_battery', ['low-battery']], ['uncalibrated', ['uncalibrated']], ['E42', []]])('the error %s', (err, flags) => {
    const decoded = decode(`{"v":1,"dev":"a1b2","type":"status","err":"${err}"}\n`);
    expect([flagsOf(decoded), decoded?.reading?.deviceError]).toEqual([flags, err]);
  });

  test('a signal the node does not trust is marked', () => {
    expect(['0', '39', '40'].map((q) => flagsOf(decode(obs({ spo2: 97 }, { q: Number(q) }))))).toEqual([['low-signal'], ['low-signal'], []]);
  });

  test.each([
    OBS.replace('97', '91'), OBS.replace('4A', '4B'), obs({ spo2: 97 }, { v: 2 }), OBS.replace('*4A', '').replace('}}', '}'), '{"t":24.5,"vh":3.28}\n', 'BPM=72\n', '[1]\n', '{"v":1,"type":"obs"}\n',
  ])('is not taken: %s', (line) => expect(givenBy(node, [text(line)])).toEqual([]));

  test('lines without a brace are ignored but counted', () => {
    const framer = node.newFramer();
    framer.push(text('boot noise\n'));
    expect(framer.dropped).toBe(11);
  });

  test('whatever is cut out of a line with a checksum, no other number comes of it', () => {
    fc.assert(fc.property(fc.nat(OBS.length - 1), fc.integer({ min: 1, max: 40 }), fc.boolean(), (at, length, joinedNext) => {
      const damaged = OBS.slice(0, at) + OBS.slice(at + length) + (joinedNext ? '' : '\n') + OBS;
      for (const { decoded } of givenBy(node, [text(damaged)])) expect(measuresOf(decoded)).toEqual({ 'spo2': 97, 'heart-rate': 72, 'temperature': 36.7 });
    }), { numRuns: 300 });
  });

  test('fuzz', () => {
    fuzz(node, text(OBS), { bound: 512 });
    fuzz(node, text('{"v":1,"dev":"a1b2","type":"obs","seq":13,"obs":{"spo2":null}}\n'), { bound: 512, seed: 2 });
  });
});

describe('talking to a node', () => {
  test('it is asked who it is once it has started, thrice at most, and never before', () => {
    const nobody = new VirtualLine({ driver: node, simulator: null });
    expect(nobody.run(10_000).written).toEqual([]);
    expect(nobody.open().run(2_000).written).toEqual([]);
    expect(nobody.run(60_000).written.map((bytes) => String.fromCharCode(...bytes.split(' ').map((byte) => Number.parseInt(byte, 16))))).toEqual(Array(3).fill('{"cmd":"hello"}\n'));

    const line = new VirtualLine({ driver: node, simulator: simulators['daybook-node']!() }).open().run(30_000);
    expect(line.decoded.find(({ identity }) => identity)?.identity?.serial).toBe('a1b2');
    expect(line.written).toEqual([]);
    expect(line.command('identify').run(1_000).written).toHaveLength(1);
    line.close();
  });

  test('a jump in the numbers is lost lines, the same or a smaller one is a restart', () => {
    const line = new VirtualLine({ driver: node, simulator: null }).open();
    for (const seq of [12, 13, 17, 18, 18, 3, 4]) line.send(text(obs({ spo2: 97 }, { seq })));
    expect(line.decoded.map(({ missed }) => missed)).toEqual([
      undefined, undefined, { frames: 3, restarted: false }, undefined, { frames: 0, restarted: true }, { frames: 0, restarted: true }, undefined,
    ]);
    expect(line.readings).toHaveLength(7);
  });
});

describe.skipIf(vectorsAbsent)(`published vectors${vectorsReason}`, () => {
  test.each(vectorsOf('mcu-json').map((vector) => [vector.id, vector] as const))('%s', (_, { bytes, expect: expected }) => {
    const [given] = replayEveryWay(node, bytes);
    if (expected['type'] === 'hello') {
      expect(given?.decoded?.identity?.serial).toBe('a1b2');
      return;
    }
    const names = { 'spo2': 'spo2', 'heart-rate': 'pulse', 'temperature': 'temp_c' } as const;
    const got = Object.entries(measuresOf(given?.decoded)).map(([code, value]) => [names[code as keyof typeof names], typeof value === 'number' ? value : null]);
    expect(Object.fromEntries(got)).toEqual(expected);
  });
});

test('a line may stand anywhere in what a board prints while it starts', () => {
  expect(givenBy(node, [joined(text(BOOT), text(OBS))]).map(({ decoded }) => measuresOf(decoded)['spo2'])).toEqual([97]);
});
