import type { SyncedRow } from '#domain/sync/tables.ts';
import type { Bench, BenchContext, Row } from './harness/bench.ts';
import { bareInsert, fillStore } from './support/fill.ts';
import { personRow, seeded } from './support/people.ts';
import { bareFile, bareSchema, scratchStore } from './support/scratch-store.ts';

/**
 * What the log, the chain, the versions and the search words cost beside the row itself: every write a commit of its
 * own that reaches the disk before it returns, and many rows in one transaction as an import writes them; the same on
 * both sides. `sizes` is the number of rows already there.
 */
export const bench: Bench = {
  name: 'write-door',
  yardstick: 'prepared inserts of the same rows, columns and indexes, as many to a transaction, same cipher, WAL and FULL',
  sizes: { full: [20_000], quick: [500] },
  goal: { of: 'ratio', atMost: 1.4 },
  async run(context) {
    const random = seeded(1);
    let n = 0;
    return [
      await oneTable(context, 'patient', (id) => personRow(id, ++n, random)),
      await oneTable(context, 'observation', (id) => observationRow(id, random)),
      { ...await inBulk(context, 'observation', (id) => observationRow(id, random)), goal: { of: 'ratio', atMost: 2 } },
      // Nearly all of it are the words patients are found by, which the yardstick does not make.
      { ...await inBulk(context, 'patient', (id) => personRow(id, ++n, random)), goal: null },
    ];
  },
};

async function oneTable<T extends 'patient' | 'observation'>(
  { sizes: [rows = 0], scratch, compare, quick, log }: BenchContext, table: T, make: (id: string) => SyncedRow<T>,
): Promise<Row> {
  const own = scratchStore(scratch, table);
  const bare = bareFile(scratch, `bare-${table}.db`, bareSchema(own, table));
  const insert = bareInsert(bare, table, make(own.newId()));
  bare.transaction(() => { for (let i = 0; i < rows; i++) insert.run(make(own.newId())); })();
  log(`${rows} rows of ${table} in ${fillStore(own.store, rows, (tx) => { tx.insert(table, make(own.newId())); }).toFixed(1)} s`);
  const header = { personId: own.newId(), intent: 'bench.write' };
  const result = await compare(
    () => { own.store.write(header, (tx) => { tx.insert(table, make(own.newId())); }); },
    () => { insert.run(make(own.newId())); },
    quick ? { rounds: 5, samples: 20 } : { rounds: 11, samples: 60 },
  );
  own.store.close();
  bare.close();
  return { name: `one ${table}, ${rows.toLocaleString('en')} there`, unit: 'ms', ours: result.ours.p50, yardstick: result.yardstick.p50, ratio: result.ratio, spread: result.spread };
}

/** Many rows in one transaction. The rows are made before the clock runs, and are the same on both sides. */
async function inBulk<T extends 'patient' | 'observation'>(
  { sizes: [rows = 0], scratch, compare, quick }: BenchContext, table: T, make: (id: string) => SyncedRow<T>,
): Promise<Row> {
  const own = scratchStore(scratch, `bulk-${table}`);
  const bare = bareFile(scratch, `bare-bulk-${table}.db`, bareSchema(own, table));
  const insert = bareInsert(bare, table, make(own.newId()));
  const settings = quick ? { rounds: 3, samples: 2, warmUp: 1 } : { rounds: 7, samples: 3, warmUp: 2 };
  const each = Math.ceil(rows / 10);
  const batches = Array.from({ length: settings.warmUp + settings.rounds * settings.samples }, () => Array.from({ length: each }, () => make(own.newId())));
  const batch = (index: number): SyncedRow<T>[] => batches[index] ?? [];
  const header = { personId: own.newId(), intent: 'bench.bulk' };
  const result = await compare(
    (index) => { own.store.write(header, (tx) => { for (const row of batch(index)) tx.insert(table, row); }); },
    (index) => { bare.transaction(() => { for (const row of batch(index)) insert.run(row); })(); },
    settings,
  );
  own.store.close();
  bare.close();
  const rate = (ms: number): number => each / (ms / 1000);
  return { name: `${each.toLocaleString('en')} of ${table} in one transaction`, unit: 'rows/s', ours: rate(result.ours.p50), yardstick: rate(result.yardstick.p50), ratio: result.ratio, spread: result.spread };
}

const patientIds = Array.from({ length: 400 }, (_, i) => `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`);

function observationRow(id: string, random: () => number): SyncedRow<'observation'> {
  const at = new Date(Date.UTC(2024, 0, 1) + Math.floor(random() * 700) * 86_400_000).toISOString();
  return {
    id, patient_id: patientIds[Math.floor(random() * patientIds.length)] ?? '', set_id: null, encounter_id: null, token_id: null,
    code: 'heart-rate', loinc: '8867-4', value: 60 + Math.floor(random() * 60), text: null, unit: '/min', typed_value: null, typed_unit: null,
    taken_at: at, recorded_at: at, recorded_by: null, source: 'typed', confirmed: 1, clock: null,
  };
}
