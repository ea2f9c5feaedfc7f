import type { Reading } from '#domain/devices/reading.ts';
import type { Session, SessionEvents, SessionPort } from '../../driver.ts';
import { decodePacket } from './decode.ts';
import { packet } from './frame.ts';

/** What the board is told to do: these types of packets, or the cuff. */
const ENABLE = { ecg: 0x01, nibp: 0x02, spo2: 0x03, temperature: 0x04 } as const;

export const enable = (what: keyof typeof ENABLE, on = true): Uint8Array => packet(ENABLE[what], on ? 1 : 0);

/**
 * Enables heart, saturation and temperature. The cuff is another matter: its enable fills it, so it is sent only when
 * somebody asks. The board repeats the last pressure for ever; it is told on once.
 */
export function boardSession(port: SessionPort, events: SessionEvents): Session<Uint8Array> {
  let told: string | null = null;
  /** The cuff was seen under pressure since: the very same numbers are a new result. */
  let filled = false;
  let measuring = false;
  /** Somebody stopped the cuff: until its air is out, pressures are no sign of a new run. */
  let stopped = false;

  const isNew = (reading: Reading): boolean => {
    if (reading.kind !== 'record') {
      if (reading.measures.some(({ code, value }) => code === 'cuff-pressure' && value !== null && value > 0)) filled = !stopped;
      return true;
    }
    const numbers = JSON.stringify(reading.measures);
    stopped = false;
    if (numbers === told && !filled) return false;
    told = numbers;
    filled = false;
    if (measuring) events.state(reading.measures.some(({ value }) => value !== null) ? 'done' : 'failed', reading.deviceError);
    measuring = false;
    return true;
  };

  return {
    open() {
      for (const what of ['ecg', 'spo2', 'temperature'] as const) port.write(enable(what));
    },
    frame(frame) {
      const decoded = decodePacket(frame);
      if (decoded && (decoded.reading === undefined || isNew(decoded.reading))) events.decoded(decoded, frame);
    },
    command(command) {
      if (command === 'start') {
        measuring = true;
        stopped = false;
        events.state('busy');
        port.write(enable('nibp'));
      } else if (command === 'stop') {
        port.write(enable('nibp', false));
        // What is repeated from now on is still the result before.
        filled = false;
        stopped = true;
        if (measuring) events.state('idle');
        measuring = false;
      }
    },
    close() {
      // A board that goes on sending into a closed port does no harm.
    },
  };
}
