import { expect, test } from 'vitest';
import { clashesOf } from '#domain/sync/conflict.ts';
import { mergeInto } from '#domain/sync/merge.ts';
import { OperationKind, type Operation } from '#domain/sync/operation.ts';
import { tables } from '#domain/sync/tables.ts';

/** The same row said twice, by writers that did not know of each other. */
const said = (table: number, end: string, name: string): Operation => ({
  dseq: 1, group: 1, opId: `0190163d-8694-739b-aea5-966c26f8ad${end}`, table, rowId: '0190163d-8694-739b-aea5-966c26f8ad00', kind: OperationKind.insert, hlc: 9,
  schemaVersion: 20, personId: null, at: 1, intent: 'x', batch: null, columns: [[1, name]], previous: [],
});

test('what the server itself says twice, in two lives of its log, is no question for people; what two PCs say is one', () => {
  const clashes = (spec: typeof tables.device | typeof tables.room): unknown[] => clashesOf(mergeInto(undefined, said(spec.id, '91', 'one')).row, said(spec.id, '92', 'two'), spec);
  expect(clashes(tables.device)).toEqual([]);
  expect(clashes(tables.room)).toMatchObject([{ column: 1, standingValue: 'one', value: 'two' }]);
});
