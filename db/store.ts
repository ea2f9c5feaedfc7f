import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '#domain/kit/time.ts';
import type { Id } from '#domain/kit/ids.ts';
import { foldName } from '#domain/patients/names.ts';
import { connect, type Connection } from './connection.ts';
import { WriteDb, type Change, type WriteHeader } from './door.ts';
import { ChangeBell } from './change-bell.ts';
import { Checkpointer, logOf } from './checkpoint.ts';
import { CommitNotes } from './commit-notes.ts';
import { asStoreError, StoreError } from './errors.ts';
import { LogSpace } from './log-space.ts';
import { LongLog } from './long-log.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/all.ts';
import { bulkProjections, projections } from './projections/all.ts';
import { ReadDb } from './read.ts';
import { lockStore } from './store-lock.ts';
import { OperationStream } from './stream.ts';
import { WriteTurns, type Gathered } from './write-turns.ts';

export const STORE_FILE = 'daybook.db';

/**
 * Pages of the write-ahead log (47 MiB) at which a commit moves them into the file itself. Another thread has moved
 * nearly all of them by then (checkpoint.ts); what is left is little, and the log starts again from its beginning.
 */
const LONGEST_LOG = 12_000;

export interface StoreOptions {
  /** The store's own folder; made when missing. */
  readonly folder: string;
  /** 32 bytes. */
  readonly key: Uint8Array;
  readonly now: Clock;
  readonly newId: () => Id;
}

/** The encrypted local store: one writing connection behind the door, one that can only read. */
export interface Store {
  readonly read: ReadDb;
  /**
   * Runs `work` in one transaction, synchronously, and syncs it to disk before returning. Whatever it throws undoes
   * everything. Throws StoreError for faults of the disk or file.
   */
  write<T>(header: WriteHeader, work: (tx: WriteDb) => NotAPromise<T>): T;
  /** Begins a long job that writes many rows while others work. One at a time: another one that adds commits this one's. */
  gather(header: WriteHeader): Gathering;
  /** Called after each commit, in order. Returns the function that stops it. */
  onChange(listener: (change: Change) => void): () => void;
  /** Tells listeners that something of an area changed that is not in the store: they read it again. */
  announce(area: string): void;
  /** For a job of many transactions, between two of them: resolves when the next will not have to make everybody wait while pages are moved. */
  rest(): Promise<void>;
  close(): void;
}

/** A transaction that waits would let others write in its middle. */
type NotAPromise<T> = T extends PromiseLike<unknown> ? never : T;

/** Opens or makes the store. Throws StoreError: in-use, wrong-key, damaged, newer, unwritable-folder, full. */
export function openStore(options: StoreOptions): Store {
  const path = join(options.folder, STORE_FILE);
  try {
    mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StoreError('unwritable-folder', 'cannot make the folder', error);
  }
  const unlock = lockStore(options.folder);
  const opened: Connection[] = [];
  const keep = (connection: Connection): Connection => {
    opened.push(connection);
    return connection;
  };
  try {
    const writer = keep(connect(path, options.key, 'write'));
    let inDoor = 0;
    writer.function('in_door', () => inDoor);
    addFolded(writer);
    const { from, to } = migrate(writer, migrations);
    writer.pragma(`wal_autocheckpoint = ${LONGEST_LOG}`);
    const reader = keep(connect(path, options.key, 'read'));
    addFolded(reader);
    const checkpointer = new Checkpointer(path, options.key, logOf(writer));
    const logSpace = new LogSpace(path);
    const close = (): void => {
      logSpace.close();
      checkpointer.close();
      reader.close();
      writer.close();
      unlock();
    };
    const store = assemble(options, { writer, reader, checkpointer, logSpace, close }, (open) => { inDoor = open ? 1 : 0; });
    if (from > 0 && to > from) replayWaiting(store);
    return store;
  } catch (error) {
    for (const connection of opened.reverse()) connection.close();
    unlock();
    throw asStoreError(error);
  }
}

/** Texts are compared without capitals, accents and signs where a question of SQL says `folded(…)`. */
function addFolded(connection: Connection): void {
  connection.function('folded', { deterministic: true }, (text) => (typeof text === 'string' ? foldName(text) : null));
}

/** What an older program could not apply has waited for the tables and columns of this one (sync design 2.12). */
function replayWaiting(store: Store): void {
  store.write({ personId: null, intent: 'sync.replay' }, (tx) => { tx.receive((door) => door.replayAll()); });
}

/** See `Gathered`; what is committed may wait longer in the log than otherwise. */
export interface Gathering extends Gathered {
  /** After a commit: resolves when the log has room for another. */
  rest(): Promise<void>;
  /** The job is done. Resolves when the log is as short as usual, so that no commit has to move its pages while everybody waits. */
  end(): Promise<void>;
}

interface OpenFile {
  readonly writer: Connection;
  readonly reader: Connection;
  readonly checkpointer: Checkpointer;
  readonly logSpace: LogSpace;
  readonly close: () => void;
}

function assemble(options: StoreOptions, { writer, reader, checkpointer, logSpace, close }: OpenFile, setInDoor: (open: boolean) => void): Store {
  const stream = new OperationStream(writer);
  const notes = new CommitNotes(writer, stream);
  const unguarded = <T>(work: () => T): T => {
    if (!writer.inTransaction) throw new Error('a write outside its transaction');
    setInDoor(true);
    try {
      return work();
    } finally {
      setInDoor(false);
    }
  };
  const tx = new WriteDb({ projections, bulkProjections, connection: writer, stream, notes, now: options.now, newId: options.newId, unguarded });
  const changes = new ChangeBell();
  const read = new ReadDb(reader);
  const longLog = new LongLog(writer, checkpointer, LONGEST_LOG);
  const committed = (): void => {
    logSpace.committed();
    if (!longLog.waits()) checkpointer.committed();
    for (const name of tx.forgotten) read.forget(name);
    if (tx.areas.size > 0) changes.ring({ areas: new Set(tx.areas), patientIds: new Set(tx.patientIds), sequence: stream.head.dseq });
  };
  const turns = new WriteTurns({ connection: writer, stream, notes, tx, committed });
  return {
    read,
    write: (header, work) => turns.run(header, work) as never,
    gather(header) {
      const { add, commit } = turns.gather(header, () => { longLog.begin(); });
      return { add, commit, rest: () => longLog.rest(), end: () => longLog.end() };
    },
    onChange: (listener) => changes.listen(listener),
    announce: (area) => { changes.ring({ areas: new Set([area]), patientIds: new Set(), sequence: stream.head.dseq }); },
    rest: () => checkpointer.rest(),
    close() {
      longLog.close();
      close();
    },
  };
}
