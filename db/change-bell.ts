import type { Change } from './door.ts';

/**
 * Tells listeners of committed changes, one change after the other even when a listener writes itself. A commit
 * cannot be taken back, so a listener that throws must neither look like a failed write nor silence the others: its
 * fault surfaces as an uncaught error of its own.
 */
export class ChangeBell {
  readonly #listeners = new Set<(change: Change) => void>();
  readonly #waiting: Change[] = [];
  #ringing = false;

  /** Returns the function that stops listening. */
  listen(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  ring(change: Change): void {
    this.#waiting.push(change);
    if (this.#ringing) return;
    this.#ringing = true;
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) this.#tell(next);
    this.#ringing = false;
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        queueMicrotask(() => { throw error; });
      }
    }
  }
}
