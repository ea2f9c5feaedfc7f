import { ContributeAnswer, WIRE_VERSION } from '#domain/sync/wire/messages.ts';
import { pack } from '#domain/sync/wire/pack.ts';
import { unconfirmed, type UnconfirmedPlace } from '#db/sync/new-timeline.ts';
import { changePlace } from '#db/sync/place.ts';
import { syncWrite, type ServerLink } from '../link.ts';

const AT_ONCE = 500;

/**
 * After a restore of the server, offers it what others wrote and it has not shown again: their PCs may not exist any
 * more. Only once this PC has read the whole log of the present timeline, or everything would count as missing.
 * About `atOnce` of them go in a message, whole transactions. Returns how many the server lacked: it is done when none.
 */
export async function contribute(link: ServerLink, signal?: AbortSignal, atOnce = AT_ONCE): Promise<number> {
  const timeline = link.place.timelines.at(-1)?.id ?? '';
  if (link.place.contributed === timeline) return 0;
  let taken = 0;
  let after: UnconfirmedPlace | undefined;
  for (;;) {
    const operations = unconfirmed(link.parts.store.read, after, atOnce);
    if (operations.length === 0) break;
    const answer = await link.ask(ContributeAnswer, {
      method: 'POST', path: '/contribute', body: { v: WIRE_VERSION, timeline, packed: pack(operations) }, timeoutMs: 60_000, ...(signal ? { signal } : {}),
    });
    taken += answer.taken;
    after = operations.at(-1);
  }
  // What it took is to be seen in its log first: if its disk goes back before that, nothing here would tell of the loss.
  if (taken === 0) link.parts.store.write(syncWrite, (tx) => { changePlace(tx, { contributed: timeline }); });
  return taken;
}
