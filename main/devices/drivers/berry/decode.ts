import type { Measure, MeasureCode, Reading } from '#domain/devices/reading.ts';
import type { Decoded } from '../../driver.ts';
import { oximetry } from '../oximetry.ts';
import { pressures } from '../pressures.ts';
import { PACKETS } from './frame.ts';

/** One packet has one subject. Waves, versions and acknowledgements give null. */
export function decodePacket(bytes: Uint8Array): Decoded | null {
  const data = (index: number): number => bytes[4 + index] ?? 0;
  // N counts itself, the type, the data and the sum.
  const length = bytes[2]! - 3;
  switch (bytes[3]) {
    case PACKETS.ecg:
      return length < 3 ? null : live([number('heart-rate', data(1), 20, 300), number('respiratory-rate', data(2), 3, 120)]);
    case PACKETS.nibp:
      return length < 5 ? null : { reading: cuff(data(0), data(1) * 2, data(2), data(3), data(4)) };
    case PACKETS.spo2:
      return length < 3 ? null : live(oximetry(...saturation(data(0), data(1), data(2)), 'no-signal'), data(0) === 0 ? undefined : `SpO2 ${data(0)}`);
    case PACKETS.temperature:
      return length < 3 ? null : live([temperature(data(0), data(1), data(2))], data(0) === 0 ? undefined : `T ${data(0)}`);
    default:
      return null;
  }
}

const live = (measures: readonly Measure[], deviceError?: string): Decoded =>
  ({ reading: { kind: 'live', measures, flags: [], ...(deviceError === undefined ? {} : { deviceError }) } });

/** Zero and numbers no body has are how these boards say that they have none. */
const number = (code: MeasureCode, value: number, least: number, most: number): Measure =>
  (value < least || value > most ? { code, value: null, missing: 'no-signal' } : { code, value });

/** Only status 0 is good. The other numbers of the status are kept as the device's own code. */
function saturation(status: number, spo2: number, pulse: number): [number | null, number | null] {
  if (status !== 0) return [null, null];
  return [spo2 === 0 || spo2 === 0x7f ? null : spo2, pulse === 0 || pulse === 0xff ? null : pulse];
}

function temperature(status: number, whole: number, tenths: number): Measure {
  const good = status === 0 && whole !== 0 && tenths <= 9;
  return good ? number('temperature', Number(`${whole}.${tenths}`), 10, 50) : { code: 'temperature', value: null, missing: 'no-signal' };
}

/** While the cuff is filled the packet carries its pressure (halved) and no result yet. */
function cuff(status: number, pressure: number, systolic: number, mean: number, diastolic: number): Reading {
  if (systolic === 0 && diastolic === 0) return { kind: 'live', measures: [{ code: 'cuff-pressure', value: pressure }], flags: [] };
  const measures = pressures({ systolic, mean, diastolic, pulse: null }).filter(({ code }) => code !== 'heart-rate');
  return { kind: 'record', measures, flags: [], ...(status === 0 ? {} : { deviceError: `NIBP ${status}` }) };
}
