import { msOfHlc } from '#domain/sync/clock.ts';
import type { RowState } from '#domain/sync/merge.ts';
import { OperationKind, type ColumnValue } from '#domain/sync/operation.ts';
import { versionOf, type Version } from '#domain/sync/version.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';

const FROM_IMAGE = 'sync.snapshot';

/**
 * A row as it stands, as the writes that would make it: its insert, and one write for each later version. Merged with
 * what is here, they give what all the operations behind the image would have given, so an image needs no merge rules
 * of its own; one that a newer program wrote can wait like an operation.
 */
export function operationsOfImage(table: number, rowId: string, { values, versions }: RowState): LoggedOperation[] {
  const written = new Map<string, { readonly version: Version; readonly columns: ColumnValue[] }>();
  const at = (version: Version): ColumnValue[] => {
    const key = version.join(':');
    const known = written.get(key) ?? { version, columns: [] };
    written.set(key, known);
    return known.columns;
  };
  const base = versions.base.join(':');
  if (versions.base[0] > 0) at(versions.base);
  for (const column of new Set([...Object.keys(values), ...Object.keys(versions.over)].map(Number))) {
    const [value, version] = [values[column] ?? null, versionOf(versions, column)];
    const isDefault = value === null && version.join(':') === base;
    if (!isDefault && version[0] > 0) at(version).push([column, value]);
  }
  return [...written].map(([key, { version, columns }]) => asOperation(table, rowId, key === base, version, columns));
}

function asOperation(table: number, rowId: string, isInsert: boolean, [hlc, tie]: Version, columns: readonly ColumnValue[]): LoggedOperation {
  return {
    seq: 0, origin: '', dseq: 0, group: 0, opId: idOf(table, hlc, tie), table, rowId, kind: isInsert ? OperationKind.insert : OperationKind.set, hlc,
    schemaVersion: 0, personId: null, at: msOfHlc(hlc), intent: FROM_IMAGE, batch: null, columns, previous: [],
  };
}

/** A UUID that ends in the tie, as every operation's does; the same write always has the same, so that it can wait, or be handed in, only once. */
function idOf(table: number, hlc: number, tie: number): string {
  const [clock, place] = [hlc.toString(16).padStart(14, '0'), table.toString(16).padStart(4, '0')];
  // Between them what every UUID of the newest kind has in two places.
  return `${clock.slice(0, 8)}-${clock.slice(8, 12)}-8${clock.slice(12)}${place.slice(0, 1)}-8${place.slice(1)}-${tie.toString(16).padStart(12, '0')}`;
}
