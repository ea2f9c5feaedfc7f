import type { Operation } from '#domain/sync/operation.ts';
import { rewindTo, type Timeline } from '#domain/sync/timelines.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import type { WriteDb } from '../door.ts';
import { forgetCheck } from '../queries/integrity.ts';
import type { ReadDb } from '../read.ts';
import { arrivalOf } from './arrival.ts';
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
  tx.statement('UPDATE foreign_operation SET seq = NULL WHERE seq > ?').run(start);
  const kept = tx.statement('SELECT seq, op_id AS opId, stored FROM foreign_operation WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 1').get() as LogPlace | undefined;
  const newest = place.newest && place.newest.seq <= start ? place.newest : kept ?? null;
  // No further than where there is something that can be compared with the log: it may have parted before `start`.
  changePlace(tx, { timelines, cursor: Math.min(place.cursor, newest?.seq ?? 0), newest, acked: Math.min(place.acked, last), contributed: '' });
  // Rows of a copy have no operations that could be taken back or handed in one by one: comparing them tells what became of them.
  if ((arrivalOf(tx)?.seq ?? 0) > start) forgetCheck(tx);
}

/**
 * Operations at the places where the server's log showed them, newest first: the last one, and from each to the next
 * twice as far back, so that few of them tell about where two logs part.
 */
export function placesBack(db: ReadDb): LogPlace[] {
  const newest = db.statement('SELECT max(fid) AS fid FROM foreign_operation').get() as { fid: number | null };
  const before = db.statement('SELECT seq, op_id AS opId, stored FROM foreign_operation WHERE fid <= ? AND seq IS NOT NULL ORDER BY fid DESC LIMIT 1');
  const places = new Map<number, LogPlace>();
  const add = (place: LogPlace | null | undefined): void => { if (place) places.set(place.seq, { seq: place.seq, opId: place.opId, stored: place.stored }); };
  add(placeOf(db)?.newest);
  for (let back = 0, step = 1; newest.fid !== null && newest.fid - back > 0; back += step, step *= 2) add(before.get(newest.fid - back) as LogPlace | undefined);
  add(db.statement('SELECT seq, op_id AS opId, stored FROM foreign_operation WHERE seq IS NOT NULL ORDER BY fid LIMIT 1').get() as LogPlace | undefined);
  return [...places.values()].sort((a, b) => b.seq - a.seq);
}

interface Row {
  op_id: string; origin: string; dseq: number; grp: number; tbl: number; row_id: string; kind: number; hlc: number; sv: number;
  person_id: string | null; at: number; intent: string; batch: string | null; cols: string; prev: string;
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
export function unconfirmed(db: ReadDb, after: UnconfirmedPlace = FIRST, most: number): LoggedOperation[] {
  const rows = db.statement(`SELECT * FROM foreign_operation WHERE seq IS NULL AND (origin, grp) > (?, ?) ORDER BY origin, grp, dseq LIMIT ?`)
    .all(after.origin, after.group, most + 1) as Row[];
  const last = rows.length > most ? rows.at(-1) : undefined;
  const whole = last ? rows.filter((row) => row.origin !== last.origin || row.grp !== last.grp) : rows;
  return (whole.length > 0 ? whole : groupOf(db, last)).map(operationOf);
}

/** A transaction larger than what goes at once. */
const groupOf = (db: ReadDb, first: Row | undefined): Row[] => (first
  ? db.statement('SELECT * FROM foreign_operation WHERE seq IS NULL AND origin = ? AND grp = ? ORDER BY dseq').all(first.origin, first.grp) as Row[] : []);

const operationOf = (row: Row): LoggedOperation => ({
  seq: 0, origin: row.origin, dseq: row.dseq, group: row.grp, opId: row.op_id, table: row.tbl, rowId: row.row_id, kind: row.kind as Operation['kind'],
  hlc: row.hlc, schemaVersion: row.sv, personId: row.person_id, at: row.at, intent: row.intent, batch: row.batch,
  columns: JSON.parse(row.cols) as Operation['columns'], previous: JSON.parse(row.prev) as Operation['previous'],
});
