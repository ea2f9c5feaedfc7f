import { describe, expect, test } from 'vitest';
import type { TableSpec } from '#domain/sync/registry.ts';
import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import { allSyncedTables, testStore } from '#tests/support/store.ts';

interface TableRow { schema: string; name: string; type: string; wr: number; strict: number }
interface ColumnRow { name: string; type: string; notnull: number; dflt_value: unknown; pk: number }

const sqlType = { text: 'TEXT', int: 'INTEGER', real: 'REAL' } as const;

/** What every synced table has beside its declared columns. */
const common = {
  rid: 'INTEGER', id: 'TEXT NOT NULL', row_hlc: 'INTEGER NOT NULL', row_tie: 'INTEGER NOT NULL', row_over: 'TEXT',
};

const localTables: Readonly<Record<string, readonly string[]>> = {
  local_meta: ['key', 'value'],
  operation: ['dseq', 'grp', 'op_id', 'tbl', 'row_id', 'kind', 'hlc', 'sv', 'person_id', 'at', 'intent', 'batch', 'cols', 'prev', 'chain', 'state', 'beside'],
  number_series: ['series', 'next'],
  operation_row: ['row_id', 'dseq'],
  token_by_patient: ['patient_id', 'rid'],
  token_by_day: ['service_day', 'status', 'service_id', 'rid'],
  command: ['place', 'id', 'endpoint', 'answer', 'at', 'to_tell'],
  draft: ['person_id', 'key', 'content', 'saved_at'],
  printer: ['id', 'name', 'target', 'language', 'paper', 'documents', 'active'],
  foreign_page: ['pid', 'first_hlc', 'last_hlc', 'last_seq', 'body'],
  foreign_row: ['row_id', 'pid'],
  unconfirmed_operation: ['op_id', 'origin', 'dseq', 'grp', 'tbl', 'row_id', 'kind', 'hlc', 'sv', 'person_id', 'at', 'intent', 'batch', 'cols', 'prev'],
  deferred_operation: ['op_id', 'seq', 'reason', 'tbl', 'row_id', 'body'],
  operation_fate: ['op_id', 'dseq', 'fate', 'reason'],
  snapshot_chunk: ['sha256', 'place', 'bytes', 'row_count', 'tbl', 'tier', 'loaded'],
  snapshot_part: ['sha256', 'start', 'bytes'],
  sync_incident: ['id', 'at', 'kind', 'detail'],
  print_job: ['id', 'kind', 'title', 'printer_id', 'status', 'error', 'attempts', 'at', 'reprint_of', 'source', 'payload'],
  import_job: ['id', 'kind', 'name', 'status', 'started_at', 'report'],
  item_import: ['id', 'started_at', 'person_id', 'report', 'refused'],
  import_refusal: ['import_id', 'position', 'file', 'entry', 'reason', 'detail'],
  device_profile: [
    'id', 'name', 'driver', 'transport', 'path', 'vendor_id', 'product_id', 'serial_number', 'settings', 'mapping', 'active', 'added_at', 'token_id',
  ],
  device_event: ['place', 'device_id', 'stay_id', 'kind', 'detail', 'at', 'until'],
  stream_block: ['stay_id', 'code', 'start', 'rate', 'count', 'device_id', 'bytes'],
  sensor_reading: ['device_id', 'reading_id', 'at'],
  stream_trend: ['stay_id', 'code', 'level', 'at', 'low', 'high', 'sum', 'count'],
  analyser: ['id', 'name', 'protocol', 'transport', 'settings', 'active', 'added_at'],
  analyser_raw: ['id', 'analyser_id', 'at', 'bytes', 'message_id'],
  sign_in_attempt: ['person_id', 'failures', 'locked_until', 'round'],
  token_use: ['token_id', 'last_used_at'],
  term_list: ['id', 'name', 'system', 'terms', 'imported_at', 'active'],
  invoice_sum: ['invoice_id', 'patient_id', 'day', 'total', 'tax', 'insurer', 'paid', 'insured'],
  term: ['rid', 'list_id', 'system', 'code', 'title'],
  stock_on_hand: ['batch_id', 'store_id', 'item_id', 'quantity', 'movements'],
  notification_secret: ['channel_id', 'secret', 'entered_at'],
  stock_day: ['day', 'item_id', 'change', 'used'],
};

describe('the schema of a new store', () => {
  const read = (): { tables: TableRow[]; columns: (name: string) => ColumnRow[]; triggers: (name: string) => string[] } => {
    const store = testStore();
    return {
      tables: store.read.statement("SELECT * FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'").all() as TableRow[],
      columns: (name) => store.read.statement('SELECT * FROM pragma_table_info(?)').all(name) as ColumnRow[],
      triggers: (name) => (store.read.statement("SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?").all(name) as { sql: string }[]).map(({ sql }) => sql),
    };
  };

  test('holds the synced tables, the tables of this PC and no others', () => {
    const names = read().tables.map((table) => table.name).sort();
    expect(names).toEqual([...allSyncedTables, ...Object.keys(localTables)].sort());
  });

  test('keeps every table strict', () => {
    expect(read().tables.filter((table) => table.strict !== 1).map((table) => table.name)).toEqual([]);
  });

  // Inserts name only the columns that are filled; the merge, on every PC and the server, holds the others for empty.
  test('gives no column of a synced table a default value', () => {
    const { columns } = read();
    const defaults = allSyncedTables.flatMap((name) => columns(name).filter(({ dflt_value }) => dflt_value !== null).map((column) => `${name}.${column.name}`));
    expect(defaults).toEqual([]);
  });

  test('gives every synced table exactly its declared columns, types and nullability', () => {
    const schema = read();
    for (const name of allSyncedTables) {
      const spec: TableSpec = tables[name];
      const declared = Object.entries(spec.columns).map(([column, { type, nullable }]) => [column, sqlType[type] + (nullable ? '' : ' NOT NULL')]);
      const live = schema.columns(name).map((column) => [column.name, column.type + (column.notnull === 1 ? ' NOT NULL' : '')]);
      expect(Object.fromEntries(live), name).toEqual({ ...common, ...Object.fromEntries(declared) });
      expect(schema.columns(name).filter((column) => column.pk > 0).map((column) => column.name)).toEqual(['rid']);
    }
  });

  test('refuses a second row of the same id in every synced table', () => {
    const store = testStore();
    for (const name of allSyncedTables) {
      const unique = store.read.statement(`SELECT i.name FROM pragma_index_list('${name}') l JOIN pragma_index_info(l.name) i WHERE l."unique" = 1`).all();
      expect(unique, name).toEqual([{ name: 'id' }]);
    }
  });

  test('guards every synced table against inserts, updates and deletes', () => {
    const schema = read();
    for (const name of allSyncedTables) {
      // What keeps the stock on hand, and the tokens of each patient, follows every way in which a row is written.
      const counting = name === 'token' ? ['token_by_patient', 'token_by_day'].flatMap((index) => [`CREATE TRIGGER ${index}_full AFTER INSERT`, `CREATE TRIGGER ${index}_changed AFTER UPDATE OF`]) : name === 'stock_movement' ? ['added', 'changed', 'gone'].map((event) => `CREATE TRIGGER stock_movement_${event} AFTER`) : [];
      const others = counting.filter((start) => !schema.triggers(name).some((sql) => sql.startsWith(start)));
      expect(others, name).toEqual([]);
      const guarded = schema.triggers(name).filter((sql) => !counting.some((start) => sql.startsWith(start))).map((sql) => /BEFORE (INSERT|UPDATE|DELETE) ON (\w+) WHEN in_door\(\) = 0\s+BEGIN SELECT RAISE\(ABORT/.exec(sql)?.slice(1).join(' '));
      expect(guarded.sort(), name).toEqual([`DELETE ${name}`, `INSERT ${name}`, `UPDATE ${name}`]);
    }
  });

  test('guards every column of the log but the one that marks what has been sent and the notes beside it', () => {
    const guard = read().triggers('operation').find((sql) => sql.includes('BEFORE UPDATE OF'));
    const guarded = /UPDATE OF ([\w, ]+)\s+ON/.exec(guard ?? '')?.[1]?.split(', ').sort();
    expect(guarded).toEqual(localTables['operation']?.filter((column) => column !== 'state' && column !== 'beside').sort());
  });

  test('gives this PC\'s own tables their columns', () => {
    const schema = read();
    for (const [name, columns] of Object.entries(localTables)) expect(schema.columns(name).map((column) => column.name), name).toEqual(columns);
  });

  test('indexes every column by which the rows of a patient are found', () => {
    const store = testStore();
    const missing = (Object.entries(tables) as [SyncedTable, TableSpec][])
      .filter(([, spec]) => 'patient_id' in spec.columns)
      .filter(([name]) => store.read.statement(`SELECT 1 FROM pragma_index_list('${name === 'token' ? 'token_by_patient' : name}') l JOIN pragma_index_info(l.name) i WHERE i.seqno = 0 AND i.name = 'patient_id'`).get() === undefined)
      .map(([name]) => name);
    expect(missing).toEqual([]);
  });
});

describe('an open store', () => {
  test('writes through a log that is synced at every commit, with foreign keys on', () => {
    const store = testStore();
    const pragmas = store.change((tx) => ['journal_mode', 'synchronous', 'foreign_keys'].map((name) => Object.values(tx.statement(`PRAGMA ${name}`).get() as object)[0] as unknown));
    expect(pragmas).toEqual(['wal', 2, 1]);
  });
});
