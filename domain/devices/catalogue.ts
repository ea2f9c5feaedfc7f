/** What the list of devices says about each driver. spec: VIT-3 */
import type { MeasureCode } from './reading.ts';

export const deviceFamilies = ['oximeter', 'blood-pressure', 'scale', 'thermometer', 'glucometer', 'monitor', 'node', 'analyser'] as const;
export type DeviceFamily = (typeof deviceFamilies)[number];

/**
 * How far a driver is to be trusted: `verified` against two independent sources or a checksum that recomputes,
 * `untried` written from one good source and not yet tried on a device, `experimental` from partial knowledge.
 */
export type DriverMark = 'verified' | 'untried' | 'experimental';

/** A serial line's settings. */
export interface LineSettings {
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
  readonly flow: 'none' | 'rtscts' | 'xonxoff';
}

export const line = (baudRate: number, form: '8N1' | '8E1' | '8O1' | '7E1' | '8N2' = '8N1', flow: LineSettings['flow'] = 'none'): LineSettings => ({
  baudRate, dataBits: form[0] === '7' ? 7 : 8, parity: form[1] === 'E' ? 'even' : form[1] === 'O' ? 'odd' : 'none', stopBits: form[2] === '2' ? 2 : 1, flow,
});

/** What somebody may ask a device to do. Erasing is not among them, and never will be. */
export type DeviceCommand = 'start' | 'start-child' | 'start-newborn' | 'stop' | 'download' | 'identify';

export interface DriverFacts {
  /** Stable for ever: profiles and stored readings name it. */
  readonly id: string;
  /** Raised whenever the same bytes would give another reading. */
  readonly version: number;
  readonly family: DeviceFamily;
  readonly maker: string;
  /** Model names as the makers print them. */
  readonly models: readonly string[];
  readonly mark: DriverMark;
  /** Likely settings, the factory's own first. Empty for what does not come over a serial line. */
  readonly lines: readonly LineSettings[];
  readonly measures: readonly MeasureCode[];
  readonly commands: readonly DeviceCommand[];
  /** Milliseconds without a frame after which a device that streams counts as silent; null for one that speaks now and then. */
  readonly silentAfterMs: number | null;
  /** What the cable must have after opening. */
  readonly dtr: boolean;
  readonly rts: boolean;
  /** Milliseconds after opening whose bytes are noise: boards that start anew when a port opens. */
  readonly settleMs: number;
}
