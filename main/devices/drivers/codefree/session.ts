import type { DeviceCommand } from '#domain/devices/catalogue.ts';
import { asking } from '../../asking.ts';
import type { Session, SessionEvents, SessionPort } from '../../driver.ts';
import { decodeCodefree } from './decode.ts';
import { codefreeCommands, messageOf } from './frame.ts';

const GREETING_MS = 60_000;
const ANSWER_MS = 2_000;

/**
 * The meter speaks first, when it is switched on. A packet it does not know puts an error on its display, so nothing is sent
 * twice: what is not answered ends the download.
 */
export function codefreeSession(port: SessionPort, events: SessionEvents): Session<Uint8Array> {
  const asked = asking(port);
  let step: 'greeting' | 'count' | 'results' | null = null;
  let left = 0;
  const rest = (): void => {
    asked.settle();
    step = null;
  };
  const timedOut = (): void => {
    rest();
    events.state('timed-out');
  };
  const send = (bytes: Uint8Array): void => asked.ask({ bytes, waitMs: ANSWER_MS, tries: 1, gaveUp: timedOut });
  const fetchNext = (): void => {
    if (left > 0) return send(codefreeCommands.fetch);
    rest();
    port.write(codefreeCommands.fetch);
    events.state('done');
  };

  return {
    open() {},
    frame(frame) {
      const message = messageOf(frame);
      if (step === 'greeting' && message[0] === 0x10 && message[1] === 0x30) {
        step = 'count';
        send(codefreeCommands.reply);
      } else if (step === 'count' && message[0] === 0x30) {
        step = 'results';
        left = (message[1]! << 8) | message[2]!;
        fetchNext();
      } else if (step === 'results') {
        const decoded = decodeCodefree(frame);
        if (!decoded) {
          rest();
          events.state('failed');
          return;
        }
        events.decoded(decoded, frame);
        left -= 1;
        fetchNext();
      }
    },
    command(command: DeviceCommand) {
      if (command !== 'download') return;
      rest();
      step = 'greeting';
      events.state('busy');
      asked.await({ bytes: codefreeCommands.reply, waitMs: GREETING_MS, tries: 0, gaveUp: timedOut });
    },
    close: rest,
  };
}
