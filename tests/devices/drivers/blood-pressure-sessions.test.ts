import { describe, expect, test } from 'vitest';
import { medlabReply } from '#main/devices/drivers/medlab/frame.ts';
import { simulators } from '#main/devices/drivers/simulators.ts';
import { suntechResult } from '#main/devices/drivers/suntech/frame.ts';
import { driverOf, measuresOf } from '#tests/support/devices/reading-of.ts';
import { steadyBody, VirtualLine } from '#tests/support/devices/virtual-line.ts';
import type { VirtualLineOptions } from '#tests/support/devices/virtual-line.ts';

const lineOf = (id: string, options: Partial<VirtualLineOptions> = {}): VirtualLine =>
  new VirtualLine({ driver: driverOf(id), simulator: simulators[id]!(), ...options });

const full = { 'systolic': 128, 'mean-arterial-pressure': 97, 'diastolic': 82, 'heart-rate': 72 };
const withoutMean = { 'systolic': 128, 'diastolic': 82, 'heart-rate': 72 };
const numbersOf = (line: VirtualLine) => line.records.map((reading) => measuresOf({ reading }));

describe('A&D TM-2655', () => {
  const start = '16 16 01 30 30 02 53 54 03 07';
  const stop = '16 16 01 30 30 02 53 50 03 03';

  test('start, acknowledgement, result', () => {
    const line = lineOf('and-tm2655').open().run(5_000);
    expect(line.written).toEqual([]);
    line.command('start').run(1_000);
    expect(line.written).toEqual([start]);
    expect(line.states).toEqual(['busy']);
    line.run(60_000);
    expect(line.states).toEqual(['busy', 'done']);
    expect(numbersOf(line)).toEqual([full]);
    expect(line.written).toEqual([start]);
  });

  test('pressed at the unit, and given again when asked', () => {
    const simulator = simulators['and-tm2655']!();
    const line = lineOf('and-tm2655', { simulator }).open();
    simulator.act!('start', 0, steadyBody());
    line.run(30_000);
    expect(line.states).toEqual(['done']);
    line.command('download').run(5_000);
    expect(line.written).toEqual(['16 16 01 30 30 02 52 42 03 10']);
    expect(line.states).toEqual(['done', 'busy', 'done']);
    expect(numbersOf(line)).toEqual([full, full]);
  });

  test('nobody answers: the cuff is started once, not three times', () => {
    const line = lineOf('and-tm2655', { simulator: null }).open().command('start').run(60_000);
    expect(line.written).toEqual([start]);
    expect(line.states).toEqual(['busy', 'timed-out']);
  });

  test('a result that never comes ends with a stop after three minutes', () => {
    const line = lineOf('and-tm2655').open().command('start').run(1_000);
    line.fault = 'silent';
    line.run(178_000);
    expect(line.written).toEqual([start]);
    line.run(5_000);
    expect(line.written).toEqual([start, stop]);
    expect(line.states).toEqual(['busy', 'timed-out']);
    expect(line.records).toEqual([]);
  });

  test('stopped by hand, asked again until it answers', () => {
    const line = lineOf('and-tm2655', { onTheWay: (bytes, sendings) => (sendings === 1 ? new Uint8Array(0) : bytes) }).open();
    line.command('start').run(5_000).command('stop').run(60_000);
    expect(line.written).toEqual([start, stop, stop]);
    expect(line.states).toEqual(['busy', 'idle']);
    expect(line.records).toEqual([]);
  });

  test('an error of the unit, a refusal, and a result whose checksum is wrong', () => {
    const off = lineOf('and-tm2655').open();
    off.fault = 'sensor-off';
    off.run(300).command('start').run(60_000);
    expect(off.states).toEqual(['busy', 'failed E22']);
    expect(numbersOf(off)[0]!.systolic).toBe('device-error');

    const refusing = lineOf('and-tm2655', { simulator: null }).open().command('start');
    refusing.send(Uint8Array.of(0x16, 0x16, 0x01, 0x30, 0x30, 0x15));
    expect(refusing.states).toEqual(['busy', 'failed']);

    const spoiled = lineOf('and-tm2655').open().command('start').run(1_000);
    spoiled.fault = 'bad-checksum';
    spoiled.run(200_000);
    expect(spoiled.records).toEqual([]);
    expect(spoiled.states).toEqual(['busy', 'timed-out']);
  });
});

describe('A&D UA-767PC', () => {
  test('opens, takes results, closes', () => {
    const line = lineOf('and-ua767');
    expect(line.written).toEqual([]);
    line.open().run(70_000);
    expect(line.written).toEqual(['02 43 50 43 30 35 3B']);
    expect(line.states).toEqual(['idle', 'done', 'done']);
    expect(numbersOf(line)).toEqual([withoutMean, withoutMean]);
    line.close();
    expect(line.written.at(-1)).toBe('02 43 50 43 30 34 3A');
  });

  test('asks three times and then says so', () => {
    const line = lineOf('and-ua767', { simulator: null }).open().run(60_000);
    expect(line.written).toHaveLength(3);
    expect(line.states).toEqual(['timed-out']);
  });
});

describe('SunTech', () => {
  test('start, cuff pressures, result', () => {
    const line = lineOf('suntech-advantage').open().command('start').run(60_000);
    expect(line.states).toEqual(['busy', 'done']);
    expect(numbersOf(line)).toEqual([full]);
    const cuff = line.readings.filter(({ kind }) => kind === 'live').map((reading) => measuresOf({ reading })['cuff-pressure']);
    expect(cuff.length).toBeGreaterThan(20);
    expect(Math.max(...cuff.map(Number))).toBeGreaterThan(150);
    expect(line.written[0]).toBe('3A 20 A6');
    expect(line.written.at(-1)).toBe('3A 79 03 00 4A');
    const after = line.written.length;
    line.run(60_000);
    expect(line.written).toHaveLength(after);
  });

  test('children and newborns have starts of their own', () => {
    expect(lineOf('suntech-advantage').open().command('start-child').written).toEqual(['3A 87 3F']);
    expect(lineOf('suntech-advantage').open().command('start-newborn').written).toEqual(['3A 28 9E']);
  });

  test('never more than five questions a second', () => {
    const line = lineOf('suntech-advantage').open().command('start').run(10_000);
    expect(line.written.length).toBeLessThanOrEqual(50);
  });

  test('a leaking cuff fails with its code', () => {
    const line = lineOf('suntech-advantage').open().command('start').run(1_000);
    line.fault = 'sensor-off';
    line.run(60_000);
    expect(line.states).toEqual(['busy', 'failed 87']);
    expect(line.records[0]?.deviceError).toBe('87');
  });

  test('a silent module is stopped, a lost result is asked for again, a strange result is not taken', () => {
    const silent = lineOf('suntech-advantage').open().command('start').run(2_000);
    silent.fault = 'silent';
    silent.run(200_000);
    expect(silent.states).toEqual(['busy', 'timed-out']);
    expect(silent.written.at(-1)).toBe('3A 79 01 00 4C');

    let lost = 0;
    const again = lineOf('suntech-advantage', { onTheWay: (bytes) => (bytes.length === 24 && (lost += 1) === 1 ? bytes.with(5, 9) : bytes) });
    again.open().command('start').run(60_000);
    expect(again.states).toEqual(['busy', 'done']);
    expect(again.written.filter((each) => each === '3A 79 03 00 4A')).toHaveLength(2);
    expect(numbersOf(again)).toEqual([full]);

    const strange = lineOf('suntech-advantage', { simulator: null }).open();
    strange.send(suntechResult({ systolic: 180, diastolic: 110, mean: 133, pulse: 99, error: 0 }));
    expect(strange.records).toEqual([]);
  });

  test('stop, and closing while it measures, let the air out', () => {
    const stopped = lineOf('suntech-advantage').open().command('start').run(5_000).command('stop').run(5_000);
    expect(stopped.states).toEqual(['busy', 'idle']);
    const closed = lineOf('suntech-advantage').open().command('start').run(5_000);
    closed.close();
    expect(closed.written.at(-1)).toBe('3A 79 01 00 4C');
    const idle = lineOf('suntech-advantage').open();
    idle.close();
    expect(idle.written).toEqual([]);
  });
});

describe('Medlab', () => {
  test('looks, starts, waits, takes the new result', () => {
    const line = lineOf('medlab-nibp').open().command('start').run(60_000);
    expect(line.states).toEqual(['busy', 'done']);
    expect(numbersOf(line)).toEqual([full]);
    expect(line.written.slice(0, 2)).toEqual(['02 31 38 3B 3B 44 46 03', '02 30 31 3B 3B 44 37 03']);
  });

  test('the result of the patient before is never taken for this one, even when the board says it again and again', () => {
    const old = medlabReply('S1;A0;C00;M00;P180110133;R099;T6890');
    const line = lineOf('medlab-nibp', { simulator: null }).open().command('start');
    for (let second = 0; second < 100; second += 1) {
      line.send(old);
      line.run(1_000);
    }
    expect(line.records).toEqual([]);
    // The same numbers once more, but after the board was seen at work: that is a measurement.
    line.send(medlabReply('S3;A0;C00;M00;P180110133;R099;T6890'));
    line.send(old);
    expect(numbersOf(line)).toEqual([{ 'systolic': 180, 'mean-arterial-pressure': 133, 'diastolic': 110, 'heart-rate': 99 }]);
    expect(line.states).toEqual(['busy', 'done']);
  });

  test('no answer, no end, a message of the board', () => {
    expect(lineOf('medlab-nibp', { simulator: null }).open().command('start').run(20_000).states).toEqual(['busy', 'timed-out']);
    const endless = lineOf('medlab-nibp').open().command('start').run(2_000);
    endless.fault = 'silent';
    endless.run(200_000);
    expect(endless.states).toEqual(['busy', 'timed-out']);
    expect(endless.written.at(-1)).toBe('02 30 33 3B 3B 44 39 03');
    const off = lineOf('medlab-nibp').open();
    off.fault = 'sensor-off';
    off.command('start').run(60_000);
    expect(off.states).toEqual(['busy', 'failed M10']);
  });
});
