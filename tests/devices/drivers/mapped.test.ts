import { describe, expect, test } from 'vitest';
import { Mapping } from '#domain/devices/mapping.ts';
import type { Driver } from '#main/devices/driver.ts';
import { driverOf, flagsOf, measuresOf } from '#tests/support/devices/reading-of.ts';
import { fuzz, givenBy, replayEveryWay, text } from '#tests/support/devices/replay.ts';

const plain = driverOf('mapped-lines');
const by = (mapping: unknown): Driver => plain.withMapping!(Mapping.parse(mapping));
/** What a driver makes of the second of two lines; the first may always be half a line. */
const second = (driver: Driver, line: string) => givenBy(driver, [text(`half\n${line}\n`)])[0]?.decoded;

const csv = { kind: 'csv', separator: ',', width: 3, columns: [{ index: 0, code: 'temperature', unit: 'Cel' }, { index: 2, code: 'weight', unit: 'g', factor: 0.5 }] };
const keys = { kind: 'keys', pairs: [{ key: 'BPM', code: 'heart-rate', unit: '/min' }, { key: 't', code: 'temperature', unit: '[degF]' }] };
const sentence = { kind: 'sentence', sentence: 'Load_cell output val: # of #%', values: [{ code: 'weight', unit: 'kg' }, { code: 'spo2', unit: '%' }] };

describe('what lines of other sketches mean', () => {
  test.each<[string, object, string, object]>([
    ['columns', csv, '36.7,x y,7000', { temperature: 36.7, weight: 3.5 }],
    ['columns with blanks', { ...csv, separator: ' ', width: undefined }, '36.7  1   7000 9', { temperature: 36.7, weight: 3.5 }],
    ['columns without numbers', csv, 'nan,1,--', { temperature: 'no-signal', weight: 'no-signal' }],
    ['keys', keys, 'BPM=72, t: 98.6F', { 'heart-rate': 72, 'temperature': 37 }],
    ['keys of an object', keys, '{"t":98.6,"vh":3.28}', { temperature: 37 }],
    ['one key of several', keys, 'Sensor BPM: 140bpm', { 'heart-rate': 140 }],
    ['a sentence', sentence, 'Load_cell  output val:  70.5 of 97 %', { weight: 70.5, spo2: 97 }],
    ['a bare number', { kind: 'csv', separator: ',', width: 1, columns: [{ index: 0, code: 'weight', unit: '[lb_av]' }] }, '100', { weight: 45.359237 }],
  ])('%s', (_, mapping, line, measures) => {
    expect(measuresOf(second(by(mapping), line))).toEqual(measures);
    replayEveryWay(by(mapping), text(`${line}\r\n`), { weak: true });
  });

  test('numbers that stand for none are none, and say why', () => {
    const decoded = second(by(csv), '-127.00,0,-999');
    expect(measuresOf(decoded)).toEqual({ temperature: 'sensor-off', weight: 'sensor-off' });
    expect(flagsOf(decoded)).toEqual(['sensor-off']);
    expect(measuresOf(second(by(csv), '85.00,0,900000'))).toEqual({ temperature: 'not-measured', weight: 'out-of-range' });
  });

  test.each<[object, string]>([
    [csv, '36.7,1'], [csv, '36.7,1,7000,4'], [csv, '36.7,1,7000 36.7,1,7000'], [csv, '36.7.1,1,7000'], [keys, 'BPM=7BPM=72'], [keys, 'BPM=7 BPM=72'], [keys, 'BPMX=72'], [keys, 'xBPM=72'], [keys, 'BPM=7.2.1'],
    [sentence, 'Load_cell output val: 70.5 of 97'], [sentence, 'Load_cell output val: of 97%'], [sentence, 'x Load_cell output val: 70.5 of 97%'], [csv, '36.7,\u0001,7000'],
  ])('a line of another form is none: %j %s', (mapping, line) => expect(second(by(mapping), line)).toBeUndefined());

  test('the first line after opening is never believed: its beginning may be missing', () => {
    const driver = by(csv);
    expect(givenBy(driver, [text('6.7,1,7000\n36.7,1,7000\n')]).map(({ decoded }) => measuresOf(decoded).temperature)).toEqual([36.7]);
    const framer = driver.newFramer();
    framer.push(text('x\n36.7,1,70'));
    framer.reset();
    expect(framer.push(text('00\n36.7,1,7000\n'))).toHaveLength(1);
  });

  test('without a mapping lines say nothing, and nobody takes them for a device that was recognised', () => {
    expect(second(plain, '36.7,1,7000')).toBeNull();
    for (const driver of [plain, by(csv)]) expect(driver.confidence!([new Uint8Array(3)], 0)).toBe(0);
  });

  test('a sentence that ends badly is given up at once, however long', () => {
    const many = by({ kind: 'sentence', sentence: '# '.repeat(16).trim(), values: Array(16).fill({ code: 'weight', unit: 'kg' }) });
    for (let times = 0; times < 200; times += 1) second(many, `${'1 '.repeat(15)}${' '.repeat(150)}x`);
    expect(second(many, `${'1  '.repeat(16)}`)?.reading?.measures).toHaveLength(16);
  });

  test('fuzz', () => {
    fuzz(by(csv), text('36.7,1,7000\n'), { bound: 256 });
    fuzz(by(keys), text('BPM=72, t: 98.6F\r\n'), { bound: 256 });
    fuzz(by(sentence), text('Load_cell output val: 70.5 of 97 %\r\n'), { bound: 256 });
  });
});

describe('a mapping is refused', () => {
  test.each<[string, object]>([
    ['for a unit the quantity cannot have', { ...csv, columns: [{ index: 0, code: 'temperature', unit: 'kg' }] }],
    ['for saturation as a fraction', { ...csv, columns: [{ index: 0, code: 'spo2', unit: '1' }] }],
    ['for a quantity nobody knows', { ...csv, columns: [{ index: 0, code: 'mood', unit: '%' }] }],
    ['without a column', { ...csv, columns: [] }],
    ['for a factor of nothing', { ...csv, columns: [{ index: 0, code: 'weight', unit: 'kg', factor: 0 }] }],
    ['for a sentence whose numbers are not all told', { ...sentence, sentence: 'Load_cell output val: #' }],
    ['for another separator', { ...csv, separator: 'x' }],
  ])('%s', (_, mapping) => expect(Mapping.safeParse(mapping).success).toBe(false));
});
