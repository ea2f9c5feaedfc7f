import { rewindTo, type Timeline } from '#domain/sync/timelines.ts';
import type { OriginOperation } from '#domain/sync/wire/logged.ts';
import type { WriteDb } from '../door.ts';
import { forgetCheck } from '../queries/integrity.ts';
import type { ReadDb } from '../read.ts';
import { arrivalOf } from './arrival.ts';
import { doubtDiscarded } from './fates.ts';
import { unconfirmAfter, unconfirmedOperation, type UnconfirmedRow } from './foreign-log.ts';
import { operationsIn } from './log-page.ts';
import { changePlace, placeOf, type LogPlace } from './place.ts';

/**
 * The server lives another life than the one this PC knew: it was restored, or the clinic moved. Goes back to what
 * both have in common; what others wrote behind it counts as unconfirmed until the server shows it again, and is
 * offered to it otherwise (sync design 2.16). `last` is what the server now holds of this PC's stream.
 */
export function enterTimeline(tx: WriteDb, timelines: readonly Timeline[], last: number): void {
  const place = placeOf(tx);
  const start = place && rewindTo(place.timelines, timelines);
  if (!place || start === null || start === undefined) return;
  tx.receive(() => { unconfirmAfter(tx, start); });
  doubtDiscarded(tx);
  const newest = place.newest && place.newest.seq <= start ? place.newest : newestPlace(tx) ?? null;
  // No further than where there is something that can be compared with the log: it may have parted before `start`.
  changePlace(tx, { timelines, cursor: Math.min(place.cursor, newest?.seq ?? 0), newest, acked: Math.min(place.acked, last), heard: 0, contributed: '' });
  // Rows of a copy have no operations that could be taken back or handed in one by one: comparing them tells what became of them.
  if ((arrivalOf(tx)?.seq ?? 0) > start) forgetCheck(tx);
}

interface Page { readonly pid: number; readonly body: Uint8Array }

const pagesBackFrom = (db: ReadDb, pid: number): Page | undefined => db.statement('SELECT pid, body FROM foreign_page WHERE pid <= ? ORDER BY pid DESC LIMIT 1').get(pid) as Page | undefined;

/** Where the operations of a page stand in the server's log, the last one first. */
const placesIn = (page: Page | undefined): LogPlace[] => (page ? operationsIn(page.body).map(({ seq, opId, stored }) => ({ seq, opId, stored: stored ?? null })).reverse() : []);

const newestPlace = (db: ReadDb): LogPlace | undefined => placesIn(pagesBackFrom(db, Number.MAX_SAFE_INTEGER))[0];

/**
 * Operations at the places where the server's log showed them, newest first: the last one, and from each to the next
 * twice as far back, in operations and then in pages, so that few of them tell about where two logs part.
 */
export function placesBack(db: ReadDb): LogPlace[] {
  const newest = pagesBackFrom(db, Number.MAX_SAFE_INTEGER);
  const found = [placeOf(db)?.newest];
  const latest = placesIn(newest);
  for (let back = 0, step = 1; back < latest.length; back += step, step *= 2) found.push(latest[back]);
  const last = newest?.pid ?? 0;
  for (let step = 1; step < last; step *= 2) found.push(placesIn(pagesBackFrom(db, last - step))[0]);
  found.push(placesIn(db.statement('SELECT pid, body FROM foreign_page ORDER BY pid LIMIT 1').get() as Page | undefined).at(-1));
  const places = new Map(found.flatMap((place) => (place ? [[place.seq, place]] : [])));
  return [...places.values()].sort((a, b) => b.seq - a.seq);
}

/** Where a look through what is unconfirmed stands: behind this group of that device. */
export interface UnconfirmedPlace {
  readonly origin: string;
  readonly group: number;
}

const FIRST: UnconfirmedPlace = { origin: '', group: 0 };

/**
 * What others wrote and the server's present life has not shown, after a place; whole transactions in the order of
 * their streams, at least one and about `most` operations at a time.
 */
export function unconfirmed(db: ReadDb, after: UnconfirmedPlace = FIRST, most: number): OriginOperation[] {
  const rows = db.statement(`SELECT * FROM unconfirmed_operation WHERE (origin, grp) > (?, ?) ORDER BY origin, grp, dseq LIMIT ?`)
    .all(after.origin, after.group, most + 1) as UnconfirmedRow[];
  const last = rows.length > most ? rows.at(-1) : undefined;
  const whole = last ? rows.filter((row) => row.origin !== last.origin || row.grp !== last.grp) : rows;
  return (whole.length > 0 ? whole : groupOf(db, last)).map(unconfirmedOperation);
}

/** A transaction larger than what goes at once. */
const groupOf = (db: ReadDb, first: UnconfirmedRow | undefined): UnconfirmedRow[] => (first
  ? db.statement('SELECT * FROM unconfirmed_operation WHERE origin = ? AND grp = ? ORDER BY dseq').all(first.origin, first.grp) as UnconfirmedRow[] : []);
