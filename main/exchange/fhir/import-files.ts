import { runSlices, SHARED } from '../slices.ts';
import type { SliceRun } from '../slices.ts';
import type { SinkTx } from '../sink.ts';
import type { SourceFile } from '../source-file.ts';
import { readFhirFile } from './read-file.ts';
import type { FhirItem } from './read-file.ts';
import { newFhirImport } from './import-state.ts';
import type { FhirImport } from './import-state.ts';
import { takeItem } from './take-resource.ts';

/** Chunks read (≤ 256 kB each) before what they held is stored, however little: bounds what a cut loses and memory. */
const GATHER_CHUNKS = 64;

/** By file, the ordinals of what still waits for something it refers to. */
type WaitingItems = Map<number, ReadonlySet<number>>;

/**
 * Imports FHIR files. Resources may come in any order over any number of files: what refers to something not seen yet
 * is left and its file read again, until a reading brings nothing more. Then what still waits is refused.
 * Memory: the names of patients and encounters, and the place (a number) of what waits.
 */
export async function importFhirFiles(run: SliceRun, files: readonly SourceFile[], today: string): Promise<void> {
  const state = newFhirImport(run.tally, today);
  let waiting = await readThrough(run, state, files, { last: false });
  for (let last = false; waiting.size > 0;) {
    const before = count(waiting);
    waiting = await readThrough(run, state, files, { last, only: waiting });
    // Nothing found its target in this reading, so nothing ever will: the next one refuses what is left.
    last = count(waiting) === before;
  }
}

const count = (waiting: WaitingItems): number => [...waiting.values()].reduce((sum, set) => sum + set.size, 0);

interface Reading {
  /** Only these items are looked at; all of every file when left out. */
  readonly only?: WaitingItems;
  /** What still waits in this reading is refused. */
  readonly last: boolean;
}

/** One item on its way into the store, and where to note that it must wait. */
interface Gathered {
  readonly item: FhirItem;
  readonly file: SourceFile;
  readonly index: number;
  readonly left: Set<number>;
}

/** Reads the files from end to end, storing what they hold in slices that may span files; returns what waits. */
async function readThrough(run: SliceRun, state: FhirImport, files: readonly SourceFile[], { only, last }: Reading): Promise<WaitingItems> {
  const left = new Map<number, Set<number>>();
  // Items gathered before a transaction is worth its disk write.
  const worth = (run.size ?? SHARED).items;
  let gathered: Gathered[] = [];
  let chunks = 0;
  const flush = async (): Promise<void> => {
    await runSlices(run, gathered, (tx, one) => { take(run, state, tx, one, last); });
    gathered = [];
    chunks = 0;
  };
  for (const [index, file] of files.entries()) {
    const wanted = only?.get(index);
    if (only && !wanted) continue;
    run.tally.total += file.size;
    const waits = new Set<number>();
    left.set(index, waits);
    const onRead = (bytes: number): void => { run.tally.done += bytes; };
    for await (const items of readFhirFile(file, wanted ? { onRead, only: wanted } : { onRead })) {
      for (const item of items) gathered.push({ item, file, index, left: waits });
      chunks += 1;
      if (gathered.length >= worth || (chunks >= GATHER_CHUNKS && gathered.length > 0)) await flush();
    }
  }
  await flush();
  return new Map([...left].filter(([, waits]) => waits.size > 0));
}

function take({ tally }: SliceRun, state: FhirImport, tx: SinkTx, { item, file, index, left }: Gathered, last: boolean): void {
  if (item.kind === 'other') tally.skip(item.type);
  else if (item.kind === 'refused') tally.refuse(file.name, item.place, item.problem);
  else {
    const outcome = takeItem(tx, state, item, index);
    if (outcome === 'taken') return;
    if ('waits' in outcome && !last) left.add(item.ordinal);
    else tally.refuse(file.name, item.place, 'waits' in outcome ? outcome.waits : outcome.refused);
  }
}
