import { describe, expect, test } from 'vitest';
import { medlabFrame, medlabReply } from '#main/devices/drivers/medlab/frame.ts';
import { suntechCommands, suntechCuff, suntechResult } from '#main/devices/drivers/suntech/frame.ts';
import { tm2655Commands, tm2655Frame } from '#main/devices/drivers/and-tm2655/frame.ts';
import { ua767Commands } from '#main/devices/drivers/and-ua767/frame.ts';
import { medlabCommands } from '#main/devices/drivers/medlab/frame.ts';
import { driverOf, flagsOf, measuresOf } from '#tests/support/devices/reading-of.ts';
import { fuzz, givenBy, hex, replayEveryWay, text, toHex } from '#tests/support/devices/replay.ts';
import { vectorsAbsent, vectorsOf, vectorsReason } from '#tests/support/devices/vectors.ts';

const only = (id: string, bytes: Uint8Array) => givenBy(driverOf(id), [bytes]).map(({ decoded }) => decoded);

/** A result of a TM-2655 built from the rules: fields between RS, the XOR of everything from SOH to ETX behind. */
const tm2655 = (...fields: string[]): Uint8Array => tm2655Frame(fields.join('\x1e'));
const tm2655Good = tm2655('TM2655', '2401151030', '0', '00', 'E00', 'S128', 'M097', 'D082', 'P084', 'I180', 'L035');
const hbp9020 = text('bp,99999999999999999999,2023/04/27,15:06,140,098,077,068,3\r\n');
const hbp9030 = text('1,0,99999999999999999999,2023/04/27,15:06,0,0,140,077,068,0\r\n');
const terumo = text('\x02R1,000000000,210427,153000,128,097,082,084,0000,0000,00000,000\x03?');
const ua767 = text('804C4C4960');
const suntech = hex('3E 18 7A 00 4E 00 00 00 00 00 00 00 00 00 00 00 48 00 5D 00 00 00 00 3D');
const medlab = medlabReply('S1;A0;C00;M00;P128082097;R084;T6890');

describe('numbers of one measurement', () => {
  const expected: readonly [string, Uint8Array, Record<string, number>][] = [
    ['and-tm2655', tm2655Good, { 'systolic': 128, 'mean-arterial-pressure': 97, 'diastolic': 82, 'heart-rate': 84 }],
    ['omron-hbp-9020', hbp9020, { 'systolic': 140, 'mean-arterial-pressure': 98, 'diastolic': 77, 'heart-rate': 68 }],
    ['omron-hbp-9030', hbp9030, { 'systolic': 140, 'diastolic': 77, 'heart-rate': 68 }],
    ['terumo-bp500', terumo, { 'systolic': 128, 'mean-arterial-pressure': 97, 'diastolic': 82, 'heart-rate': 84 }],
    ['and-ua767', ua767, { 'systolic': 152, 'diastolic': 76, 'heart-rate': 73 }],
    ['suntech-advantage', suntech, { 'systolic': 122, 'mean-arterial-pressure': 93, 'diastolic': 78, 'heart-rate': 72 }],
    ['medlab-nibp', medlab, { 'systolic': 128, 'mean-arterial-pressure': 97, 'diastolic': 82, 'heart-rate': 84 }],
  ];
  test.each(expected)('%s', (id, bytes, measures) => {
    const [decoded, ...more] = only(id, bytes);
    expect(more).toEqual([]);
    expect(measuresOf(decoded)).toEqual(measures);
    expect(decoded?.reading?.kind).toBe('record');
    expect(flagsOf(decoded)).toEqual([]);
  });

  test('the clock of the device stands beside them', () => {
    expect(only('and-tm2655', tm2655Good)[0]?.reading?.deviceTime).toBe('2024-01-15T10:30:00');
    expect(only('omron-hbp-9020', hbp9020)[0]?.reading?.deviceTime).toBe('2023-04-27T15:06:00');
    expect(only('terumo-bp500', terumo)[0]?.reading?.deviceTime).toBe('2021-04-27T15:30:00');
    expect(only('terumo-bp500', text('\x02R1,000000000,210431,153000,128,097,082,084,0000,0000,00000,000\x03'))[0]?.reading?.deviceTime).toBeUndefined();
  });
});

describe('what is not believed', () => {
  test('pressures out of order give no number, whatever the device', () => {
    const refused = { 'systolic': 'artefact', 'mean-arterial-pressure': 'artefact', 'diastolic': 'artefact', 'heart-rate': 'artefact' };
    // As if the diastolic stood second and the mean third.
    expect(measuresOf(only('omron-hbp-9020', text('bp,1,2023/04/27,15:06,140,077,098,068,3\r\n'))[0])).toEqual(refused);
    expect(measuresOf(only('terumo-bp500', text('\x02R1,000000000,210427,153000,128,082,097,084,0000,0000,00000,000\x03'))[0])).toEqual(refused);
    expect(measuresOf(only('medlab-nibp', medlabReply('S1;A0;C00;M00;P135345234;R087;T6890'))[0])).toEqual(refused);
    expect(measuresOf(only('and-tm2655', tm2655('TM2655', 'E00', 'S080', 'M097', 'D128', 'P084'))[0])).toEqual(refused);
    expect(measuresOf(only('suntech-advantage', suntechResult({ systolic: 80, diastolic: 120, mean: 93, pulse: 72, error: 0 }))[0])).toEqual(refused);
    expect(measuresOf(only('omron-hbp-9030', text('1,0,9,d,t,0,0,077,140,068,0\r\n'))[0])).toEqual({ 'systolic': 'artefact', 'diastolic': 'artefact', 'heart-rate': 'artefact' });
  });

  test('an error of the device keeps its code and has no number', () => {
    const failed = { 'systolic': 'device-error', 'mean-arterial-pressure': 'device-error', 'diastolic': 'device-error', 'heart-rate': 'device-error' };
    const cuff = only('suntech-advantage', hex('3E 18 7A 00 4E 00 00 00 00 00 00 00 00 00 00 00 48 00 5D 00 57 00 00 E6'))[0];
    expect(measuresOf(cuff)).toEqual(failed);
    expect(cuff?.reading?.deviceError).toBe('87');
    const unit = only('and-tm2655', tm2655('TM2655', '2401151030', 'E22', 'S000', 'M000', 'D000', 'P000'))[0];
    expect(measuresOf(unit)).toEqual(failed);
    expect(unit?.reading?.deviceError).toBe('E22');
    const board = only('medlab-nibp', medlabReply('S1;A0;C00;M07;P128082097;R084'))[0];
    expect(measuresOf(board)).toEqual(failed);
    expect(board?.reading?.deviceError).toBe('M07');
    const home = only('and-ua767', text('844C4C4960'))[0];
    expect(home?.reading?.deviceError).toBe('84');
    expect(measuresOf(home)).toEqual({ 'systolic': 'device-error', 'diastolic': 'device-error', 'heart-rate': 'device-error' });
  });

  test('nought is no pressure, and a pulse of nought is none', () => {
    expect(measuresOf(only('omron-hbp-9030', text('1,0,9,d,t,0,0,000,000,068,0\r\n'))[0])).toEqual({ 'systolic': 'not-measured', 'diastolic': 'not-measured', 'heart-rate': 'not-measured' });
    expect(measuresOf(only('terumo-bp500', text('\x02R1,000000000,210427,153000,000,000,000,000,0000,0000,00000,000\x03'))[0]).systolic).toBe('not-measured');
    expect(measuresOf(only('and-tm2655', tm2655('TM2655', 'E00', 'S128', 'M097', 'D082', 'P000'))[0])['heart-rate']).toBe('not-measured');
    expect(only('medlab-nibp', medlabReply('S3;A0;C00;M00;P000000000;R000'))).toEqual([null]);
  });

  test('a result without an error field or with a wrong checksum is none', () => {
    expect(only('and-tm2655', tm2655('TM2655', 'S128', 'M097', 'D082', 'P084'))).toEqual([null]);
    expect(only('and-tm2655', tm2655Good.with(-1, 0x6b))).toEqual([]);
    expect(only('suntech-advantage', suntech.with(-1, 0x3c))).toEqual([]);
    // The sum printed with this line in a forum is wrong: 57 would be right.
    expect(only('medlab-nibp', text('\x02S1;A0;C00;M00;P135345234;R087;T6890;;D9\x03\r'))).toEqual([]);
  });
});

test('fields are found by their letter, with the flags that some settings add', () => {
  const decoded = only('and-tm2655', tm2655('TM2657', '2401151030', '12345', 'i02', 'm01', 'r00', 't45', 'P 84', 'D 82', 'S128', 'M 97', 'E00'))[0];
  expect(measuresOf(decoded)).toEqual({ 'systolic': 128, 'mean-arterial-pressure': 97, 'diastolic': 82, 'heart-rate': 84 });
  expect(flagsOf(decoded)).toEqual(['irregular-pulse', 'movement']);
  expect(decoded?.identity).toEqual({ model: 'TM2657' });
});

test('the pressure of a working cuff is shown and never a result', () => {
  const decoded = only('suntech-advantage', suntechCuff(163))[0];
  expect(decoded?.reading).toEqual({ kind: 'live', measures: [{ code: 'cuff-pressure', value: 163 }], flags: [] });
  expect(only('suntech-advantage', suntechCuff(-2))[0]?.reading?.measures).toEqual([{ code: 'cuff-pressure', value: -2 }]);
});

describe('a line delivers as it likes', () => {
  // A lost SYN or the end of a line without a checksum still makes a frame, though not the same bytes.
  test.each([
    ['and-tm2655', tm2655Good, true], ['omron-hbp-9020', hbp9020, false], ['omron-hbp-9030', hbp9030, true], ['terumo-bp500', terumo, false],
    ['and-ua767', ua767, true], ['suntech-advantage', suntech, false], ['medlab-nibp', medlab, false],
  ] as const)('%s', (id, bytes, weak) => {
    replayEveryWay(driverOf(id), bytes, { weak });
  });

  test.each([
    ['and-tm2655', tm2655Good, 200], ['omron-hbp-9020', hbp9020, 256], ['omron-hbp-9030', hbp9030, 256], ['terumo-bp500', terumo, 128],
    ['and-ua767', ua767, 16], ['suntech-advantage', suntech, 24], ['medlab-nibp', medlab, 128],
  ] as const)('%s holds little and finds its frames again after a million random bytes', (id, bytes, bound) => {
    fuzz(driverOf(id), bytes, { bound });
  });
});

test('a frame that never ends is given up, and the next one found', () => {
  for (const [id, head, good, bound] of [['and-tm2655', '\x16\x16\x0100\x02', tm2655Good, 200], ['medlab-nibp', '\x02', medlab, 128], ['omron-hbp-9030', '', hbp9030, 256]] as const) {
    const framer = driverOf(id).newFramer();
    expect(framer.push(text(head + 'S1;'.repeat(4_000)))).toEqual([]);
    expect(framer.held, id).toBeLessThanOrEqual(bound);
    expect(framer.dropped, id).toBeGreaterThan(11_000);
    expect(framer.push(good).length + framer.push(good).length, id).toBeGreaterThanOrEqual(1);
  }
});

test('what is written to the devices, byte by byte', () => {
  expect(toHex(tm2655Commands.start)).toBe('16 16 01 30 30 02 53 54 03 07');
  expect(toHex(tm2655Commands.stop)).toBe('16 16 01 30 30 02 53 50 03 03');
  expect(toHex(tm2655Commands.read)).toBe('16 16 01 30 30 02 52 42 03 10');
  expect(toHex(ua767Commands.open)).toBe('02 43 50 43 30 35 3B');
  expect(toHex(ua767Commands.close)).toBe('02 43 50 43 30 34 3A');
  expect(Object.values(suntechCommands).map(toHex)).toEqual(['3A 20 A6', '3A 87 3F', '3A 28 9E', '3A 79 01 00 4C', '3A 79 05 00 48', '3A 79 03 00 4A']);
  expect(Object.values(medlabCommands).map(toHex)).toEqual(['02 30 31 3B 3B 44 37 03', '02 30 33 3B 3B 44 39 03', '02 31 38 3B 3B 44 46 03']);
  expect(toHex(medlabFrame('18'))).toBe('02 31 38 3B 3B 44 46 03');
});

describe.skipIf(vectorsAbsent)(`published vectors${vectorsReason}`, () => {
  const numbers = (wanted: Readonly<Record<string, unknown>>) => ({
    'systolic': wanted.sys, 'diastolic': wanted.dia, 'heart-rate': wanted.pulse,
    ...(wanted.mean !== undefined && { 'mean-arterial-pressure': wanted.mean }), ...(wanted.map !== undefined && { 'mean-arterial-pressure': wanted.map }),
  });
  const known: Readonly<Record<string, Uint8Array>> = {
    'open': ua767Commands.open, 'close': ua767Commands.close, 'ST': tm2655Commands.start, 'SP': tm2655Commands.stop, 'RB': tm2655Commands.read,
    'RP': tm2655Frame('RP'), 'start_adult': suntechCommands.start, 'start_ped': suntechCommands['start-child'], 'start_neonate': suntechCommands['start-newborn'],
    'abort': suntechCommands.stop, 'cuff': suntechCommands.cuff, 'getbp': suntechCommands.result, '01': medlabCommands.start, '03': medlabCommands.stop,
    '18': medlabCommands.status,
  };
  const families = [['and-ua767', 'and-ua767'], ['and-tm2655', 'and-tm2655'], ['suntech', 'suntech-advantage'], ['medlab-nibp', 'medlab-nibp']] as const;
  test.each(families)('%s', (family, id) => {
    const vectors = vectorsOf(family);
    expect(vectors.length).toBeGreaterThan(0);
    for (const { id: name, bytes, expect: wanted } of vectors) {
      if (typeof wanted.command === 'string') {
        expect(toHex(known[wanted.command]!), name).toBe(toHex(bytes));
        continue;
      }
      const [given] = replayEveryWay(driverOf(id), bytes, { weak: id !== 'suntech-advantage' });
      if (typeof wanted.error === 'number' && wanted.error !== 0) expect(given?.decoded?.reading?.deviceError, name).toBe(String(wanted.error));
      else expect(measuresOf(given?.decoded), name).toEqual(numbers(wanted));
    }
  });
});
