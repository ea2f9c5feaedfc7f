import { HelloAnswer } from '#domain/sync/wire/messages.ts';
import type { z } from 'zod';
import { enterTimeline } from '#db/sync/new-timeline.ts';
import { lastOwn, linkAt } from '#db/sync/outbox.ts';
import { keepFates } from '#db/sync/fates.ts';
import { changePlace, deviceOf } from '#db/sync/place.ts';
import { syncWrite, type ServerLink } from '../link.ts';
import { HistorySplit } from './outcome.ts';

export type Hello = z.infer<typeof HelloAnswer>;

/**
 * Begins an exchange: who the server is in, and how much of this PC's stream it holds. Its word alone decides what
 * counts as sent (sync design 2.8). A PC that was suspended or revoked is told so. Throws HistorySplit.
 */
export async function hello(link: ServerLink, signal?: AbortSignal): Promise<Hello> {
  const { store, now } = link.parts;
  const answer = await link.ask(HelloAnswer, {
    method: 'GET', path: `/hello?device=${deviceOf(link.place)}&now=${String(now())}&since=${String(link.place.acked)}`, timeoutMs: 20_000, ...(signal ? { signal } : {}),
  });
  store.write(syncWrite, (tx) => { enterTimeline(tx, answer.timelines); });
  // Before anything else can fail: who is out stays out, contact or not.
  const stopped = answer.status === 'active' ? '' : answer.status;
  if (link.place.stopped !== stopped) store.write(syncWrite, (tx) => { changePlace(tx, { stopped }); });
  const mine = lastOwn(store.read);
  if (answer.last > mine || Buffer.from(linkAt(store.read, answer.last)).toString('base64url') !== answer.chain) throw new HistorySplit();
  const { acked, durable } = link.place;
  if (acked !== answer.last || durable.seq !== answer.durable.seq || durable.dseq !== answer.durable.dseq) {
    store.write(syncWrite, (tx) => {
      changePlace(tx, { acked: answer.last, durable: answer.durable });
      keepFates(tx, answer.fates);
    });
  }
  return answer;
}
