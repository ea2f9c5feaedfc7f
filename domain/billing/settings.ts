import { isCurrency, MOST_MONEY } from '../kit/money.ts';

/** One tax of the clinic's country. */
export interface Tax {
  readonly code: string;
  readonly name: string;
  /** Hundredths of a percent. */
  readonly rate: number;
  /** Prices hold it already. */
  readonly included: boolean;
}

/** How the clinic takes money. */
export interface BillingSettings {
  /** ISO 4217. */
  readonly currency: string;
  /** Smallest amount paid in coins, in minor units; 1 where nothing is rounded. */
  readonly cashStep: number;
  /** Values of notes and coins in minor units, largest first. */
  readonly denominations: readonly number[];
  readonly taxes: readonly Tax[];
  /** What was done before this day (`YYYY-MM-DD`) is not charged; null while nothing is charged by itself. */
  readonly chargeFrom: string | null;
}

export const USUAL_BILLING: BillingSettings = { currency: 'USD', cashStep: 1, denominations: [10_000, 5000, 2000, 1000, 500, 100, 25, 10, 5, 1], taxes: [], chargeFrom: null };

/** The field at fault and why. */
export function settingsProblem({ currency, cashStep, denominations, taxes }: BillingSettings): { readonly field: string; readonly code: string } | undefined {
  if (!isCurrency(currency)) return { field: 'currency', code: 'unknown-currency' };
  if (!Number.isInteger(cashStep) || cashStep < 1 || cashStep > MOST_MONEY) return { field: 'cashStep', code: 'not-money' };
  if (denominations.some((value) => !Number.isInteger(value) || value < 1 || value > MOST_MONEY)) return { field: 'denominations', code: 'not-money' };
  if (taxes.some(({ code, name }) => code.trim() === '' || name.trim() === '')) return { field: 'taxes', code: 'empty' };
  if (new Set(taxes.map(({ code }) => code)).size !== taxes.length) return { field: 'taxes', code: 'taken' };
  return undefined;
}
