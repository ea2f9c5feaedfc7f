import { expect, test } from 'vitest';
import { rebuildTable } from '#db/sync/rebuild-table.ts';
import { allSyncedTables, rowsOf, sampleRow, testStore } from '#tests/support/store.ts';

test.each(allSyncedTables)('a table of %s that is made anew from the log has every row as it was, also those that were changed since', (name) => {
  const store = testStore();
  const ids = [store.newId(), store.newId()];
  store.change((tx) => { ids.forEach((id, i) => { tx.insert(name, sampleRow(name, id, i + 1)); }); });
  store.change((tx) => { tx.update(name, ids[1] ?? '', { ...sampleRow(name, ids[1] ?? '', 7) }); });
  const before = rowsOf(store, name);
  expect(store.change((tx) => rebuildTable(tx, name))).toBe(2);
  expect(rowsOf(store, name)).toEqual(before);
  expect(store.read.statement('SELECT reason FROM deferred_operation').all()).toEqual([]);
});
