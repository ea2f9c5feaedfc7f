import { describe, expect, test } from 'vitest';
import { codefreeCommands, codefreeFromMeter } from '#main/devices/drivers/codefree/frame.ts';
import { contourFrame } from '#main/devices/drivers/contour/frame.ts';
import { glucomenBlock, glucomenCommands } from '#main/devices/drivers/glucomen/frame.ts';
import { ultraCommands, ultraLine } from '#main/devices/drivers/onetouch-ultra/frame.ts';
import { ultraminiPacket, ultraminiQuestions } from '#main/devices/drivers/onetouch-ultramini/frame.ts';
import { driverOf, flagsOf } from '#tests/support/devices/reading-of.ts';
import { fuzz, givenBy, hex, joined, replayEveryWay, text, toHex } from '#tests/support/devices/replay.ts';
import { vectorsAbsent, vectorsOf, vectorsReason } from '#tests/support/devices/vectors.ts';

const only = (id: string, bytes: Uint8Array) => givenBy(driverOf(id), [bytes]).map(({ decoded }) => decoded);
/** mg/dL as mmol/L. */
const mmol = (mgdl: number): number => Number((mgdl / 18.0156).toPrecision(12));
const glucoseOf = (decoded: ReturnType<typeof only>[number] | undefined) => decoded?.reading?.measures[0];

const ultra = ultraLine('P "MON","01/15/24","10:30:00   ","  105 ","N","00", 00');
const ultramini = ultraminiPacket(0x02, [0x05, 0x06, 0x28, 0x09, 0xa5, 0x65, 0x69, 0, 0, 0]);
const contour = contourFrame(5, 'R|3|^^^Glucose|93|mg/dL^P||A/M0/T1||201505261150');
const glucomen = glucomenBlock(['Glu,5.4,mmol/L,00,240115,1030', 'Glu,98,mg/dL,02,240114,0700']);
const codefree = codefreeFromMeter(0x20, 0, 24, 1, 15, 10, 30, 0x00, 105, 0x10, 1, 2, 3, 4, 5, 6, 7);

describe('OneTouch Ultra', () => {
  const record = (value: string, meal = 'N', clock = '"01/15/24","10:30:00   "'): Uint8Array => ultraLine(`P "MON",${clock},"${value}","${meal}","00", 00`);

  test('the checksum is the sum of everything before the last space', () => {
    // Built from the rule: the same bytes as a real line whose checksum is 09B6.
    expect(String.fromCharCode(...ultraLine('P "SAT","03/21/15","16:45:24   ","  081 ","N","03", 00'))).toBe('P "SAT","03/21/15","16:45:24   ","  081 ","N","03", 00 09B6\r\n');
    expect(String.fromCharCode(...ultraLine('P 003,"GMF600DCY","MG/DL "'))).toBe('P 003,"GMF600DCY","MG/DL " 05A6\r\n');
    expect(only('onetouch-ultra', text('P "SAT","03/21/15","16:45:24   ","  081 ","N","03", 00 09B7\r\n'))).toEqual([]);
  });

  test('a result, with its meal, in mmol/L', () => {
    expect(only('onetouch-ultra', ultra)[0]).toEqual({ reading: { kind: 'record', measures: [{ code: 'glucose', value: mmol(105) }], flags: [], deviceTime: '2024-01-15T10:30:00' } });
    expect(flagsOf(only('onetouch-ultra', record('  105 ', 'B'))[0])).toEqual(['before-meal']);
    expect(flagsOf(only('onetouch-ultra', record('  105 ', 'A'))[0])).toEqual(['after-meal']);
  });

  test('control solution is flagged, LO and HI lie beyond, a damaged figure is nothing', () => {
    expect(flagsOf(only('onetouch-ultra', record('C 112 '))[0])).toEqual(['control-solution']);
    expect(glucoseOf(only('onetouch-ultra', record('  019 '))[0])).toEqual({ code: 'glucose', value: mmol(20), beyond: 'below' });
    expect(glucoseOf(only('onetouch-ultra', record('  601 '))[0])).toEqual({ code: 'glucose', value: mmol(600), beyond: 'above' });
    expect(glucoseOf(only('onetouch-ultra', record('  600 '))[0])).toEqual({ code: 'glucose', value: mmol(600) });
    expect(glucoseOf(only('onetouch-ultra', record('  020 '))[0])).toEqual({ code: 'glucose', value: mmol(20) });
    expect(only('onetouch-ultra', record('  1?5 '))).toEqual([null]);
  });

  test('a clock that no calendar has stays out, the result does not', () => {
    const [decoded] = only('onetouch-ultra', record('  105 ', 'N', '"02/30/24","10:30:00   "'));
    expect(decoded?.reading?.deviceTime).toBeUndefined();
    expect(glucoseOf(decoded)?.value).toBe(mmol(105));
  });

  test('who it is', () => {
    expect(only('onetouch-ultra', ultraLine('P 002,"ABC123XYZ","MG/DL "'))).toEqual([{ identity: { serial: 'ABC123XYZ' } }]);
    expect(only('onetouch-ultra', ultraLine('@ "ABC123XYZ"'))).toEqual([{ identity: { serial: 'ABC123XYZ' } }]);
    expect(only('onetouch-ultra', ultraLine('? P02.00.00 25/05/07'))).toEqual([{ identity: { firmware: 'P02.00.00' } }]);
  });
});

describe('OneTouch UltraMini', () => {
  const record = (value: readonly number[]): Uint8Array => ultraminiPacket(0x02, [0x05, 0x06, 0x28, 0x09, 0xa5, 0x65, ...value]);
  test('a result and its clock', () => {
    expect(only('onetouch-ultramini', ultramini)[0]).toEqual({ reading: { kind: 'record', measures: [{ code: 'glucose', value: mmol(105) }], flags: [], deviceTime: '2024-01-15T10:30:00' } });
  });
  test('LO and HI are signs, not numbers', () => {
    for (const low of [[0xfe, 0xff, 0, 0], [0xfe, 0xff, 0xff, 0xff], [19, 0, 0, 0]]) expect(glucoseOf(only('onetouch-ultramini', record(low))[0]), String(low)).toEqual({ code: 'glucose', value: mmol(20), beyond: 'below' });
    for (const high of [[0xff, 0xff, 0, 0], [0xff, 0xff, 0xff, 0xff], [0x59, 2, 0, 0]]) expect(glucoseOf(only('onetouch-ultramini', record(high))[0]), String(high)).toEqual({ code: 'glucose', value: mmol(600), beyond: 'above' });
  });
  test('an error of the meter, an acknowledgement and a wrong CRC say nothing', () => {
    expect(only('onetouch-ultramini', ultraminiPacket(0x02, [0x05, 0x09]))).toEqual([null]);
    expect(only('onetouch-ultramini', ultraminiPacket(0x06))).toEqual([null]);
    expect(only('onetouch-ultramini', ultramini.with(-1, 0x44))).toEqual([]);
    expect(only('onetouch-ultramini', ultramini.with(-2, 0x44))).toEqual([]);
  });
});

describe('Contour', () => {
  const result = (fields: string) => only('contour', contourFrame(1, fields))[0];
  test('the published frame', () => {
    expect(toHex(contour.subarray(-4))).toBe('37 34 0D 0A');
    expect(only('contour', contour.with(-4, 0x36)).filter((each) => each !== null)).toEqual([]);
    expect(only('contour', contour.with(14, 0x38)).filter((each) => each !== null)).toEqual([]);
    expect(only('contour', contour)[0]).toEqual({ reading: { kind: 'record', measures: [{ code: 'glucose', value: mmol(93) }], flags: [], deviceTime: '2015-05-26T11:50:00' } });
  });
  test('unit, flags and control solution', () => {
    expect(glucoseOf(result('R|1|^^^Glucose|5.4|mmol/L^B||||201505261150'))).toEqual({ code: 'glucose', value: 5.4 });
    expect(glucoseOf(result('R|1|^^^Glucose|10|mg/dL^P||</M0||201505261150'))).toEqual({ code: 'glucose', value: mmol(10), beyond: 'below' });
    expect(glucoseOf(result('R|1|^^^Glucose|600|mg/dL^P||>||201505261150'))).toEqual({ code: 'glucose', value: mmol(600), beyond: 'above' });
    expect(flagsOf(result('R|1|^^^Glucose|112|mg/dL^P||E||201505261150'))).toEqual(['control-solution']);
  });
  test('an average, another test, another unit and a damaged number are nothing', () => {
    for (const fields of [
      'R|1|^^^Glucose|110|mg/dL^P', 'R|1|^^^Average|110|mg/dL^P||||201505261150', 'R|1|^^^Glucose|110|g/L^P||||201505261150', 'R|1|^^^Glucose|1?0|mg/dL^P||||201505261150',
      'P|1', 'O|1', 'L|1||N',
    ]) expect(result(fields), fields).toBeNull();
  });
  test('who it is', () => {
    expect(result('H|\\^&||0000|Contour7160^01\\01^0000001|A=1|5||||||P|1|202601050800')).toEqual({ identity: { model: 'Contour7160', firmware: '01\\01', serial: '0000001' } });
  });
});

describe('GlucoMen Areo', () => {
  test('each line in the unit it names', () => {
    const decoded = only('glucomen-areo', glucomen);
    expect(decoded.map((each) => glucoseOf(each))).toEqual([undefined, { code: 'glucose', value: 5.4 }, { code: 'glucose', value: mmol(98) }, undefined]);
    expect(decoded[1]?.reading?.deviceTime).toBe('2024-01-15T10:30:00');
    expect(flagsOf(decoded[2])).toEqual(['before-meal']);
    expect(flagsOf(only('glucomen-areo', glucomenBlock(['Glu,98,mg/dL,04,240114,0700']))[1])).toEqual(['after-meal']);
  });
  test('nothing of a block whose CRC does not fit', () => {
    const spoilt = glucomen.with(7, glucomen[7]! ^ 1);
    expect(only('glucomen-areo', spoilt).filter((each) => each !== null)).toEqual([]);
    expect(only('glucomen-areo', glucomenBlock(['Ket,0.4,mmol/L,00,240115,1030', 'Glu,5.4,g/L,00,240115,1030', 'Glu,,mmol/L,00,240115,1030'])).filter((each) => each !== null)).toEqual([]);
  });
  test('an empty memory and an identity', () => {
    expect(toHex(glucomenBlock([]))).toBe('5B 0D 0A 90 3D 0D 0A 5D 0D 0A');
    expect(givenBy(driverOf('glucomen-areo'), [glucomenBlock([])]).map(({ raw }) => raw)).toEqual(['5B', '90 3D', '5D']);
    expect(only('glucomen-areo', glucomenBlock(['1,2,3, GA0000001, 01.02']))[1]).toEqual({ identity: { serial: 'GA0000001', firmware: '01.02' } });
  });
});

describe('SD Codefree', () => {
  test('a result, with one byte of type or two', () => {
    const wanted = { reading: { kind: 'record', measures: [{ code: 'glucose', value: mmol(105) }], flags: ['before-meal'], deviceTime: '2024-01-15T10:30:00' } };
    expect(only('sd-codefree', codefree)).toEqual([wanted]);
    expect(only('sd-codefree', codefreeFromMeter(0x20, 0x13, 0, 24, 1, 15, 10, 30, 0x00, 105, 0x10, 1, 2, 3, 4, 5, 6, 7))).toEqual([wanted]);
  });
  test('bytes that stand elsewhere than assumed are no result', () => {
    expect(only('sd-codefree', codefreeFromMeter(0x20, 0, 24, 13, 15, 10, 30, 0x00, 105, 0x10, 1, 2, 3, 4, 5, 6, 7))).toEqual([null]);
    expect(only('sd-codefree', codefreeFromMeter(0x20, 0, 24, 1, 15, 10, 30, 0x00, 105, 0x11, 1, 2, 3, 4, 5, 6, 7))).toEqual([null]);
    expect(only('sd-codefree', codefreeFromMeter(0x20, 0, 24, 1, 15, 10, 30, 0x10, 105, 0x10, 1, 2, 3, 4, 5, 6, 7))).toEqual([null]);
    expect(only('sd-codefree', codefreeFromMeter(0x10, 0x30))).toEqual([null]);
    expect(only('sd-codefree', codefree.with(-2, 0))).toEqual([]);
  });
});

describe('a line delivers as it likes', () => {
  const devices = [
    ['onetouch-ultra', ultra, 128, 1], ['onetouch-ultramini', ultramini, 48, 1], ['contour', contour, 256, 1], ['glucomen-areo', glucomen, 32 * 1024, 4], ['sd-codefree', codefree, 43, 1],
  ] as const;
  // A control byte of junk, or of a record that was cut, is a control byte on this line too.
  test.each(devices)('%s', (id, bytes, _bound, frames) => {
    replayEveryWay(driverOf(id), bytes, { frames, weak: id === 'contour' });
  });
  test.each(devices)('%s holds little and finds its frames again after a million random bytes', (id, bytes, bound, frames) => {
    fuzz(driverOf(id), bytes, { bound, frames });
  });
  test('a memory that never ends is given up', () => {
    const framer = driverOf('glucomen-areo').newFramer();
    framer.push(joined(text('[\r\n'), text('Glu,5.4,mmol/L,00,240115,1030\r\n'.repeat(3_000))));
    expect(framer.held).toBeLessThan(32 * 1024);
    expect(framer.push(glucomen)).toHaveLength(4);
  });
});

test('what is written to the meters, byte by byte', () => {
  expect(Object.values(ultraCommands).map((bytes) => String.fromCharCode(...bytes))).toEqual(['\x11\rDMP\r', '\x11\rDM@\r', '\x11\rDM?\r']);
  expect(toHex(ultraminiPacket(0x00, ultraminiQuestions.software))).toBe('02 09 00 05 0D 02 03 DA 71');
  expect(toHex(ultraminiPacket(0x00, ultraminiQuestions.count))).toBe('02 0A 00 05 1F F5 01 03 38 AA');
  expect(toHex(ultraminiPacket(0x0b))).toBe('02 06 0B 03 91 37');
  expect(toHex(ultraminiPacket(0x06))).toBe('02 06 06 03 CD 41');
  expect(toHex(glucomenCommands.memory)).toBe('80');
  expect(toHex(glucomenCommands.identity)).toBe('A2');
  expect(toHex(codefreeCommands.reply)).toBe('53 10 04 10 40 50 AA');
  expect(toHex(codefreeCommands.fetch)).toBe('53 10 04 10 60 70 AA');
});

describe.skipIf(vectorsAbsent)(`published vectors${vectorsReason}`, () => {
  test('OneTouch Ultra', () => {
    const vectors = vectorsOf('onetouch-ultra');
    expect(vectors).toHaveLength(3);
    for (const { id, bytes, expect: wanted } of vectors) {
      const [given] = replayEveryWay(driverOf('onetouch-ultra'), bytes);
      if (wanted.serial !== undefined) expect(given?.decoded, id).toEqual({ identity: { serial: wanted.serial } });
      else {
        expect(glucoseOf(given?.decoded), id).toEqual({ code: 'glucose', value: mmol(Number(wanted.mgdl)) });
        expect(flagsOf(given?.decoded), id).toEqual(wanted.control ? ['control-solution'] : []);
      }
      if (wanted.when !== undefined) expect(given?.decoded?.reading?.deviceTime, id).toBe(wanted.when);
    }
  });
  test('OneTouch UltraMini', () => {
    const commands: Readonly<Record<string, Uint8Array>> = {
      um_version: ultraminiPacket(0, ultraminiQuestions.software), um_count: ultraminiPacket(0, ultraminiQuestions.count), um_disconnect: ultraminiPacket(0x0b), um_ack: ultraminiPacket(0x06),
    };
    const vectors = vectorsOf('onetouch-ultramini');
    expect(vectors).toHaveLength(5);
    for (const { id, bytes, expect: wanted } of vectors) {
      const command = commands[id];
      if (command) expect(toHex(command), id).toBe(toHex(bytes));
      const [given] = replayEveryWay(driverOf('onetouch-ultramini'), bytes);
      expect(given?.raw, id).toBe(toHex(bytes));
      if (wanted.mgdl === undefined) continue;
      expect(glucoseOf(given?.decoded), id).toEqual({ code: 'glucose', value: mmol(Number(wanted.mgdl)) });
      expect(given?.decoded?.reading?.deviceTime, id).toBe(wanted.when);
    }
  });
  test('SD Codefree', () => {
    const bytesOf = (name: string): string => toHex(vectorsOf('codefree').find(({ id }) => id === name)!.bytes);
    expect(toHex(codefreeFromMeter(0x10, 0x30))).toBe(bytesOf('codefree_challenge'));
    expect(toHex(codefreeCommands.reply)).toBe(bytesOf('codefree_reply'));
    expect(toHex(codefreeCommands.fetch)).toBe(bytesOf('codefree_fetch'));
    replayEveryWay(driverOf('sd-codefree'), hex(bytesOf('codefree_challenge')));
  });
});
