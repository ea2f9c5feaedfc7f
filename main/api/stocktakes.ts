import type { Contract } from '#domain/contract/contract.ts';
import { findStocktake, linesOfStocktake, listStocktakes } from '#db/queries/stocktakes.ts';
import type { ReadDb } from '#db/read.ts';
import { fail } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { becomeStatus, countBatch, startStocktake } from '../stock/stocktake.ts';
import { stockWork } from './stock.ts';

/** Counting a store. spec: STK-2 */
export function stocktakeHandlers(): Handlers<Contract['stocktakes']> {
  return {
    list: (call) => ({ stocktakes: listStocktakes(call.read) }),
    get: (call, { stocktakeId }) => whole(call.read, stocktakeId),
    start: (call, input) => call.write((tx) => whole(tx, startStocktake(stockWork(tx, call), input))),
    count: (call, input) => call.write((tx) => {
      countBatch(stockWork(tx, call), input);
      return whole(tx, input.stocktakeId);
    }),
    become: (call, { stocktakeId, status, reason }) => call.write((tx) => {
      becomeStatus(stockWork(tx, call), stocktakeId, { status, reason });
      return whole(tx, stocktakeId);
    }),
  };
}

function whole(db: ReadDb, id: string) {
  const stocktake = findStocktake(db, id);
  if (!stocktake) throw fail('NOT_FOUND', { what: 'stocktake' });
  return { stocktake, lines: linesOfStocktake(db, stocktake) };
}
