import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '#db/connection.ts';
import { migrate } from '#db/migrate.ts';
import { migrations } from '#db/migrations/all.ts';
import { STORE_FILE } from '#db/store.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import { tables } from '#domain/sync/tables.ts';
import { rowsOf, sampleRow, tempFolder, testKey, testStore } from '#tests/support/store.ts';

/** As a newer PC wrote it. */
function roomMade(id: string): LoggedOperation {
  const row = sampleRow('room', id) as Record<string, string | number>;
  return {
    seq: 7, origin: '00000000-0000-7000-8000-0000000000aa', dseq: 3, group: 3, opId: '00000000-0000-7000-8000-0000000000bb', table: tables.room.id, rowId: id,
    kind: 1, hlc: 2048, schemaVersion: 99, personId: null, at: 1_700_000_000_000, intent: 'clinic.saveRoom', batch: null, previous: [],
    columns: Object.entries(tables.room.columns).map(([name, column]) => [column.id, row[name] ?? null]),
  };
}

test('what an older program could not apply is applied when a newer one opens the store', () => {
  const folder = tempFolder();
  const id = '00000000-0000-7000-8000-0000000000cc';
  const before = connect(join(folder, STORE_FILE), testKey, 'write');
  before.function('in_door', () => 1);
  migrate(before, migrations.slice(0, -1));
  const operation = roomMade(id);
  before.prepare("INSERT INTO deferred_operation (op_id, seq, reason, tbl, row_id, body) VALUES (?, ?, 'unknown-table', ?, ?, ?)")
    .run(operation.opId, operation.seq, operation.table, id, JSON.stringify(operation));
  before.close();
  const store = testStore({ folder });
  expect(rowsOf(store, 'room')).toMatchObject([{ ...sampleRow('room', id), row_hlc: 2048 }]);
  expect(store.read.statement('SELECT * FROM deferred_operation').all()).toEqual([]);
});
