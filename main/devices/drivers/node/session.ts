import { asciiBytes } from '../../bytes/ascii.ts';
import type { Session, SessionEvents, SessionPort } from '../../driver.ts';
import { decodeNode } from './decode.ts';
import { messageOf } from './frame.ts';

export const HELLO = asciiBytes('{"cmd":"hello"}\n');
/** Opening the port starts most boards anew; before this they hear nothing. */
export const SETTLE_MS = 2_500;
const ANSWER_MS = 5_000;
const TRIES = 3;

/** Asks who it is, and counts by the numbers of its lines what never arrived. */
export function nodeSession(port: SessionPort, events: SessionEvents): Session<Uint8Array> {
  let cancel: (() => void) | null = null;
  let known = false;
  let last: number | null = null;

  const ask = (triesLeft: number): void => {
    if (known || triesLeft === 0) return;
    port.write(HELLO);
    cancel = port.after(ANSWER_MS, () => ask(triesLeft - 1));
  };

  /** The same number again or a smaller one is a board that started anew; a jump is lines that were lost. */
  const missedBefore = (seq: unknown): { frames: number; restarted: boolean } | undefined => {
    if (typeof seq !== 'number') return undefined;
    const before = last;
    last = seq;
    if (before === null || seq === before + 1) return undefined;
    return seq <= before ? { frames: 0, restarted: true } : { frames: seq - before - 1, restarted: false };
  };

  return {
    open() {
      cancel = port.after(SETTLE_MS, () => ask(TRIES));
    },
    frame(frame) {
      const message = messageOf(frame);
      if (message?.type === 'hello') known = true;
      const missed = missedBefore(message?.seq);
      const decoded = decodeNode(frame);
      if (decoded || missed) events.decoded({ ...decoded, ...(missed ? { missed } : {}) }, frame);
    },
    command(command) {
      if (command !== 'identify') return;
      known = false;
      cancel?.();
      ask(TRIES);
    },
    close() {
      cancel?.();
      cancel = null;
    },
  };
}
