import { measureOfName } from '#domain/devices/measure-names.ts';
import { whyRefused } from '#domain/devices/plausible.ts';
import type { Measure, ReadingFlag } from '#domain/devices/reading.ts';
import type { Decoded } from '../../driver.ts';
import { messageOf } from './frame.ts';
import type { Message } from './frame.ts';

/** Below this `q` (0 to 100) the node itself does not trust its signal. */
const POOR_QUALITY = 40;

/** What errors of a status line mean; others are shown as they are. */
const ERRORS: Readonly<Record<string, ReadingFlag>> = {
  no_finger: 'sensor-off', no_sensor: 'sensor-off', sensor_off: 'sensor-off', sensor_fault: 'sensor-fault', low_battery: 'low-battery', uncalibrated: 'uncalibrated',
};

export function decodeNode(line: Uint8Array): Decoded | null {
  const message = messageOf(line);
  switch (message?.type) {
    case 'hello':
      return { identity: { serial: message.dev, ...text('model', message.model), ...text('firmware', message.fw) } };
    case 'obs':
      return observation(message);
    case 'status':
      return typeof message.err === 'string' ? trouble(message.err) : null;
    case 'log':
    case undefined:
      return null;
  }
}

const text = <K extends string>(key: K, value: unknown): Partial<Record<K, string>> =>
  (typeof value === 'string' && value !== '' ? { [key]: value.slice(0, 40) } as Record<K, string> : {});

function observation({ obs, q }: Message): Decoded | null {
  if (typeof obs !== 'object' || obs === null) return null;
  const measures = Object.entries(obs).flatMap(([name, value]) => measureFrom(name, value));
  const flags: ReadingFlag[] = typeof q === 'number' && q < POOR_QUALITY ? ['low-signal'] : [];
  if (measures.some(({ missing }) => missing === 'sensor-off')) flags.push('sensor-off');
  return measures.length === 0 ? null : { reading: { kind: 'live', measures, flags } };
}

/** Nothing for a name nobody knows or a value that is no number. */
function measureFrom(name: string, value: unknown): Measure[] {
  if (value !== null && typeof value !== 'number') return [];
  const known = measureOfName(name, value ?? 0);
  if (!known) return [];
  const { code } = known;
  if (value === null) return [{ code, value, missing: 'no-signal' }];
  // What stands for "no sensor" is written as it is, whatever the unit.
  const missing = whyRefused(code, value) === 'sensor-off' ? 'sensor-off' : whyRefused(code, known.value);
  return [missing === null ? known : { code, value: null, missing }];
}

function trouble(err: string): Decoded {
  const flag = Object.hasOwn(ERRORS, err) ? ERRORS[err] : undefined;
  return { reading: { kind: 'live', measures: [], flags: flag ? [flag] : [], deviceError: err.slice(0, 40) } };
}
