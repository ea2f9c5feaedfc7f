/** A stocktake is written down in any order, is said to be counted, and then changes the ledger once. */
export const stocktakeStatuses = ['draft', 'counted', 'posted', 'cancelled'] as const;
export type StocktakeStatus = (typeof stocktakeStatuses)[number];

const next: Readonly<Record<StocktakeStatus, readonly StocktakeStatus[]>> = {
  draft: ['counted', 'cancelled'], counted: ['posted', 'draft', 'cancelled'], posted: [], cancelled: [],
};

export const mayBecome = (from: StocktakeStatus, to: StocktakeStatus): boolean => next[from].includes(to);

/** What was counted of one batch, and what the counter's PC knew at that moment. */
export interface Count {
  readonly counted: number;
  /** The balance by the movements known then. */
  readonly expected: number;
  /** How many movements those were. */
  readonly seen: number;
}

/**
 * What the ledger changes by: the count against what was known when it was made. A movement that arrives later, or is made between
 * counting and posting, changes the balance and not this.
 */
export const adjustmentOf = ({ counted, expected }: Pick<Count, 'counted' | 'expected'>): number => counted - expected;

/**
 * Whether the count overlaps a late movement: by the clock that all PCs share, more movements had been made before it than the
 * counter's PC knew of. Somebody should count again.
 */
export const overlaps = (count: Pick<Count, 'seen'>, madeBefore: number): boolean => madeBefore > count.seen;
