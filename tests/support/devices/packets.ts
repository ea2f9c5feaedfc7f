import { simulators } from '#main/devices/drivers/simulators.ts';
import { steadyBody } from './virtual-line.ts';

const made = new Map<string, Uint8Array>();

/** One packet of an oximeter (Nonin, data format 2) that says these values; the same bytes for the same values. */
export function packetOf(spo2: number, heartRate: number, off = false): Uint8Array {
  const key = `${spo2}/${heartRate}/${off}`;
  const known = made.get(key);
  if (known) return known;
  const packet = simulators['nonin-df2']!().tick(0, steadyBody({ spo2, heartRate }), off ? 'sensor-off' : null)!.bytes;
  made.set(key, packet);
  return packet;
}
