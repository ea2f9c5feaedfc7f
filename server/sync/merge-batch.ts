import { clashesOf, severityOf, settles, type Contender, type Severity } from '#domain/sync/conflict.ts';
import { mergeInto, type RowState } from '#domain/sync/merge.ts';
import { OperationKind, tieOf } from '#domain/sync/operation.ts';
import { minus, plus, rowSum, rowTexts, ZERO, type RowTexts, type Sum } from '#domain/sync/row-sum.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { tableById, tables } from '#domain/sync/tables.ts';
import { versionOf, type Version } from '#domain/sync/version.ts';
import { issuedColumns } from './issued-numbers.ts';
import { RowMap } from './row-map.ts';
import type { OriginOperation } from '#domain/sync/wire/logged.ts';

/** A choice that waits for a person: one column of one row, and every value that competes for it. */
export interface OpenConflict {
  readonly id: string;
  readonly table: number;
  readonly rowId: string;
  readonly column: number;
  readonly severity: Severity;
  readonly contenders: readonly Contender[];
  readonly openedAt: number;
}

export interface BatchState {
  /** A row nobody wrote yet is absent. */
  readonly rows: RowMap<RowState>;
  /** By `cellKey`. */
  readonly open: Map<string, OpenConflict>;
  /** By operation id: the write that gave the same printed number to another row before. */
  readonly usedNumbers?: ReadonlyMap<string, Contender>;
  /** Of the rows that came as texts. */
  readonly texts?: ReadonlyMap<RowState, RowTexts>;
}

/** A row that changed, as it is now. */
export interface ChangedRow {
  readonly table: number;
  readonly rowId: string;
  readonly row: RowState;
  readonly texts: RowTexts;
  /** It was not there before. */
  readonly isNew: boolean;
}

export interface BatchOutcome {
  readonly changed: readonly ChangedRow[];
  /** Conflicts opened or extended, by cell, and those settled, by id, with the operation that settled them. */
  readonly opened: ReadonlyMap<string, OpenConflict>;
  readonly closed: ReadonlyMap<string, { readonly conflict: OpenConflict; readonly by: OriginOperation | null }>;
  /** Operations that took part in a new or extended conflict. */
  readonly conflicting: ReadonlySet<string>;
  /** What to add to the sums, by table. */
  readonly sums: ReadonlyMap<number, { readonly rows: number; readonly sum: Sum }>;
}

export const cellKey = (table: number, rowId: string, column: number): string => `${String(table)}:${rowId}:${String(column)}`;

interface Names {
  /** Who wrote a version that stands in a row: from this batch, or looked up. */
  contender(table: number, rowId: string, column: number, version: Version, value: Contender['value']): Contender;
  readonly newId: () => string;
}

/**
 * Merges operations in the order of the log and finds what did not know of each other. Changes `state` in place; reads
 * and writes nothing else, so that a PC, the simulator and the server agree on it.
 */
export function mergeBatch(operations: readonly OriginOperation[], state: BatchState, names: Names, now: number): BatchOutcome {
  const batch = new Batch(state, names, now);
  for (const operation of operations) batch.take(operation);
  batch.sum();
  return batch;
}

interface Written {
  readonly table: number;
  readonly rowId: string;
  readonly before: RowState | undefined;
  row: RowState;
}

class Batch implements BatchOutcome {
  readonly changed: ChangedRow[] = [];
  readonly opened = new Map<string, OpenConflict>();
  readonly closed = new Map<string, { conflict: OpenConflict; by: OriginOperation | null }>();
  readonly conflicting = new Set<string>();
  readonly sums = new Map<number, { rows: number; sum: Sum }>();
  /** The changed rows, and what they were before the batch. */
  readonly #written: Written[] = [];
  readonly #known = new RowMap<Written>();
  readonly #state: BatchState;
  readonly #names: Names;
  readonly #now: number;

  constructor(state: BatchState, names: Names, now: number) {
    this.#state = state;
    this.#names = names;
    this.#now = now;
  }

  take(operation: OriginOperation): void {
    const { table, rowId } = operation;
    const before = this.#state.rows.get(table, rowId);
    const clashes = clashesOf(before, operation, specOf(operation.table));
    const { row, won } = mergeInto(before, operation);
    if (!before || won.length > 0) {
      const written = this.#known.get(table, rowId);
      if (written) written.row = row;
      else this.#note({ table, rowId, before, row });
      this.#state.rows.set(table, rowId, row);
    }
    for (const { column, standing, standingValue, value } of clashes) {
      this.#open(operation, column, this.#names.contender(operation.table, operation.rowId, column, standing, standingValue), value);
    }
    const numbered = this.#state.usedNumbers?.get(operation.opId);
    if (numbered) this.#open(operation, issuedColumns(operation.table)?.shown ?? 0, numbered, numbered.value);
    if (this.#state.open.size > 0) this.#settle(operation, row);
  }

  #note(written: Written): void {
    this.#written.push(written);
    this.#known.set(written.table, written.rowId, written);
  }

  #open(operation: OriginOperation, column: number, standing: Contender, value: Contender['value']): void {
    const key = cellKey(operation.table, operation.rowId, column);
    const known = this.#state.open.get(key);
    const contenders = distinct([...(known?.contenders ?? []), standing, contenderOf(operation, value)]);
    const conflict: OpenConflict = known ? { ...known, contenders } : {
      id: this.#names.newId(), table: operation.table, rowId: operation.rowId, column, severity: severityOf(specOf(operation.table), column),
      contenders, openedAt: this.#now,
    };
    this.#state.open.set(key, conflict);
    this.opened.set(key, conflict);
    this.conflicting.add(operation.opId);
  }

  /** A resolution that has seen every contender closes the conflict; one that has not becomes one of them. */
  #settle(operation: OriginOperation, row: RowState): void {
    if (operation.kind !== OperationKind.resolve) return;
    for (const [column, value] of operation.columns) {
      const key = cellKey(operation.table, operation.rowId, column);
      const conflict = this.#state.open.get(key);
      if (!conflict) continue;
      if (!settles(operation, column, conflict.contenders.filter(({ opId }) => opId !== operation.opId))) {
        this.#extend(key, conflict, contenderOf(operation, value));
        continue;
      }
      // A resolution that lost to something newer settles nothing.
      if (versionOf(row.versions, column)[0] !== operation.hlc) continue;
      this.#state.open.delete(key);
      this.opened.delete(key);
      this.closed.set(conflict.id, { conflict, by: operation });
    }
  }

  #extend(key: string, conflict: OpenConflict, contender: Contender): void {
    const extended = { ...conflict, contenders: distinct([...conflict.contenders, contender]) };
    this.#state.open.set(key, extended);
    this.opened.set(key, extended);
    this.conflicting.add(contender.opId);
  }

  /** Lists and sums what changed: once for each row, however often it was written. */
  sum(): void {
    for (const { table, rowId, before, row } of this.#written) {
      const texts = rowTexts(row);
      this.changed.push({ table, rowId, row, texts, isNew: !before });
      const known = this.sums.get(table) ?? { rows: 0, sum: ZERO };
      const without = before ? minus(known.sum, rowSum(rowId, before, this.#state.texts?.get(before))) : known.sum;
      this.sums.set(table, { rows: known.rows + (before ? 0 : 1), sum: plus(without, rowSum(rowId, row, texts)) });
    }
  }
}

const UNKNOWN: TableSpec = { id: 0, kind: 'B', area: 'unknown', columns: {} };

function specOf(table: number): TableSpec {
  const name = tableById(table);
  return name === undefined ? UNKNOWN : tables[name];
}

const contenderOf = (operation: OriginOperation, value: Contender['value']): Contender => ({
  opId: operation.opId, version: [operation.hlc, tieOf(operation.opId)], value, origin: operation.origin, personId: operation.personId, at: operation.at,
});

/** By version, which is known even while the author is not; the first to be listed is the one that was looked up. */
function distinct(contenders: readonly Contender[]): Contender[] {
  const byVersion = new Map<string, Contender>();
  for (const contender of contenders) {
    const key = contender.version.join(':');
    if (!byVersion.has(key)) byVersion.set(key, contender);
  }
  return [...byVersion.values()];
}
