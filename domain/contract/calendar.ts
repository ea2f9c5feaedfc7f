import { z } from 'zod';
import { refusalCodes } from '../calendar/booking.ts';
import { closingKinds, exceptionKinds } from '../calendar/hours.ts';
import { MOST_IN_SERIES, repeatUnits } from '../calendar/series.ts';
import { appointmentStatuses } from '../calendar/status.ts';
import { command, query } from './endpoint.ts';
import { IssuedToken } from './queue.ts';
import { CalendarDate, Done, Id, Nothing, PatientBrief, PriorityClass, ShortText } from './shapes.ts';

/** A day and time on the clinic's clock, `YYYY-MM-DDTHH:MM`. It names no instant: the clinic's zone says which one it is. */
const Starts = z.string().max(16);
/** Minutes on the clinic's clock since 1970-01-01 00:00 there. */
const Wall = z.int();
const MinuteOfDay = z.int().min(0).max(2 * 1440);
/** Longer than this is no appointment: somebody typed hours for minutes. */
const Minutes = z.int().min(5).max(480);

const receiving = {
  roomId: Id.nullable(), serviceId: Id.nullable(), slotMinutes: Minutes, capacity: z.int().min(1).max(50),
};

/** Weekly hours; `endMinute` beyond 1440 is on the next day. */
export const ShiftView = z.object({
  id: Id, providerId: Id, weekday: z.int().min(1).max(7), startMinute: MinuteOfDay, endMinute: MinuteOfDay, ...receiving,
  validFrom: CalendarDate.nullable(), validUntil: CalendarDate.nullable(),
});
export type ShiftView = z.infer<typeof ShiftView>;

export const ExceptionView = z.object({
  id: Id, kind: z.enum(exceptionKinds), providerId: Id.nullable(), fromOn: CalendarDate, untilOn: CalendarDate,
  startMinute: MinuteOfDay.nullable(), endMinute: MinuteOfDay.nullable(), yearly: z.boolean(), note: z.string().nullable(),
  receiving: z.object(receiving).nullable(),
});
export type ExceptionView = z.infer<typeof ExceptionView>;

const Saved = z.object({
  id: Id,
  /** Appointments for which, as it is now, nobody will be there: they are listed until each is moved. */
  stranded: z.int(),
});

const span = z.object({ from: CalendarDate, to: CalendarDate });

/** When doctors and others receive: weekly hours, leave, holidays, extra hours. spec: APT-1 */
export const schedules = {
  list: query({ permission: 'appointments.read' }, Nothing, z.object({ shifts: z.array(ShiftView), exceptions: z.array(ExceptionView) })),
  /**
   * INVALID `endMinute`: `not-after-start`, `too-long` (24 hours); `weekday`: `shift-overlap` with hours of the same provider;
   * `slotMinutes`: `longer-than-shift`; `validUntil`: `before-start`.
   */
  saveShift: command({ permission: 'schedules.manage' }, ShiftView.extend({ id: Id.optional() }), Saved),
  removeShift: command({ permission: 'schedules.manage' }, z.object({ id: Id }), Saved),
  saveException: command({ permission: 'schedules.manage' }, ExceptionView.extend({ id: Id.optional(), note: ShortText.nullable() }), Saved),
  removeException: command({ permission: 'schedules.manage' }, z.object({ id: Id }), Saved),
  /** Open and closed hours of these days (at most 42), and what the clinic's clock shows now. */
  hours: query({ permission: 'appointments.read' }, span, z.object({
    now: Wall, zone: z.string(),
    openings: z.array(z.object({ providerId: Id, start: Wall, end: Wall, grid: Wall, ...receiving })),
    closings: z.array(z.object({ kind: z.enum(closingKinds), providerId: Id.nullable(), start: Wall, end: Wall, note: z.string().nullable() })),
  })),
};

export const Appointment = z.object({
  id: Id, patientId: Id.nullable(), name: z.string(), phone: z.string().nullable(), patientNumber: z.string().nullable(), providerId: Id,
  roomId: Id.nullable(), serviceId: Id.nullable(), starts: z.string(), minutes: z.int(), status: z.enum(appointmentStatuses), statusAt: z.string(),
  reason: z.string().nullable(), note: z.string().nullable(), cancelReason: z.string().nullable(), overbookReason: z.string().nullable(),
  seriesId: Id.nullable(), followUpId: Id.nullable(), tokenId: Id.nullable(), tokenLabel: z.string().nullable(), bookedAt: z.string(),
});
export type Appointment = z.infer<typeof Appointment>;

/** Why something cannot be booked, and who stands there. */
export const BookingRefusal = z.object({
  code: z.enum(refusalCodes), until: z.string().nullable(), note: z.string().nullable(),
  there: z.array(z.object({ id: Id, name: z.string(), starts: z.string(), minutes: z.int(), providerName: z.string() })),
});
export type BookingRefusal = z.infer<typeof BookingRefusal>;

export const Repeat = z.object({
  unit: z.enum(repeatUnits), every: z.int().min(1).max(365), count: z.int().min(2).max(MOST_IN_SERIES).nullable(), until: CalendarDate.nullable(),
});

const FollowUpWanted = z.object({ id: Id, patient: PatientBrief, dueOn: CalendarDate, reason: z.string(), serviceId: Id.nullable(), providerId: Id.nullable() });

const UsedTime = z.object({
  id: Id, name: z.string(), openMinutes: z.int(), bookedMinutes: z.int(), appointments: z.int(), completed: z.int(), missed: z.int(), cancelled: z.int(),
});

const one = z.object({ appointmentId: Id });
/** At once: more than a busy doctor has in months. */
export const MOST_MOVED = 500;
const place = { providerId: Id, starts: Starts, minutes: Minutes.optional(), roomId: Id.nullable().optional() };
/** Says why an appointment stands where another does; needs `appointments.overbook`. */
const overbookReason = ShortText.optional();

/** Appointments: booking, moving, what becomes of them. spec: APT-2, APT-3, APT-4 */
export const appointments = {
  /** All of these days (at most 42), in order of time; today's without `from`. */
  list: query({ permission: 'appointments.read' },
    span.partial().extend({ providerId: Id.optional(), roomId: Id.optional(), status: z.enum(appointmentStatuses).optional() }),
    z.object({ zone: z.string(), appointments: z.array(Appointment) })).route({ method: 'GET', path: '/appointments', tags: ['appointments'] }),
  get: query({ permission: 'appointments.read' }, one, Appointment.extend({ startsAt: z.string() }))
    .route({ method: 'GET', path: '/appointments/{appointmentId}', tags: ['appointments'] }),
  /** One patient's, the next first, then those past. */
  ofPatient: query({ permission: 'appointments.read', audit: 'patient' }, z.object({ patientId: Id }),
    z.object({ today: CalendarDate, appointments: z.array(Appointment) })),
  /** Slots with a place left, from now on: the first 200 of at most 42 days; of this week where nothing is said. */
  free: query({ permission: 'appointments.read' }, span.partial().extend({ providerId: Id.optional(), serviceId: Id.optional() }), z.object({
    slots: z.array(z.object({ providerId: Id, roomId: Id.nullable(), starts: z.string(), minutes: z.int(), places: z.int() })),
  })).route({ method: 'GET', path: '/appointments/free', tags: ['appointments'] }),
  /** What stands against a place, with names; nothing is kept. */
  check: query({ permission: 'appointments.read' }, z.object({ ...place, patientId: Id.optional(), exceptId: Id.optional() }), z.object({ refusals: z.array(BookingRefusal) })),
  /**
   * Books a registered patient or a name. INVALID `starts` with the code of the refusal and until when what stands there lasts;
   * with `overbookReason` it is booked all the same. Of a series the days that cannot be are left out and told.
   */
  book: command({ permission: 'appointments.book' }, z.object({
    ...place, patientId: Id.optional(), name: ShortText.optional(), phone: z.string().max(60).optional(), reason: ShortText.optional(), note: ShortText.optional(),
    overbookReason, followUpId: Id.optional(), repeat: Repeat.optional(),
  }), z.object({
    appointment: Appointment, booked: z.int(), leftOut: z.array(z.object({ starts: z.string(), code: z.enum(refusalCodes) })),
  })).route({ method: 'POST', path: '/appointments', successStatus: 201, tags: ['appointments'] }),
  move: command({ permission: 'appointments.book' }, one.extend({ ...place, overbookReason }), Appointment),
  /**
   * What would become of several if all went to one provider, each at its time or another that is chosen for it (`others`): when and to
   * which room it goes, or why it cannot and which times are free instead. In order of time, without those that are not expected any
   * more; nothing is kept.
   */
  planMoves: query({ permission: 'appointments.read' }, z.object({
    providerId: Id, appointmentIds: z.array(Id).min(1).max(MOST_MOVED), others: z.array(one.extend({ starts: Starts })).max(MOST_MOVED).default([]),
  }), z.object({
    lines: z.array(z.object({ appointment: Appointment, starts: z.string(), roomId: Id.nullable(), refusals: z.array(BookingRefusal), offers: z.array(z.string()) })),
  })),
  /**
   * Moves those of several that can go, at once. Each is named with where it was seen: one that stands elsewhere by now is left alone.
   * It goes to the same time, or to `to`. `left` counts all that stay.
   */
  moveMany: command({ permission: 'appointments.book' }, z.object({
    providerId: Id, appointments: z.array(one.extend({ providerId: Id, starts: Starts, to: Starts.optional() })).min(1).max(MOST_MOVED),
  }), z.object({ moved: z.int(), left: z.int() })),
  /** Only the fields that are present change. */
  update: command({ permission: 'appointments.book' }, one.extend({
    patientId: Id.optional(), name: ShortText.optional(), phone: z.string().max(60).optional(), reason: ShortText.optional(), note: ShortText.optional(),
  }), Appointment),
  confirm: command({ permission: 'appointments.book' }, one, Appointment),
  cancel: command({ permission: 'appointments.book' }, one.extend({ reason: ShortText }), Appointment)
    .route({ method: 'PUT', path: '/appointments/{appointmentId}/cancel', tags: ['appointments'] }),
  /** This one and those after it that are still expected. */
  cancelSeries: command({ permission: 'appointments.book' }, one.extend({ reason: ShortText }), z.object({ cancelled: z.int() })),
  miss: command({ permission: 'appointments.book' }, one, Appointment),
  /** Brings a cancelled or missed one back, if its place is still free. */
  reopen: command({ permission: 'appointments.book' }, one.extend({ overbookReason }), Appointment),
  /** Several that stand in one place are all kept: this one as overbooking. */
  keep: command({ permission: 'appointments.overbook' }, one.extend({ reason: ShortText }), Appointment),
  /**
   * The patient is here: gives a token in the queue they are booked for. CONFLICT `not-registered`: say which patient it is with
   * `patientId`; `not-today`: it is for another day.
   */
  checkIn: command({ permission: 'queue.issue' }, one.extend({ patientId: Id.optional(), serviceId: Id.optional(), priority: PriorityClass.optional() }),
    z.object({ appointment: Appointment, token: IssuedToken })),
  /** Everything that waits for a hand: several in one place, nobody there, late, missed, follow-ups to be booked. */
  attention: query({ permission: 'appointments.read' }, Nothing, z.object({
    now: Wall, clashes: z.array(z.object({ appointments: z.array(Appointment) })), stranded: z.array(Appointment), overdue: z.array(Appointment),
    missed: z.array(Appointment), followUps: z.array(FollowUpWanted),
  })),
  /** How the open hours of doctors and rooms are used in these days (at most 92). */
  utilisation: query({ permission: 'schedules.manage' }, span, z.object({ providers: z.array(UsedTime), rooms: z.array(UsedTime) })),
  /** A calendar file (RFC 5545) of one appointment, or of one provider's day. */
  calendarFile: query({ permission: 'appointments.read' }, z.object({ appointmentId: Id.optional(), providerId: Id.optional(), day: CalendarDate.optional() }),
    z.object({ name: z.string(), content: z.string() })),
  /** A follow-up that nobody will book. */
  dropFollowUp: command({ permission: 'appointments.book' }, z.object({ followUpId: Id }), Done),
};
