import { mergeInto, NEVER, type Merged, type RowState } from '#domain/sync/merge.ts';
import { sameVersion, versionOf, type Version } from '#domain/sync/version.ts';
import type { Op } from './operation.ts';

/** The rows of one replica, on a PC or on the server. Row states are never changed in place, so a copy of the map is a copy. */
export type Rows = Map<string, RowState>;

/** Applies an operation with the product's merge. Without the tie-break from the id, the writer's identity stands in its place. */
export function merge(rows: Rows, op: Op, tieFromId: boolean): Merged {
  const merged = mergeInto(rows.get(op.rowId), tieFromId ? op : { ...op, opId: op.writer });
  rows.set(op.rowId, merged.row);
  return merged;
}

/**
 * The version of a column, or null when nothing has written it. A whole row's insert has written every column, those it
 * does not name with their default: a write that did not see it is concurrent with it there too.
 */
export function currentVersion(row: RowState | undefined, column: number): Version | null {
  const version = row ? versionOf(row.versions, column) : NEVER;
  return sameVersion(version, NEVER) ? null : version;
}
