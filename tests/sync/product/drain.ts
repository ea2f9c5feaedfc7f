import { lastOwn } from '#db/sync/outbox.ts';
import { placeOf } from '#db/sync/place.ts';
import { Random } from '../random.ts';
import type { Execution } from './context.ts';
import { checkGroups } from './invariants/groups.ts';
import { replicas } from './invariants/replicas.ts';
import { checkNeeded, checkPutAside } from './invariants/set-aside.ts';
import { viewOf, type ServerView } from './invariants/server-view.ts';
import { deliver } from './network.ts';
import type { Pc } from './pc.ts';
import { admitAll, neededOf, resumeAll } from './server-chores.ts';
import { compareCopy, synchronise } from './synchronise.ts';

/** Every PC synchronises once in a round. */
const MOST_ROUNDS = 12;

/** Ends all faults, then lets every PC synchronise until there is nothing left to do. I12: that takes a bounded number of rounds. */
export async function drain(execution: Execution): Promise<ServerView> {
  await heal(execution);
  let view = await viewOf(execution);
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    await execution.newer?.send(execution);
    for (const pc of execution.pcs.values()) {
      await synchronise(execution, pc, new Random(round * 1000 + pc.number), true);
      if (execution.copies.has(pc.number)) await compareCopy(pc);
      checkGroups(execution, pc);
    }
    execution.totals.rounds = round;
    view = await viewOf(execution);
    const waiting = replicas(execution).filter((pc) => !isAtRest(pc, view));
    if (waiting.length > 0) continue;
    const needed = await neededOf(execution);
    checkNeeded(execution, view, needed);
    // What is aside waits until its authors' PCs have had their say, so that they can be seen to know of it.
    if (![...view.aside.values()].some((aside) => aside.waiting) && needed.length === 0) return view;
    checkPutAside(execution, view);
    if (!(await admitAll(execution))) return view;
  }
  for (const pc of replicas(execution)) if (!isAtRest(pc, view)) execution.violate('I12', `PC ${String(pc.number)} does not come to rest: ${doing(pc, view)}`);
  return view;
}

async function heal(execution: Execution): Promise<void> {
  for (const late of execution.late.splice(0)) await deliver(execution, late);
  execution.server.clockMs = 0;
  await resumeAll(execution);
  for (const pc of execution.pcs.values()) {
    pc.network = null;
    pc.refusals = 0;
    pc.crashIn = null;
    pc.version = 2;
  }
}

function isAtRest({ store, isCompared }: Pc, { head, timeline }: ServerView): boolean {
  const place = placeOf(store.read);
  return isCompared && place !== undefined && place.acked === lastOwn(store.read) && place.cursor === head && place.timelines.at(-1)?.id === timeline;
}

function doing({ store }: Pc, { head }: ServerView): string {
  const place = placeOf(store.read);
  return `acknowledged ${String(place?.acked)} of ${String(lastOwn(store.read))}, cursor ${String(place?.cursor)} of ${String(head)}${place?.stopped ? `, stopped: ${place.stopped}` : ''}`;
}
