import type { z } from 'zod';
import type { Announcement, DisplayState, QueueEntry } from '#domain/contract/queue.ts';
import type { ClinicSettings } from '#domain/contract/clinic.ts';
import { inZone } from '#domain/kit/time.ts';
import { flowByHour, quantile, type FlowRow } from '#domain/queue/flow.ts';
import { compareWaiting, whyThisPlace, type PriorityClass, type Waiting } from '#domain/queue/order.ts';
import { isWaiting, type TokenStatus } from '#domain/queue/state.ts';
import { callsAfter, linesOfDay, type CallRow, type QueueLine, type TokenRow } from '#db/queries/queue.ts';
import { listRooms, listServices } from '#db/queries/clinic.ts';
import type { ReadDb } from '#db/read.ts';
import type { Call } from '../dispatch/call.ts';

const waitingOf = (token: TokenRow): Waiting => ({
  id: token.id, priority: token.priority as PriorityClass, bookedAt: token.booked_at, arrivedAt: token.arrived_at,
});

/** A token as a line on screen. What a score is made of is for those who may see vital signs. */
export function entryOf({ token, patient, steps, score, warning }: QueueLine, { now, caller }: Pick<Call, 'now' | 'caller'>): QueueEntry {
  const status = token.status as TokenStatus;
  return {
    id: token.id, label: token.label, patient, serviceId: token.service_id, roomId: token.room_id, status,
    priority: token.priority as PriorityClass, reasons: isWaiting(status) ? whyThisPlace(waitingOf(token), now) : [],
    arrivedAt: token.arrived_at, calledAt: token.called_at, endedAt: token.ended_at, timesCalled: token.times_called,
    vitalsAt: token.vitals_at, undoable: steps > 0, score: caller.permissions.has('vitals.read') ? score : null,
    warning: caller.permissions.has('vitals.read') ? warning : null,
  };
}

const statusRank: Readonly<Record<TokenStatus, number>> = {
  waiting: 0, called: 1, serving: 2, held: 3, skipped: 4, 'no-show': 5, done: 6, cancelled: 7,
};

/** Those who wait in calling order, then those called, held and skipped, then the ended, latest first. */
export function inQueueOrder(lines: readonly QueueLine[], now: number): QueueLine[] {
  return [...lines].sort((a, b) => {
    const rank = statusRank[a.token.status as TokenStatus] - statusRank[b.token.status as TokenStatus];
    if (rank !== 0) return rank;
    if (a.token.status === 'waiting') return compareWaiting(waitingOf(a.token), waitingOf(b.token), now);
    return (b.token.called_at ?? b.token.arrived_at).localeCompare(a.token.called_at ?? a.token.arrived_at);
  });
}

/** The next person to call: of this service, or of any. A token bound to another room is left to that room. */
export function nextWaiting(lines: readonly QueueLine[], wanted: { serviceId?: string | undefined; roomId: string }, now: number): QueueLine | undefined {
  return inQueueOrder(lines, now).find(({ token }) => token.status === 'waiting'
    && (wanted.serviceId === undefined || token.service_id === wanted.serviceId)
    && (token.room_id === null || token.room_id === wanted.roomId));
}

/** What may be said aloud and shown of a call: names only where the clinic says so. */
export function announcementOf(call: CallRow, settings: ClinicSettings): Announcement {
  const named = settings.announce.privacy === 'name';
  return {
    callId: call.id, tokenId: call.token_id, label: call.label, roomName: call.room ?? '', serviceName: call.service ?? '',
    patientName: named ? call.name : null, pronunciation: named ? call.pronunciation : null,
    languages: [...new Set([call.language ?? '', ...settings.languages])].filter((language) => language !== ''),
    urgent: call.priority === 'emergency', at: call.at,
  };
}

/** A call stays on the display as the current one for this long. */
const CURRENT_MS = 90_000;
const NEXT_SHOWN = 5;

/** Everything the public display shows. */
export function displayState(db: ReadDb, settings: ClinicSettings, day: string, now: number): z.input<typeof DisplayState> {
  const lines = linesOfDay(db, day);
  const rooms = new Map(listRooms(db).map((room) => [room.id, room.name]));
  const services = new Map(listServices(db).map((service) => [service.id, service.name]));
  const ordered = inQueueOrder(lines, now);
  const waiting = ordered.filter(({ token }) => token.status === 'waiting');
  const waits = lines.flatMap(({ token }) => (token.called_at === null ? [] : [minutesBetween(token.arrived_at, Date.parse(token.called_at))]));
  const latest = callsAfter(db, day, new Date(now - CURRENT_MS).toISOString(), 1).at(-1);
  const still = latest && lines.some(({ token }) => token.id === latest.token_id && (token.status === 'called' || token.status === 'serving'));
  return {
    clinicName: settings.name, languages: settings.languages, at: new Date(now).toISOString(), zone: settings.zone,
    announce: settings.announce.speaker === 'display' ? settings.announce : null,
    current: latest && still ? announcementOf(latest, settings) : null,
    serving: ordered.filter(({ token }) => token.status === 'called' || token.status === 'serving').slice(0, 12).map(({ token, patient }) => ({
      label: token.label, roomName: rooms.get(token.room_id ?? '') ?? '', calledAt: token.called_at ?? token.arrived_at,
      name: settings.announce.privacy === 'name' ? patient.name : null,
    })),
    next: waiting.slice(0, NEXT_SHOWN).map(({ token }) => ({
      label: token.label, serviceName: services.get(token.service_id) ?? '', waitMinutes: minutesBetween(token.arrived_at, now),
    })),
    waiting: waiting.length,
    medianWaitMinutes: waits.length === 0 ? null : Math.round(quantile(waits, 0.5)),
  };
}

const minutesBetween = (from: string, to: number): number => Math.max(0, Math.round((to - Date.parse(from)) / 60_000));

/** Flow statistics of some days' tokens. */
export function flowOf(tokens: readonly TokenRow[], zone: string): ReturnType<typeof flowByHour> {
  return flowByHour(tokens.map((token): FlowRow => {
    const stamps = { arrived: token.arrived_at, called: token.called_at, started: token.started_at, vitals: token.vitals_at, ended: token.ended_at };
    const passed = Object.entries(stamps).flatMap(([stamp, at]) => (at === null ? [] : [[stamp, Date.parse(at)] as const]));
    return { hour: Number(inZone(Date.parse(token.arrived_at), zone).time.slice(0, 2)), stamps: Object.fromEntries(passed) };
  }));
}
