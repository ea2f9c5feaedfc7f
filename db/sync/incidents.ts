import { physicalTime } from '#domain/sync/clock-guard.ts';
import type { WriteDb } from '../door.ts';
import type { ReadDb } from '../read.ts';
import { metaOf, setMeta } from '../queries/clinic.ts';
import { placeOf } from './place.ts';

/** Something about the record itself or the exchange that somebody should hear of. `at` is an ISO instant. */
export interface Incident {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly detail: string;
}

/** When something happened, as an instant: by the server's clock as this PC last heard it, else by its own. */
export const incidentTime = (db: ReadDb, systemMs: number): string => new Date(physicalTime(systemMs, placeOf(db)?.clock ?? null).ms).toISOString();

export function noteIncident(tx: WriteDb, { id, at, kind, detail }: Incident): void {
  tx.statement('INSERT INTO sync_incident (id, at, kind, detail) VALUES (?, ?, ?, ?)').run(id, at, kind, detail);
  tx.areas.add('sync');
}

/** Newest first. */
export const listIncidents = (db: ReadDb, limit: number): Incident[] =>
  db.statement('SELECT id, at, kind, detail FROM sync_incident ORDER BY at DESC LIMIT ?').all(limit) as Incident[];

/** Those after an instant. */
export const incidentsAfter = (db: ReadDb, after: string): Incident[] =>
  db.statement('SELECT id, at, kind, detail FROM sync_incident WHERE at > ? ORDER BY at DESC LIMIT 200').all(after) as Incident[];

const SEEN = 'incidents_seen';

/** Up to when somebody who may do something about them saw what happened; milliseconds since 1970, 0 before the first time. */
export const incidentsSeenUpTo = (db: ReadDb): number => Number(metaOf(db, SEEN) ?? 0);

/** Also those that a clock which was ahead has dated after `now`. */
export function noteIncidentsSeen(tx: WriteDb, now: number): void {
  const newest = listIncidents(tx, 1)[0]?.at;
  setMeta(tx, SEEN, String(Math.max(now, newest === undefined ? 0 : Date.parse(newest))));
  tx.areas.add('sync');
}
