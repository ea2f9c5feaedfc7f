import type { Money } from '../kit/money.ts';

/** What happens to the cash of a drawer beside patients' payments. `count` closes it. */
export const MOVEMENTS = ['float', 'paid-in', 'expense', 'banked', 'count'] as const;
export type Movement = (typeof MOVEMENTS)[number];

export interface DrawerMovement {
  readonly kind: Movement;
  /** Signed: what left the drawer is negative. Of a count, what was found. */
  readonly amount: Money;
}

/** What must be in the drawer: float, movements and cash payments together; what was counted is not part of it. */
export const expectedCash = (movements: readonly DrawerMovement[], cash: Money): Money =>
  movements.reduce((sum, { kind, amount }) => (kind === 'count' ? sum : sum + amount), cash);

/** Pieces by value. */
export type Count = Readonly<Record<string, number>>;

export const countedCash = (count: Count): Money => Object.entries(count).reduce((sum, [value, pieces]) => sum + Number(value) * pieces, 0);

/** Which notes and coins give an amount, largest first; `rest` is what cannot be given in them. */
export function changeIn(amount: Money, denominations: readonly number[]): { readonly pieces: readonly (readonly [value: number, pieces: number])[]; readonly rest: Money } {
  let rest = amount;
  const pieces: [number, number][] = [];
  for (const value of [...denominations].sort((a, b) => b - a)) {
    const fits = value > 0 ? Math.floor(rest / value) : 0;
    if (fits === 0) continue;
    pieces.push([value, fits]);
    rest -= fits * value;
  }
  return { pieces, rest };
}
