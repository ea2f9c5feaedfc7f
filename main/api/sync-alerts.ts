import type { SyncAlert } from '#domain/contract/sync.ts';
import { inZone } from '#domain/kit/time.ts';
import { alertsOf, EVENT_LASTS_MS, type ClinicFacts, type PcFacts } from '#domain/sync/alerts.ts';
import { findClinic, metaOf } from '#db/queries/clinic.ts';
import { openSince } from '#db/queries/conflicts.ts';
import { incidentsAfter, incidentsSeenUpTo } from '#db/sync/incidents.ts';
import { outboxState } from '#db/sync/outbox.ts';
import { deviceOf, placeOf } from '#db/sync/place.ts';
import type { ReadDb } from '#db/read.ts';
import type { DeskParts } from '../desk.ts';
import type { Call } from '../dispatch/call.ts';
import type { ClinicView } from '../sync/clinic-watch.ts';

/** What somebody should look at: of this PC by its own word, of the others by the server's, if it answers. */
export async function syncAlerts(desk: DeskParts, call: Call, look: () => Promise<ClinicView | null>): Promise<SyncAlert[]> {
  const view = desk.sync.status().state === 'online' ? await look() : null;
  const here = deviceOfStore(call.read);
  const names = new Map((call.read.statement('SELECT id, name FROM device').all() as { id: string; name: string }[]).map(({ id, name }) => [id, name]));
  return alertsOf(factsOf(desk, call, view, here)).map(({ deviceId, since, ...alert }) => ({
    ...alert, pc: deviceId === null ? null : names.get(deviceId) ?? '', thisPc: deviceId === here, since: since === null ? null : new Date(since).toISOString(),
  }));
}

function deviceOfStore(db: ReadDb): string {
  const place = placeOf(db);
  return place ? deviceOf(place) : metaOf(db, 'device_id') ?? '';
}

function factsOf(desk: DeskParts, { read, now }: Call, view: ClinicView | null, here: string): ClinicFacts {
  const others = (view?.devices ?? []).filter(({ id, status, role }) => id !== here && status === 'active' && role !== 'server');
  // The twin of a PC whose history split may not exist any more.
  const forked = new Set(view?.devices.flatMap(({ forkedFrom }) => (forkedFrom === null ? [] : [forkedFrom])));
  return {
    now, dayBegan: dayBegan(read, now), pcs: [ownFacts(desk, read, here, now), ...others.map((device) => factsOfOther(device, forked))],
    setAside: view?.setAside ?? desk.sync.status().setAside, mustChooseSince: openSince(read), seenUpTo: incidentsSeenUpTo(read),
  };
}

function ownFacts({ sync, clock }: DeskParts, db: ReadDb, deviceId: string, now: number): PcFacts {
  const place = placeOf(db);
  const outbox = place ? outboxState(db, place.acked) : { waiting: 0, oldestAt: null };
  const offset = clock.offset();
  return {
    deviceId, here: true, lastSeen: null, unsent: outbox.waiting, oldestUnsent: outbox.oldestAt, restarts: sync.restarts,
    skewMs: offset === null ? null : -offset,
    events: incidentsAfter(db, new Date(now - EVENT_LASTS_MS).toISOString()).map(({ at, kind, detail }) => ({ kind, at: Date.parse(at), detail })),
  };
}

function factsOfOther({ id, lastSeen, report, skewMs, incidents }: ClinicView['devices'][number], forked: ReadonlySet<string>): PcFacts {
  return {
    deviceId: id, here: false, lastSeen: lastSeen === null || forked.has(id) ? null : Date.parse(lastSeen), unsent: report?.outbox ?? 0,
    oldestUnsent: report?.oldestUnsent ?? null, restarts: report?.restarts ?? 0, skewMs, events: incidents.map(({ kind, at }) => ({ kind, at, detail: '' })),
  };
}

/** Midnight in the clinic's zone, milliseconds since 1970. */
function dayBegan(db: ReadDb, now: number): number {
  const [hours = 0, minutes = 0] = inZone(now, findClinic(db)?.zone ?? 'UTC').time.split(':').map(Number);
  return now - (hours * 60 + minutes) * 60_000;
}
