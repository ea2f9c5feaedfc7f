import type { Session, SessionEvents, SessionPort } from '../../driver.ts';
import { decodeV7 } from './decode.ts';
import { DISCONNECT, LIVE } from './frame.ts';

/** Commands of the 9-byte protocol that this program sends. The one that empties the memory is not among them. */
const COMMANDS = { start: 0xa1, stop: 0xa2, keepAlive: 0xaf } as const;

export const v7Command = (command: keyof typeof COMMANDS): Uint8Array => Uint8Array.of(0x7d, 0x81, COMMANDS[command], 0x80, 0x80, 0x80, 0x80, 0x80, 0x80);

/** The unit stops by itself after 5 s without a word; half a second is left for a busy PC. */
const KEEP_ALIVE_MS = 4_500;

/** Starts the live stream and keeps it going; a unit that fell silent, or was switched on later, is started anew. */
export function v7Session(port: SessionPort, events: SessionEvents): Session<Uint8Array> {
  let cancel: (() => void) | null = null;
  let heard = false;

  const keepGoing = (): void => {
    port.write(v7Command(heard ? 'keepAlive' : 'start'));
    heard = false;
    cancel = port.after(KEEP_ALIVE_MS, keepGoing);
  };

  return {
    open: keepGoing,
    frame(frame) {
      if (frame[0] === LIVE) heard = true;
      if (frame[0] === DISCONNECT) events.state('failed', String(frame[2]! & 0x7f));
      const decoded = decodeV7(frame);
      if (decoded) events.decoded(decoded, frame);
    },
    command() {
      // It measures all the time: there is nothing to ask for.
    },
    close() {
      cancel?.();
      cancel = null;
      port.write(v7Command('stop'));
    },
  };
}
