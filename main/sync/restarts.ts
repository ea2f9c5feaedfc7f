const HOUR_MS = 3_600_000;

/** How often the exchange broke off within the last hour and had to begin anew. A network that is not there is no such thing. */
export class Restarts {
  #times: number[] = [];

  note(now: number): void {
    this.#times = [...this.#within(now), now];
  }

  count(now: number): number {
    return this.#within(now).length;
  }

  /** A clock that was set back makes none of them last longer. */
  #within(now: number): number[] {
    return this.#times.filter((at) => now - at < HOUR_MS && at <= now);
  }
}
