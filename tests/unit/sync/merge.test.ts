import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeInto, sameRow, type RowState } from '#domain/sync/merge.ts';
import { OperationKind, type Operation, type Scalar } from '#domain/sync/operation.ts';
import { minus, plus, rowSum, sumFromText, sumText, ZERO } from '#domain/sync/row-sum.ts';

type Write = Pick<Operation, 'kind' | 'columns' | 'hlc' | 'opId'>;

const value = fc.oneof(fc.constant(null), fc.integer(), fc.string({ maxLength: 3 })) as fc.Arbitrary<Scalar>;
const columns = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 5 }), value), { selector: ([column]) => column, maxLength: 5 });
/** Few different clocks, so that ties happen; op ids differ, as they do in life. */
const writes = fc.array(fc.record({ kind: fc.constantFrom(OperationKind.insert, OperationKind.set, OperationKind.resolve), columns, hlc: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, maxLength: 7 })
  .map((list) => list.map((write, i): Write => ({ ...write, opId: `00000000-0000-7000-8000-${(i + 1).toString(16).padStart(12, '0')}` })));
const fold = (list: readonly Write[]): RowState => {
  let row: RowState | undefined;
  for (const write of list) row = mergeInto(row, write).row;
  return row ?? { values: {}, versions: { base: [0, 0], over: {} } };
};

test('any order and any repetition of the same writes gives the same row, packed the same', () => {
  fc.assert(fc.property(writes, fc.infiniteStream(fc.nat()), (list, order) => {
    const shuffled = [...list, ...list].map((write) => ({ write, at: order.next().value ?? 0 })).sort((a, b) => a.at - b.at).map(({ write }) => write);
    const [straight, mixed] = [fold(list), fold(shuffled)];
    expect(mixed.versions).toEqual(straight.versions);
    expect(sameRow(mixed, straight)).toBe(true);
    expect(rowSum('r', mixed)).toEqual(rowSum('r', straight));
  }), { numRuns: 3000 });
});

test('a column that won shows the value of the operation', () => {
  fc.assert(fc.property(writes, (list) => {
    const before = fold(list.slice(0, -1));
    const last = list.at(-1);
    if (!last) return;
    const { row, won } = mergeInto(before, last);
    for (const [column, written] of last.columns) if (won.includes(column)) expect(row.values[column]).toBe(written);
    for (const [key, kept] of Object.entries(before.values)) if (!won.includes(Number(key))) expect(row.values[Number(key)]).toBe(kept);
  }));
});

test('a set that arrives before the insert of its row is kept', () => {
  const set: Write = { kind: OperationKind.set, columns: [[2, 'new']], hlc: 9, opId: '00000000-0000-7000-8000-000000000002' };
  const insert: Write = { kind: OperationKind.insert, columns: [[1, 'a'], [2, 'old']], hlc: 5, opId: '00000000-0000-7000-8000-000000000001' };
  expect(fold([set, insert])).toEqual({ values: { 1: 'a', 2: 'new' }, versions: { base: [5, 1], over: { 2: [9, 2] } } });
});

test('a sum takes back what was added, in any order, and survives its text', () => {
  fc.assert(fc.property(fc.array(fc.tuple(fc.uuid(), writes), { maxLength: 6 }), (rows) => {
    const sums = rows.map(([id, list]) => rowSum(id, fold(list)));
    const total = sums.reduce(plus, ZERO);
    expect(sumFromText(sumText(total))).toEqual(total);
    expect([...sums].reverse().reduce(minus, total)).toEqual(ZERO);
  }));
});
