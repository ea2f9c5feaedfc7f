/** When a streamed value may go into the chart. spec: VIT-2 */
import type { MeasureCode, ReadingFlag } from './reading.ts';

export interface SteadyRule {
  /** How long every value must have been valid, seconds. */
  readonly seconds: number;
  /** How far apart the lowest and the highest may lie in that time, canonical unit. */
  readonly spread: number;
}

/** The project's device rules, section 0.9: eight valid seconds, 2 % of saturation; a pulse swings with every breath. */
const RULES: Partial<Record<MeasureCode, SteadyRule>> = {
  spo2: { seconds: 8, spread: 2 },
  'heart-rate': { seconds: 8, spread: 10 },
  'respiratory-rate': { seconds: 15, spread: 4 },
  temperature: { seconds: 8, spread: 0.2 },
  weight: { seconds: 4, spread: 0.2 },
};

const OTHERS: SteadyRule = { seconds: 8, spread: 5 };

export const steadyRuleOf = (code: MeasureCode): SteadyRule => RULES[code] ?? OTHERS;

/** Whoever sees one of these does not trust the number beside it. */
const UNSTEADY: ReadonlySet<ReadingFlag> = new Set<ReadingFlag>(
  ['sensor-off', 'sensor-fault', 'searching', 'artefact', 'low-perfusion', 'low-signal', 'out-of-track', 'unstable', 'movement'],
);

export const isTrusted = (flags: readonly ReadingFlag[]): boolean => !flags.some((flag) => UNSTEADY.has(flag));

/** Numbers that are nobody's: of control liquid, or of a device whose scale is not known. */
const NOBODYS: ReadonlySet<ReadingFlag> = new Set<ReadingFlag>(['control-solution', 'uncalibrated']);

/** Whether a number with these flags may ever stand in a patient's chart. */
export const mayBeCharted = (flags: readonly ReadingFlag[]): boolean => !flags.some((flag) => NOBODYS.has(flag));

/** Follows one streamed value. Times are milliseconds of one clock that never goes back. */
export class SteadyWatch {
  readonly #rule: SteadyRule;
  readonly #gapMs: number;
  /** Lowest and highest of each of the last seconds, by second modulo their number. */
  readonly #second: Float64Array;
  readonly #low: Float64Array;
  readonly #high: Float64Array;
  #from = NaN;
  #last = NaN;

  /** @param gapMs longest time between two values that still follow each other */
  constructor(rule: SteadyRule, gapMs: number) {
    this.#rule = rule;
    this.#gapMs = gapMs;
    const room = rule.seconds + 2;
    this.#second = new Float64Array(room).fill(NaN);
    this.#low = new Float64Array(room);
    this.#high = new Float64Array(room);
  }

  /** The next value; null, or not trusted, begins anew. */
  take(at: number, value: number | null, trusted: boolean): void {
    if (value === null || !trusted) {
      this.reset();
      return;
    }
    if (!(at - this.#last <= this.#gapMs)) this.#from = at;
    this.#last = at;
    const second = Math.floor(at / 1000);
    const place = second % this.#second.length;
    if (this.#second[place] === second) {
      this.#low[place] = Math.min(this.#low[place] ?? value, value);
      this.#high[place] = Math.max(this.#high[place] ?? value, value);
    } else {
      this.#second[place] = second;
      this.#low[place] = value;
      this.#high[place] = value;
    }
  }

  reset(): void {
    this.#from = NaN;
    this.#last = NaN;
    this.#second.fill(NaN);
  }

  /** Whether the last value may be charted at this moment. */
  steady(at: number): boolean {
    const { seconds, spread } = this.#rule;
    if (!(this.#last - this.#from >= seconds * 1000) || !(at - this.#last <= this.#gapMs)) return false;
    const first = Math.floor((this.#last - seconds * 1000) / 1000);
    let low = Infinity;
    let high = -Infinity;
    for (let place = 0; place < this.#second.length; place += 1) {
      if (!((this.#second[place] ?? NaN) >= first)) continue;
      low = Math.min(low, this.#low[place] ?? Infinity);
      high = Math.max(high, this.#high[place] ?? -Infinity);
    }
    return high - low <= spread;
  }
}
