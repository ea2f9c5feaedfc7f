import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AstmLink } from '#main/devices/analysers/astm-link.ts';
import { readAstm } from '#main/devices/analysers/astm-records.ts';
import type { LabMessage } from '#main/devices/analysers/lab-message.ts';

const read = (...lines: readonly string[]): LabMessage => {
  const [message, ...more] = readAstm(Buffer.from(lines.map((line) => `${line}\r`).join(''), 'latin1'));
  expect(more).toEqual([]);
  if (!message) throw new Error('no message');
  return message;
};

const brief = (message: LabMessage) => message.results.map(({ testCode, value, text, unit, flags }) => [testCode, value ?? text, unit, ...flags].join(' ').trim());

describe('records', () => {
  test('a plain analyser: everything that a result says', () => {
    const message = read('H|\\^&|77||LAB^DEMO^1.0|||||||P|LIS2-A2|20240115103000', 'P|1|KB7-3F-00412-X|||TEST^PATIENT||19700101|F',
      'O|1|SID-0001||^^^GLU|R|||||||||||||||||||||F', 'R|1|^^^GLU|5.4|mmol/L|3.9^6.1|H~|C|F||OP1|20240115102950|20240115102955', 'C|1|I|repeated|G', 'L|1|N');
    expect(message).toEqual({
      sender: 'LAB DEMO 1.0', controlId: '77', sentAt: '2024-01-15T10:30:00', complete: true, skipped: [],
      results: [{
        specimen: 'SID-0001', patientRef: 'KB7-3F-00412-X', patientName: 'TEST PATIENT', birthDate: '1970-01-01', testCode: 'GLU', testName: 'GLU', loinc: null,
        value: 5.4, text: '5.4', unit: 'mmol/L', range: '3.9–6.1', flags: ['H~'], status: 'F', final: true, takenAt: '2024-01-15T10:29:55', comment: 'repeated', control: false,
        raw: 'R|1|^^^GLU|5.4|mmol/L|3.9^6.1|H~|C|F||OP1|20240115102950|20240115102955',
      }],
    });
  });

  test('the header of each message says how it is divided', () => {
    const session = ['H|@^\\|a', 'P|1', 'O|1|S1', 'R|1|^^^A|1^2|u||H@A', 'L|1', 'H!~*%!b', 'O!1!S2', 'R!1!***B!x%F%y%S%z!%X41%', 'L!1'].join('\r');
    const [first, second] = readAstm(Buffer.from(session));
    expect(first?.results[0]).toMatchObject({ testCode: 'A', value: 1, flags: ['H', 'A'], specimen: 'S1' });
    expect(second?.results[0]).toMatchObject({ testCode: 'B', text: 'x!y*z', unit: 'A', specimen: 'S2' });
  });

  test('escapes: the four marks, bytes in hexadecimal, one left open', () => {
    expect(read('H|\\^&', 'O|1|S', 'R|1|^^^A|a&F&b&S&c&R&d&E&e&X4142&f').results[0]?.text).toBe('a|b^c\\d&eABf');
    expect(read('H|\\^&', 'O|1|S', 'R|1|^^^A|a&b').results[0]?.text).toBe('a&b');
  });

  test('a comma is a decimal mark; comparisons, words and dashes are no numbers', () => {
    const message = read('H|\\^&', 'O|1|S', 'R|1|^^^A| 5,4 ', 'R|2|^^^B|<0.5|mg/L||<', 'R|3|^^^C|NOT DETECTED', 'R|4|^^^D|-----||||||X', 'R|5|^^^E|++', 'R|6|^^^F|1.2.3', 'R|7|^^^G|');
    expect(message.results.map(({ value, text }) => [value, text])).toEqual([[5.4, '5,4'], [null, '<0.5'], [null, 'NOT DETECTED'], [null, null], [null, '++'], [null, '1.2.3'], [null, null]]);
  });

  test('Latin-1 and UTF-8 are both read', () => {
    expect(readAstm(Buffer.from('H|\\^&\rO|1|S\rR|1|^^^A|1|\xb5mol/L\r', 'latin1'))[0]?.results[0]?.unit).toBe('µmol/L');
    expect(readAstm(Buffer.from('H|\\^&\rO|1|S\rR|1|^^^A|1|µmol/L\r', 'utf8'))[0]?.results[0]?.unit).toBe('µmol/L');
  });

  test('specimens are trimmed and found where each maker puts them', () => {
    const specimen = (...fields: string[]) => read('H|\\^&', `O|1|${fields.join('|')}`, 'R|1|^^^A|1').results[0]?.specimen;
    expect(specimen(' S-1 ')).toBe('S-1');
    expect(specimen('', 'T20 10134GA D28^^6')).toBe('T20 10134GA D28');
    expect(specimen('', '^^            113^A')).toBe('113');
    expect(specimen('', '000012^05^        K-0042^B')).toBe('K-0042');
    expect(specimen('', '')).toBeNull();
  });

  test('tests are named by the code of the maker, LOINC kept beside it', () => {
    const naming = (field: string) => {
      const result = read('H|\\^&', 'O|1|S', `R|1|${field}|1`).results[0];
      return [result?.testCode, result?.testName, result?.loinc];
    };
    expect(naming('^^^GLU')).toEqual(['GLU', 'GLU', null]);
    expect(naming('^^^^WBC^1')).toEqual(['WBC', 'WBC', null]);
    expect(naming('^^^WBC^804-5^1')).toEqual(['WBC', 'WBC', '804-5']);
    expect(naming('^^^804-5^WBC')).toEqual(['WBC', 'WBC', '804-5']);
    expect(naming('^^^WBC^804-6^1')).toEqual(['WBC', 'WBC', null]);
    expect(naming('^^^685/')).toEqual(['685', '685', null]);
    expect(naming('^Albumin^^413')).toEqual(['413', 'Albumin', null]);
    expect(naming('HbA1c')).toEqual(['HbA1c', 'HbA1c', null]);
    expect(naming('2345-7')).toEqual(['2345-7', '2345-7', '2345-7']);
  });

  test('a Sysmex-like blood count: padded numbers, a suspicion raised and one not, pictures left out', () => {
    const message = read('H|\\^&|||XN-550^00-01', 'P|1', 'O|1||^^    113^A', 'R|1|^^^^WBC^1|  5.5|10*3/uL||N||||||20240723172452', 'R|2|^^^^HCT^1| 24.2|%||L',
      'R|3|^^^^Blasts?^1|120|||A', 'R|4|^^^^IG?^1|40||', 'R|5|^^^^DIST_RBC^1|PNG&R&x/1.PNG', 'M|1|HISTOGRAM|abc', 'Q|1|x', 'Z|nonsense', 'L|1|N');
    expect(brief(message)).toEqual(['WBC 5.5 10*3/uL', 'HCT 24.2 % L', 'Blasts? 120  A']);
    expect(message.skipped.map(({ reason }) => reason)).toEqual(['device-flag', 'image', 'maker', 'query', 'unreadable']);
  });

  test('GeneXpert: what the assay found, not the curves below it', () => {
    const message = read('H|@^\\|1||9 Clinic^GeneXpert^4.8', 'P|1', 'O|1|S-1||^^^TB', 'R|1|^TB^^Xpert^Xpert TB Ultra^4^MTB^|DETECTED LOW^|||||F||x|20250514121638|20250514132103',
      'C|1|I|look^again', 'R|2|^TB^^Xpert^^^rpoB1^|POS^', 'R|3|^TB^^Xpert^^^rpoB1^Ct|^21.0', 'C|1|I|of a detail', 'R|4|^TB^^Xpert^^^^|FAIL^', 'R|5|^TB^^RIF^Xpert TB Ultra^4^RIF Resistance^|^|||||F', 'L|1|N');
    expect(message.results.map(({ testCode, testName, text, comment, takenAt }) => [testCode, testName, text, comment, takenAt])).toEqual([
      ['MTB', 'MTB (Xpert TB Ultra)', 'DETECTED LOW', 'look again', '2025-05-14T13:21:03'], ['RIF Resistance', 'RIF Resistance (Xpert TB Ultra)', null, null, null],
    ]);
    expect(message.skipped).toHaveLength(3);
  });

  test('Horiba: a unit of 1 is none, W stays W; comments on the order reach its results', () => {
    const message = read('H|\\^&', 'O|1|S', 'C|1|I|ALARM_LYM', 'R|1|^^^WBC|8.5|1||||W', 'R|2|^^^MON#|0.15|1||L||W');
    expect(message.results.map(({ unit, status, final, comment }) => [unit, status, final, comment])).toEqual([['', 'W', false, 'ALARM_LYM'], ['', 'W', false, 'ALARM_LYM']]);
    expect(message.complete).toBe(false);
  });

  test.each([['the action of the order', 'P', 'O|1|S1||^^^A|||||||Q'], ['the header', 'Q', 'O|1|S1||^^^A'], ['a name', 'P', 'O|1|QC-12||^^^A'], ['a name in the third part', 'P', 'O|1||^^CONTROL 2^A']])('control material is known by %s', (_, processing, order) => {
    expect(read(`H|\\^&|||LAB|||||||${processing}`, 'P|1|PID', order, 'R|1|^^^A|1').results[0]?.control).toBe(true);
    expect(read('H|\\^&|||LAB|||||||P', 'P|1|PID', 'O|1|QUINCE||^^^A|||||||N', 'R|1|^^^A|1').results[0]?.control).toBe(false);
  });

  test('a patient without an order does not inherit the last specimen', () => {
    expect(read('H|\\^&', 'P|1|A', 'O|1|S1', 'R|1|^^^A|1', 'P|2|B', 'R|1|^^^A|2').results.map(({ patientRef, specimen }) => [patientRef, specimen])).toEqual([['A', 'S1'], ['B', null]]);
  });

  test('nothing makes the reader throw', () => {
    const nasty = fc.string({ unit: fc.constantFrom('H', 'P', 'O', 'R', 'C', 'L', '|', '\\', '^', '&', '\r', 'X', '4', '1', '-', '\n', '\0', 'é'), maxLength: 400 });
    fc.assert(fc.property(nasty, fc.uint8Array({ maxLength: 60 }), (text, bytes) => {
      for (const message of readAstm(Buffer.concat([Buffer.from(text), bytes]))) for (const result of message.results) expect(result.testCode).not.toBe('');
    }), { numRuns: 500 });
  });
});

const EXAMPLES = new URL('../../../../shared/data/devices/astm-examples/', import.meta.url);

/** A published log: frames, with or without the bytes around a session. */
function logged(name: string): LabMessage {
  const messages: Buffer[] = [];
  const link = new AstmLink({ withoutEnquiry: true, keep: () => true });
  const out = [...link.push(Buffer.of(5)), ...link.push(readFileSync(new URL(name, EXAMPLES))), ...link.push(Buffer.of(4)), ...link.silent()];
  for (const each of out) {
    expect(each.kind).not.toBe('fault');
    if (each.kind === 'message') messages.push(Buffer.from(each.text));
  }
  const [message] = readAstm(Buffer.concat(messages));
  if (!message) throw new Error('no message');
  return message;
}

describe.skipIf(!existsSync(EXAMPLES))('published logs of real analysers (skipped where they are absent)', () => {
  test('cobas c111', () => {
    const message = logged('cobas_c111.txt');
    expect(brief(message)).toEqual(['413 40.13 g/L']);
    expect(message.results[0]).toMatchObject({ specimen: 'T20 10134GA D28', takenAt: '2023-08-03T13:17:00', status: 'F', control: false });
    expect(message.skipped.map(({ reason }) => reason)).toEqual(['maker']);
  });

  test('Sysmex XP-100', () => {
    const message = logged('sysmex_xp100.txt');
    expect(brief(message)).toEqual([
      'WBC 5.5 10*3/uL', 'RBC 2.87 10*6/uL', 'HGB 10.1 g/dL', 'HCT 24.2 % L', 'MCV 84.3 fL L', 'MCH 35.2 pg', 'MCHC 41.7 g/dL H', 'PLT 170 10*3/uL', 'LYM% 26.4 %', 'MXD% 10.2 %',
      'NEUT% 63.4 %', 'LYM# 1.5 10*3/uL', 'MXD# 0.6 10*3/uL', 'NEUT# 3.4 10*3/uL', 'RDW-SD 38.5 fL', 'RDW-CV 11.8 %', 'PDW 12.8 fL', 'MPV 10.2 fL', 'P-LCR 26.9 %', 'PCT 0.17 %',
    ]);
    expect(new Set(message.results.map(({ specimen }) => specimen))).toEqual(new Set(['113']));
  });

  test('GeneXpert: three findings, and every row below them told as a detail', () => {
    const message = logged('genexpert.txt');
    expect(message.results.map(({ testCode, text, specimen }) => [testCode, text, specimen])).toEqual([
      ['MTB', 'NOT DETECTED', 'PR25A137'], ['MTB Trace', null, 'PR25A137'], ['RIF Resistance', null, 'PR25A137'],
    ]);
    expect(message.skipped.map(({ reason }) => reason)).toEqual(Array.from({ length: 81 }, () => 'detail'));
  });
});
