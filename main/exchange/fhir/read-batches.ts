import type { SourceFile } from '../source-file.ts';
import { prepareItem } from './prepare-item.ts';
import type { PreparedItem } from './prepared.ts';
import { readFhirFile } from './read-file.ts';

/** By file, the ordinals of the only items that are looked at. */
export type WantedItems = ReadonlyMap<number, ReadonlySet<number>>;

/** What some stretch of the files held. */
export interface FhirBatch {
  /** Bytes read for it, as stored. */
  readonly bytes: number;
  /** How many of each kind were passed over. */
  readonly skipped: Readonly<Record<string, number>>;
  /** How many items it has. */
  readonly count: number;
  /** Unpacks them: call it once, and only when they are about to be used. */
  items(): readonly PreparedItem[];
}

/** Reads FHIR files, here or in another thread. */
export interface FhirReader {
  /** @param only what is looked at; everything when left out */
  read(only?: WantedItems): AsyncIterable<FhirBatch>;
  close(): Promise<void>;
}

/** A batch ends at so many items, or so many bytes that held few. */
const ITEMS = 250;
const BYTES = 4 * 1024 * 1024;

/** Reads the files in this thread. */
export const readerHere = (files: readonly SourceFile[], today: string): FhirReader => ({
  read: (only) => readBatches(files, today, only),
  close: () => Promise.resolve(),
});

async function* readBatches(files: readonly SourceFile[], today: string, only: WantedItems | undefined): AsyncGenerator<FhirBatch> {
  let batch = new Batch();
  for (const [index, file] of files.entries()) {
    const wanted = only?.get(index);
    if (only && !wanted) continue;
    const options = { onRead: (bytes: number): void => { batch.bytes += bytes; }, ...(wanted && { only: wanted }) };
    for await (const items of readFhirFile(file, options)) {
      for (const item of items) {
        if (item.kind === 'resource') batch.add(prepareItem(item, index, today));
        else if (item.kind === 'other') batch.add(item.type);
        else batch.add({ file: index, ordinal: item.ordinal, place: item.place, kind: 'refused', problem: item.problem });
      }
      if (batch.count < ITEMS && batch.bytes < BYTES) continue;
      yield batch;
      batch = new Batch();
    }
  }
  yield batch;
}

class Batch implements FhirBatch {
  bytes = 0;
  readonly skipped = Object.create(null) as Record<string, number>;
  readonly #items: PreparedItem[] = [];

  get count(): number {
    return this.#items.length;
  }

  items(): readonly PreparedItem[] {
    return this.#items;
  }

  add(item: PreparedItem | string): void {
    if (typeof item === 'string') this.skipped[item] = (this.skipped[item] ?? 0) + 1;
    else this.#items.push(item);
  }
}
