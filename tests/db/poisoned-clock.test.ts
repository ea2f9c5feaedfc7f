import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyLog } from '#db/queries/audit.ts';
import { hlcFromMs, msOfHlc } from '#domain/sync/clock.ts';
import { isLater, type Version } from '#domain/sync/version.ts';
import { versionOfOperation } from '#domain/sync/operation.ts';
import { tables } from '#domain/sync/tables.ts';
import { logOf, rowsOf, sampleRow, testStore, type StoreUnderTest } from '#tests/support/store.ts';

const START = Date.UTC(2026, 2, 14, 9, 0);
const TEN_MINUTES = 10 * 60_000;
const YEAR = 365 * 86_400_000;
const columns = ['name', 'position'] as const;

/** A value that a PC with a wrong clock wrote into one column. */
function receive(store: StoreUnderTest, dseq: number, rowId: string, column: (typeof columns)[number], hlc: number): void {
  store.change((tx) => tx.receive((door) => door.take([{
    seq: dseq, origin: 'other', dseq, group: dseq, opId: store.newId(), table: tables.room.id, rowId, kind: 2, hlc, schemaVersion: 20,
    personId: null, at: store.clock.ms, intent: 'rooms.change', batch: null,
    columns: [[tables.room.columns[column].id, column === 'name' ? `theirs ${dseq}` : -dseq]], previous: [],
  }])));
}

test('overwriting a value from the far future does not carry the clock of this PC there, also after a restart', () => {
  const store = testStore();
  const id = store.newId();
  store.change((tx) => { tx.insert('room', sampleRow('room', id)); });
  const poison = hlcFromMs(START + 50 * YEAR);
  receive(store, 1, id, 'name', poison);
  store.change((tx) => { tx.update('room', id, { name: 'ours' }); });
  store.close();
  const again = testStore({ folder: store.folder, clock: store.clock });
  for (let i = 0; i < 2; i++) again.change((tx) => { tx.insert('room', sampleRow('room', tx.newId())); });
  const [, over, ...later] = logOf(again).map((op) => op.hlc);
  expect(over).toBe(poison + 1);
  for (const hlc of later) expect(msOfHlc(hlc)).toBeLessThanOrEqual(START + TEN_MINUTES);
  expect(rowsOf(again, 'room').find((row) => row.id === id)).toMatchObject({ name: 'ours' });
});

test('whatever clocks others have and this one does, own writes win over what they saw and keep their order', () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('write' as const), row: fc.nat(2), column: fc.constantFrom(...columns) }),
    fc.record({ do: fc.constant('receive' as const), row: fc.nat(2), column: fc.constantFrom(...columns), ahead: fc.constantFrom(-YEAR, 0, TEN_MINUTES / 2, 3 * TEN_MINUTES, 40 * YEAR) }),
    fc.record({ do: fc.constant('clock' as const), by: fc.constantFrom(1, 60_000, -YEAR, YEAR) }),
    fc.record({ do: fc.constantFrom('restart' as const, 'insert' as const) }),
  );
  fc.assert(fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
    let store = testStore({ clock: { ms: START } });
    const ids = [0, 1, 2].map(() => store.newId());
    store.change((tx) => { for (const id of ids) tx.insert('room', sampleRow('room', id)); });
    const newest = new Map<string, Version>();
    let [n, mostPhysical, lastInsert] = [0, START, 0];
    for (const each of steps) {
      n += 1;
      const id = 'row' in each ? ids[each.row] ?? '' : '';
      if (each.do === 'clock') store.clock.ms += each.by;
      mostPhysical = Math.max(mostPhysical, store.clock.ms);
      if (each.do === 'restart') {
        store.close();
        store = testStore({ folder: store.folder, clock: store.clock });
      } else if (each.do === 'insert') {
        store.change((tx) => { tx.insert('room', sampleRow('room', tx.newId())); });
        const hlc = logOf(store).at(-1)?.hlc ?? 0;
        // What replaces nothing is stamped by this PC's clock alone: always later than before, never in the far future.
        expect(hlc).toBeGreaterThan(lastInsert);
        expect(msOfHlc(hlc)).toBeLessThanOrEqual(mostPhysical + TEN_MINUTES);
        lastInsert = hlc;
      } else if (each.do === 'receive') receive(store, n, id, each.column, Math.max(1, hlcFromMs(store.clock.ms + each.ahead)));
      else if (each.do === 'write') {
        const value = each.column === 'name' ? `ours ${n}` : n;
        store.change((tx) => { tx.update('room', id, { [each.column]: value }); });
        const op = logOf(store).at(-1);
        expect(rowsOf(store, 'room').find((row) => row.id === id)?.[each.column]).toBe(value);
        if (!op) throw new Error('nothing written');
        const version = versionOfOperation(op);
        for (const [, ...seen] of op.previous) expect(isLater(version, seen)).toBe(true);
        const key = `${id} ${each.column}`;
        const before = newest.get(key);
        if (before) expect(isLater(version, before)).toBe(true);
        newest.set(key, version);
      }
    }
    const versions = logOf(store).map((op) => versionOfOperation(op).join('-'));
    expect(new Set(versions).size).toBe(versions.length);
    expect(verifyLog(store.read).firstBad).toBeNull();
    store.close();
  }), { numRuns: 60 });
});
