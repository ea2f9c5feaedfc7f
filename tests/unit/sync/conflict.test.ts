import { expect, test } from 'vitest';
import { clashesOf } from '#domain/sync/conflict.ts';
import { mergeInto } from '#domain/sync/merge.ts';
import { OperationKind, tieOf, type Operation } from '#domain/sync/operation.ts';
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

test('how a birth is meant is decided with the birth, and by itself where only that differs', () => {
  const { id, columns: { birth_date: { id: birth }, birth_estimated: { id: estimated } } } = tables.patient;
  const insert: Operation = { ...said(id, '91', 'Amina'), columns: [[2, 'Amina'], [birth, '1990-07-01'], [estimated, 1]] };
  const set = (end: string, hlc: number, value: string, guessed: 0 | 1): Operation => ({
    ...insert, opId: `0190163d-8694-739b-aea5-966c26f8ad${end}`, kind: OperationKind.set, hlc, columns: [[birth, value], [estimated, guessed]], previous: [[birth, 9, tieOf(insert.opId)], [estimated, 9, tieOf(insert.opId)]],
  });
  const row = mergeInto(mergeInto(undefined, insert).row, set('92', 10, '1991-02-03', 0)).row;
  expect(clashesOf(row, set('93', 11, '1992-07-01', 1), tables.patient).map(({ column }) => column)).toEqual([birth]);
  expect(clashesOf(row, set('93', 11, '1991-02-03', 1), tables.patient).map(({ column }) => column)).toEqual([estimated]);
});
