import type { DeviceCommand } from '#domain/devices/catalogue.ts';
import { asking } from '../../asking.ts';
import { ACK, ENQ, EOT, NAK } from '../../bytes/ascii.ts';
import type { Session, SessionEvents, SessionPort } from '../../driver.ts';
import { decodeContour } from './decode.ts';
import { contourRecord } from './frame.ts';

const WAKE_MS = 1_000;
const WAKE_TRIES = 15;
const STEP_MS = 2_000;
const TRIES = 5;

type Step = 'waking' | 'entering' | 'records' | null;

/**
 * NAK until the meter is idle (EOT), ENQ and its ACK for remote commands, EOT to leave those, then each record acknowledged
 * until EOT. A record that does not come whole is asked for with NAK, one that comes again is acknowledged again.
 */
export function contourSession(port: SessionPort, events: SessionEvents): Session<Uint8Array> {
  const asked = asking(port);
  let step: Step = null;
  let last: number | null = null;
  let ended = false;

  const rest = (): void => {
    asked.settle();
    step = null;
  };
  const gaveUp = (): void => {
    rest();
    events.state('timed-out');
  };
  const ask = (byte: number, waitMs: number, tries: number): void => asked.ask({ bytes: Uint8Array.of(byte), waitMs, tries, gaveUp });
  /** Acknowledges, and asks again for what does not follow. */
  const acknowledge = (): void => {
    port.write(Uint8Array.of(ACK));
    asked.await({ bytes: Uint8Array.of(NAK), waitMs: STEP_MS, tries: TRIES, gaveUp });
  };

  const control = (byte: number): void => {
    if (step === 'waking') {
      if (byte === EOT) {
        step = 'entering';
        ask(ENQ, WAKE_MS, TRIES);
      } else if (byte === ENQ) asked.again();
    } else if (step === 'entering') {
      if (byte !== ACK) return;
      step = 'records';
      port.write(Uint8Array.of(EOT));
      asked.await({ bytes: Uint8Array.of(ACK), waitMs: WAKE_MS, tries: TRIES, gaveUp });
    } else if (step === 'records') {
      if (byte === ENQ) acknowledge();
      else if (byte === EOT && last !== null) {
        const complete = ended;
        rest();
        events.state(complete ? 'done' : 'failed', complete ? undefined : 'EOT');
      }
    }
  };

  return {
    open() {},
    frame(frame) {
      const record = contourRecord(frame);
      if (!record) return control(frame[0]!);
      if (step !== 'records') return;
      // A memory begins with its header: what comes without it is not the beginning.
      const follows = last === null ? record.fields[0] === 'H' : record.number === (last + 1) % 8;
      if (follows) {
        last = record.number;
        if (record.fields[0] === 'L') ended = true;
        const decoded = decodeContour(frame);
        if (decoded) events.decoded(decoded, frame);
      } else if (record.number !== last) {
        return asked.again();
      }
      acknowledge();
    },
    command(command: DeviceCommand) {
      if (command !== 'download') return;
      rest();
      step = 'waking';
      last = null;
      ended = false;
      events.state('busy');
      ask(NAK, WAKE_MS, WAKE_TRIES);
    },
    close: rest,
  };
}
