/** Repeatable randomness: the same seed gives the same numbers on every machine (sfc32, by Chris Doty-Humphrey, PractRand). */
export class Seeded {
  #a: number;
  #b: number;
  #c: number;
  #d = 1;

  /** Streams with different `stream` numbers of one seed have nothing to do with each other. */
  constructor(seed: number, stream: number) {
    this.#a = seed | 0;
    this.#b = stream | 0;
    this.#c = (seed / 2 ** 32) | 0;
    for (let i = 0; i < 12; i += 1) this.next();
  }

  /** At least 0, below 1. */
  next(): number {
    const t = (this.#a + this.#b + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + t | 0;
    return (t >>> 0) / 4_294_967_296;
  }

  /** A whole number from 0 to below `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }

  /** An index drawn with these weights. */
  weighted(weights: readonly number[]): number {
    let left = this.next() * weights.reduce((sum, weight) => sum + weight, 0);
    for (const [index, weight] of weights.entries()) {
      left -= weight;
      if (left < 0) return index;
    }
    return weights.length - 1;
  }

  /** Roughly normal: the sum of four uniform numbers, which never strays beyond 3.5 standard deviations. */
  normal(mean: number, deviation: number): number {
    const sum = this.next() + this.next() + this.next() + this.next() - 2;
    return mean + sum * Math.sqrt(3) * deviation;
  }

  /** A count with this mean (Knuth's method; for means of a few). */
  poisson(mean: number): number {
    const limit = Math.exp(-mean);
    let [count, product] = [0, this.next()];
    while (product > limit) {
      count += 1;
      product *= this.next();
    }
    return count;
  }
}
