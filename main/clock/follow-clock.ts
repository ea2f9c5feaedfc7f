import type { DeskClock } from './desk-clock.ts';

/** Also while nobody works: a quiet weekend is not to look like a leap. */
const LOOK_MS = 30_000;

/** Looks at the clock of this PC now and then, and tells windows when it begins to be in doubt and when that ends. Returns how to stop. */
export function followClock(clock: Pick<DeskClock, 'doubt'>, tell: () => void): () => void {
  let before = clock.doubt().kind;
  const timer = setInterval(() => {
    const { kind } = clock.doubt();
    if (kind === before) return;
    before = kind;
    tell();
  }, LOOK_MS).unref();
  return () => { clearInterval(timer); };
}
