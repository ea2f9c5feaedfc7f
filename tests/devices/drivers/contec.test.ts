import { describe, expect, test } from 'vitest';
import { v7Command } from '#main/devices/drivers/contec/session.ts';
import { driverOf, flagsOf, measuresOf } from '#tests/support/devices/reading-of.ts';
import { fuzz, givenBy, hex, joined, repeated, replayEveryWay, toHex } from '#tests/support/devices/replay.ts';
import { vectorsAbsent, vectorsOf, vectorsReason } from '#tests/support/devices/vectors.ts';

const OFF = { 'spo2': 'sensor-off', 'heart-rate': 'sensor-off' };

describe('the 5-byte stream', () => {
  test.each([
    ['C6 40 08 48 61', { 'spo2': 97, 'heart-rate': 72 }, ['beat'], 64],
    ['86 20 44 0C 5F', { 'spo2': 95, 'heart-rate': 140 }, [], 32],
    ['90 00 00 00 00', OFF, ['sensor-off'], null],
    ['88 11 18 48 61', OFF, ['sensor-off'], null],
    ['88 11 28 48 61', { 'spo2': 'searching', 'heart-rate': 'searching' }, ['searching'], 17],
    ['A8 11 08 48 7F', { 'spo2': 'no-signal', 'heart-rate': 72 }, ['device-alarm'], 17],
    ['88 11 08 00 00', { 'spo2': 'no-signal', 'heart-rate': 'no-signal' }, [], 17],
  ])('%s', (bytes, measures, flags, pleth) => {
    const [given] = replayEveryWay(driverOf('contec-old'), hex(bytes), { weak: true });
    expect(measuresOf(given?.decoded)).toEqual(measures);
    expect(flagsOf(given?.decoded)).toEqual(flags);
    expect(given?.decoded?.wave).toEqual({ code: 'pleth', rate: 60, top: 127, samples: [pleth] });
  });

  test('nothing is shown before two good packets in a row tell the same', () => {
    const driver = driverOf('contec-old');
    const [one, other] = [hex('86 20 44 0C 5F'), hex('86 20 44 0D 5F')];
    expect(givenBy(driver, [one])).toEqual([]);
    expect(givenBy(driver, [joined(one, other)])).toEqual([]);
    expect(givenBy(driver, [joined(one, hex('11'), one)])).toEqual([]);
    expect(givenBy(driver, [joined(one, one, other, other)]).map(({ raw }) => raw)).toEqual([toHex(one), toHex(other)]);
  });

  test('fuzz', () => fuzz(driverOf('contec-old'), hex('86 20 44 0C 5F'), { bound: 5 }));
});

describe('the 9-byte stream', () => {
  test.each([
    ['01 A0 C6 B5 97 C8 E2 9C 81', { 'spo2': 98, 'heart-rate': 72 }, ['beat'], 53],
    ['01 E8 86 B5 87 8C E1 FF FF', { 'spo2': 97, 'heart-rate': 140 }, [], 53],
    ['01 E9 90 80 80 FF FF FF FF', OFF, ['sensor-off', 'searching'], null],
    ['01 E2 86 B5 87 C8 E1 FF FF', { 'spo2': 'searching', 'heart-rate': 'searching' }, ['searching'], 53],
  ])('%s: bit 7 of each byte is restored', (bytes, measures, flags, pleth) => {
    const [given] = replayEveryWay(driverOf('contec-v7'), hex(bytes), { weak: true });
    expect(measuresOf(given?.decoded)).toEqual(measures);
    expect(flagsOf(given?.decoded)).toEqual(flags);
    expect(given?.decoded?.wave?.samples).toEqual([pleth]);
  });

  test('a packet that begins inside another one wins', () => {
    const good = hex('01 A0 C6 B5 97 C8 E2 9C 81');
    for (let cut = 1; cut < good.length; cut += 1) {
      expect(givenBy(driverOf('contec-v7'), [joined(good, good.subarray(0, cut), good, good)]).map(({ raw }) => raw), `cut after ${cut}`).toEqual([toHex(good)]);
    }
  });

  test('other packets do not hold up the stream', () => {
    const [live, feedback] = [hex('01 A0 C6 B5 97 C8 E2 9C 81'), hex('0C 80 81 A1')];
    expect(givenBy(driverOf('contec-v7'), [joined(live, feedback, live, live)]).map(({ decoded }) => measuresOf(decoded)['spo2'])).toEqual([undefined, 98, 98]);
  });

  test('fuzz', () => fuzz(driverOf('contec-v7'), hex('01 E8 86 B5 87 8C E1 FF FF'), { bound: 9 }));
});

test('few packets make nobody sure, a second of them does', () => {
  for (const [id, bytes] of [['contec-old', '86 20 44 0C 5F'], ['contec-v7', '01 E8 86 B5 87 8C E1 FF FF']] as const) {
    const driver = driverOf(id);
    const sure = (times: number): number => driver.confidence!(driver.newFramer().push(repeated(hex(bytes), times)), 0);
    expect(sure(1)).toBe(0);
    expect(sure(5)).toBeLessThan(0.1);
    expect(sure(120)).toBe(0.9);
  }
});

describe.skipIf(vectorsAbsent)(`published vectors${vectorsReason}`, () => {
  const shown = (id: string, family: string) => vectorsOf(family).filter((vector) => !vector.id.includes('_cmd_')).map((vector) => [vector.id, id, vector] as const);
  test.each([...shown('contec-old', 'cms50-old'), ...shown('contec-v7', 'cms50-v7')])('%s', (_, id, { bytes, expect: expected }) => {
    const [given] = replayEveryWay(driverOf(id), bytes, { weak: true });
    const { 'spo2': spo2, 'heart-rate': pulse } = measuresOf(given?.decoded);
    const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
    expect({ spo2: number(spo2), pulse: number(pulse) }).toEqual({ spo2: expected['spo2'], pulse: expected['pulse'] });
    expect(flagsOf(given?.decoded).includes('sensor-off')).toBe((expected['fingerOut'] ?? expected['probeError']) === true);
    if (expected['pleth'] !== undefined) expect(given?.decoded?.wave?.samples).toEqual([expected['pleth']]);
    if (expected['beep'] !== undefined) expect(flagsOf(given?.decoded).includes('beat')).toBe(expected['beep']);
  });

  test('commands', () => {
    const bytes = (id: string): string | undefined => vectorsOf('cms50-v7').filter((vector) => vector.id === id).map((vector) => toHex(vector.bytes))[0];
    expect([v7Command('start'), v7Command('stop'), v7Command('keepAlive')].map(toHex)).toEqual([bytes('cms50v7_cmd_start'), bytes('cms50v7_cmd_stop'), bytes('cms50v7_cmd_keepalive')]);
  });
});
