/** Time for everything that speaks with devices, so that a day of it can be tried in a minute. */
export interface Timers {
  /** Milliseconds since 1970, as the desk believes it. For what is stored. */
  wall(): number;
  /** Milliseconds of a clock that never goes back. For everything that waits. */
  steady(): number;
  /** Calls once after `ms`, unless the returned function is called before. */
  after(ms: number, work: () => void): () => void;
  /** Calls again and again until the returned function is called. */
  every(ms: number, work: () => void): () => void;
}

export const systemTimers = (wall: () => number): Timers => ({
  wall,
  steady: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, ms);
    return () => { clearTimeout(timer); };
  },
  every(ms, work) {
    const timer = setInterval(work, ms);
    timer.unref();
    return () => { clearInterval(timer); };
  },
});
