import { line } from '#domain/devices/catalogue.ts';
import type { DriverFacts, LineSettings } from '#domain/devices/catalogue.ts';
import { driver } from '../../driver.ts';
import type { Driver } from '../../driver.ts';
import { decodeOld, decodeV7 } from './decode.ts';
import { oldPackets, v7Packets } from './frame.ts';
import { v7Session } from './session.ts';

const facts = (id: string, models: readonly string[], lines: readonly LineSettings[]): DriverFacts => ({
  id, version: 1, family: 'oximeter', maker: 'Contec', models, mark: 'verified', lines, measures: ['spo2', 'heart-rate'], commands: [],
  // The unit's optical cable takes its power from DTR.
  silentAfterMs: 3_000, dtr: true, rts: true, settleMs: 0,
});

/** A second of packets is proof enough although they carry no checksum; a handful is not. */
const confidence = (frames: readonly Uint8Array[], droppedBytes: number): number => {
  const bytes = frames.reduce((sum, frame) => sum + frame.length, 0);
  return bytes === 0 ? 0 : Math.min(0.9, frames.length / 60) * (bytes / (bytes + droppedBytes));
};

/** The CMS50 family: firmware before about 4.6 sends 5 bytes by itself, later firmware 9 bytes when asked. spec: VIT-3 */
export const contec: readonly Driver[] = [
  driver<Uint8Array>({
    facts: facts('contec-v7', ['CMS50D+', 'CMS50E', 'CMS50F', 'CMS50EW', 'CMS60C'], [line(115_200), line(115_200, '8N1', 'xonxoff')]),
    newFramer: v7Packets, decode: decodeV7, rawOf: (frame) => frame, newSession: v7Session, confidence,
  }),
  driver<Uint8Array>({
    facts: facts('contec-old', ['CMS50D+', 'CMS50E', 'CMS50F'], [line(19_200, '8O1'), line(4_800)]),
    newFramer: oldPackets, decode: decodeOld, rawOf: (frame) => frame, confidence,
  }),
];
