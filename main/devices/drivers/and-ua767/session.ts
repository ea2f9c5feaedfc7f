import { asking } from '../../asking.ts';
import { ACK } from '../../bytes/ascii.ts';
import type { Session, SessionEvents, SessionPort } from '../../driver.ts';
import { decodeUa767 } from './decode.ts';
import { ua767Commands } from './frame.ts';

/** Puts the unit on the line when it opens; the cuff is started by hand at the unit. */
export function ua767Session(port: SessionPort, events: SessionEvents): Session<Uint8Array> {
  const asked = asking(port);
  let opened = false;
  return {
    open() {
      opened = true;
      asked.ask({ bytes: ua767Commands.open, waitMs: 2_000, tries: 3, gaveUp: () => events.state('timed-out') });
    },
    frame(frame) {
      asked.settle();
      const decoded = decodeUa767(frame);
      if (!decoded) {
        events.state(frame.at(-1) === ACK ? 'idle' : 'failed');
        return;
      }
      events.decoded(decoded, frame);
      if (decoded.reading?.deviceError) events.state('failed', decoded.reading.deviceError);
      else events.state('done');
    },
    command() {},
    close() {
      asked.settle();
      if (opened) port.write(ua767Commands.close);
      opened = false;
    },
  };
}
