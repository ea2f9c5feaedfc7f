import { exactShare } from '../kit/money.ts';

/** What was paid for a batch: `cost` minor units for `costUnits` base units; null where nobody said. */
export interface BatchCost {
  readonly cost: number | null;
  readonly costUnits: number;
}

/** What so many base units of a batch cost, to the nearest minor unit; null where the cost is not known. Stock below zero is worth nothing. */
export const valueOf = (onHand: number, { cost, costUnits }: BatchCost): bigint | null =>
  cost === null ? null : onHand <= 0 ? 0n : exactShare(cost, onHand, costUnits);

export interface Valuation {
  readonly value: bigint;
  /** Batches on hand of which nobody said what they cost. */
  readonly unknown: number;
}

/** The sum over batches; each is rounded by itself, so that a list adds up to its total. */
export function totalValue(batches: readonly (BatchCost & { readonly onHand: number })[]): Valuation {
  let [value, unknown] = [0n, 0];
  for (const batch of batches) {
    const one = valueOf(batch.onHand, batch);
    if (one === null) unknown += batch.onHand > 0 ? 1 : 0;
    else value += one;
  }
  return { value, unknown };
}
