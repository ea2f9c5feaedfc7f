import { ContributeAnswer, WIRE_VERSION } from '#domain/sync/wire/messages.ts';
import { pack } from '#domain/sync/wire/pack.ts';
import { unconfirmed, type UnconfirmedPlace } from '#db/sync/new-timeline.ts';
import { changePlace } from '#db/sync/place.ts';
import { syncWrite, type ServerLink } from '../link.ts';

const AT_ONCE = 500;

/**
 * After a restore of the server, offers it what others wrote and it has not shown again: their PCs may not exist any
 * more. Only once this PC has read the whole log of the present timeline, or everything would count as missing.
 */
export async function contribute(link: ServerLink, signal?: AbortSignal): Promise<number> {
  const timeline = link.place.timelines.at(-1)?.id ?? '';
  if (link.place.contributed === timeline) return 0;
  let offered = 0;
  let after: UnconfirmedPlace | undefined;
  for (;;) {
    const operations = unconfirmed(link.parts.store.read, after, AT_ONCE);
    if (operations.length === 0) break;
    await link.ask(ContributeAnswer, {
      method: 'POST', path: '/contribute', body: { v: WIRE_VERSION, timeline, packed: pack(operations) }, timeoutMs: 60_000, ...(signal ? { signal } : {}),
    });
    offered += operations.length;
    after = operations.at(-1);
  }
  link.parts.store.write(syncWrite, (tx) => { changePlace(tx, { contributed: timeline }); });
  return offered;
}
