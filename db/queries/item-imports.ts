import type { ItemFileImport, RefusedRow } from '#domain/contract/stock-shapes.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';

/** Lists that show imports read again when one of these rows changes. */
const AREA = 'imports';
const LISTED = 30;

/** What is written down of an import; who began it stands beside it. */
export type ItemImportRow = Omit<ItemFileImport, 'by'>;

export function insertItemImport(tx: WriteDb, row: ItemImportRow, { personId, refused }: { readonly personId: string | null; readonly refused: readonly RefusedRow[] }): void {
  tx.local(tx.build.insertInto('item_import').values({ id: row.importId, started_at: row.startedAt, person_id: personId, report: JSON.stringify(row), refused: JSON.stringify(refused) }), AREA);
}

export function updateItemImport(tx: WriteDb, row: ItemImportRow): void {
  tx.local(tx.build.updateTable('item_import').set({ report: JSON.stringify(row) }).where('id', '=', row.importId), AREA);
}

/** Newest first. */
export const listItemImports = (db: ReadDb): ItemFileImport[] =>
  (db.statement('SELECT i.report, p.name AS by FROM item_import i LEFT JOIN person p ON p.id = i.person_id ORDER BY i.started_at DESC, i.id DESC LIMIT ?').all(LISTED) as { report: string; by: string | null }[])
    .map(({ report, by }) => ({ ...(JSON.parse(report) as ItemImportRow), by }));

export function findItemImport(db: ReadDb, id: string): { readonly row: ItemImportRow; readonly refused: RefusedRow[] } | undefined {
  const found = db.first(db.build.selectFrom('item_import').select(['report', 'refused']).where('id', '=', id));
  return found && { row: JSON.parse(found.report) as ItemImportRow, refused: JSON.parse(found.refused) as RefusedRow[] };
}
