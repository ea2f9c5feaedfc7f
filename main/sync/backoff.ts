const FIRST_MS = 1_000;
const LONGEST_MS = 5 * 60_000;

/**
 * How long to wait before the next try: full jitter, so that a hundred PCs that lost one server do not come back as
 * one (sync design 2.10). `random` is in [0, 1).
 */
export class BackOff {
  #failures = 0;

  next(random: number, serverWishesMs = 0): number {
    const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** this.#failures);
    this.#failures += 1;
    return Math.max(serverWishesMs, Math.round(most * (0.2 + 0.8 * random)));
  }

  /** Something worked, or the network changed. */
  reset(): void {
    this.#failures = 0;
  }
}
