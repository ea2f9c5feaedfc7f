import type { SyncedRow } from '#domain/sync/tables.ts';
import type { ReadDb } from '#db/read.ts';

/** The clinic's own row. Throws before first run. */
export function clinicOf(db: ReadDb): SyncedRow<'clinic'> {
  const row = db.statement('SELECT * FROM clinic ORDER BY rid LIMIT 1').get() as SyncedRow<'clinic'> | undefined;
  if (!row) throw new Error('there is no clinic yet');
  return row;
}
