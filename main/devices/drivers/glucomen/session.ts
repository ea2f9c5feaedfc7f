import type { DeviceCommand } from '#domain/devices/catalogue.ts';
import { asking } from '../../asking.ts';
import type { Session, SessionEvents, SessionPort } from '../../driver.ts';
import { decodeGlucomen } from './decode.ts';
import { glucomenBegun, glucomenCommands, glucomenEnded } from './frame.ts';

const ANSWER_MS = 3_000;
const TRIES = 3;
/** A full memory takes half a minute at 9600 baud. */
const BLOCK_MS = 45_000;

/** One byte asks for everything; a block whose check fails never ends, and is asked for again. */
export function glucomenSession(port: SessionPort, events: SessionEvents): Session<Uint8Array> {
  const asked = asking(port);
  let task: 'memory' | 'identity' | null = null;
  let begun = 0;
  const gaveUp = (): void => {
    task = null;
    events.state('timed-out');
  };

  return {
    open() {},
    frame(frame) {
      if (task === null) return;
      if (String(frame) === String(glucomenBegun)) {
        begun += 1;
        asked.await({ bytes: glucomenCommands[task], waitMs: BLOCK_MS, tries: Math.max(0, TRIES - begun), gaveUp });
      } else if (String(frame) === String(glucomenEnded)) {
        asked.settle();
        task = null;
        events.state('done');
      } else {
        const decoded = decodeGlucomen(frame);
        if (decoded) events.decoded(decoded, frame);
      }
    },
    command(command: DeviceCommand) {
      if (command !== 'download' && command !== 'identify') return;
      task = command === 'download' ? 'memory' : 'identity';
      begun = 0;
      events.state('busy');
      asked.ask({ bytes: glucomenCommands[task], waitMs: ANSWER_MS, tries: TRIES, gaveUp });
    },
    close() {
      asked.settle();
      task = null;
    },
  };
}
