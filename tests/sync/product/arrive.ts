import { arrivalOf, forgoCopy } from '#db/sync/arrival.ts';
import { changePlace } from '#db/sync/place.ts';
import { CopyFetcher } from '#main/sync/copy-fetcher.ts';
import { syncWrite } from '#main/sync/link.ts';
import { hello } from '#main/sync/steps/hello.ts';
import { OtherTimeline } from '#main/sync/steps/outcome.ts';
import type { Loading } from '#main/sync/steps/load-chunk.ts';
import { Random } from '../random.ts';
import type { Step } from '../step.ts';
import type { Execution } from './context.ts';
import { checkCopy, rowsOf } from './invariants/replicas.ts';
import { viewOf } from './invariants/server-view.ts';
import type { Pc } from './pc.ts';
import { running } from './running.ts';
import { writeNow } from './write.ts';

/** So often a program may stop, or find another life of the log, before the copy is here. */
const MOST_RUNS = 6;
/** A copy of a small clinic is to be written in several transactions, and these in several pieces. */
const MOST_ROWS = { piece: 3, commit: 8 } as const;
const WRITES_BETWEEN = 0.15;

/**
 * A PC begins with a copy of the clinic, which the product fetches and writes while somebody works; the program may stop
 * at any point of it. When it is here it is judged, and the PC reads the whole log beside it: what other PCs are judged
 * by, the operations that each holds, then is there too. One that `keeps` its copy reads on from there.
 */
export async function arrive(execution: Execution, pc: Pc, { r, crash, keeps }: Extract<Step, { readonly do: 'enrol' }>): Promise<void> {
  const random = new Random(r);
  for (let run = 0; arrivalOf(pc.store.read)?.stage !== 'here'; run += 1) {
    if (run > MOST_RUNS) {
      execution.violate('I12', `the copy does not come to PC ${String(pc.number)}`);
      return;
    }
    await running(execution, pc, run < 2 ? crash : undefined, () => fetchCopy(pc, random));
  }
  checkCopy(execution, pc, await viewOf(execution));
  if (keeps) {
    execution.copies.set(pc.number, rowsOf(pc));
    return;
  }
  pc.store.write(syncWrite, (tx) => {
    forgoCopy(tx);
    changePlace(tx, { cursor: 0, newest: null });
  });
}

async function fetchCopy(pc: Pc, random: Random): Promise<void> {
  const fetcher = new CopyFetcher(pc.link, {
    // One after the other, so that the same seed goes the same way.
    chance: () => 0, wait: async () => undefined, copyFrom: 0, parallel: 1, onPiece: () => undefined,
    pace: (which) => fewRows(random, () => { if (which === 'all' && random.chance(WRITES_BETWEEN)) writeNow(pc, 'edit', random); }),
  });
  const { signal } = new AbortController();
  try {
    await fetcher.first((await hello(pc.link)).head, signal);
    await fetcher.rest(signal);
  } catch (error) {
    if (!(error instanceof OtherTimeline)) throw error;
  }
}

/** `between` is called between two pieces of a transaction. */
const fewRows = (random: Random, between: () => void): Loading['pace'] => ({
  of: () => ({ piece: 1 + random.int(MOST_ROWS.piece), commit: 1 + random.int(MOST_ROWS.commit) }),
  wrote: between,
  committed: () => undefined,
});
