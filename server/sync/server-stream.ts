import { hlcFromMs, type Hlc } from '#domain/sync/clock.ts';
import { OperationKind, type ColumnValue, type Scalar } from '#domain/sync/operation.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import { versionOf } from '#domain/sync/version.ts';
import type { OriginOperation } from '#domain/sync/wire/logged.ts';
import type { BatchState } from './merge-batch.ts';
import { nextLink } from './chain.ts';

/** The server's own stream in a clinic: where it writes conflicts and devices, as one more device. */
export interface ServerHead {
  readonly origin: string;
  dseq: number;
  chain: Uint8Array;
  hlc: Hlc;
}

export interface ServerWrite {
  readonly table: SyncedTable;
  readonly rowId: string;
  /** By column name. Columns left out keep what they hold. */
  readonly values: Readonly<Record<string, Scalar>>;
  /** For whom the server writes, and why; itself when absent. */
  readonly author?: { readonly personId: string; readonly intent: string };
}

const NO_VERSIONS = { base: [0, 0], over: {} } as const;

interface Source {
  readonly newId: () => string;
  readonly nowMs: number;
}

/**
 * Turns what the server has to say into operations of its own stream, one group, stamped above what they replace, so
 * that PCs receive them like any change. Moves `head` on.
 */
export function serverOperations(head: ServerHead, writes: readonly ServerWrite[], state: BatchState, { newId, nowMs }: Source): OriginOperation[] {
  const group = head.dseq + 1;
  return writes.map(({ table, rowId, values, author }) => {
    const spec: TableSpec = tables[table];
    const before = state.rows.get(spec.id, rowId);
    const columns = Object.entries(values).map(([name, value]): ColumnValue => [spec.columns[name]?.id ?? 0, value]);
    // The clinic is locked, so the server has seen all of the row: it names every change, as whoever puts a row away must.
    const seen = before ? new Set([...columns.map(([column]) => column), ...Object.keys(before.versions.over).map(Number)]) : [];
    const previous = [...seen].map((column) => [column, ...versionOf(before?.versions ?? NO_VERSIONS, column)] as const);
    head.hlc = Math.max(hlcFromMs(nowMs), head.hlc + 1, ...previous.map(([, hlc]) => hlc + 1));
    head.dseq += 1;
    const operation: OriginOperation = {
      origin: head.origin, dseq: head.dseq, group, opId: newId(), table: spec.id, rowId, kind: before ? OperationKind.set : OperationKind.insert, hlc: head.hlc,
      schemaVersion: 0, personId: author?.personId ?? null, at: nowMs, intent: author?.intent ?? 'server', batch: null, columns, previous,
    };
    head.chain = nextLink(head.chain, operation);
    return operation;
  });
}

