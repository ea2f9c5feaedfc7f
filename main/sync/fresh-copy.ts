import { tables, type SyncedTable } from '#domain/sync/tables.ts';
import { Done, type IncidentReport, type Infer } from '#domain/sync/wire/messages.ts';
import { asStoreError, StoreError } from '#db/errors.ts';
import { arrivalOf, wantCopy } from '#db/sync/arrival.ts';
import { incidentTime, noteIncident } from '#db/sync/incidents.ts';
import { placeOf } from '#db/sync/place.ts';
import { rebuildTable } from '#db/sync/rebuild-table.ts';
import { sumTable } from '#db/sync/table-sums.ts';
import type { Store } from '#db/store.ts';
import { syncWrite, type ServerLink, type SyncParts } from './link.ts';

/** A copy that did not bring a table in order is not fetched again at once: what is wrong with it must be looked at. */
const AT_MOST_EVERY_MS = 24 * 3_600_000;

/** Whether a page of the store's file could not be read. */
export function isDamaged(error: unknown): boolean {
  const fault = asStoreError(error);
  return fault instanceof StoreError && (fault.problem === 'damaged' || fault.problem === 'wrong-key');
}

/**
 * Looks through every table and makes those anew that cannot be read: at once from the logs of this PC, then, if it has a
 * server, from a copy of the clinic, which the exchange fetches while people work (sync design 2.11). Returns their names.
 */
export async function mendUnreadable(parts: MendingParts, link: ServerLink | undefined): Promise<SyncedTable[]> {
  const mended: SyncedTable[] = [];
  for (const name of Object.keys(tables) as SyncedTable[]) {
    if (await isReadable(parts.store, name)) continue;
    if (mend(parts, name)) mended.push(name);
  }
  if (link) for (const name of mended) await tell(link, name);
  return mended;
}

type MendingParts = Pick<SyncParts, 'store' | 'newId' | 'now' | 'log'>;

async function isReadable({ read }: Store, name: SyncedTable): Promise<boolean> {
  try {
    const walk = sumTable(read, name);
    while (!walk.next().done) await new Promise((resolve) => { setImmediate(resolve); });
    return true;
  } catch (error) {
    if (isDamaged(error)) return false;
    throw error;
  }
}

/** A disk that failed for a moment only has done no damage. In a transaction of its own: after such a fault one is of no use. */
function isStillDamaged(store: Store, name: SyncedTable): boolean {
  try {
    return store.write(syncWrite, (tx) => {
      for (const _ of sumTable(tx, name));
      return false;
    });
  } catch (error) {
    if (isDamaged(error)) return true;
    throw error;
  }
}

/** False when there was nothing to mend. */
function mend({ store, newId, now, log }: MendingParts, name: SyncedTable): boolean {
  if (!isStillDamaged(store, name)) return false;
  store.write(syncWrite, (tx) => {
    const rows = rebuildTable(tx, name);
    noteIncident(tx, { id: newId(), at: incidentTime(tx, now()), kind: 'store-damaged', detail: name });
    if (placeOf(tx)) wantCopy(tx, now(), true);
    tx.areas.add(tables[name].area);
    log.error('sync-table-made-anew', { table: name, rows });
  });
  return true;
}

/** Comparing row by row does not bring these tables in order: the whole record is fetched anew, once a day at most. */
export function fetchAnew({ parts: { store, newId, now } }: ServerLink, names: readonly SyncedTable[]): boolean {
  const last = arrivalOf(store.read);
  if (last?.again === true && Math.abs(now() - last.at) < AT_MOST_EVERY_MS) return false;
  store.write(syncWrite, (tx) => {
    wantCopy(tx, now(), true);
    for (const name of names) noteIncident(tx, { id: newId(), at: incidentTime(tx, now()), kind: 'copy-wanted', detail: name });
  });
  return true;
}

/** A server that cannot be told must not keep the table from being mended. */
async function tell(link: ServerLink, name: SyncedTable): Promise<void> {
  const body: Infer<typeof IncidentReport> = { kind: 'store-damaged', table: tables[name].id, bucket: null, rows: [], seq: link.place.cursor };
  await link.ask(Done, { method: 'POST', path: '/incidents', body, timeoutMs: 15_000 }).catch(() => undefined);
}
