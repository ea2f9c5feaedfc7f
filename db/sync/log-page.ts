import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { ColumnValue, Operation, OperationKind, Previous } from '#domain/sync/operation.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';

/** What operations of one transaction have in common: `[origin, group, person, at, intent, batch, schema version]`, then each of them. */
type PageGroup = [string, number, string | null, number, string, string | null, number, ...PageOperation[]];

/** `[op id, dseq, seq, table, row, kind, clock, columns, versions replaced, stored]` */
type PageOperation = [
  string, number, number, number, string, OperationKind, number, readonly ColumnValue[], readonly Previous[], number | null,
];

const HEADER = 7;

/** Below this a text is kept as it is: packing it would gain little and take longer than all the rest of a small arrival. */
const WORTH_PACKING = 1_000;

const FASTEST = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** No packed text begins with it. */
const BRACKET = '['.charCodeAt(0);

/**
 * Operations as one value of the store, which keeps it for good: about 65 bytes each where there are many, and a tenth
 * of the time that a row for each with its indexes takes. What is written once must be read by every later program.
 */
export function pageOf(operations: readonly LoggedOperation[]): Buffer {
  const groups: PageGroup[] = [];
  let [group, before]: [PageGroup | undefined, LoggedOperation | undefined] = [undefined, undefined];
  for (const op of operations) {
    if (!group || !before || !sameHeader(before, op)) groups.push(group = [op.origin, op.group, op.personId, op.at, op.intent, op.batch, op.schemaVersion]);
    group.push([op.opId, op.dseq, op.seq, op.table, op.rowId, op.kind, op.hlc, op.columns, op.previous, op.stored ?? null]);
    before = op;
  }
  const text = Buffer.from(JSON.stringify(groups));
  return text.length < WORTH_PACKING ? text : zstdCompressSync(text, FASTEST);
}

const sameHeader = (a: Operation & { readonly origin: string }, b: typeof a): boolean =>
  a.origin === b.origin && a.group === b.group && a.at === b.at && a.intent === b.intent && a.personId === b.personId && a.batch === b.batch && a.schemaVersion === b.schemaVersion;

/** The operations of a page, in their order. */
export function operationsIn(page: Uint8Array): LoggedOperation[] {
  const text = page[0] === BRACKET ? Buffer.from(page) : zstdDecompressSync(page);
  const operations: LoggedOperation[] = [];
  for (const group of JSON.parse(text.toString()) as PageGroup[]) {
    const [origin, number, personId, at, intent, batch, schemaVersion] = group;
    for (const [opId, dseq, seq, table, rowId, kind, hlc, columns, previous, stored] of group.slice(HEADER) as PageOperation[]) {
      operations.push({
        seq, origin, dseq, group: number, opId, table, rowId, kind, hlc, schemaVersion, personId, at, intent, batch, columns, previous, ...(stored === null ? {} : { stored }),
      });
    }
  }
  return operations;
}
