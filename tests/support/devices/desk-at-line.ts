import { afterEach, beforeEach, vi } from 'vitest';
import { testDesk, type Client, type DeskUnderTest } from '../desk.ts';
import { PtyPair } from '../pty.ts';
import { tempFolder } from '../store.ts';

/** What each test of a file is given: a desk in real time, and a line that is not plugged in yet. */
export interface DeskAtLine {
  readonly pair: PtyPair;
  readonly desk: DeskUnderTest;
  readonly nurse: Client;
  /** Run when the test is over, before the line goes: how what speaks there falls silent. */
  hangUp: () => void;
}

export function deskAtLine(): DeskAtLine {
  const at = { hangUp: () => undefined } as unknown as { -readonly [K in keyof DeskAtLine]: DeskAtLine[K] };
  beforeEach(async () => {
    at.pair = new PtyPair(tempFolder());
    at.desk = await testDesk();
    // Devices are dated and waited for in real time.
    vi.useRealTimers();
    at.nurse = at.desk.as('nurse');
  });
  afterEach(async () => {
    at.hangUp();
    at.hangUp = () => undefined;
    await at.pair.unplug();
  });
  return at;
}
