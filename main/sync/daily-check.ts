import { lastCheck } from '#db/queries/integrity.ts';
import { checkIntegrity } from './integrity.ts';
import type { ServerLink } from './link.ts';
import { ServerRefusal } from './transport.ts';

const DAY_MS = 24 * 3_600_000;
/** A line that just came up has other things to do first. */
const SETTLE_MS = 60_000;
/** While people work, both sides stand at the same place only now and then. */
const AGAIN_MS = 5 * 60_000;

/** Compares this PC's rows with the server's once a day, the first time as soon as it is in step: after joining. */
export async function checkDaily(link: ServerLink, wait: (ms: number, signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
  for (await wait(SETTLE_MS, signal); !signal.aborted; await wait(AGAIN_MS, signal)) {
    const { store, now } = link.parts;
    const last = lastCheck(store.read);
    if (last && now() - last.at < DAY_MS && now() >= last.at) continue;
    try {
      await checkIntegrity(link, signal);
    } catch (error) {
      // A server that does not answer this goes without it; the exchange matters more.
      if (!(error instanceof ServerRefusal)) throw error;
    }
  }
}
