import { describe, expect, test } from 'vitest';
import { versionOfOperation } from '#domain/sync/operation.ts';
import { hlcFromMs } from '#domain/sync/clock.ts';
import { schemaVersion } from '#db/migrations/all.ts';
import { tables } from '#domain/sync/tables.ts';
import { allSyncedTables, logOf, rowsOf, sampleRow, testStore } from '#tests/support/store.ts';

const room = (id: string) => ({ id, name: 'Consultation 1', active: 1, position: 0 }) as const;

describe('adding a row', () => {
  test('stores the typed row and an operation with the same version', () => {
    const store = testStore();
    const id = store.newId();
    store.write({ personId: 'person', intent: 'clinic.saveRoom', batch: 'import-1' }, (tx) => { tx.insert('room', room(id)); });
    const [op] = logOf(store);
    expect(op).toEqual({
      dseq: 1, group: 1, opId: expect.any(String) as string, table: tables.room.id, rowId: id, kind: 1, hlc: hlcFromMs(store.clock.ms),
      schemaVersion, personId: 'person', at: store.clock.ms, intent: 'clinic.saveRoom', batch: 'import-1',
      columns: [[1, 'Consultation 1'], [2, 1], [3, 0]], previous: [],
    });
    const [hlc, tie] = versionOfOperation(op as NonNullable<typeof op>);
    expect(rowsOf(store, 'room')).toEqual([{ ...room(id), row_hlc: hlc, row_tie: tie, row_over: null }]);
  });

  test.each(allSyncedTables)('works for %s, every column with its value', (name) => {
    const store = testStore();
    const row = sampleRow(name, store.newId(), 3);
    store.change((tx) => { tx.insert(name, row); });
    expect(rowsOf(store, name)).toEqual([expect.objectContaining(row)]);
    expect(logOf(store)[0]?.columns).toHaveLength(Object.keys(tables[name].columns).length);
  });

  test('leaves empty columns out of the operation', () => {
    const store = testStore();
    store.change((tx) => { tx.insert('credential', { id: store.newId(), pin_hash: null, password_hash: 'hash' }); });
    expect(logOf(store)[0]?.columns).toEqual([[2, 'hash']]);
  });

  test('of an id that exists fails, and nothing is logged even if the caller goes on', () => {
    const store = testStore();
    const id = store.newId();
    store.change((tx) => {
      tx.insert('room', room(id));
      expect(() => { tx.insert('room', room(id)); }).toThrow('UNIQUE');
      tx.insert('room', room(store.newId()));
    });
    expect(logOf(store).map((op) => op.dseq)).toEqual([1, 2]);
    expect(rowsOf(store, 'room')).toHaveLength(2);
  });

  test('of a value SQLite cannot hold fails instead of storing another', () => {
    const store = testStore();
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => store.change((tx) => { tx.insert('observation', { ...sampleRow('observation', store.newId()), value }); })).toThrow('not a number');
    }
    expect(logOf(store)).toEqual([]);
  });

  test('keeps row and log alike for text that is no valid Unicode', () => {
    const store = testStore();
    const id = store.newId();
    store.change((tx) => { tx.insert('room', { ...room(id), name: 'half \ud83d pair' }); });
    expect(rowsOf(store, 'room')[0]?.name).toBe('half \ufffd pair');
    expect(logOf(store)[0]?.columns[0]).toEqual([1, 'half \ufffd pair']);
    expect(store.change((tx) => tx.update('room', id, { name: 'half \ud83d pair' }))).toBe(false);
  });
});

describe('changing a row', () => {
  test('writes only the columns that differ, with the versions they had', () => {
    const store = testStore();
    const id = store.newId();
    store.change((tx) => { tx.insert('room', room(id)); });
    store.clock.ms += 1000;
    store.change((tx) => { tx.update('room', id, { name: 'Consultation 2', active: 1 }); });
    store.clock.ms += 1000;
    store.change((tx) => { tx.update('room', id, { name: 'Consultation 3', position: 4 }); });
    const [first, second, third] = logOf(store).map((op) => ({ columns: op.columns, previous: op.previous, version: versionOfOperation(op) }));
    expect(second).toMatchObject({ columns: [[1, 'Consultation 2']], previous: [[1, ...(first?.version ?? [])]] });
    expect(third).toMatchObject({
      columns: [[1, 'Consultation 3'], [3, 4]], previous: [[1, ...(second?.version ?? [])], [3, ...(first?.version ?? [])]],
    });
    const [row] = rowsOf(store, 'room');
    expect(row).toMatchObject({ name: 'Consultation 3', position: 4, active: 1 });
    expect([row?.row_hlc, row?.row_tie]).toEqual(first?.version);
    expect(JSON.parse(row?.row_over ?? '')).toEqual({ 1: third?.version, 3: third?.version });
  });

  test('to what it already is writes nothing at all', () => {
    const store = testStore();
    const id = store.newId();
    store.change((tx) => { tx.insert('patient', { ...sampleRow('patient', id), phone: null }); });
    const before = [logOf(store), rowsOf(store, 'patient')];
    const changed = store.change((tx) => tx.update('patient', id, { name: 'name 1', phone: null, pregnant: 1 }));
    expect(changed).toBe(false);
    expect([logOf(store), rowsOf(store, 'patient')]).toEqual(before);
  });

  test('leaves columns alone that are given as undefined', () => {
    const store = testStore();
    const id = store.newId();
    store.change((tx) => { tx.insert('patient', sampleRow('patient', id)); });
    store.change((tx) => { tx.update('patient', id, { phone: undefined as unknown as null, email: null }); });
    expect(rowsOf(store, 'patient')[0]).toMatchObject({ phone: 'phone 1', email: null });
    expect(logOf(store).at(-1)?.columns).toEqual([[7, null]]);
  });

  test('overwrites a value stamped in the far future', () => {
    const store = testStore();
    const id = store.newId();
    store.clock.ms += 20 * 365 * 24 * 60 * 60_000;
    store.change((tx) => { tx.insert('room', room(id)); });
    store.clock.ms = Date.UTC(2026, 2, 14);
    store.change((tx) => { tx.update('room', id, { name: 'Now' }); });
    const [before, after] = logOf(store);
    expect(after?.hlc).toBeGreaterThan(before?.hlc ?? Infinity);
  });

  test('of a row that is not there, or a column that is not declared, fails', () => {
    const store = testStore();
    const id = store.newId();
    expect(() => store.change((tx) => tx.update('room', id, { name: 'x' }))).toThrow('no row');
    store.change((tx) => { tx.insert('room', room(id)); });
    expect(() => store.change((tx) => tx.update('room', id, { row_hlc: 1 } as never))).toThrow('not declared');
    expect(logOf(store)).toHaveLength(1);
  });
});

describe('one transaction', () => {
  test('is one group: its operations carry the number of the first', () => {
    const store = testStore();
    store.change((tx) => { tx.insert('room', room(tx.newId())); });
    store.change((tx) => { for (let i = 0; i < 3; i++) tx.insert('room', room(tx.newId())); });
    store.change((tx) => { tx.insert('room', room(tx.newId())); });
    expect(logOf(store).map((op) => op.group)).toEqual([1, 2, 2, 2, 5]);
  });

  test('stamps its operations one after the other within the same millisecond', () => {
    const store = testStore();
    store.change((tx) => { for (let i = 0; i < 3; i++) tx.insert('room', room(tx.newId())); });
    const base = hlcFromMs(store.clock.ms);
    expect(logOf(store).map((op) => op.hlc - base)).toEqual([0, 1, 2]);
  });

  test('that throws leaves nothing: no row, no operation, no number, and the stream goes on without a gap', () => {
    const store = testStore();
    store.change((tx) => { tx.insert('room', room(tx.newId())); });
    const fault = new Error('changed my mind');
    expect(() => store.change((tx) => {
      tx.insert('room', room(tx.newId()));
      tx.nextNumber('patient');
      tx.local(tx.build.insertInto('local_meta').values({ key: 'k', value: 'v' }));
      throw fault;
    })).toThrow(fault);
    expect(rowsOf(store, 'room')).toHaveLength(1);
    expect(store.read.statement("SELECT (SELECT count(*) FROM number_series) AS numbers, (SELECT count(*) FROM local_meta WHERE key = 'k') AS metas").get()).toEqual({ numbers: 0, metas: 0 });
    expect(store.change((tx) => {
      tx.insert('room', room(tx.newId()));
      return tx.nextNumber('patient');
    })).toBe(1);
    expect(logOf(store).map((op) => op.dseq)).toEqual([1, 2]);
  });

  test('cannot be entered from within, nor wait, nor write after its end', async () => {
    const store = testStore();
    expect(() => store.change(() => { store.change(() => undefined); })).toThrow('inside a write');
    let kept: { insert: (name: 'room', row: ReturnType<typeof room>) => void } | undefined;
    const waiting = async (tx: NonNullable<typeof kept>): Promise<void> => {
      kept = tx;
      await Promise.resolve();
      tx.insert('room', room('late'));
    };
    let late: Promise<void> | undefined;
    expect(() => store.change((tx) => (late = waiting(tx)) as never)).toThrow('cannot wait');
    await expect(late).rejects.toThrow('outside its transaction');
    expect(() => { kept?.insert('room', room('later')); }).toThrow('outside its transaction');
    expect(logOf(store)).toEqual([]);
  });

  test('is seen by readers only once it is committed', () => {
    const store = testStore();
    store.change((tx) => {
      tx.insert('room', room(tx.newId()));
      expect(rowsOf(store, 'room')).toEqual([]);
    });
    expect(rowsOf(store, 'room')).toHaveLength(1);
  });
});

describe('numbers people read', () => {
  test('start at 1 and count each series by itself', () => {
    const store = testStore();
    const numbers = store.change((tx) => ['a', 'a', 'b', 'a'].map((series) => tx.nextNumber(series)));
    expect(numbers).toEqual([1, 2, 1, 3]);
    expect(store.change((tx) => tx.nextNumber('a'))).toBe(4);
  });
});

describe('a store opened again', () => {
  test('goes on where it stopped: position, chain and clock', () => {
    const first = testStore();
    first.clock.ms += 60_000;
    first.change((tx) => { tx.insert('room', room(tx.newId())); });
    first.close();
    const again = testStore({ folder: first.folder });
    again.change((tx) => { tx.insert('room', room(tx.newId())); });
    const log = logOf(again);
    expect(log.map((op) => op.dseq)).toEqual([1, 2]);
    expect(log[1]?.hlc, 'the clock of the second start is a minute behind').toBe((log[0]?.hlc ?? 0) + 1);
  });
});
