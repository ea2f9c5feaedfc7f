import { describe, expect, test } from 'vitest';
import { driverOf, flagsOf, measuresOf } from '#tests/support/devices/reading-of.ts';
import { fuzz, givenBy, replayEveryWay, text } from '#tests/support/devices/replay.ts';
import { VirtualLine } from '#tests/support/devices/virtual-line.ts';

const rad8 = (fields: string): string => `02/22/16 22:47:45 SN=0000056661 ${fields}\r\n`;
const radical7 = '12/01/05 11:56:29 SN=0123456789 SPO2=098% BPM=240 PI=20.00% SPCO=01.0% SPMET=00.5% DESAT=01 PIDELTA=-02 PVI=027 ALARM=0000 EXC=000820\r\n';

describe('Masimo', () => {
  test.each([
    [rad8('SPO2=098% BPM=097 PI=03.60% SPCO=--.-% SPMET=--.-% DESAT=-- PIDELTA=+-- ALARM=0000 EXC=000800'), { 'spo2': 98, 'heart-rate': 97, 'perfusion-index': 3.6 }, []],
    [radical7, { 'spo2': 'sensor-off', 'heart-rate': 'sensor-off', 'perfusion-index': 'sensor-off' }, ['sensor-off']],
    ['09/15/10 15:10:29 SPO2=097% BPM=064 PI=11.82% ALARM=20 EXC=800\r\n', { 'spo2': 97, 'heart-rate': 64, 'perfusion-index': 11.82 }, ['alarm-silenced']],
    ['09/21/08 09:56:12 SpO2=097 PR=069 PI=04.69 EXC=800:SET\r\n', { 'spo2': 97, 'heart-rate': 69, 'perfusion-index': 4.69 }, []],
    [rad8('SPO2=---% BPM=--- PI=--.--% ALARM=0000 EXC=000800'), { 'spo2': 'no-signal', 'heart-rate': 'no-signal', 'perfusion-index': 'no-signal' }, []],
    [rad8('SPO2=000% BPM=000 PI=00.00% ALARM=0000 EXC=000808'), { 'spo2': 'searching', 'heart-rate': 'searching', 'perfusion-index': 'searching' }, ['searching']],
    [rad8('SPO2=088% BPM=120 PI=00.30% ALARM=0052 EXC=000C04'), { 'spo2': 88, 'heart-rate': 120, 'perfusion-index': 0.3 }, ['low-perfusion', 'low-signal', 'device-alarm', 'low-battery']],
    [rad8('SPO2=098% BPM=097 ALARM=0000 EXC=010002'), { 'spo2': 'sensor-fault', 'heart-rate': 'sensor-fault' }, ['sensor-fault']],
  ])('%j', (line, measures, flags) => {
    const [given] = replayEveryWay(driverOf('masimo-ascii'), text(line), { junk: [text('MASIMO RAD-8 V1.2\r\n')] });
    expect(measuresOf(given?.decoded)).toEqual(measures);
    expect(flagsOf(given?.decoded)).toEqual(flags);
  });

  test('the clock and the serial number of the device are kept beside the numbers', () => {
    const [given] = givenBy(driverOf('masimo-ascii'), [text(radical7)]);
    expect(given?.decoded?.reading?.deviceTime).toBe('2005-12-01T11:56:29');
    expect(given?.decoded?.identity).toEqual({ serial: '0123456789' });
  });

  test.each(['SPO2=098% BPM=097 ALARM=0000', 'SPO2=098% BPM=097 EXC=00G800', 'SPO2=098% SPO2=091% BPM=097 EXC=000800', 'SPO2=98% BPM=097 EXC=000800', 'SPO2=098% EXC=000800'])('a damaged line is none: %s', (fields) => {
    expect(givenBy(driverOf('masimo-ascii'), [text(rad8(fields))])).toEqual([]);
  });

  test('a line that was cut anywhere, with the next one behind it, gives that next one alone', () => {
    const [first, next] = [text(radical7.replace('098%', '091%').replace('000820', '000800')), text(radical7.replace('000820', '000800'))];
    for (let at = 1; at < first.length; at += 1) {
      const given = givenBy(driverOf('masimo-ascii'), [first.subarray(0, at), next]);
      const saturations = given.map(({ decoded }) => measuresOf(decoded)['spo2']);
      expect(saturations, `cut after ${at}`).toEqual([98]);
    }
  });

  test('fuzz', () => fuzz(driverOf('masimo-ascii'), text(radical7), { bound: 320 }));
});

describe('Nellcor', () => {
  test.each([
    ['12-NOV-98 14:00:05   100   120   50\r\n', 100, 120, '1998-11-12T14:00:05'],
    ['03-FEB-07 04:00:05  88*  131*  50    PS\r\n', 88, 131, '2007-02-03T04:00:05'],
    ['12-NOV-98 14:00:05   ---   ---   ---\r\n', 'no-signal', 'no-signal', '1998-11-12T14:00:05'],
  ])('%j', (line, spo2, pulse, deviceTime) => {
    const [given] = replayEveryWay(driverOf('nellcor-npb'), text(line), { junk: [text('NPB-295 VERSION 1.2\r\nTIME %SpO2 BPM PA Status\r\n')] });
    expect(measuresOf(given?.decoded)).toEqual({ 'spo2': spo2, 'heart-rate': pulse });
    expect(given?.decoded?.reading?.deviceTime).toBe(deviceTime);
  });

  test('it is told to go on when its lines stop, and only then', () => {
    const line = new VirtualLine({ driver: driverOf('nellcor-npb'), simulator: null });
    expect(line.run(20_000).written).toEqual([]);
    line.open();
    for (let lines = 0; lines < 5; lines += 1) {
      line.run(2_000);
      line.send(text('12-NOV-98 14:00:05   100   120   50\r\n'));
    }
    expect([line.written, line.readings.length]).toEqual([[], 5]);
    expect(line.run(8_000).written).toEqual(['11']);
    line.close();
    line.send(text('12-NOV-98 14:00:05   100   120   50\r\n'));
    expect(line.run(60_000).written).toEqual(['11']);
  });

  test('fuzz', () => fuzz(driverOf('nellcor-npb'), text('12-NOV-98 14:00:05   100   120   50\r\n'), { bound: 96 }));
});
