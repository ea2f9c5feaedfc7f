import { webcrypto } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { connect, type Connection } from '#db/connection.ts';
import type { WriteDb, WriteHeader } from '#db/door.ts';
import { openStore, STORE_FILE, type Store } from '#db/store.ts';
import { idSource, type Id } from '#domain/kit/ids.ts';
import { operationOf } from '#db/stream.ts';
import type { Operation } from '#domain/sync/operation.ts';
import { tables, type SyncedRow, type SyncedTable } from '#domain/sync/tables.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { placeMigrated } from './migrated-store.ts';

/** A clock that stands still until it is moved. Milliseconds since 1970. */
export interface HandClock {
  ms: number;
}

/** A folder of its own for one test, removed with everything in it when the test ends. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-test-'));
  onTestFinished(() => { rmSync(folder, { recursive: true, force: true }); });
  return folder;
}

export const testKey = new Uint8Array(32).fill(7);

export const systemRandom = (bytes: Uint8Array): Uint8Array => webcrypto.getRandomValues(bytes as Uint8Array<ArrayBuffer>);

/** The same octets for the same seed (xorshift32), so that a found fault can be found again. */
export function seededRandom(seed: number): (bytes: Uint8Array) => Uint8Array {
  let state = seed || 1;
  return (bytes) => bytes.map(() => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0xff;
  });
}

export interface StoreUnderTest extends Store {
  readonly folder: string;
  readonly path: string;
  readonly key: Uint8Array;
  readonly clock: HandClock;
  readonly newId: () => Id;
  /** Writes without anybody in particular. */
  change<T>(work: (tx: WriteDb) => T): T;
}

interface Wanted {
  readonly folder?: string;
  readonly key?: Uint8Array;
  readonly clock?: HandClock;
  readonly random?: (bytes: Uint8Array) => Uint8Array;
}

export const nobodysWrite: WriteHeader = { personId: null, intent: 'test.write' };

/** A real store, closed when the test ends: in a folder of its own, or as the program finds or makes it in a given one. */
export function testStore({ folder: given, key = testKey, clock = { ms: Date.UTC(2026, 2, 14, 9, 0) }, random = systemRandom }: Wanted = {}): StoreUnderTest {
  const now = (): number => clock.ms;
  const newId = idSource(now, random);
  const folder = given ?? tempFolder();
  if (given === undefined) placeMigrated(folder, key);
  const store = openStore({ folder, key, now, newId });
  onTestFinished(() => { store.close(); });
  return {
    ...store, folder, path: join(folder, STORE_FILE), key, clock, newId,
    change: (work) => store.write(nobodysWrite, work as never),
  };
}

/** A second writing connection to the file of a store, as a foreign program with the right key would open it. */
export function foreignConnection(path: string, key: Uint8Array = testKey): Connection {
  const connection = connect(path, key, 'write');
  onTestFinished(() => { connection.close(); });
  return connection;
}

/** The whole log, first operation first. */
export function logOf(store: Pick<Store, 'read'>): Operation[] {
  return (store.read.statement('SELECT * FROM operation ORDER BY dseq').all() as Parameters<typeof operationOf>[0][]).map(operationOf);
}

/** Every row of a synced table as stored, without the local row number, in the order they were added. */
export function rowsOf<T extends SyncedTable>(store: Pick<Store, 'read'>, name: T): (SyncedRow<T> & { row_hlc: number; row_tie: number; row_over: string | null })[] {
  return store.read.statement(`SELECT * FROM ${name} ORDER BY rid`).all().map((row) => {
    const { rid: _rid, ...rest } = row as { rid: number };
    return rest as never;
  });
}

/** A row of any synced table with plausible content in every column. `n` keeps rows apart. */
export function sampleRow<T extends SyncedTable>(name: T, id: Id, n = 1): SyncedRow<T> {
  const spec: TableSpec = tables[name];
  const values = Object.entries(spec.columns).map(([column, { type }]) => [column, type === 'text' ? `${column} ${n}` : type === 'int' ? n % 2 : n / 4]);
  return { id, ...Object.fromEntries(values) } as SyncedRow<T>;
}

export const allSyncedTables = Object.keys(tables) as SyncedTable[];
