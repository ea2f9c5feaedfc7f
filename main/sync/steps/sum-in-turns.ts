import { BUCKETS, sumText, ZERO } from '#domain/sync/row-sum.ts';
import type { SyncedTable } from '#domain/sync/tables.ts';
import type { Infer, SumsAnswer } from '#domain/sync/wire/messages.ts';
import type { ReadDb } from '#db/read.ts';
import { sumTable, type TableSums } from '#db/sync/table-sums.ts';

/** Sums a table here, with turns of others between. */
export async function sumInTurns(db: ReadDb, name: SyncedTable): Promise<TableSums> {
  const walk = sumTable(db, name);
  for (let step = walk.next(); ; step = walk.next()) {
    if (step.done) return step.value;
    await new Promise((resolve) => { setImmediate(resolve); });
  }
}

/** The buckets in which a table here and the server's differ. */
export function differentBuckets({ buckets }: TableSums, sums: Infer<typeof SumsAnswer>['sums']): number[] {
  const known = new Map(sums.map(({ bucket, sum }) => [bucket, sum]));
  return Array.from({ length: BUCKETS }, (_, bucket) => bucket).filter((bucket) => sumText(buckets[bucket] ?? ZERO) !== (known.get(bucket) ?? sumText(ZERO)));
}
