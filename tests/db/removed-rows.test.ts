import { expect, test } from 'vitest';
import { searchPatients } from '#db/queries/patient-search.ts';
import { wrongBalances } from '#db/queries/stock-balances.ts';
import type { SyncedTable } from '#domain/sync/tables.ts';
import { sampleRow, testStore, type StoreUnderTest } from '#tests/support/store.ts';

const remove = (store: StoreUnderTest, name: SyncedTable, id: string): void => { store.change((tx) => { tx.receive((door) => { door.remove(name, id); }); }); };

const found = (store: StoreUnderTest): string[] => searchPatients(store.read, 'sought', 200, false).map(({ id }) => id).sort();

test('a patient who is taken away is found no more, and whoever comes afterwards is', () => {
  const store = testStore();
  const add = (count: number): string[] => Array.from({ length: count }, () => store.change((tx) => {
    const id = tx.newId();
    tx.insert('patient', { ...sampleRow('patient', id), name: 'Sought Person', archived: 0 });
    return id;
  }));
  let left = add(40).sort();
  expect(found(store)).toEqual(left);
  // The oldest and the newest are in the index, and wait for it; so does the last of those who are in it.
  const indexed = (store.read.statement('SELECT p.id FROM patient p WHERE p.rid = (SELECT max(id) FROM patient_fts_docsize)').get() as { id: string }).id;
  for (const id of [left[0] ?? '', indexed, left.at(-1) ?? '']) {
    remove(store, 'patient', id);
    left = left.filter((each) => each !== id);
    expect(found(store)).toEqual(left);
  }
  left = [...left, ...add(40)].sort();
  expect(found(store)).toEqual(left);
});

test('what a bill comes to follows its lines and payments, and goes with it', () => {
  const store = testStore();
  const sum = (): unknown => store.read.statement('SELECT total, paid FROM invoice_sum').get();
  store.change((tx) => {
    tx.insert('invoice', { ...sampleRow('invoice', 'i'), patient_id: 'p' });
    tx.insert('invoice_line', { ...sampleRow('invoice_line', 'l'), invoice_id: 'i', patient_id: 'p', total: 700, insurer: 0 });
    tx.insert('payment', { ...sampleRow('payment', 'm'), invoice_id: 'i', patient_id: 'p', method: 'cash', amount: 300 });
  });
  expect(sum()).toEqual({ total: 700, paid: 300 });
  remove(store, 'payment', 'm');
  expect(sum()).toEqual({ total: 700, paid: 0 });
  remove(store, 'invoice_line', 'l');
  expect(sum()).toEqual({ total: 0, paid: 0 });
  remove(store, 'invoice', 'i');
  expect(sum()).toBeUndefined();
});

test('the balance of an item follows a movement that is taken away', () => {
  const store = testStore();
  store.change((tx) => {
    for (const id of ['a', 'b']) tx.insert('stock_movement', { ...sampleRow('stock_movement', id), batch_id: 'x', store_id: 's', item_id: 'i', quantity: 5 });
  });
  remove(store, 'stock_movement', 'a');
  expect(store.read.statement('SELECT quantity, movements FROM stock_on_hand').get()).toEqual({ quantity: 5, movements: 1 });
  expect(wrongBalances(store.read)).toBe(0);
  remove(store, 'stock_movement', 'nobody');
});
