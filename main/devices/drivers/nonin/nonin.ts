import { line } from '#domain/devices/catalogue.ts';
import type { DriverFacts, DriverMark } from '#domain/devices/catalogue.ts';
import { driver } from '../../driver.ts';
import type { Driver } from '../../driver.ts';
import { decodeFormat1, decodeFormat8, decodeLine, decodePacket } from './decode.ts';
import { asciiLines, shortPackets, wavePackets } from './frame.ts';
import { formatSession } from './session.ts';
import type { DataFormat } from './session.ts';

const MODULES = ['Xpod 3011', 'Xpod 3012LP', 'OEM III', 'iPod 3211', 'iPod 3212', '3231', 'WristOx2 3150'];

const facts = (id: string, mark: DriverMark, models: readonly string[], commands: DriverFacts['commands']): DriverFacts => ({
  id, version: 1, family: 'oximeter', maker: 'Nonin', models, mark, lines: [line(9600)], measures: ['spo2', 'heart-rate'], commands,
  silentAfterMs: 4_000, dtr: true, rts: true, settleMs: 0,
});

/** Without a checksum a few bytes of something else can look like packets: never quite sure. */
const weak = (frames: readonly Uint8Array[], droppedBytes: number): number => {
  const share = frames.length / (frames.length + droppedBytes);
  return frames.length === 0 ? 0 : (frames.length > 1 ? 0.6 : 0.4) * share;
};

function format(number: Exclude<DataFormat, 13>, mark: DriverMark, parts: Pick<Driver<Uint8Array>, 'newFramer' | 'decode' | 'confidence'>): Driver {
  return driver<Uint8Array>({
    facts: facts(`nonin-df${number}`, mark, MODULES, ['start']),
    ...parts,
    rawOf: (frame) => frame,
    newSession: formatSession(number, parts),
  });
}

/** One driver a data format, as Nonin numbers them. spec: VIT-3 */
export const nonin: readonly Driver[] = [
  format(7, 'verified', { newFramer: () => wavePackets(7), decode: (packet) => decodePacket(packet, 7) }),
  format(2, 'verified', { newFramer: () => wavePackets(2), decode: (packet) => decodePacket(packet, 2) }),
  format(1, 'untried', { newFramer: () => shortPackets(3), decode: decodeFormat1, confidence: weak }),
  format(8, 'untried', { newFramer: () => shortPackets(4), decode: decodeFormat8, confidence: weak }),
  driver<Uint8Array>({
    facts: facts('nonin-ascii', 'verified', ['8500', '8600', '9600 Avant', '4000 Avant', '9847', '2500 PalmSAT'], []),
    newFramer: asciiLines,
    decode: decodeLine,
    rawOf: (frame) => frame,
  }),
];
