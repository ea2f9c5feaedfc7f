import type { RawBuilder } from 'kysely';
import { hlcFromMs } from '#domain/sync/clock.ts';
import { SUSPECT_LEAD_MS } from '#domain/sync/clock-guard.ts';
import { OperationKind } from '#domain/sync/operation.ts';
import type { OriginOperation } from '#domain/sync/wire/logged.ts';
import type { OperationTexts } from './chain.ts';
import { noteNumbers } from './issued-numbers.ts';
import { FLAG_CLOCK_SUSPECT, logRows, type LogRows } from './log-rows.ts';
import { mergeBatch } from './merge-batch.ts';
import { RowMap } from './row-map.ts';
import { rowList, type BegunRows } from './state-rows.ts';

export interface Storable {
  readonly operation: OriginOperation;
  /** Its parts as JSON, where they were made before. */
  readonly texts?: OperationTexts;
}

/**
 * Operations that the clinic is expected to hear of for the first time, in the form the database takes them. A push
 * waits for the database several times longer than it takes to read it, and whatever objects it keeps so long, the
 * collector has to copy: so it keeps bytes, and only the changes of older rows as they came.
 */
export interface News {
  readonly log: LogRows;
  /** What fails with isNoNews where a printed number was given before. */
  readonly statements: readonly RawBuilder<unknown>[];
  readonly begun: BegunRows;
  readonly changes: readonly OriginOperation[];
}

/** Undefined when they contradict each other: that is for storeOperations to tell. */
export function newsOf(clinicId: string, list: readonly Storable[], now: number): News | undefined {
  const operations = list.map(({ operation }) => operation);
  const { beginning, changes } = parted(operations);
  const outcome = mergeBatch(beginning, { rows: new RowMap(), open: new Map() }, { contender: unnamed, newId: () => '' }, now);
  if (outcome.conflicting.size > 0) return undefined;
  return {
    log: logRows(flagged(list, now)), statements: noteNumbers(clinicId, operations), begun: { list: rowList(outcome.changed), sums: outcome.sums }, changes,
  };
}

/** Operations on their way into the log, with what the server notes of them. */
export function flagged(list: readonly Storable[], now: number): { operation: OriginOperation; texts: OperationTexts | undefined; flags: number }[] {
  const suspect = hlcFromMs(now + SUSPECT_LEAD_MS);
  return list.map(({ operation, texts }) => ({ operation, texts, flags: operation.hlc > suspect ? FLAG_CLOCK_SUSPECT : 0 }));
}

/** Those of rows whose first operation is their insert, and the others. */
function parted(operations: readonly OriginOperation[]): { beginning: OriginOperation[]; changes: OriginOperation[] } {
  const begins = new RowMap<boolean>();
  const [beginning, changes]: [OriginOperation[], OriginOperation[]] = [[], []];
  for (const operation of operations) {
    const { kind, table, rowId } = operation;
    let isBegun = begins.get(table, rowId);
    if (isBegun === undefined) {
      isBegun = kind === OperationKind.insert;
      begins.set(table, rowId, isBegun);
    }
    (isBegun ? beginning : changes).push(operation);
  }
  return { beginning, changes };
}

/** Stands for whoever wrote against an operation of the same push; where there is one, the outcome is not used. */
const unnamed: Parameters<typeof mergeBatch>[2]['contender'] = (_table, _rowId, _column, version, value) => ({ opId: '', version, value, origin: '', personId: null, at: 0 });
