import type { ReadingFlag } from '#domain/devices/reading.ts';
import type { Decoded } from '../../driver.ts';
import { oximetry } from '../oximetry.ts';
import { LIVE, restored } from './frame.ts';

const PACKETS_A_SECOND = 60;

interface Moment {
  readonly pulse: number | null;
  readonly spo2: number | null;
  readonly pleth: number;
  readonly off: boolean;
  readonly searching: boolean;
  readonly dropping: boolean;
  readonly beat: boolean;
}

function decoded({ pulse, spo2, pleth, off, searching, dropping, beat }: Moment): Decoded {
  const flags: ReadingFlag[] = [];
  if (off) flags.push('sensor-off');
  if (searching) flags.push('searching');
  if (dropping) flags.push('device-alarm');
  if (beat) flags.push('beat');
  const lost = off || searching;
  const reason = off ? 'sensor-off' : searching ? 'searching' : 'no-signal';
  return {
    reading: { kind: 'live', flags, measures: oximetry(lost ? null : spo2, lost ? null : pulse, reason) },
    wave: { code: 'pleth', rate: PACKETS_A_SECOND, top: 127, samples: [off ? null : pleth] },
  };
}

/** The 5-byte packet. Bit 4 of the first byte means a finger that is out or a search that took too long. */
export function decodeOld(bytes: Uint8Array): Decoded {
  const [state, pleth, more, low, saturation] = [bytes[0]!, bytes[1]!, bytes[2]!, bytes[3]!, bytes[4]!];
  const pulse = ((more & 0x40) << 1) | low;
  return decoded({
    pulse: pulse === 0 ? null : pulse, spo2: saturation === 0 || saturation === 0x7f ? null : saturation, pleth,
    off: (state & 0x10) !== 0 || (more & 0x10) !== 0, searching: (more & 0x20) !== 0, dropping: (state & 0x20) !== 0, beat: (state & 0x40) !== 0,
  });
}

/** The live packet of the 9-byte protocol; other packets say nothing to show. The scale of its perfusion index is disputed: it stays in the raw bytes. */
export function decodeV7(bytes: Uint8Array): Decoded | null {
  if (bytes[0] !== LIVE) return null;
  const data = (index: number): number => restored(bytes, 0, index);
  const [state, wave, pulse, saturation] = [data(0), data(1), data(3), data(4)];
  return decoded({
    pulse: pulse === 0 || pulse === 0xff ? null : pulse, spo2: saturation === 0 || saturation === 0x7f ? null : saturation, pleth: wave & 0x7f,
    off: (state & 0x80) !== 0, searching: (state & 0x10) !== 0 || (wave & 0x80) !== 0, dropping: (state & 0x20) !== 0, beat: (state & 0x40) !== 0,
  });
}
