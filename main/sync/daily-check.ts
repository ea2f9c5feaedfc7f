import { lastCheck } from '#db/queries/integrity.ts';
import { arrivalOf } from '#db/sync/arrival.ts';
import { fetchAnew } from './fresh-copy.ts';
import { checkIntegrity, type Checked } from './integrity.ts';
import type { ServerLink } from './link.ts';
import { FreshCopyWanted } from './steps/outcome.ts';
import { ServerRefusal } from './transport.ts';

const DAY_MS = 24 * 3_600_000;
/** A line that just came up has other things to do first. */
const SETTLE_MS = 60_000;
/** While people work, both sides stand at the same place only now and then. */
const AGAIN_MS = 5 * 60_000;

/** Repairs that others' work cut short so often in a row do not come to an end: then a whole copy is quicker. */
const CUT_OFTEN = 3;

/**
 * Compares this PC's rows with the server's once a day, the first time as soon as it is in step: after joining, and after the
 * record was fetched anew. What a repair did not finish, or what was handed in, is looked at again soon. Throws FreshCopyWanted.
 */
export async function checkDaily(link: ServerLink, wait: (ms: number, signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
  let cut = 0;
  for (await wait(SETTLE_MS, signal); !signal.aborted; await wait(AGAIN_MS, signal)) {
    const { store, now } = link.parts;
    const last = lastCheck(store.read);
    const isFresh = last !== undefined && now() - last.at < DAY_MS && now() >= last.at && last.at >= (arrivalOf(store.read)?.at ?? 0);
    if (isFresh && cut === 0) continue;
    try {
      const checked = await checkIntegrity(link, signal);
      cut = cutAfter(cut, checked);
      if (cut >= CUT_OFTEN && fetchAnew(link, checked.unfinished)) cut = 0;
      if (arrivalOf(store.read)?.stage === 'wanted') throw new FreshCopyWanted();
    } catch (error) {
      // A server that does not answer this goes without it; the exchange matters more.
      if (!(error instanceof ServerRefusal)) throw error;
    }
  }
}

/** What was handed in is progress, and comes back as operations: to be compared again, but not as what does not come to an end. */
function cutAfter(cut: number, { tables, unfinished, handedIn }: Checked): number {
  if (handedIn > 0) return 1;
  // The two were not in step: what is to be looked at again still is.
  if (tables === 0) return cut;
  return unfinished.length > 0 ? cut + 1 : 0;
}
