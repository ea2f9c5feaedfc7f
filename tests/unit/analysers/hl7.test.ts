import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hl7Ack } from '#main/devices/analysers/hl7-ack.ts';
import { readHl7 } from '#main/devices/analysers/hl7-message.ts';
import type { LabMessage } from '#main/devices/analysers/lab-message.ts';
import { LONGEST_HL7, MllpFramer, mllpFrame } from '#main/devices/analysers/mllp.ts';
import { isOru, readOru } from '#main/devices/analysers/oru.ts';

const MSH = 'MSH|^~\\&|DEMO|LAB|||20240115103000||ORU^R01|MSG00001|P|2.3.1||||||UNICODE';
const read = (...lines: readonly string[]): LabMessage => {
  const message = readHl7(Buffer.from(lines.join('\r')));
  if (!message) throw new Error('unreadable');
  return readOru(message);
};

describe('MLLP', () => {
  const texts = (messages: readonly Uint8Array[]): string[] => messages.map((each) => Buffer.from(each).toString());

  test('however it is cut, with anything between messages', () => {
    const message = fc.string({ unit: 'binary-ascii', maxLength: 80 }).map((text) => text.replace(/[\x0b\x1c]/g, ''));
    const between = fc.constantFrom('', '\r', '\n', 'junk', '\r\n\r\n', '\x1c');
    fc.assert(fc.property(fc.array(fc.tuple(between, message), { maxLength: 8 }), fc.array(fc.nat(1000), { maxLength: 20 }), (parts, cuts) => {
      const bytes = Buffer.concat(parts.flatMap(([before, text]) => [Buffer.from(before), Buffer.from(`\x0b${text}\x1c\r`)]));
      const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
      const framer = new MllpFramer();
      const got = [...ends, bytes.length].flatMap((end, i) => framer.push(bytes.subarray(i === 0 ? 0 : ends[i - 1], end)));
      expect(texts(got)).toEqual(parts.map(([, text]) => text));
      expect(framer.held).toBe(0);
    }), { numRuns: 300 });
  });

  test('a missing carriage return, a message begun anew, two in one chunk', () => {
    expect(texts(new MllpFramer().push(Buffer.from('\x0bhalf\x0ba\x1c\x0bb\x1c\r')))).toEqual(['a', 'b']);
  });

  test('a message without an end holds at most its bound, and the next one is read', () => {
    const framer = new MllpFramer();
    framer.push(Buffer.of(0x0b));
    for (let i = 0; i < 40; i += 1) {
      framer.push(Buffer.alloc(65_536, 0x41));
      expect(framer.held).toBeLessThanOrEqual(LONGEST_HL7);
    }
    expect(framer.tooLong).toBe(1);
    expect(texts(framer.push(mllpFrame(Buffer.from('next'))))).toEqual(['next']);
  });
});

describe('messages', () => {
  test('a blood count', () => {
    const message = read(MSH, 'PID|1||PID-0001^^^CLINIC||TEST^PATIENT||19700101|F', 'OBR|1||SID-0001|1^Automated Count^99MRC|||20240115102955',
      'OBX|1|NM|6690-2^WBC^LN||7.15|10*9/L|4.00-10.00|N|||F', 'OBX|2|NM|718-7^HGB^LN||98|g/L|110-160|L~A|||F|||20240115103010');
    expect(message).toMatchObject({ sender: 'DEMO LAB', controlId: 'MSG00001', sentAt: '2024-01-15T10:30:00', skipped: [] });
    expect(message.results).toEqual([
      { specimen: 'SID-0001', patientRef: 'PID-0001', patientName: 'PATIENT TEST', birthDate: '1970-01-01', testCode: 'WBC', testName: 'WBC', loinc: '6690-2', value: 7.15, text: '7.15',
        unit: '10*9/L', range: '4.00-10.00', flags: [], status: 'F', final: true, takenAt: '2024-01-15T10:29:55', comment: null, control: false, raw: 'OBX|1|NM|6690-2^WBC^LN||7.15|10*9/L|4.00-10.00|N|||F' },
      expect.objectContaining({ testCode: 'HGB', value: 98, flags: ['L', 'A'], takenAt: '2024-01-15T10:30:10' }),
    ]);
  });

  test('settings, age, pictures and empty lines are no results; notes are kept', () => {
    const message = read(MSH, 'PID|1', 'OBR|1|S-9', 'OBX|1|IS|08001^Take Mode^99MRC||O||||||F', 'OBX|2|NM|30525-0^Age^LN||33|yr|||||F', 'OBX|3|ED|15000^WBC Histogram. BMP^99MRC||^Image^BMP^Base64^AAAA||||||F',
      'OBX|4|NM|15001^WBC Histogram. Left Line^99MRC||12||||||F', 'OBX|5|NM|718-7^HGB^LN||||||||F', 'OBX|6|NM|789-8^RBC^LN||4,1|10*12/L|||||F', 'NTE|1||platelet clumps', 'OBX|7|SN|GLU||<^5', 'OBX|8|CE|SERO||POS^positive', 'OBX|9|NM|MISS||----||||||X', 'ZMR|x');
    expect(message.results.map(({ testCode, value, text, comment }) => [testCode, value, text, comment])).toEqual([
      ['RBC', 4.1, '4,1', 'platelet clumps'], ['GLU', null, '<5', null], ['SERO', null, 'positive', null], ['MISS', null, null, null],
    ]);
    expect(message.skipped.map(({ reason }) => reason)).toEqual(['setting', 'setting', 'image', 'detail', 'empty', 'maker']);
  });

  test('other marks, escapes, line feeds, Latin-1', () => {
    const other = readHl7(Buffer.from('MSH$*!#%$A$$$$20240115$$ORU*R01$1$P$2.4$$$$$$8859/1\nPID$1$$N#F#1\nOBR$1$$S*x\nOBX$1$ST$C*N$$a#F#b#S#c#R#d#E#e#T#f#.br#g#X41#h$\xb5g', 'latin1'));
    if (!other) throw new Error('unreadable');
    expect(readOru(other).results[0]).toMatchObject({ patientRef: 'N$1', specimen: 'S', testCode: 'C', testName: 'N', text: 'a$b*c!d#e%f\ngAh', unit: 'µg' });
    expect(isOru(other)).toBe(true);
  });

  test('a specimen told by SPM counts where the order names none; control runs are known', () => {
    expect(read(MSH, 'OBR|1', 'OBX|1|NM|A||1', 'SPM|1|S-77').results[0]).toMatchObject({ specimen: 'S-77', control: false });
    expect(read(MSH, 'OBR|1||S-1', 'OBX|1|NM|A||1', 'SPM|1|S-77|||||||||Q').results[0]).toMatchObject({ specimen: 'S-1', control: true });
    expect(read(MSH.replace('|P|2.3.1', '|Q|2.3.1'), 'OBR|1||S-1', 'OBX|1|NM|A||1').results[0]?.control).toBe(true);
    expect(read('MSH|^~\\&|BS|||||| ORU^R01|1|P|2.3.1||||2', 'OBR|1||S-1', 'OBX|1|NM|A||1').results[0]?.control).toBe(true);
    expect(read(MSH, 'OBR|1||QC-3', 'OBX|1|NM|A||1').results[0]?.control).toBe(true);
  });

  test('what is no result message, or of another version, is told apart', () => {
    expect(readHl7(Buffer.from('PID|1'))).toBeUndefined();
    expect(readHl7(Buffer.alloc(0))).toBeUndefined();
    const of = (text: string) => isOru(readHl7(Buffer.from(text)) ?? expect.fail());
    expect(of(MSH)).toBe(true);
    expect(of('MSH|^~\\&|A|||||| ADT^A01|1|P|2.3.1')).toBe(false);
    expect(of('MSH|^~\\&|A||||||ORU^R01|1|P|3.0')).toBe(false);
  });

  test('nothing makes the reader throw', () => {
    const nasty = fc.string({ unit: fc.constantFrom('MSH|^~\\&|', '\rOBX|', '\rOBR|1||S', '\rPID|', '|', '^', '~', '\\', '&', '\r', 'X41', 'F', '1', '\0', 'é'), maxLength: 60 });
    fc.assert(fc.property(nasty, fc.uint8Array({ maxLength: 40 }), (text, bytes) => {
      const message = readHl7(Buffer.concat([Buffer.from(text), bytes]));
      if (!message) return;
      for (const result of readOru(message).results) expect(result.testCode).not.toBe('');
      for (const code of ['AA', 'AE', 'AR'] as const) expect(hl7Ack(code, message, { at: '20240115103001', number: 1 }).length).toBeLessThan(600);
    }), { numRuns: 400 });
  });
});

const VECTORS = new URL('../../../../shared/data/devices/vectors.json', import.meta.url);

test('the answer names what it answers', () => {
  const ack = (code: 'AA' | 'AE' | 'AR', text?: string) =>
    Buffer.from(hl7Ack(code, text === undefined ? undefined : readHl7(Buffer.from(text)), { at: '20240115103001', number: 7 })).toString();
  expect(ack('AE', MSH)).toBe('MSH|^~\\&|CLINIC|||LAB|20240115103001||ACK^R01|7|P|2.3.1\rMSA|AE|MSG00001\r');
  expect(ack('AA', MSH.replace('|2.3.1|', '|2.5|'))).toContain('|P|2.5\r');
  expect(ack('AR')).toBe('MSH|^~\\&|CLINIC|||LAB|20240115103001||ACK^R01|7|P|2.3.1\rMSA|AR|\r');
});

describe.skipIf(!existsSync(VECTORS))('the published vectors (skipped where they are absent)', () => {
  const vectors = (existsSync(VECTORS) ? JSON.parse(readFileSync(VECTORS, 'utf8')) : []) as readonly { id: string; hex: string }[];
  const bytesOf = (id: string): Buffer => Buffer.from(vectors.find((each) => each.id === id)?.hex.replaceAll(' ', '') ?? '', 'hex');

  test('a result message and its answer, byte for byte', () => {
    const [bytes = Buffer.alloc(0)] = new MllpFramer().push(bytesOf('hl7_mllp_oru'));
    const message = readHl7(bytes);
    if (!message) throw new Error('unreadable');
    expect(readOru(message).results.map(({ specimen, testCode, value }) => [specimen, testCode, value])).toEqual([['SID-0001', 'WBC', 7.15], ['SID-0001', 'HGB', 98]]);
    expect(Buffer.from(mllpFrame(hl7Ack('AA', message, { at: '20240115103001', number: 1 }))).equals(bytesOf('hl7_mllp_ack'))).toBe(true);
  });
});
