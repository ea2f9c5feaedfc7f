import type { WriteDb } from '../door.ts';

/** So many tokens enter the late indexes at a time (migration 360). */
const INDEXED_TOGETHER = 32;

/** The late indexes hold only tokens that are here, and none of a group that is not full any more: the views look there themselves. */
export function tokenRemoved(tx: WriteDb, { rid }: { readonly rid: number }): void {
  for (const index of ['token_by_patient', 'token_by_day']) {
    tx.statement(`DELETE FROM ${index} WHERE rid = ? OR rid > (SELECT ifnull(max(rid), 0) FROM token) / ${String(INDEXED_TOGETHER)} * ${String(INDEXED_TOGETHER)}`).run(rid);
  }
}
