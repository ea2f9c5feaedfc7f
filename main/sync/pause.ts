/** Waits `ms`, or less when the signal ends. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> => new Promise((resolve) => {
  const done = (): void => {
    clearTimeout(timer);
    signal.removeEventListener('abort', done);
    resolve();
  };
  const timer = setTimeout(done, ms);
  if (signal.aborted) done();
  else signal.addEventListener('abort', done);
});

/** Resolves when the signal ends. Made once for a whole run: each listens as long as the signal lives. */
export const endOf = (signal: AbortSignal): Promise<void> => new Promise((resolve) => {
  if (signal.aborted) resolve();
  else signal.addEventListener('abort', () => { resolve(); }, { once: true });
});
