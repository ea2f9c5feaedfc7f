import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';

export function findDraft(db: ReadDb, personId: string, key: string): { content: string; savedAt: string } | undefined {
  const row = db.first(db.build.selectFrom('draft').select(['content', 'saved_at']).where('person_id', '=', personId).where('key', '=', key));
  return row && { content: row.content, savedAt: row.saved_at };
}

export function keepDraft(tx: WriteDb, draft: { personId: string; key: string; content: string; savedAt: string }): void {
  const written = { content: draft.content, saved_at: draft.savedAt };
  tx.local(tx.build.insertInto('draft').values({ person_id: draft.personId, key: draft.key, ...written })
    .onConflict((conflict) => conflict.columns(['person_id', 'key']).doUpdateSet(written)));
}

export function removeDraft(tx: WriteDb, personId: string, key: string): void {
  tx.local(tx.build.deleteFrom('draft').where('person_id', '=', personId).where('key', '=', key));
}
