import { on } from 'node:events';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { SourceFile } from '../source-file.ts';
import type { PreparedItem } from './prepared.ts';
import { readerHere } from './read-batches.ts';
import type { FhirBatch, FhirReader, Places, WantedItems } from './read-batches.ts';

/** Handed to the thread when it starts. */
export interface ReaderData {
  readonly files: readonly Omit<SourceFile, 'open'>[];
  readonly today: string;
  /** Batches it may give before the first of them is taken. */
  readonly ahead: number;
}

/** `more`: one batch was taken. */
export type ReaderRequest = { readonly kind: 'read'; readonly only: WantedItems | undefined; readonly some: Places } | { readonly kind: 'more' };
/** `text` is a list of prepared items as JSON. */
export type ReaderMessage = { readonly kind: 'ready' | 'ended' } | (Omit<FhirBatch, 'items'> & { readonly kind: 'batch'; readonly text: string });

/** Beside the bundled program, or the source itself where that runs as it is. */
const THREAD = join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? 'reader-thread.ts' : 'fhir-reader.js');
/** Twice what is stored at once (about 60 kB each), so that neither side stands still while the other is slow. */
const AHEAD = 32;
/** The nursery holds more than a batch: of a smaller one half is kept at every sweep, and piles up until the whole heap is swept. */
const LIMITS = { maxYoungGenerationSizeMb: 16 };

/** Largest file that is read in this thread while the other one starts. */
const SMALL = 1024 * 1024;

/** Reads the files in a thread of its own; in this one when no thread can be had, and small ones until it is there. */
export function readerElsewhere(files: readonly SourceFile[], today: string): FhirReader {
  const data: ReaderData = { files: files.map(({ name, size, data: from }) => ({ name, size, data: from })), today, ahead: AHEAD };
  const thread = startThread(data);
  return {
    async* read(only, { from, to } = { from: 0, to: files.length }) {
      const here = readerHere(files, today);
      let at = from;
      const start = { over: false };
      void thread.then(() => { start.over = true; });
      for (; at < to && !start.over && (files[at]?.size ?? 0) <= SMALL; at += 1) {
        yield* here.read(only, { from: at, to: at + 1 });
        // Only now can it be heard that the other one is there.
        await nextTurn();
      }
      const started = await thread;
      const some = { from: at, to };
      yield* started ? readThrough(started, only, some) : here.read(only, some);
    },
    close: async () => { await (await thread)?.worker.terminate(); },
  };
}

interface Thread {
  readonly worker: Worker;
  readonly next: () => Promise<ReaderMessage>;
}

/** Undefined when it did not come to be ready. */
async function startThread(workerData: ReaderData): Promise<Thread | undefined> {
  try {
    const worker = new Worker(THREAD, { workerData, name: 'fhir-reader', execArgv: [], resourceLimits: LIMITS });
    const messages = on(worker, 'message', { close: ['exit'] }) as AsyncIterator<[ReaderMessage], undefined>;
    const next = async (): Promise<ReaderMessage> => {
      const { value } = await messages.next();
      if (!value) throw new Error('the reading thread has ended');
      return value[0];
    };
    await next();
    return { worker, next };
  } catch {
    return undefined;
  }
}

async function* readThrough({ worker, next }: Thread, only: WantedItems | undefined, some: Places): AsyncGenerator<FhirBatch> {
  const ask = (request: ReaderRequest): void => { worker.postMessage(request); };
  ask({ kind: 'read', only, some });
  for (let message = await next(); message.kind === 'batch'; message = await next()) {
    const { bytes, skipped, count, text } = message;
    ask({ kind: 'more' });
    yield { bytes, skipped, count, items: () => JSON.parse(text) as PreparedItem[] };
  }
}
