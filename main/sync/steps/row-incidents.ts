import type { WriteDb } from '#db/door.ts';
import { incidentTime, noteIncident } from '#db/sync/incidents.ts';
import type { ServerLink } from '../link.ts';

/** What happens again must be told again; what cannot be done is met again every day, and is kept once. */
const EACH_TIME: ReadonlySet<string> = new Set(['row-repaired', 'discarded']);

/** Keeps what was found of a row, and both images of it, for managers of this clinic: part of the encrypted store, and it goes nowhere else. */
export function keepIncident({ parts: { newId, now } }: ServerLink, tx: WriteDb, kind: string, detail: object): void {
  const text = JSON.stringify(detail);
  if (!EACH_TIME.has(kind) && tx.statement('SELECT 1 FROM sync_incident WHERE kind = ? AND detail = ?').get(kind, text) !== undefined) return;
  noteIncident(tx, { id: newId(), at: incidentTime(tx, now()), kind, detail: text });
}
