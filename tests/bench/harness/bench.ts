import type { Comparison, MeasureOptions, Work } from './measure.ts';
import type { Summary } from './statistics.ts';

/** What a figure must keep to: the ratio to the yardstick, or our own figure in its unit. */
export type Goal =
  | { readonly of: 'ratio'; readonly atMost: number }
  | { readonly of: 'ratio'; readonly atLeast: number }
  | { readonly of: 'ours'; readonly atMost: number }
  | { readonly of: 'ours'; readonly atLeast: number };

/** One line of the table. */
export interface Row {
  /** What was measured, with its size: `p99, 100,000 patients`. */
  readonly name: string;
  /** Unit of `ours` and `yardstick`: `ms`, `MB`, `rows/s`, `kB`. */
  readonly unit: string;
  readonly ours: number;
  readonly yardstick?: number;
  /** Ours divided by the yardstick; worked out from the two when absent. */
  readonly ratio?: number;
  /** Share of the median that repeated rounds lie apart: 0.1 is 10 %. */
  readonly spread?: number;
  /** Replaces the bench's goal for this row; `null` for a row that is only shown. */
  readonly goal?: Goal | null;
}

/** What a bench is handed while it runs, alone in its process. */
export interface BenchContext {
  readonly quick: boolean;
  /** The sizes to measure: `sizes.quick` or `sizes.full` of the bench. */
  readonly sizes: readonly number[];
  /** An empty folder that is removed afterwards. */
  readonly scratch: string;
  compare(ours: Work, yardstick: Work, options?: MeasureOptions): Promise<Comparison>;
  time(work: Work, options?: MeasureOptions): Promise<Summary & { readonly spread: number }>;
  /** Resident memory in MB after a full garbage collection. */
  memory(): number;
  /** Progress for the person who waits; never part of the table. */
  log(text: string): void;
}

/** The shape of `export const bench` in tests/bench/NAME.bench.ts. */
export interface Bench {
  readonly name: string;
  /** What ours is compared with, in words: `bare prepared FTS5 statement`. */
  readonly yardstick: string;
  readonly sizes: { readonly full: readonly number[]; readonly quick: readonly number[] };
  readonly goal: Goal;
  /** After how long the process is ended and the bench has failed; 15 unless said otherwise. */
  readonly minutes?: number;
  run(context: BenchContext): Promise<readonly Row[]>;
}
