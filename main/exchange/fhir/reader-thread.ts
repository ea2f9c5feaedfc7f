import { parentPort, workerData } from 'node:worker_threads';
import { waitingSource } from '../source-file.ts';
import { readerHere } from './read-batches.ts';
import type { ReaderData, ReaderMessage, ReaderRequest } from './reader-elsewhere.ts';

/** The thread that reads and understands FHIR files, so that the one with the store only writes. */
const { files, today, ahead } = workerData as ReaderData;
const reader = readerHere(files.map(waitingSource), today);
let room = ahead;
let onRoom = (): void => undefined;

const tell = (message: ReaderMessage): void => { parentPort?.postMessage(message); };

parentPort?.on('message', (request: ReaderRequest) => {
  if (request.kind === 'read') void read(request);
  else {
    room += 1;
    onRoom();
  }
});

async function read({ only, some }: Extract<ReaderRequest, { kind: 'read' }>): Promise<void> {
  for await (const batch of reader.read(only, some)) {
    const { bytes, skipped, count } = batch;
    // One string crosses to the other thread, and waits there, far cheaper than its many objects would.
    tell({ kind: 'batch', bytes, skipped, count, text: JSON.stringify(batch.items()) });
    room -= 1;
    if (room <= 0) await new Promise<void>((resolve) => { onRoom = resolve; });
  }
  tell({ kind: 'ended' });
}

tell({ kind: 'ready' });
