import type { SinkTx } from '../sink.ts';
import { Cancelled, drain, SHARED } from '../slices.ts';
import type { Queue, SliceRun } from '../slices.ts';
import type { SourceFile } from '../source-file.ts';
import { newFhirImport } from './import-state.ts';
import type { FhirImport } from './import-state.ts';
import { resourcesOf } from './group-items.ts';
import { OriginalsPack } from './originals-pack.ts';
import type { PreparedItem, SingleItem } from './prepared.ts';
import { readerHere } from './read-batches.ts';
import type { FhirBatch, FhirReader, WantedItems } from './read-batches.ts';
import { takeItem, takeReadings, takeRecords } from './take-item.ts';

/** Bytes read before what they held is stored, however little: bounds what a cut loses. */
const GATHER_BYTES = 16 * 1024 * 1024;

/** By file, the ordinals of what still waits for something it refers to. */
type WaitingItems = Map<number, Set<number>>;

/**
 * Imports FHIR files. Resources may come in any order over any number of files: what refers to something not seen yet
 * is left and its file read again, until a reading brings nothing more. Then what still waits is refused.
 * Memory: the names of patients and encounters, and the place (a number) of what waits.
 * @param today the clinic's calendar day
 * @param open where the files are read: in this thread, or in one of their own
 */
export async function importFhirFiles(run: SliceRun, files: readonly SourceFile[], today: string, open: typeof readerHere = readerHere): Promise<void> {
  const reader = open(files, today);
  try {
    const reading = new Reading(run, files, reader);
    let waiting = await reading.through({ last: false });
    for (let last = false; waiting.size > 0;) {
      const before = count(waiting);
      waiting = await reading.through({ last, only: waiting });
      // Nothing found its target in this reading, so nothing ever will: the next one refuses what is left.
      last = count(waiting) === before;
    }
  } finally {
    await reader.close();
  }
}

const count = (waiting: WaitingItems): number => [...waiting.values()].reduce((sum, set) => sum + set.size, 0);

interface Pass {
  /** Only these items are looked at; all of every file when left out. */
  readonly only?: WantedItems;
  /** What still waits in this pass is refused. */
  readonly last: boolean;
}

class Reading {
  readonly #run: SliceRun;
  readonly #files: readonly SourceFile[];
  readonly #reader: FhirReader;
  readonly #state: FhirImport;

  constructor(run: SliceRun, files: readonly SourceFile[], reader: FhirReader) {
    this.#run = run;
    this.#files = files;
    this.#reader = reader;
    this.#state = newFhirImport(run.tally);
  }

  /** Reads the files from end to end, storing what they hold in slices that may span files; returns what waits. */
  async through({ only, last }: Pass): Promise<WaitingItems> {
    const { tally, signal, size = SHARED } = this.#run;
    const left: WaitingItems = new Map();
    const take = (tx: SinkTx, item: PreparedItem): void => { this.#take(tx, item, last, left); };
    tally.total += this.#files.reduce((sum, file, index) => sum + (!only || only.has(index) ? file.size : 0), 0);
    const waiting = new Gathered();
    for await (const batch of this.#reader.read(only)) {
      if (signal.aborted) throw new Cancelled();
      tally.done += batch.bytes;
      for (const [type, skipped] of Object.entries(batch.skipped)) tally.skip(type, skipped);
      waiting.add(batch);
      // Until there are so many, a transaction would not be worth its disk write.
      await drain(this.#run, waiting, take, waiting.bytes < GATHER_BYTES ? size.rows : 1);
    }
    await drain(this.#run, waiting, take);
    return left;
  }

  #take(tx: SinkTx, item: PreparedItem, last: boolean, left: WaitingItems): void {
    if (item.kind !== 'group') return this.#takeOne(tx, item, last, left);
    const pack = new OriginalsPack(item);
    for (const one of item.items) this.#takeOne(tx, one, last, left, pack);
  }

  #takeOne(tx: SinkTx, item: SingleItem, last: boolean, left: WaitingItems, pack?: OriginalsPack): void {
    if (item.kind === 'readings') {
      if (!takeReadings(tx, this.#state, item, pack)) for (const [ordinal] of item.sets) wait(left, item.file, ordinal);
      return;
    }
    if (item.kind === 'records') {
      for (const ordinal of takeRecords(tx, this.#state, item, pack)) wait(left, item.file, ordinal);
      return;
    }
    const outcome = takeItem(tx, this.#state, pack ? pack.completed(item) : item, last);
    if (outcome === 'taken') return;
    if ('waits' in outcome && !last) wait(left, item.file, item.ordinal);
    else this.#run.tally.refuse(this.#files[item.file]?.name ?? '', item.place, 'waits' in outcome ? outcome.waits : outcome.refused);
  }
}

function wait(left: WaitingItems, file: number, ordinal: number): void {
  const waits = left.get(file);
  if (waits) waits.add(ordinal);
  else left.set(file, new Set([ordinal]));
}

/** Batches that have been read; each is unpacked when its turn comes. */
class Gathered implements Queue<PreparedItem> {
  /** Resources, of which an item may hold some. */
  length = 0;
  /** Read since something was last taken. */
  bytes = 0;
  #batches: FhirBatch[] = [];
  #items: readonly PreparedItem[] = [];
  #at = 0;

  add(batch: FhirBatch): void {
    this.length += batch.count;
    this.bytes += batch.bytes;
    this.#batches.push(batch);
  }

  next(): PreparedItem {
    while (this.#at === this.#items.length) [this.#items, this.#at] = [this.#batches.shift()?.items() ?? [], 0];
    const item = this.#items[this.#at] as PreparedItem;
    this.length -= resourcesOf(item);
    this.bytes = 0;
    this.#at += 1;
    return item;
  }
}
