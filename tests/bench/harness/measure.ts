import { median, spread, summarize, type Summary } from './statistics.ts';

/** One piece of work to time; `index` counts the calls of a side, so that each can take other input. */
export type Work = (index: number) => unknown;

export interface MeasureOptions {
  /** Interleaved repetitions, whose medians give ratio and spread. */
  readonly rounds?: number;
  /** Timed samples of each side in one round. */
  readonly samples?: number;
  /** Calls timed together as one sample; more than 1 for work under some microseconds. */
  readonly batch?: number;
  /** Calls before the first round whose times are thrown away. */
  readonly warmUp?: number;
  /** The quantile that makes up a ratio. */
  readonly at?: 'p50' | 'p99';
}

export interface Comparison {
  /** Milliseconds per call. */
  readonly ours: Summary;
  readonly yardstick: Summary;
  /** Ours divided by the yardstick: the median over the rounds. */
  readonly ratio: number;
  /** Spread of the rounds' ratios, as a share of the median. */
  readonly spread: number;
}

/** Milliseconds on a clock that never goes back. */
export type Stopwatch = () => number;

const DEFAULTS = { rounds: 9, samples: 30, batch: 1, warmUp: 10, at: 'p50' } as const satisfies Required<MeasureOptions>;

/**
 * Times two pieces of work against each other. They take turns within every round and each round starts with the
 * other one, so that a slow minute of the machine hits both alike.
 */
export async function compare(ours: Work, yardstick: Work, options: MeasureOptions = {}, now: Stopwatch = monotonic): Promise<Comparison> {
  const settings = { ...DEFAULTS, ...options };
  const sides = [new Side(ours, settings.batch, now), new Side(yardstick, settings.batch, now)] as const;
  for (const side of sides) await side.warmUp(settings.warmUp);
  const ratios: number[] = [];
  for (let round = 0; round < settings.rounds; round++) {
    const [first, second] = round % 2 === 0 ? sides : [sides[1], sides[0]];
    for (let i = 0; i < settings.samples; i++) {
      await first.sample();
      await second.sample();
    }
    const [mine, theirs] = sides.map((side) => summarize(side.endRound())[settings.at]);
    ratios.push((mine ?? 0) / (theirs ?? 0));
  }
  return { ours: summarize(sides[0].times), yardstick: summarize(sides[1].times), ratio: median(ratios), spread: spread(ratios) };
}

/** Times one piece of work that has no yardstick: milliseconds per call, and the spread of the rounds. */
export async function time(work: Work, options: MeasureOptions = {}, now: Stopwatch = monotonic): Promise<Summary & { readonly spread: number }> {
  const settings = { ...DEFAULTS, ...options };
  const side = new Side(work, settings.batch, now);
  await side.warmUp(settings.warmUp);
  const rounds: number[] = [];
  for (let round = 0; round < settings.rounds; round++) {
    for (let i = 0; i < settings.samples; i++) await side.sample();
    rounds.push(summarize(side.endRound())[settings.at]);
  }
  return { ...summarize(side.times), spread: spread(rounds) };
}

/** One of the two contestants: its samples so far, and those of the round under way. */
class Side {
  readonly times: number[] = [];
  #calls = 0;
  #roundStart = 0;
  readonly #work: Work;
  readonly #batch: number;
  readonly #now: Stopwatch;

  constructor(work: Work, batch: number, now: Stopwatch) {
    this.#work = work;
    this.#batch = batch;
    this.#now = now;
  }

  async warmUp(calls: number): Promise<void> {
    for (let i = 0; i < calls; i++) await this.#work(this.#calls++);
  }

  async sample(): Promise<void> {
    const start = this.#now();
    for (let i = 0; i < this.#batch; i++) {
      const result = this.#work(this.#calls++);
      // Awaiting what is no promise would add a turn of the event loop to every synchronous call.
      if (result instanceof Promise) await result;
    }
    this.times.push((this.#now() - start) / this.#batch);
  }

  /** The samples taken since the last call. */
  endRound(): number[] {
    const round = this.times.slice(this.#roundStart);
    this.#roundStart = this.times.length;
    return round;
  }
}

function monotonic(): number {
  return performance.now();
}
