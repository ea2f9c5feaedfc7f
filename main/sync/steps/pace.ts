/** How many rows or operations go into one transaction: as many as take about `turnMs`, after which others have their turn. */
export class Pace {
  static readonly #LEAST = 250;
  static readonly #MOST = 8_000;
  readonly #turnMs: number;
  #rows = 500;

  constructor(turnMs: number) {
    this.#turnMs = turnMs;
  }

  get rows(): number {
    return this.#rows;
  }

  took(ms: number): void {
    if (ms < this.#turnMs / 2) this.#rows = Math.min(Pace.#MOST, this.#rows * 2);
    else if (ms > this.#turnMs * 1.5) this.#rows = Math.max(Pace.#LEAST, Math.floor(this.#rows / 2));
  }
}
