import { parentPort, workerData } from 'node:worker_threads';
import { Connected, Slot, type CheckpointData, type CheckpointRequest } from './checkpoint.ts';
import { connect, type Connection } from './connection.ts';

/** The thread that moves committed pages into the file. It has a connection of its own and never writes a row. */
const { path, key, shared } = workerData as CheckpointData;

function open(): Connection | undefined {
  if (Atomics.compareExchange(shared, Slot.connection, Connected.notYet, Connected.open) !== Connected.notYet) return undefined;
  try {
    return connect(path, key, 'write');
  } catch {
    letGo();
    return undefined;
  }
}

function letGo(): void {
  Atomics.store(shared, Slot.connection, Connected.closed);
  Atomics.notify(shared, Slot.connection);
}

const db = open();
if (db) {
  parentPort?.on('message', (request: CheckpointRequest) => {
    if (request === 'checkpoint') {
      try {
        // Passive: takes what it can without making a reader or writer wait.
        db.pragma('wal_checkpoint(PASSIVE)');
      } catch {
        // A full or failing disk: the pages stay where they are safe already, and the next request tries again.
      }
      Atomics.store(shared, Slot.busy, 0);
      parentPort?.postMessage('done');
      return;
    }
    db.close();
    letGo();
    parentPort?.close();
  });
}
