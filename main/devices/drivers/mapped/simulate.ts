import type { Mapping } from '#domain/devices/mapping.ts';
import { asciiBytes } from '../../bytes/ascii.ts';
import type { Simulator } from '../../simulator.ts';
import { streamSimulator } from '../../stream-simulator.ts';

/** How the simulated sketch's lines are read. */
export const sketchMapping: Mapping = {
  kind: 'keys',
  pairs: [
    { key: 'BPM', code: 'heart-rate', unit: '/min', factor: 1 }, { key: 'SpO2', code: 'spo2', unit: '%', factor: 1 }, { key: 'Temp', code: 'temperature', unit: 'Cel', factor: 1 },
  ],
};

export const mappedSimulators = {
  'mapped-lines': (): Simulator => streamSimulator({
    driver: 'mapped-lines',
    everyMs: 1000,
    bytes(body, ms, fault) {
      const { spo2, heartRate, temperature } = body.at(ms);
      if (fault === 'sensor-off') return asciiBytes('BPM=-999, SpO2=-999, Temp=-127.00\r\n');
      return asciiBytes(`BPM=${String(Math.round(heartRate))}, SpO2=${String(Math.round(spo2))}, Temp=${temperature.toFixed(2)}\r\n`);
    },
  }),
} as const;
