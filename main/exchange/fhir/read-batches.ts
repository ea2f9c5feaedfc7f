import type { SourceFile } from '../source-file.ts';
import { prepareItem } from './prepare-item.ts';
import { TargetGuesses } from './guess-targets.ts';
import { grouped } from './group-items.ts';
import type { PreparedItem, PreparedResource, SingleItem } from './prepared.ts';
import { readFhirFile } from './read-file.ts';

/** By file, the ordinals of the only items that are looked at. */
export type WantedItems = ReadonlyMap<number, ReadonlySet<number>>;

/** Files from one place to before another. */
export interface Places {
  readonly from: number;
  readonly to: number;
}

/** What some stretch of the files held. */
export interface FhirBatch {
  /** Bytes read for it, as stored. */
  readonly bytes: number;
  /** How many of each kind were passed over. */
  readonly skipped: Readonly<Record<string, number>>;
  /** How many resources are in its items. */
  readonly count: number;
  /** Unpacks them: call it once, and only when they are about to be used. */
  items(): readonly PreparedItem[];
}

/** Reads FHIR files, here or in another thread. */
export interface FhirReader {
  /** @param only what is looked at; everything when left out @param some of the files, by their place; all when left out */
  read(only?: WantedItems, some?: Places): AsyncIterable<FhirBatch>;
  close(): Promise<void>;
}

/** A batch ends at so many resources, or so many bytes that held few. */
const ITEMS = 128;
const BYTES = 4 * 1024 * 1024;

/** Reads the files in this thread. */
export const readerHere = (files: readonly SourceFile[], today: string): FhirReader => ({
  read: (only, some) => readBatches(files, today, only, some),
  close: () => Promise.resolve(),
});

async function* readBatches(files: readonly SourceFile[], today: string, only: WantedItems | undefined, some: Places = { from: 0, to: files.length }): AsyncGenerator<FhirBatch> {
  // What is read again is what could not be stored as it had been guessed, or waits.
  const guesses = only ? undefined : new TargetGuesses();
  let batch = new Batch(guesses);
  for (const [index, file] of files.entries()) {
    const wanted = only?.get(index);
    if (index < some.from || index >= some.to || (only && !wanted)) continue;
    const options = { onRead: (bytes: number): void => { batch.bytes += bytes; }, ...(wanted && { only: wanted }) };
    for await (const items of readFhirFile(file, options)) {
      for (const item of items) {
        if (item.kind === 'resource') batch.add(prepareItem(item, index, today));
        else if (item.kind === 'other') batch.add(item.type);
        else batch.add([{ file: index, ordinal: item.ordinal, place: item.place, kind: 'refused', problem: item.problem }]);
      }
      if (batch.count < ITEMS && batch.bytes < BYTES) continue;
      yield batch;
      batch = new Batch(guesses);
    }
  }
  yield batch;
}

class Batch implements FhirBatch {
  bytes = 0;
  count = 0;
  readonly skipped = Object.create(null) as Record<string, number>;
  readonly #items: SingleItem[] = [];
  readonly #guesses: TargetGuesses | undefined;

  constructor(guesses: TargetGuesses | undefined) {
    this.#guesses = guesses;
    guesses?.cut();
  }

  items(): readonly PreparedItem[] {
    // Without guesses nobody knows what belongs together.
    return this.#guesses ? grouped(this.#items) : this.#items;
  }

  add(resource: readonly PreparedResource[] | string): void {
    if (typeof resource === 'string') this.skipped[resource] = (this.skipped[resource] ?? 0) + 1;
    else for (const item of resource) this.#one(item);
  }

  #one(item: PreparedResource): void {
    this.count += 1;
    const seen = this.#guesses ? this.#guesses.see(item) : item;
    if (seen) this.#items.push(seen);
  }
}
