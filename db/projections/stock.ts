import { forgetBalances, forgetConsumption } from '../queries/stock-balances.ts';
import { forgetItems } from '../queries/stock.ts';
import type { WriteDb, Written } from '../door.ts';

/** What is kept of items is read again after one was written. */
export const stockItemWritten = (tx: WriteDb): void => forgetItems(tx);

/** A movement that changed was merged or mended: what was used on days that are over may be another. */
export function stockMovementWritten(tx: WriteDb, { before }: Written<'stock_movement'>): void {
  if (before) forgetConsumption(tx);
}

/** Movements of another PC, perhaps of days that are over. The balances themselves follow by triggers. */
export const stockMovementsArrived = (tx: WriteDb): void => forgetConsumption(tx);

/** The ledger is made anew from the log, and every row of it will count again. */
export const stockLedgerAnew = (tx: WriteDb): void => forgetBalances(tx);
