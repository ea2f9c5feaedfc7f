/** Time between two looks at lines that send all the time, milliseconds: 32 devices cost one waking of the program and not 2400 a second. */
export const BEAT_MS = 26;

let waiting: (() => void)[] = [];

/** Resolves with the next beat, which is the same for everybody who waits. */
export function nextBeat(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length > 1) return;
    setTimeout(() => {
      const now = waiting;
      waiting = [];
      for (const each of now) each();
    }, BEAT_MS - (performance.now() % BEAT_MS));
  });
}
