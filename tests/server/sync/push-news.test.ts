import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hlcFromMs } from '#domain/sync/clock.ts';
import { OperationKind, type ColumnValue } from '#domain/sync/operation.ts';
import { inClinic } from '#server/db/transactions.ts';
import { newsOf } from '#server/sync/news.ts';
import type { TestClinic } from '#tests/support/server.ts';
import { Pc, seen, type Writing, type Written } from './pc.ts';
import { START, syncServer, type SyncServer } from './support.ts';

const [NUMBER, NAME, OTHER] = [1, 2, 3];

interface Step {
  readonly row: number;
  readonly table: 10 | 13;
  readonly isInsert: boolean;
  readonly columns: readonly number[];
  readonly value: string;
  /** Whether it knows of the last write of each column. */
  readonly knows: boolean;
  readonly clock: number;
}

const APART: Step = { row: 6, table: 10, isInsert: true, columns: [NAME], value: 'a', knows: false, clock: 0 };

const step = fc.record<Step>({
  row: fc.nat(5), table: fc.constantFrom(10, 10, 13), isInsert: fc.boolean(), columns: fc.uniqueArray(fc.constantFrom(NUMBER, NAME, OTHER), { minLength: 1 }),
  value: fc.constantFrom('a', 'b', 'c'), knows: fc.boolean(), clock: fc.nat(9),
});

/** The rows of a clinic as they stand, its open conflicts and its sums, of tables that PCs write. */
async function picture(server: SyncServer, { id }: TestClinic): Promise<unknown> {
  return inClinic(server.database, id, async (tx) => ({
    rows: await tx.selectFrom('row_state').select(['tbl', 'row_id', 'cols', 'over', 'base_hlc', 'base_tie']).where('tbl', 'in', [10, 13]).orderBy('tbl').orderBy('row_id').execute(),
    sums: await tx.selectFrom('table_sum').select(['tbl', 'n', 'sum_high', 'sum_low']).where('tbl', 'in', [10, 13]).orderBy('tbl').execute(),
    conflicts: await tx.selectFrom('conflict').select(['tbl', 'row_id', 'col', 'severity', 'is_open']).orderBy('tbl').orderBy('row_id').orderBy('col').execute(),
    numbers: await tx.selectFrom('issued_number').select(['tbl', 'number', 'row_id']).orderBy('tbl').orderBy('number').execute(),
  }));
}

/** The steps as writings with ids of their own, so that they can be made at two PCs. */
function writings(server: SyncServer, steps: readonly Step[], rows: readonly string[]): Writing[] {
  const last = new Map<string, Written>();
  return steps.map(({ row, table, isInsert, columns, value, knows, clock }, i) => {
    const rowId = rows[row] ?? '';
    const [opId, hlc] = [server.database.newId(), hlcFromMs(START) + clock];
    const written = columns.toSorted().map((column): ColumnValue => [column, value]);
    const previous = knows && !isInsert ? columns.flatMap((column) => { const earlier = last.get(`${String(table)}${rowId}${String(column)}`); return earlier ? seen(earlier, column) : []; }) : [];
    for (const column of columns) last.set(`${String(table)}${rowId}${String(column)}`, { opId, hlc, dseq: i } as Written);
    return { rowId, table, kind: isInsert ? OperationKind.insert : OperationKind.set, columns: written, previous, opId, hlc };
  });
}

it('a push leaves the same behind, whether it is taken as nothing but news or searched for what is known', async () => {
  const server = await syncServer();
  await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 3 }), fc.array(step, { minLength: 1, maxLength: 12 }), async (before, after) => {
    const rows = Array.from({ length: APART.row + 1 }, () => server.database.newId());
    // Between them stands a row of its own that nothing else is about.
    const all = writings(server, [...before, APART, ...after], rows);
    const pictures: unknown[] = [];
    for (const isSearched of [false, true]) {
      const clinic = await server.database.newClinic();
      const pc: Pc = await server.pc(clinic);
      for (const writing of all) pc.write(writing);
      if (before.length > 0) await server.push(pc, 1, before.length);
      // What overlaps with what was taken is searched for.
      if (isSearched) await server.push(pc, before.length + 1, before.length + 1);
      expect(await server.push(pc, before.length + 1)).toMatchObject({ kind: 'stored', last: all.length });
      pictures.push(await picture(server, clinic));
    }
    expect(pictures[0]).toEqual(pictures[1]);
  }), { numRuns: 40 });
}, 120_000);

it('only operations of rows that do not begin in a push wait for how these stand', () => {
  let made = 0;
  const pc = new Pc('clinic', 'timeline', () => `00000000-0000-7000-8000-${String(++made).padStart(12, '0')}`, START);
  const [begun] = pc.write({ rowId: 'begun', columns: [[NAME, 'a']] });
  if (!begun) throw new Error('nothing was written');
  pc.write({ rowId: 'begun', columns: [[NAME, 'b']], previous: seen(begun, NAME) });
  pc.write({ rowId: 'elsewhere', kind: OperationKind.set, columns: [[NAME, 'c']] }, { rowId: 'elsewhere', columns: [[NAME, 'd']] });
  const news = newsOf('clinic', pc.stream.map((operation) => ({ operation: { ...operation, origin: pc.id } })), START);
  expect(news).toMatchObject({ log: { count: 4 }, changes: [{ dseq: 3 }, { dseq: 4 }] });
  expect(news?.begun.sums.get(10)).toMatchObject({ rows: 1 });
  pc.write({ rowId: 'begun', kind: OperationKind.set, columns: [[NAME, 'e']] });
  expect(newsOf('clinic', pc.stream.map((operation) => ({ operation: { ...operation, origin: pc.id } })), START)).toBeUndefined();
});
