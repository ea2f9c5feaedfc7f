import { expect, test } from 'vitest';
import { tieOf } from '#domain/sync/operation.ts';
import { HelloAnswer, SnapshotManifest } from '#domain/sync/wire/messages.ts';
import { operationsOfImage } from '#db/sync/image-operations.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

test('whatever the server takes for the id of an operation can be read by every PC', () => {
  const opId = '01966558-9618-0200-000d-6c570a847e2b';
  expect(HelloAnswer.shape.at.safeParse(opId).success).toBe(true);
  expect(SnapshotManifest.shape.last.safeParse({ opId, stored: 1 }).success).toBe(true);
});

test('operations made from a row have ids as all have, that follow from table and version, and end in the tie', () => {
  const row = { values: { 1: 'a', 2: 'b' }, versions: { base: [5_000_000_000_000_000, 77] as const, over: { 2: [5_000_000_000_000_001, 78] as const } } };
  const idsOf = (table: number): string[] => operationsOfImage(table, 'row', row).map(({ opId }) => opId);
  for (const table of [1, 4095, 4096, 32_767]) for (const id of idsOf(table)) expect(id).toMatch(UUID);
  expect(idsOf(10)).toEqual(idsOf(10));
  expect(new Set([1, 16, 4096, 4097].flatMap(idsOf)).size).toBe(8);
  expect(idsOf(10).map(tieOf)).toEqual([77, 78]);
});
