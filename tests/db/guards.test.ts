import { describe, expect, test } from 'vitest';
import { allSyncedTables, foreignConnection, logOf, rowsOf, sampleRow, testStore, type StoreUnderTest } from '#tests/support/store.ts';
import type { SyncedTable } from '#domain/sync/tables.ts';

/** Every way SQL can change a row of a table that holds one. */
const rawWrites = (name: SyncedTable): string[] => [
  `INSERT INTO ${name} SELECT rid + 1, ${columnsAfterRid(name)} FROM ${name}`,
  `INSERT OR REPLACE INTO ${name} SELECT rid, ${columnsAfterRid(name)} FROM ${name}`,
  `UPDATE ${name} SET id = 'other'`,
  `UPDATE ${name} SET row_hlc = 0`,
  `DELETE FROM ${name}`,
];

let columnsAfterRid: (name: SyncedTable) => string;

function filledStore(): StoreUnderTest {
  const store = testStore();
  store.change((tx) => { for (const name of allSyncedTables) tx.insert(name, sampleRow(name, tx.newId())); });
  columnsAfterRid = (name) => (store.read.statement('SELECT name FROM pragma_table_info(?)').all(name) as { name: string }[])
    .map((column) => column.name).filter((column) => column !== 'rid').join(', ').replace(/^id/, `'copy'`);
  return store;
}

const everything = (store: StoreUnderTest): unknown => [logOf(store), ...allSyncedTables.map((name) => rowsOf(store, name))];

describe('writes that do not come through the door', () => {
  test('are refused inside a transaction of the store', () => {
    const store = filledStore();
    const before = everything(store);
    for (const name of allSyncedTables) {
      for (const sql of rawWrites(name)) {
        expect(() => store.change((tx) => { tx.statement(sql).run(); }), sql).toThrow('write outside the door');
        expect(() => store.change((tx) => { tx.insert('room', sampleRow('room', tx.newId())); tx.statement(sql).run(); }), sql).toThrow('write outside the door');
      }
    }
    expect(everything(store)).toEqual(before);
  });

  test('are refused as a local write', () => {
    const store = filledStore();
    expect(() => store.change((tx) => tx.local(tx.build.updateTable('patient').set({ name: 'x' })))).toThrow('write outside the door');
    expect(() => store.change((tx) => tx.local(tx.build.deleteFrom('room')))).toThrow('write outside the door');
  });

  test('are refused on the reading connection', () => {
    const store = filledStore();
    const run = (sql: string): void => {
      const statement = store.read.statement(sql);
      if (statement.reader) statement.all();
      else statement.run();
    };
    for (const sql of [...rawWrites('patient'), 'DELETE FROM operation', 'DELETE FROM number_series', 'CREATE TABLE x (y)', 'PRAGMA user_version = 1']) {
      expect(() => { run(sql); }, sql).toThrow(/readonly|in_door/);
    }
  });

  test('are refused from another connection with the right key', () => {
    const store = filledStore();
    const before = everything(store);
    const foreign = foreignConnection(store.path);
    for (const name of allSyncedTables) for (const sql of rawWrites(name)) expect(() => foreign.exec(sql), sql).toThrow('in_door');
    expect(everything(store)).toEqual(before);
  });
});

describe('the log', () => {
  const attempts = [
    'DELETE FROM operation', 'DELETE FROM operation WHERE dseq = 2', "UPDATE operation SET person_id = 'x'", 'UPDATE operation SET dseq = dseq + 100',
    "UPDATE operation SET cols = '[]', state = 1", "UPDATE operation SET cols = '[]', beside = '{}'", "UPDATE operation SET chain = x'00'", 'INSERT OR REPLACE INTO operation SELECT * FROM operation WHERE dseq = 1',
    'INSERT INTO operation SELECT dseq + 1000, grp, op_id, tbl, row_id, kind, hlc, sv, person_id, at, intent, batch, cols, prev, chain, state, beside FROM operation WHERE dseq = 1',
  ];

  test('only grows: nothing in it can be changed, taken out or put in between', () => {
    const store = filledStore();
    const before = everything(store);
    const foreign = foreignConnection(store.path);
    for (const sql of attempts) {
      expect(() => store.change((tx) => { tx.statement(sql).run(); }), sql).toThrow(/append-only|outside the door/);
      expect(() => foreign.exec(sql), sql).toThrow(/append-only|in_door/);
    }
    expect(everything(store)).toEqual(before);
  });

  test('lets the mark of what has been sent be set', () => {
    const store = filledStore();
    expect(store.change((tx) => tx.statement('UPDATE operation SET state = 1').run().changes)).toBe(allSyncedTables.length);
  });
});
