import { expect, test } from 'vitest';
import { discardedRows, firstAside, forgetSetAside, keepFates, noteUndone } from '#db/sync/fates.ts';
import { placeOf, savePlace, type SyncPlace } from '#db/sync/place.ts';
import { rebuildTable } from '#db/sync/rebuild-table.ts';
import { receivePage } from '#db/sync/receive.ts';
import { tables } from '#domain/sync/tables.ts';
import { logOf, sampleRow, testStore, type StoreUnderTest } from '#tests/support/store.ts';

const ID = '0190163d-8694-739b-aea5-966c26f8ad91';
const ROW = { table: tables.patient.id, rowId: ID };
const place: SyncPlace = {
  server: 'http://127.0.0.1:1', certificate: '', clinicId: 'c', privateKey: '', serverKey: '', streams: [{ device: 'a', from: 0 }],
  timelines: [{ id: '00000000-0000-7000-8000-0000000000aa', start: 0 }], cursor: 0, newest: null, acked: 2, durable: { dseq: 0, seq: 0 }, clock: null,
  lastContact: 0, contributed: '', stopped: '',
};

const names = (store: StoreUnderTest): unknown[] => store.read.statement('SELECT name FROM patient').all().map((row) => (row as { name: string }).name);

/** Two operations of this PC about one patient, of which what the server says is kept as it says it. */
function told(...fates: readonly ('quarantined' | 'discarded')[]): StoreUnderTest {
  const store = testStore();
  store.change((tx) => {
    savePlace(tx, place);
    tx.insert('patient', { ...sampleRow('patient', ID), name: 'First' });
    tx.update('patient', ID, { name: 'Second' });
  });
  for (const fate of fates) store.change((tx) => { keepFates(tx, logOf(store).map(({ dseq, opId }) => ({ dseq, opId, fate, reason: 'device-not-active' }))); });
  return store;
}

function undone(): StoreUnderTest {
  const store = told('quarantined', 'discarded');
  store.change((tx) => {
    tx.receive((door) => { door.remove('patient', ID); });
    noteUndone(tx, ROW);
  });
  return store;
}

test('what was set aside is waited for until it is discarded, and then stands in its row until it is undone', () => {
  expect(firstAside(told('quarantined').read)).toBe(1);
  const store = told('quarantined', 'discarded', 'quarantined');
  expect([firstAside(store.read), discardedRows(store.read)]).toEqual([null, [ROW]]);
  expect(discardedRows(undone().read)).toEqual([]);
  // A word that comes again changes nothing.
  const again = undone();
  again.change((tx) => { keepFates(tx, logOf(again).map(({ dseq, opId }) => ({ dseq, opId, fate: 'discarded', reason: '' }))); });
  expect(discardedRows(again.read)).toEqual([]);
});

test('what was undone stays so when its table is made anew', () => {
  const store = undone();
  store.change((tx) => rebuildTable(tx, 'patient'));
  expect(names(store)).toEqual([]);
});

test('what was undone and let in after all, as by a server that was restored, is in its row again', () => {
  const store = undone();
  const operations = logOf(store).map((operation, i) => ({ ...operation, origin: 'a', seq: i + 1 }));
  store.change((tx) => receivePage(tx, placeOf(tx) ?? place, operations, 2));
  expect(names(store)).toEqual(['Second']);
  expect(store.change((tx) => forgetSetAside(tx, operations[0]?.opId ?? ''))).toBe(false);
});
