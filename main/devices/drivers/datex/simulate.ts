import type { SimulatedBody, SimulatedFault, Simulator } from '../../simulator.ts';
import { streamSimulator } from '../../stream-simulator.ts';
import { simulatedClock } from '../device-time.ts';
import { BASIC, DISPLAYED, GROUPS, IMPEDANCE_BREATHS } from './decode.ts';
import { HEADER, driFramer, framed } from './frame.ts';

/** The cuff runs by itself every five minutes. */
const CUFF_MS = 300_000;
const NONE = -32_767;
/** Status of a group that is there and active. */
const ACTIVE = 3;
const FIRST_GROUP = HEADER + 4;

function record(level: number, number: number, body: SimulatedBody, ms: number, fault: SimulatedFault | null): Uint8Array {
  const bytes = new Uint8Array(HEADER + 4 + BASIC + 4);
  const view = new DataView(bytes.buffer);
  const seconds = Math.floor(simulatedClock(ms).getTime() / 1000);
  view.setInt16(0, bytes.length, true);
  view.setUint8(2, number & 0xff);
  view.setUint8(3, level);
  view.setUint32(6, seconds, true);
  view.setUint8(18, DISPLAYED);
  view.setUint8(21, 0xff);
  view.setUint32(HEADER, seconds, true);
  for (let at = FIRST_GROUP; at < FIRST_GROUP + BASIC; at += 2) view.setInt16(at, NONE, true);

  const now = body.at(ms);
  const cuff = body.at(Math.floor(ms / CUFF_MS) * CUFF_MS);
  const group = (at: number, words: readonly number[], label = 0): void => {
    view.setUint32(FIRST_GROUP + at, ACTIVE, true);
    view.setUint16(FIRST_GROUP + at + 4, label, true);
    words.forEach((word, index) => view.setInt16(FIRST_GROUP + at + 6 + index * 2, Math.round(word), true));
  };
  const off = fault === 'sensor-off';
  group(GROUPS.ecg, [now.heartRate, NONE, NONE, NONE]);
  view.setInt16(FIRST_GROUP + GROUPS.ecg + IMPEDANCE_BREATHS, Math.round(now.respiratoryRate), true);
  group(GROUPS.nibp, [cuff.systolic, cuff.diastolic, cuff.mean].map((pressure) => Math.round(pressure) * 100), Math.floor(ms / CUFF_MS) & 0xff);
  group(GROUPS.t1, [off ? NONE : now.temperature * 100]);
  group(GROUPS.spo2, off ? [NONE, NONE] : [Math.round(now.spo2) * 100, now.heartRate]);
  group(GROUPS.co2, off ? [NONE, NONE, NONE, NONE] : [500, 0, now.respiratoryRate, 760]);
  return framed(bytes);
}

/** Answers requests of its own level and lower ones. */
function datexSimulator(level = 9): Simulator {
  const requests = driFramer();
  let interval = 0;
  let from = 0;
  let number = 0;
  return streamSimulator({
    driver: 'datex-dri',
    everyMs: 1000,
    sends: (ms) => interval > 0 && Math.round((ms - from) / 1000) % interval === 0,
    bytes(body, ms, fault) {
      number += 1;
      return record(level, number, body, ms, fault);
    },
    wrongSum: (bytes) => bytes.map((byte, at) => (at === bytes.length - 2 ? byte ^ 0x04 : byte)),
    hear(chunk, ms) {
      for (const { record: asked } of requests.push(chunk)) {
        if (asked[3]! > level) continue;
        interval = asked[HEADER + 1]! | (asked[HEADER + 2]! << 8);
        from = ms;
      }
      return [];
    },
  });
}

export const datexSimulators = { 'datex-dri': (): Simulator => datexSimulator() } as const;
/** An older monitor, whose software knows no newer level. */
export const olderMonitor = (level: 7 | 8): Simulator => datexSimulator(level);
