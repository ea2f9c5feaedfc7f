import type { Contract } from '#domain/contract/contract.ts';
import type { DeskParts } from '../desk.ts';
import { fail } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { stockStores } from '#db/queries/stock.ts';
import { headOf, planFile, readItemFile, storeItems } from '../stock/import-items.ts';
import { undoItems } from '../stock/undo-items.ts';
import type { Call } from '../dispatch/call.ts';
import { atOf, clinicDay } from './visits.ts';

const SHOWN = 500;

const workOf = (call: Call) => ({ at: atOf(call), personId: call.caller.personId, today: clinicDay(call.read, call.now) });

/** Items and their opening stock out of a file. spec: STK-1 */
export function stockFileHandlers({ store, newId }: DeskParts): Pick<Handlers<Contract['stock']>, 'inspectItems' | 'importItems' | 'undoItems'> {
  return {
    inspectItems: async (_call, { fileName, data }) => headOf(await readItemFile(fileName, data)),
    importItems: async (call, { fileName, data, columns, storeId, dryRun }) => {
      const { rows } = await readItemFile(fileName, data);
      if (!stockStores(call.read).some(({ id, active }) => id === storeId && active)) throw fail('NOT_FOUND', { what: 'stock-store' });
      const importId = newId();
      const { items, refused } = planFile(call.read, rows, columns, clinicDay(call.read, call.now));
      if (!dryRun) await storeItems(store, items, { storeId, importId, intent: call.endpoint, work: workOf(call) });
      return call.write(() => ({ importId, dryRun, items: items.length, batches: items.reduce((sum, { batches }) => sum + batches.length, 0), refused: refused.slice(0, SHOWN), refusedCount: refused.length }));
    },
    undoItems: async (call, { importId }) => {
      const undone = await undoItems(store, importId, call.endpoint, workOf(call));
      return call.write(() => undone);
    },
  };
}
