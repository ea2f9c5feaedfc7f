/** Wakes those who wait for something new in a clinic. A ring that is missed costs time only: waiters look again. */
export class ClinicHub {
  readonly #waiting = new Map<string, Set<() => void>>();

  ring(clinicId: string): void {
    const waiting = this.#waiting.get(clinicId);
    if (!waiting) return;
    this.#waiting.delete(clinicId);
    for (const wake of waiting) wake();
  }

  /** Resolves at the next ring, after `ms`, or when the caller gives up. */
  wait(clinicId: string, ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(clinicId) ?? new Set();
      this.#waiting.set(clinicId, waiting);
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        waiting.delete(done);
        if (waiting.size === 0 && this.#waiting.get(clinicId) === waiting) this.#waiting.delete(clinicId);
        resolve();
      };
      const timer = setTimeout(done, ms);
      waiting.add(done);
      signal.addEventListener('abort', done);
      if (signal.aborted) done();
    });
  }
}
