/** The other end of a line: what a device would send. Used for training, trials and tests. spec: VIT-3 */
import type { DeviceCommand } from '#domain/devices/catalogue.ts';

/** What a simulated body does; each simulator takes from it what its device measures. */
export interface SimulatedBody {
  /** Values at a moment, in canonical units. */
  at(ms: number): {
    readonly spo2: number; readonly heartRate: number; readonly systolic: number; readonly diastolic: number; readonly mean: number;
    readonly temperature: number; readonly respiratoryRate: number; readonly weight: number; readonly height: number; readonly glucose: number;
    /** 0 to 1, one beat's shape. */
    readonly pleth: number;
  };
}

/** What a simulator may be told to do wrong. `silent` stops sending without hanging up. */
export const simulatedFaults = ['noise', 'cut', 'silent', 'stuck', 'wrong-parity', 'sensor-off', 'low-battery', 'bad-checksum'] as const;
export type SimulatedFault = (typeof simulatedFaults)[number] | 'unplug';

/** What a simulator has to send, and when. All of it is pure: the runner does the waiting and the writing. */
export interface Simulator {
  /** The driver whose bytes it speaks. */
  readonly driver: string;
  /** Bytes the device sends of its own accord at this moment, and how long until the next. Null: it only answers. */
  tick(ms: number, body: SimulatedBody, fault: SimulatedFault | null): { readonly bytes: Uint8Array; readonly nextMs: number } | null;
  /** Bytes it answers with to what the host wrote. */
  receive(chunk: Uint8Array, ms: number, body: SimulatedBody): Uint8Array[];
  /** What somebody standing at the device would do: step on the scale, press start. Absent where a stream needs nobody. */
  act?(command: DeviceCommand, ms: number, body: SimulatedBody): Uint8Array[];
}
