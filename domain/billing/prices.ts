import type { Money } from '../kit/money.ts';

/** One price of something, perhaps only with one payer, perhaps only for an age. */
export interface Price {
  readonly id: string;
  /** `service:<id>`, `lab:<code>`, `procedure:<code or words>`, `stock:<id>`, `other:<id>`. */
  readonly itemKey: string;
  readonly name: string;
  /** Short word by which it is typed; empty for none. */
  readonly code: string;
  readonly payerId: string | null;
  /** Whole years: from this one on, and before that one. */
  readonly ageFrom: number | null;
  readonly ageBefore: number | null;
  readonly amount: Money;
  /** Code of one of the clinic's taxes; null for none. */
  readonly tax: string | null;
  readonly active: boolean;
}

export interface Buyer {
  readonly payerId: string | null;
  /** Null where nobody knows: then only prices without an age fit. */
  readonly ageYears: number | null;
}

const fitsAge = ({ ageFrom, ageBefore }: Price, years: number | null): boolean =>
  (ageFrom === null && ageBefore === null) || (years !== null && years >= (ageFrom ?? 0) && years < (ageBefore ?? Infinity));

/** How closely a price is meant for somebody: the payer's own counts more than one for an age. */
const closeness = ({ payerId, ageFrom, ageBefore }: Price): number => (payerId === null ? 0 : 2) + (ageFrom === null && ageBefore === null ? 0 : 1);

/** The price that is meant most closely for the buyer; of equals the lower id, so that every PC picks the same. */
export function priceFor(prices: readonly Price[], itemKey: string, { payerId, ageYears }: Buyer): Price | undefined {
  return prices.filter((price) => price.active && price.itemKey === itemKey && (price.payerId === null || price.payerId === payerId) && fitsAge(price, ageYears))
    .sort((a, b) => closeness(b) - closeness(a) || (a.id < b.id ? -1 : 1))[0];
}

/** The key of what was done: its code where it has one, else its words without case and double spaces. */
export const procedureKey = (code: string | null, title: string): string =>
  `procedure:${(code ?? title).trim().toLowerCase().replace(/\s+/g, ' ').slice(0, 120)}`;
