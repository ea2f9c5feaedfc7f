import { z } from 'zod';
import { otherWarnings } from '../clinical/early-warnings.ts';
import { command, query } from './endpoint.ts';
import { CalendarDate, Done, Id, Language, Nothing, PatientBrief, PriorityClass } from './shapes.ts';
import { ScoreView } from './scores.ts';
import { AnnounceSettings } from './voice-settings.ts';

export const TokenStatus = z.enum(['waiting', 'called', 'serving', 'held', 'skipped', 'no-show', 'done', 'cancelled']);
export type TokenStatus = z.infer<typeof TokenStatus>;

export const IssuedToken = z.object({
  id: Id, label: z.string(), serviceId: Id, serviceName: z.string(), patientId: Id, issuedAt: z.string(), waitingAhead: z.int(),
});
export type IssuedToken = z.infer<typeof IssuedToken>;

/** One line of today's list. Times are instants; `waitedSeconds` is counted by the screen from `arrivedAt`. */
export const QueueEntry = z.object({
  id: Id, label: z.string(), patient: PatientBrief, serviceId: Id, roomId: Id.nullable(), status: TokenStatus,
  priority: PriorityClass, reasons: z.array(z.string()), arrivedAt: z.string(), calledAt: z.string().nullable(),
  endedAt: z.string().nullable(), timesCalled: z.int(), vitalsAt: z.string().nullable(), undoable: z.boolean(),
  /** The early warning score of this visit, where values were taken that say something of it. */
  score: ScoreView.nullable(),
  /** The early warning of a child or a pregnant woman in this visit, where it asks for a place. */
  warning: z.object({ rule: z.enum(otherWarnings), place: z.enum(['emergency', 'triage']), severePressure: z.boolean(), takenAt: z.string() }).nullable(),
});
export type QueueEntry = z.infer<typeof QueueEntry>;

/** What is spoken and shown for one call; see domain/announce for how it becomes words. */
export const Announcement = z.object({
  callId: Id, tokenId: Id, label: z.string(), roomName: z.string(), serviceName: z.string(),
  /** Null when the clinic's privacy setting is token-only. */
  patientName: z.string().nullable(), pronunciation: z.string().nullable(), languages: z.array(Language),
  urgent: z.boolean(), at: z.string(),
});
export type Announcement = z.infer<typeof Announcement>;

export const DisplayState = z.object({
  clinicName: z.string(), languages: z.array(Language), at: z.string(),
  /** The clinic's zone, for the clock on the wall. */
  zone: z.string(),
  /** How this window speaks, where the clinic lets displays speak. */
  announce: AnnounceSettings.nullable(),
  current: Announcement.nullable(),
  serving: z.array(z.object({ label: z.string(), roomName: z.string(), calledAt: z.string(), name: z.string().nullable() })),
  next: z.array(z.object({ label: z.string(), serviceName: z.string(), waitMinutes: z.int() })),
  waiting: z.int(), medianWaitMinutes: z.int().nullable(),
});
export type DisplayState = z.infer<typeof DisplayState>;

const token = z.object({ tokenId: Id });
const filter = z.object({ serviceId: Id.optional(), roomId: Id.optional() });
const callResult = z.object({ entry: QueueEntry.nullable(), announcement: Announcement.nullable() });

/** Tokens, calling, the public display. */
export const queue = {
  /** Today's tokens in calling order, then those called, then the ended. */
  today: query({ permission: 'queue.read' }, filter, z.object({ day: CalendarDate, entries: z.array(QueueEntry) })),
  issue: command({ permission: 'queue.issue' },
    z.object({ patientId: Id, serviceId: Id, priority: PriorityClass.optional(), bookedAt: z.iso.datetime().optional() }), IssuedToken),
  /** One key: the next person by priority, booked time and waiting time; null when nobody waits. */
  callNext: command({ permission: 'queue.call' }, z.object({ serviceId: Id.optional(), roomId: Id }), callResult),
  /** Calls this one: a recall of a called token, or out of turn. */
  call: command({ permission: 'queue.call' }, token.extend({ roomId: Id }), callResult),
  start: command({ permission: 'queue.call' }, token, QueueEntry),
  skip: command({ permission: 'queue.call' }, token, QueueEntry),
  hold: command({ permission: 'queue.call' }, token.extend({ reason: z.string().max(200).default('') }), QueueEntry),
  resume: command({ permission: 'queue.call' }, token, QueueEntry),
  noShow: command({ permission: 'queue.call' }, token, QueueEntry),
  finish: command({ permission: 'queue.call' }, token, QueueEntry),
  cancel: command({ permission: 'queue.issue' }, token.extend({ reason: z.string().max(200).default('') }), QueueEntry),
  transfer: command({ permission: 'queue.call' }, token.extend({ serviceId: Id, roomId: Id.nullable() }), QueueEntry),
  setPriority: command({ permission: 'queue.issue' }, token.extend({ priority: PriorityClass }), QueueEntry),
  /** Takes back the last step of this token. */
  undo: command({ permission: 'queue.call' }, token, QueueEntry),
  /** Public: shows no more than the clinic's privacy setting allows. */
  display: query({ permission: 'public' }, Nothing, DisplayState),
  /** The announcements made since `after` (an instant), oldest first, so that a window misses none. */
  announcements: query({ permission: 'public' }, z.object({ after: z.iso.datetime() }), z.object({ announcements: z.array(Announcement) })),
  /**
   * A window finished (or failed) speaking: kept for the flow statistics and to show silence as a fault. A display
   * reports without anybody signed in; only the first report of a recent call is kept.
   */
  spoken: command({ permission: 'public' }, z.object({ callId: Id, via: z.enum(['voice', 'clips', 'silent']), startedAfterMs: z.int() }), Done),
  rooms: query({ permission: 'queue.read' }, Nothing,
    z.object({ rooms: z.array(z.object({ id: Id, name: z.string(), label: z.string().nullable(), tokenId: Id.nullable(), since: z.string().nullable() })) })),
  /** Patient-flow times by hour of arrival: minutes, median and 90th percentile. */
  flow: query({ permission: 'queue.report' }, z.object({ from: CalendarDate, to: CalendarDate }),
    z.object({
      hours: z.array(z.object({
        hour: z.int(), people: z.int(),
        steps: z.array(z.object({ step: z.string(), count: z.int(), median: z.number(), p90: z.number() })),
      })),
    })),
};
