import type { DeviceCommand } from '#domain/devices/catalogue.ts';
import type { Session, SessionEvents, SessionPort } from '../../driver.ts';
import { decodeSuretemp } from './decode.ts';
import { suretempPoll } from './frame.ts';

const POLL_MS = 1_000;
const PATIENCE_MS = 120_000;

/** Asks for the temperature once a second from start to stop. */
export function suretempSession(port: SessionPort, events: SessionEvents): Session<Uint8Array> {
  let cancelPoll: (() => void) | null = null;
  let cancelEnd: (() => void) | null = null;
  const rest = (): void => {
    cancelPoll?.();
    cancelEnd?.();
    cancelPoll = null;
    cancelEnd = null;
  };
  const poll = (): void => {
    port.write(suretempPoll);
    cancelPoll = port.after(POLL_MS, poll);
  };
  return {
    open() {},
    frame(frame) {
      const decoded = decodeSuretemp(frame);
      if (decoded) events.decoded(decoded, frame);
    },
    command(command: DeviceCommand) {
      if (command !== 'start' && command !== 'stop') return;
      rest();
      events.state(command === 'start' ? 'busy' : 'idle');
      if (command === 'stop') return;
      cancelEnd = port.after(PATIENCE_MS, () => {
        rest();
        events.state('timed-out');
      });
      poll();
    },
    close: rest,
  };
}
