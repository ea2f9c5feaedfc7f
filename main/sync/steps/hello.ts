import { limits } from '#domain/sync/wire/limits.ts';
import { HelloAnswer } from '#domain/sync/wire/messages.ts';
import type { z } from 'zod';
import { rewindTo } from '#domain/sync/timelines.ts';
import { enterTimeline } from '#db/sync/new-timeline.ts';
import { lastOwn, linkAt } from '#db/sync/outbox.ts';
import { firstAside, keepFates } from '#db/sync/fates.ts';
import { changePlace, deviceOf } from '#db/sync/place.ts';
import { syncWrite, type ServerLink } from '../link.ts';
import { HistorySplit, OtherTimeline } from './outcome.ts';
import { holdsLess, tellOfLoss } from './went-back.ts';

export type Hello = z.infer<typeof HelloAnswer>;

/**
 * Begins an exchange: who the server is in, and how much of this PC's stream it holds. Its word alone decides what
 * counts as sent (sync design 2.8). A PC that was suspended or revoked is told so. Throws HistorySplit, and
 * OtherTimeline when the server is in another life of its log than this PC knew.
 */
export async function hello(link: ServerLink, signal?: AbortSignal): Promise<Hello> {
  const { store, now } = link.parts;
  const before = link.place;
  const at = before.newest ? `&at=${String(before.newest.seq)}` : '';
  const answer = await link.ask(HelloAnswer, {
    method: 'GET', path: `/hello?device=${deviceOf(before)}&now=${String(now())}&since=${String(before.heard ?? before.acked)}&aside=${String(firstAside(store.read) ?? before.acked + 1)}${at}`, timeoutMs: 20_000, ...(signal ? { signal } : {}),
  });
  if (answer.status === 'active' && holdsLess(before, answer)) await tellOfLoss(link, signal);
  // Before anything else can fail: who is out stays out, contact or not.
  const stopped = answer.status === 'active' ? '' : answer.status;
  if (link.place.stopped !== stopped) store.write(syncWrite, (tx) => { changePlace(tx, { stopped }); });
  if (rewindTo(before.timelines, answer.timelines) !== null) {
    store.write(syncWrite, (tx) => { enterTimeline(tx, answer.timelines, answer.last); });
    // What is left of this PC's knowledge is compared as well: a disk may have been put back before it was restored.
    throw new OtherTimeline();
  }
  const mine = lastOwn(store.read);
  const isSplit = answer.last > mine || Buffer.from(linkAt(store.read, answer.last)).toString('base64url') !== answer.chain;
  if (isSplit) {
    // Under its next name this PC hears no more of what both have in common.
    if (answer.fates.length > 0) store.write(syncWrite, (tx) => { keepFates(tx, answer.fates); });
    throw new HistorySplit();
  }
  keepWord(link, answer);
  return answer;
}

/** What the server holds of this PC's stream, and what became of it. Nothing is written where nothing is new. */
function keepWord(link: ServerLink, answer: Hello): void {
  const { acked, durable, heard = null } = link.place;
  if (answer.fates.length > 0 || heard !== null || acked !== answer.last || durable.seq !== answer.durable.seq || durable.dseq !== answer.durable.dseq) {
    link.parts.store.write(syncWrite, (tx) => {
      changePlace(tx, { acked: answer.last, durable: answer.durable, heard: heardBy(answer) });
      keepFates(tx, answer.fates);
    });
  }
}

/** Null when it has said all; there is more where it said as much as it does at once. */
function heardBy({ fates }: Hello): number | null {
  const aside = fates.filter(({ fate }) => fate === 'quarantined');
  return aside.length < limits.opsPerGroup ? null : aside.at(-1)?.dseq ?? null;
}
