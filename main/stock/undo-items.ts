import { setImmediate as nextTurn } from 'node:timers/promises';
import { tables } from '#domain/sync/tables.ts';
import { nameOfItem } from '#domain/stock/item.ts';
import { findItem } from '#db/queries/stock.ts';
import type { ReadDb } from '#db/read.ts';
import type { Store } from '#db/store.ts';
import { reverseAct, type StockWork } from './ledger.ts';

const TOGETHER = 100;

interface Added { readonly itemId: string; readonly hlc: number }

/** Items an import added or took up again, with the clock of that moment. */
const itemsOf = (db: ReadDb, importId: string): Added[] => db.statement('SELECT row_id AS itemId, max(hlc) AS hlc FROM operation WHERE batch = ? AND tbl = ? GROUP BY row_id ORDER BY min(dseq)')
  .all(importId, tables.stock_item.id) as Added[];

/** Whether the item was written, or anything of it moved, by anybody after the import. */
const isUsed = (db: ReadDb, { itemId, hlc }: Added, importId: string): boolean => db.statement(`SELECT 1 FROM stock_item WHERE id = ? AND row_hlc > ?
  UNION ALL SELECT 1 FROM stock_movement m WHERE m.item_id = ? AND m.row_hlc > ? AND m.id NOT IN (SELECT row_id FROM operation WHERE batch = ? AND tbl = ?) LIMIT 1`)
  .get(itemId, hlc, itemId, hlc, importId, tables.stock_movement.id) !== undefined;

/** Movements of an item that the import wrote. */
const movementsOf = (db: ReadDb, itemId: string, importId: string): string[] => (db.statement(`SELECT m.id FROM stock_movement m WHERE m.item_id = ?
  AND m.id IN (SELECT row_id FROM operation WHERE batch = ? AND tbl = ?) ORDER BY m.rid`).all(itemId, importId, tables.stock_movement.id) as { id: string }[]).map(({ id }) => id);

/**
 * Takes back what an import of items added: what it received is reversed with the reason, its items are switched off. An item that
 * somebody has changed or moved since stays as it is, and is named. Running it again finishes the rest.
 */
export async function undoItems(store: Store, importId: string, intent: string, work: Omit<StockWork, 'tx'>): Promise<{ removed: number; kept: string[] }> {
  const [added, kept] = [itemsOf(store.read, importId), [] as string[]];
  let removed = 0;
  for (let from = 0; from < added.length; from += TOGETHER) {
    store.write({ personId: work.personId, intent }, (tx) => {
      for (const one of added.slice(from, from + TOGETHER)) {
        const item = findItem(tx, one.itemId);
        if (!item?.active) continue;
        if (isUsed(tx, one, importId)) {
          kept.push(nameOfItem(item));
          continue;
        }
        for (const id of movementsOf(tx, one.itemId, importId)) reverseAct({ ...work, tx }, id, UNDONE);
        tx.update('stock_item', one.itemId, { active: 0 });
        removed += 1;
      }
    });
    await nextTurn();
  }
  return { removed, kept };
}

/** Stands in the ledger as the reason; screens have words for it. */
export const UNDONE = 'import-undone';
