import type { DeviceCommand } from '#domain/devices/catalogue.ts';
import { asking } from '../../asking.ts';
import type { Session, SessionEvents, SessionPort } from '../../driver.ts';
import { decodeTm2655 } from './decode.ts';
import { tm2655Commands, tm2655Content } from './frame.ts';

/** The maker names no time-out; a measurement with one repetition is long over by then. */
const MEASURING_MS = 180_000;
const ANSWER_MS = 3_000;
/** After this a unit that has no result to repeat is not waited for. */
const REPEATING_MS = 10_000;

/** Starts and stops the cuff, and takes the results it gives, asked or pressed at the unit. */
export function tm2655Session(port: SessionPort, events: SessionEvents): Session<Uint8Array> {
  const asked = asking(port);
  let pending: 'start' | 'stop' | 'read' | null = null;
  let endWait: (() => void) | null = null;

  const rest = (): void => {
    asked.settle();
    endWait?.();
    endWait = null;
    pending = null;
  };
  const send = (what: 'start' | 'stop' | 'read', tries: number): void => {
    pending = what;
    asked.ask({
      bytes: tm2655Commands[what], waitMs: ANSWER_MS, tries,
      gaveUp() {
        rest();
        events.state('timed-out');
      },
    });
  };
  const tooLong = (measuring: boolean): void => {
    rest();
    if (measuring) port.write(tm2655Commands.stop);
    events.state('timed-out');
  };
  const answered = (accepted: boolean): void => {
    if (pending === null) return;
    const was = pending;
    rest();
    if (!accepted) events.state('failed');
    else if (was === 'stop') events.state('idle');
    else endWait = port.after(was === 'start' ? MEASURING_MS : REPEATING_MS, () => tooLong(was === 'start'));
  };

  return {
    open() {},
    frame(frame) {
      const content = tm2655Content(frame);
      if (typeof content === 'string') return answered(content === 'accepted');
      const decoded = decodeTm2655(frame);
      if (!decoded) return;
      rest();
      events.decoded(decoded, frame);
      const error = decoded.reading?.deviceError;
      if (error) events.state('failed', error);
      else events.state('done');
    },
    command(command: DeviceCommand) {
      if (command !== 'start' && command !== 'stop' && command !== 'download') return;
      rest();
      // A start that was heard, but whose answer was lost, must not inflate the cuff twice: it is sent once.
      if (command === 'start') send('start', 1);
      else send(command === 'stop' ? 'stop' : 'read', 3);
      if (command !== 'stop') events.state('busy');
    },
    close: rest,
  };
}
