import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { secaFrame } from '#main/devices/drivers/seca/frame.ts';
import { settling } from '#main/devices/drivers/settling.ts';
import { simulators } from '#main/devices/drivers/simulators.ts';
import { suretempFrame } from '#main/devices/drivers/suretemp/frame.ts';
import { suretempAnswer } from '#main/devices/drivers/suretemp/simulate.ts';
import { tanitaLine } from '#main/devices/drivers/tanita/frame.ts';
import { driverOf, flagsOf, measuresOf } from '#tests/support/devices/reading-of.ts';
import { fuzz, givenBy, hex, replayEveryWay, text, toHex } from '#tests/support/devices/replay.ts';
import { vectorsAbsent, vectorsOf, vectorsReason } from '#tests/support/devices/vectors.ts';
import { steadyBody, VirtualLine } from '#tests/support/devices/virtual-line.ts';

const only = (id: string, bytes: Uint8Array) => givenBy(driverOf(id), [bytes]).map(({ decoded }) => decoded);

const andScale = text('ST,+00070.50  kg\r\n');
const plain = text('   70.50 kg\r\n');
/** A person of 170 cm and 82.7 kg: BMI 28.6, and 18.6 % of it fat. */
const tanita = tanitaLine([['MO', '"SC-240"'], ['SN', '"00000001"'], ['GE', '1'], ['AG', '34'], ['Hm', '170.0'], ['Wk', '82.7'], ['MI', '28.6'], ['FW', '18.6']]);
const healthOMeter = text('\x1bR\x1bI1234567890\x1bW200.00\x1bH070.0\x1bB28.7\x1bT000.00\x1bNc\x1bE');
const seca = secaFrame(Uint8Array.of(0x01, 0x07, 0x05, 0x02, 0, 0));
const suretemp = suretempAnswer(36.6);

describe('A&D scale', () => {
  test('at rest, moving, too much', () => {
    expect(only('and-scale', andScale)[0]?.reading).toEqual({ kind: 'live', measures: [{ code: 'weight', value: 70.5 }], flags: [] });
    expect(only('and-scale', text('US,+00069.95  kg\r\n'))[0]?.reading).toEqual({ kind: 'live', measures: [{ code: 'weight', value: 69.95 }], flags: ['unstable'] });
    expect(measuresOf(only('and-scale', text('OL,+9999999E+19\r\n'))[0])).toEqual({ weight: 'overload' });
    expect(measuresOf(only('and-scale', text('OL,-9999999E+19\r\n'))[0])).toEqual({ weight: 'underload' });
  });

  test('grams and pounds become kilograms; pieces, percents and carats are nobody\'s weight', () => {
    expect(measuresOf(only('and-scale', text('ST,+001234.5  g\r\n'))[0])).toEqual({ weight: 1.2345 });
    expect(measuresOf(only('and-scale', text('ST,OK,+0001.234 kg\r\n'))[0])).toEqual({ weight: 1.234 });
    expect(measuresOf(only('and-scale', text('ST,+0155.40 lb\r\n'))[0]).weight).toBeCloseTo(70.488254, 6);
    for (const line of ['QT,+00000012 PC\r\n', 'QT,+00070.50 kg\r\n', 'ST,+00012.50  %\r\n', 'ST,+00012.50 ct\r\n', 'ST,+0001.2.3 kg\r\n']) expect(only('and-scale', text(line)), line).toEqual([null]);
  });
});

describe('Tanita', () => {
  test('weight, height, BMI and fat; what was typed about the person stays out', () => {
    const [decoded] = only('tanita', tanita);
    expect(measuresOf(decoded)).toEqual({ 'weight': 82.7, 'height': 170, 'bmi': 28.6, 'body-fat': 18.6 });
    expect(decoded?.reading?.kind).toBe('record');
    expect(decoded?.identity).toEqual({ model: 'SC-240', serial: '00000001' });
    expect(JSON.stringify(decoded)).not.toMatch(/34|GE|AG/);
  });

  test('the sum of all characters before CS must fit', () => {
    // The characters of {0,16,~0,1,Wk,82.7, add up to 48A.
    expect(measuresOf(only('tanita', text('{0,16,~0,1,Wk,82.7,CS,8A\r\n'))[0])).toEqual({ weight: 82.7 });
    expect(only('tanita', text('{0,16,~0,1,Wk,82.7,CS,8B\r\n'))).toEqual([]);
    expect(only('tanita', text('{0,16,~0,1,Wk,92.7,CS,8A\r\n'))).toEqual([]);
  });

  test('nought is no weight, and a line without numbers is no reading', () => {
    expect(measuresOf(only('tanita', tanitaLine([['Wk', '0.0'], ['FW', '--']]))[0])).toEqual({ weight: 'not-measured' });
    expect(only('tanita', tanitaLine([['MO', '"SC-240"']]))).toEqual([null]);
  });
});

describe('Health o meter', () => {
  test('customary and metric', () => {
    const [customary] = only('health-o-meter', healthOMeter);
    expect(measuresOf(customary).weight).toBeCloseTo(90.718474, 6);
    expect(measuresOf(customary).height).toBeCloseTo(177.8, 6);
    expect(measuresOf(customary).bmi).toBe(28.7);
    expect(customary?.reading?.kind).toBe('record');
    expect(measuresOf(only('health-o-meter', text('\x1bR\x1bW090.70\x1bH000.0\x1bNm\x1bE'))[0])).toEqual({ weight: 90.7 });
  });

  test('without its unit, or with nobody on it, a number is none', () => {
    expect(only('health-o-meter', text('\x1bR\x1bW200.00\x1bE'))).toEqual([null]);
    expect(only('health-o-meter', text('\x1bR\x1bW200.00\x1bNx\x1bE'))).toEqual([null]);
    expect(only('health-o-meter', text('\x1bR\x1bW000.00\x1bNm\x1bE'))).toEqual([null]);
  });
});

describe('lines of a number and a unit', () => {
  test.each([
    ['70.50 kg\r\n', 70.5], ['+ 70.5kg\n', 70.5], ['S S      70.50 kg\r\n', 70.5], ['ST,GS,+0070.5kg\r\n', 70.5], ['3456 g\r\n', 3.456], ['GROSS  155.4 LB\r\n', 70.4882],
    ['56 oz\r\n', 1.5876], ['-0.4 kg\r\n', 'underload'], ['-0.02 kg\r\n', 'not-measured'], ['0.00 kg\r\n', 'not-measured'],
  ] as const)('%j', (line, weight) => {
    const found = measuresOf(only('plain-scale', text(line))[0]).weight;
    if (typeof weight === 'number') expect(found).toBeCloseTo(weight, 3);
    else expect(found).toBe(weight);
  });

  test('marks of a moving weight are seen', () => {
    for (const line of ['S D      70.50 kg\r\n', 'US,GS,+0070.5kg\r\n']) expect(flagsOf(only('plain-scale', text(line))[0]), line).toEqual(['unstable']);
    expect(flagsOf(only('plain-scale', text('S S      70.50 kg\r\n'))[0])).toEqual([]);
  });

  test('lines that could mean two things are left alone', () => {
    for (const line of ['7 lb 4 oz\r\n', '70,5 kg\r\n', '70.5\r\n', 'kg\r\n', '70.5 kgs of rice 2\r\n', '12:30 70.5 kg\r\n']) expect(only('plain-scale', text(line)), line).toEqual([]);
  });
});

describe('what is only partly known is shown and never charted', () => {
  test('SECA', () => {
    expect(only('seca-460', seca)[0]?.reading).toEqual({ kind: 'live', measures: [{ code: 'weight', value: 70.5 }], flags: ['uncalibrated'] });
    // No check byte fitted, a wrong one, digits that are none.
    const letters = toHex(seca).split(' ');
    const withCheck = (pair: string): Uint8Array => hex([...letters.slice(0, 13), ...[...pair].map((letter) => letter.charCodeAt(0).toString(16)), ...letters.slice(15)].join(' '));
    expect(only('seca-460', withCheck('00'))).toHaveLength(1);
    expect(only('seca-460', withCheck('FE'))).toHaveLength(0);
    expect(only('seca-460', secaFrame(Uint8Array.of(0x01, 0x0a, 0x05, 0x02, 0, 0)))).toEqual([null]);
    expect(only('seca-460', secaFrame(Uint8Array.of(0x01, 0x07, 0x05, 0x04, 0, 0)))).toEqual([null]);
  });

  test('SureTemp: the published temperature, wherever it stands, and none where two could', () => {
    const kelvin = [0x76, 0xaf, 0x99, 0x43];
    for (const data of [[2, 0, ...kelvin], [0, 0, 0, ...kelvin, 1], [...kelvin, 0, 0, 0, 0]]) {
      expect(only('suretemp', suretempFrame(0x941c, 2, data))[0]?.reading).toEqual({ kind: 'live', measures: [{ code: 'temperature', value: 34.22 }], flags: ['uncalibrated'] });
    }
    expect(only('suretemp', suretempFrame(0x941c, 2, [...kelvin, ...kelvin]))).toEqual([null]);
    expect(only('suretemp', suretempFrame(0x941c, 2, [2, 0, 0, 0, 0, 0]))).toEqual([null]);
    expect(only('suretemp', suretempPollBytes())).toEqual([null]);
  });

  test('SureTemp: an answer one byte longer than it says is taken too', () => {
    const answer = [0x03, 0x02, 0x10, 0x94, 0x1c, 2, 4, 0, 0x76, 0xaf, 0x99, 0x43, 1];
    const sum = -answer.reduce((total, byte) => total + byte, 0) & 0xff;
    expect(measuresOf(only('suretemp', Uint8Array.from([...answer, sum]))[0])).toEqual({ temperature: 34.22 });
    expect(only('suretemp', Uint8Array.from([...answer, sum ^ 1]))).toEqual([]);
  });
});

const suretempPollBytes = (): Uint8Array => hex('03 02 10 94 1C 01 00 00 3A');

describe('when a weight counts', () => {
  const weigh = (needed: number, lines: readonly (readonly [number | null, boolean])[]) => {
    const next = settling(needed);
    return lines.map(([kg, atRest]) => next(kg, atRest));
  };

  test('two equal lines at rest, once; then it is past until the scale was empty', () => {
    expect(weigh(2, [[0, true], [60, false], [70.5, true], [70.45, true], [70.5, true], [70.5, true], [70.5, true], [70.55, true], [70.55, true], [null, false], [0, true]]))
      .toEqual(['showing', 'showing', 'showing', 'showing', 'showing', 'weighed', 'past', 'past', 'past', 'past', 'past']);
  });

  test('the next person, or a child taken up, is weighed again', () => {
    expect(weigh(2, [[70, true], [70, true], [0, true], [12, false], [70, true], [70, true]])).toEqual(['showing', 'weighed', 'past', 'showing', 'showing', 'weighed']);
    expect(weigh(2, [[70, true], [70, true], [0, true], [70, true], [70, true]])).toEqual(['showing', 'weighed', 'past', 'showing', 'weighed']);
    expect(weigh(2, [[60, true], [60, true], [64.2, false], [64.2, true], [64.2, true]])).toEqual(['showing', 'weighed', 'showing', 'showing', 'weighed']);
  });

  test('an empty, moving or overloaded scale never counts', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.option(fc.double({ min: -5, max: 0.29, noNaN: true })), fc.boolean()), { maxLength: 30 }), (lines) => {
      expect(weigh(2, lines)).not.toContain('weighed');
    }));
    fc.assert(fc.property(fc.array(fc.double({ min: 1, max: 200, noNaN: true }), { maxLength: 30 }), (weights) => {
      expect(weigh(2, weights.map((kg) => [kg, false]))).not.toContain('weighed');
    }));
  });

  test('every weight that counts was shown `needed` times in a row, and the scale was empty or showed another weight since the one before', () => {
    const lines = fc.array(fc.tuple(fc.constantFrom(0, 3.2, 60, 60.2, 61, null), fc.boolean()), { maxLength: 60 });
    fc.assert(fc.property(fc.integer({ min: 1, max: 4 }), lines, (needed, shown) => {
      let before = -1;
      weigh(needed, shown).forEach((weighing, at) => {
        if (weighing !== 'weighed') return;
        expect(at + 1).toBeGreaterThanOrEqual(needed);
        for (const [kg, atRest] of shown.slice(at + 1 - needed, at + 1)) expect([kg, atRest]).toEqual([shown[at]![0], true]);
        if (before >= 0) expect(shown.slice(before + 1, at + 1).some(([kg]) => kg !== null && Math.abs(kg - shown[before]![0]!) >= 0.5)).toBe(true);
        before = at;
      });
    }));
  });
});

describe('a line delivers as it likes', () => {
  const devices = [
    ['and-scale', andScale, 48, false], ['plain-scale', plain, 128, true], ['tanita', tanita, 1024, false], ['health-o-meter', healthOMeter, 128, false],
    ['seca-460', seca, 18, false], ['suretemp', suretemp, 64, false],
  ] as const;
  test.each(devices)('%s', (id, bytes, _bound, weak) => {
    replayEveryWay(driverOf(id), bytes, { weak });
  });
  test.each(devices)('%s holds little and finds its frames again after a million random bytes', (id, bytes, bound) => {
    fuzz(driverOf(id), bytes, { bound });
  });
});

describe('with their simulators', () => {
  const lineOf = (id: string) => new VirtualLine({ driver: driverOf(id), simulator: simulators[id]!(), body: steadyBody({ weight: 70.52 }) });

  test.each(['and-scale', 'plain-scale'])('%s: each person who steps on is weighed once', (id) => {
    const line = lineOf(id).open().run(90_000);
    expect(line.records.map((reading) => measuresOf({ reading }))).toEqual([{ weight: 70.5 }, { weight: 70.5 }, { weight: 70.5 }]);
    expect(line.states).toEqual(['done', 'done', 'done']);
    expect(line.readings.length).toBeGreaterThan(20);
    expect(line.written).toEqual([]);
    // Nothing covers a weight until the next person steps on.
    const covered = line.readings.findIndex(({ kind }) => kind === 'record');
    expect(measuresOf({ reading: line.readings[covered + 1] }).weight).toEqual(expect.any(Number));
    expect(line.readings[covered + 1]?.flags).toEqual(id === 'and-scale' ? ['unstable'] : []);
  });

  test('two people of the same weight are two weighings', () => {
    const line = new VirtualLine({ driver: driverOf('and-scale'), simulator: null }).open();
    for (const weight of ['70.50', '70.50', '70.50', '00.00', '00.00', '70.50', '70.50']) line.send(text(`ST,+000${weight}  kg\r\n`));
    expect(line.records).toHaveLength(2);
  });

  test('an A&D scale is only asked when somebody wants it', () => {
    const line = lineOf('and-scale').open().run(100).command('start').run(200).command('stop');
    expect(line.written).toEqual(['51 0D 0A']);
  });

  test('SureTemp is asked once a second from start to stop', () => {
    const line = lineOf('suretemp').open().run(5_000);
    expect(line.written).toEqual([]);
    line.command('start').run(9_500).command('stop').run(20_000);
    expect(line.written).toEqual(Array.from({ length: 10 }, () => '03 02 10 94 1C 01 00 00 3A'));
    expect(line.readings).toHaveLength(10);
    expect(measuresOf({ reading: line.readings[0] })).toEqual({ temperature: 36.7 });
    expect(line.states).toEqual(['busy', 'idle']);
    line.command('start').run(200_000);
    expect(line.states).toEqual(['busy', 'idle', 'busy', 'timed-out']);
    const asked = line.written.length;
    line.run(60_000);
    expect(line.written).toHaveLength(asked);
  });
});

describe.skipIf(vectorsAbsent)(`published vectors${vectorsReason}`, () => {
  test('A&D scale', () => {
    const vectors = vectorsOf('and-scale');
    expect(vectors).toHaveLength(3);
    for (const { id, bytes, expect: wanted } of vectors) {
      const [given] = replayEveryWay(driverOf('and-scale'), bytes);
      expect(measuresOf(given?.decoded), id).toEqual({ weight: wanted.overload ? 'overload' : wanted.weight });
      expect(flagsOf(given?.decoded), id).toEqual(wanted.stable === true ? [] : ['unstable']);
    }
  });
  test('SureTemp', () => {
    const [poll] = vectorsOf('suretemp');
    expect(toHex(suretempFrame(0x941c, 1))).toBe(toHex(poll!.bytes));
  });
});
