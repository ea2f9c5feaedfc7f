import type { Contract } from '#domain/contract/contract.ts';
import { done } from '#domain/contract/shapes.ts';
import type { ItemColumn } from '#domain/stock/item-file.ts';
import { findItemImport, insertItemImport, listItemImports, updateItemImport, type ItemImportRow } from '#db/queries/item-imports.ts';
import { stockStores } from '#db/queries/stock.ts';
import type { DeskParts } from '../desk.ts';
import type { Call } from '../dispatch/call.ts';
import { fail } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { headOf, planFile, readItemFile, storeItems } from '../stock/import-items.ts';
import { undoItems } from '../stock/undo-items.ts';
import { atOf, clinicDay } from './visits.ts';

const SHOWN = 500;
const LONGEST_NAME = 300;

type FileHandlers = Pick<Handlers<Contract['stock']>, 'inspectItems' | 'importItems' | 'imports' | 'refusedRows' | 'cancelImport' | 'undoItems'>;

const workOf = (call: Call) => ({ at: atOf(call), personId: call.caller.personId, today: clinicDay(call.read, call.now) });

const headersOf = (headers: readonly string[], columns: readonly ItemColumn[]): Record<string, string> =>
  Object.fromEntries(columns.flatMap((meaning, index) => (meaning === 'ignore' ? [] : [[meaning, (headers[index] ?? '').trim()]])));

/** Items and their opening stock out of a file. spec: STK-1 */
export function stockFileHandlers({ store, newId }: DeskParts): FileHandlers {
  /** Imports of this moment; what else is said to run was cut off. */
  const running = new Map<string, { cancelled: boolean }>();
  const keep = (call: Call, row: ItemImportRow): void => store.write({ personId: call.caller.personId, intent: call.endpoint }, (tx) => { updateItemImport(tx, row); });
  const takeBack = async (call: Call, importId: string): Promise<{ removed: number; kept: string[] }> => undoItems(store, importId, call.endpoint, workOf(call));
  return {
    inspectItems: async (_call, { fileName, data }) => headOf(await readItemFile(fileName, data)),
    importItems: async (call, { fileName, data, columns, storeId, dryRun }) => {
      const { rows, headers } = await readItemFile(fileName, data);
      if (!stockStores(call.read).some(({ id, active }) => id === storeId && active)) throw fail('NOT_FOUND', { what: 'stock-store' });
      const importId = newId();
      const { items, refused } = planFile(call.read, rows, columns, clinicDay(call.read, call.now));
      const counts = { items: items.length, batches: items.reduce((sum, { batches }) => sum + batches.length, 0), refusedCount: refused.length };
      const told = refused.slice(0, SHOWN);
      if (dryRun) return call.write(() => ({ importId, dryRun, ...counts, refused: told }));
      const begun: ItemImportRow = {
        importId, name: fileName.slice(0, LONGEST_NAME), startedAt: atOf(call), status: 'running', ...counts, stored: 0, headers: headersOf(headers, columns), removed: 0, kept: [],
      };
      const state = { cancelled: false };
      running.set(importId, state);
      try {
        const intent = call.endpoint;
        store.write({ personId: call.caller.personId, intent }, (tx) => { insertItemImport(tx, begun, { personId: call.caller.personId, refused: told }); });
        await storeItems(store, items, {
          storeId, importId, intent, work: workOf(call), isCancelled: () => state.cancelled,
          onStored: (tx, stored) => { updateItemImport(tx, { ...begun, stored, status: stored === items.length ? 'done' : 'running' }); },
        });
        if (state.cancelled) keep(call, { ...begun, status: 'cancelled', ...await takeBack(call, importId) });
        else if (items.length === 0) keep(call, { ...begun, status: 'done' });
      } finally {
        running.delete(importId);
      }
      return call.write(() => ({ importId, dryRun, ...counts, ...(state.cancelled ? { items: 0, batches: 0 } : {}), refused: told }));
    },
    imports: (call) => ({ imports: listItemImports(call.read).map((one) => (one.status === 'running' && !running.has(one.importId) ? { ...one, status: 'interrupted' as const } : one)) }),
    refusedRows: (call, { importId }) => ({ refused: findItemImport(call.read, importId)?.refused ?? [] }),
    cancelImport: (call, { importId }) => call.write(() => {
      const state = running.get(importId);
      if (!state) throw fail('CONFLICT', { reason: 'import-over' });
      state.cancelled = true;
      return done;
    }),
    undoItems: async (call, { importId }) => {
      if (running.has(importId)) throw fail('CONFLICT', { reason: 'import-running' });
      const undone = await takeBack(call, importId);
      const row = findItemImport(call.read, importId)?.row;
      if (row) keep(call, { ...row, status: 'undone', removed: row.removed + undone.removed, kept: undone.kept });
      return call.write(() => undone);
    },
  };
}
