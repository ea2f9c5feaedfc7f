import { asciiBytes } from '../../bytes/ascii.ts';
import type { SimulatedFault, Simulator } from '../../simulator.ts';
import { streamSimulator } from '../../stream-simulator.ts';

const two = (value: number): string => String(value).padStart(2, '0');

/** EXC and ALARM of a healthy Rad-8, and under a fault of its own. */
const states = (fault: SimulatedFault | null): { exc: string; alarm: string } => ({
  exc: fault === 'sensor-off' ? '000820' : '000800', alarm: fault === 'low-battery' ? '0040' : '0000',
});

export const masimoSimulators = {
  'masimo-ascii': (): Simulator => streamSimulator({
    driver: 'masimo-ascii',
    everyMs: 1000,
    bytes(body, ms, fault) {
      const { spo2, heartRate, pleth } = body.at(ms);
      const at = new Date(ms);
      const clock = `${two(at.getUTCMonth() + 1)}/${two(at.getUTCDate())}/${two(at.getUTCFullYear() % 100)} ${at.toISOString().slice(11, 19)}`;
      const { exc, alarm } = states(fault);
      const number = (value: number): string => String(Math.round(value)).padStart(3, '0');
      // With the sensor off this model goes on printing its last saturation: the flag alone tells.
      const pulse = fault === 'sensor-off' ? '000' : number(heartRate);
      const index = fault === 'sensor-off' ? '--.--' : (2 + pleth).toFixed(2).padStart(5, '0');
      return asciiBytes(`${clock} SN=0000012345 SPO2=${number(spo2)}% BPM=${pulse} PI=${index}% SPCO=--.-% SPMET=--.-% DESAT=-- PIDELTA=+-- ALARM=${alarm} EXC=${exc}\r\n`);
    },
  }),
} as const;
