import { SERVER_WENT_BACK } from '#domain/sync/alerts.ts';
import { WentBackAnswer, WIRE_VERSION, type HelloAnswer, type Infer } from '#domain/sync/wire/messages.ts';
import { noteIncident } from '#db/sync/incidents.ts';
import { enterTimeline, placesBack } from '#db/sync/new-timeline.ts';
import type { LogPlace, SyncPlace } from '#db/sync/place.ts';
import { syncWrite, type ServerLink } from '../link.ts';
import { OtherTimeline } from './outcome.ts';

/**
 * Whether the server has forgotten what it once told this PC, `before` its answer: a later life of its log, places of
 * the log, what it holds of this PC's stream. Its disk was then put back to an earlier moment (sync design 2.16).
 */
export function holdsLess({ timelines, cursor, acked, newest }: SyncPlace, answer: Infer<typeof HelloAnswer>): boolean {
  const present = answer.timelines.at(-1)?.id;
  // A life that this PC hears of for the first time explains everything by itself.
  if (!timelines.some(({ id }) => id === present)) return false;
  if (timelines.at(-1)?.id !== present || cursor > answer.head || acked > answer.last) return true;
  // A store of an older program may not have noted one.
  return Boolean(newest) && answer.at !== undefined && (answer.at !== newest?.opId || isStoredAnew(newest, answer.atStored));
}

/** Another transaction of the server's brought the same operation to the same place: the log parted somewhere before it, and was put back. */
const isStoredAnew = ({ stored }: LogPlace, present: number | null | undefined): boolean => typeof stored === 'number' && typeof present === 'number' && stored !== present;

/** Shows the server what it lacks, and enters the life that its log begins by that. Throws OtherTimeline when it did. */
export async function tellOfLoss(link: ServerLink, signal?: AbortSignal): Promise<void> {
  const { store, log, newId } = link.parts;
  const { timelines, cursor, acked } = link.place;
  const answer = await link.ask(WentBackAnswer, {
    method: 'POST', path: '/went-back', timeoutMs: 30_000, ...(signal ? { signal } : {}),
    body: { v: WIRE_VERSION, timelines, cursor, acked, known: placesBack(store.read) },
  });
  const begun = !timelines.some(({ id }) => id === answer.timelines.at(-1)?.id);
  log.warn('sync-server-went-back', { begun });
  if (!begun) return;
  store.write(syncWrite, (tx) => {
    enterTimeline(tx, answer.timelines, answer.last);
    // The server tells the others, but not this PC of what it found itself. By its clock, so that both say the same time.
    noteIncident(tx, { id: newId(), at: new Date(answer.now).toISOString(), kind: SERVER_WENT_BACK, detail: '' });
  });
  throw new OtherTimeline();
}
