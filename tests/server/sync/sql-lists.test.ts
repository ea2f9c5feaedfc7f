import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { asServer } from '#server/db/transactions.ts';
import { integers, listedRows, texts, uuids } from '#server/sync/sql-lists.ts';
import { testDatabase } from '#tests/support/server.ts';

const row = fc.record({
  small: fc.integer({ min: -32_767, max: 32_767 }), int: fc.integer({ min: -(2 ** 31) + 1, max: 2 ** 31 - 1 }), big: fc.maxSafeInteger(), id: fc.uuid(),
  text: fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/[\0\u001f]/.test(text)),
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;

it('PostgreSQL reads lists as the rows they were', async () => {
  const database = await testDatabase();
  await fc.assert(fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (list) => {
    const of = <K extends keyof Row>(key: K): Row[K][] => list.map((each) => each[key]);
    const { rows } = await asServer(database, (tx) => sql<Row>`SELECT n.* FROM ${listedRows({
      small: integers(of('small'), 'smallint'), int: integers(of('int'), 'int'), big: integers(of('big'), 'bigint'), id: uuids(of('id')), text: texts(of('text')),
    }, { common: sql`${'the same'}::text` })} AS n`.execute(tx));
    expect(rows).toEqual(list.map((each) => ({ ...each, common: 'the same' })));
  }), { numRuns: 60 });
});

it.each([
  [() => integers([2 ** 31], 'int')], [() => integers([40_000], 'smallint')], [() => integers([2 ** 53], 'bigint')], [() => integers([1.5], 'bigint')], [() => integers([NaN], 'int')],
  [() => uuids(['018f0000-0000-7000-8000-00000000000'])], [() => uuids(['not-an-id'])], [() => uuids(['018f0000-0000-7000-8000-000000000000', '018g0000-0000-7000-8000-000000000000'])],
])('what a type cannot hold is not sent as something else', (make) => {
  expect(make).toThrow(RangeError);
});
