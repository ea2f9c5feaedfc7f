import { asciiBytes } from '../../bytes/ascii.ts';
import type { Simulator } from '../../simulator.ts';
import { streamSimulator } from '../../stream-simulator.ts';

const EVERY_MS = 2_000;
const HEADER = 'NPB-295  VERSION 1.2.0   SpO2 Limit: 85-100%   PR Limit: 40-170BPM\r\nTIME                  %SpO2   BPM   PA   Status\r\n';

export const nellcorSimulators = {
  'nellcor-npb': (): Simulator => {
    let lines = 0;
    return streamSimulator({
      driver: 'nellcor-npb',
      everyMs: EVERY_MS,
      bytes(body, ms, fault) {
        const { spo2, heartRate } = body.at(ms);
        const at = new Date(ms);
        const [, day, month, year] = /(\d\d) (\w{3}) \d\d(\d\d)/.exec(at.toUTCString()) ?? [];
        const number = (value: number): string => (fault === 'sensor-off' ? '---' : String(Math.round(value))).padStart(4);
        const line = `${day!}-${month!.toUpperCase()}-${year!} ${at.toISOString().slice(11, 19)} ${number(spo2)} ${number(heartRate)} ${number(50)}\r\n`;
        lines += 1;
        return asciiBytes(lines % 25 === 1 ? HEADER + line : line);
      },
    });
  },
} as const;
