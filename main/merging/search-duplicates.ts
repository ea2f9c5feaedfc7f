import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PairOfRecords } from '#domain/contract/merging.ts';
import { PairFinder, type LikelyPair } from '#domain/patients/likely-pairs.ts';
import { newestPerson, notSamePairs, pairKey, peopleBetween } from '#db/queries/merging.ts';
import { briefOfPatient } from '#db/queries/patients.ts';
import type { ReadDb } from '#db/read.ts';

/** Others go on after so many milliseconds of looking. */
const SLICE_MS = 12;
/** Row numbers read at a time. */
const PAGE = 100;
/** What is said in one event at most, and in all: whoever merges a thousand looks again. */
const PAIRS_AT_ONCE = 50;
const MOST_PAIRS = 1000;

/** Reading takes about this share of the work. */
const READING = 0.7;

/** Looks through everybody in slices; ends early when the signal says that nobody listens any more. */
export async function* searchDuplicates(db: ReadDb, signal: AbortSignal | undefined): AsyncGenerator<{ done: number; pairs: PairOfRecords[] }> {
  const finder = new PairFinder();
  const ids: string[] = [];
  let said = performance.now();
  let begun = said;
  const turn = async (): Promise<void> => {
    if (performance.now() - begun <= SLICE_MS) return;
    await nextTurn();
    begun = performance.now();
  };
  const newest = newestPerson(db);
  yield { done: 0, pairs: [] };
  for (let rid = 0; rid < newest && signal?.aborted !== true; rid += PAGE) {
    for (const { id, name, sex, birth_date: birthDate, birth_estimated: estimated, phone } of peopleBetween(db, rid, rid + PAGE)) {
      ids.push(id);
      finder.add({ name, sex, birthDate, birthEstimated: estimated === 1, phone });
    }
    await turn();
    if (performance.now() - said > 200) {
      said = performance.now();
      yield { done: (READING * Math.min(rid + PAGE, newest)) / newest, pairs: [] };
    }
  }
  const settled = notSamePairs(db);
  const isOpen = ({ first, second }: LikelyPair): boolean => !settled.has(pairKey(ids[first] ?? '', ids[second] ?? ''));
  let [count, waiting] = [0, [] as LikelyPair[]];
  for (const { found, done } of finder.pairs()) {
    if (signal?.aborted === true || count >= MOST_PAIRS) break;
    waiting.push(...found.filter(isOpen));
    await turn();
    while (waiting.length > 0 && count < MOST_PAIRS) {
      const next = waiting.slice(0, Math.min(PAIRS_AT_ONCE, MOST_PAIRS - count));
      const { taken, pairs } = recordsUntil(begun + SLICE_MS, next, (pair) => asRecords(db, pair, ids));
      waiting = waiting.slice(taken);
      count += taken;
      yield { done: READING + (1 - READING) * done, pairs };
      await turn();
    }
  }
  yield { done: 1, pairs: [] };
}

/** Telling of a pair reads two people: as many as there is time for, and at least one. @param end on the clock of `performance.now` */
function recordsUntil(end: number, next: readonly LikelyPair[], tell: (pair: LikelyPair) => PairOfRecords[]): { taken: number; pairs: PairOfRecords[] } {
  const pairs: PairOfRecords[] = [];
  let taken = 0;
  for (const pair of next) {
    if (taken > 0 && performance.now() > end) break;
    pairs.push(...tell(pair));
    taken += 1;
  }
  return { taken, pairs };
}

function asRecords(db: ReadDb, { first, second, score, reasons }: LikelyPair, ids: readonly string[]): PairOfRecords[] {
  const [one, other] = [briefOfPatient(db, ids[first] ?? ''), briefOfPatient(db, ids[second] ?? '')];
  return one && other && !one.archived && !other.archived ? [{ first: one, second: other, score, reasons: [...reasons] }] : [];
}
