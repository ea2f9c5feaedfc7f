import { addDays, addYears, calendarDate, compareDates, dateParts, daysBetween, type CalendarDate } from '../kit/calendar.ts';
import { skippedBetween } from './clock-change.ts';
import { DAY_MINUTES, wallAt, weekdayOf, type Wall } from './wall.ts';

/** How somebody receives people: in what room, for how long each, how many at a time, and into which queue they come. */
export interface Receiving {
  readonly roomId: string | null;
  readonly serviceId: string | null;
  readonly slotMinutes: number;
  /** How many may stand at the same time without overbooking. */
  readonly capacity: number;
}

/** Hours that come back every week. */
export interface Shift extends Receiving {
  readonly id: string;
  readonly providerId: string;
  /** 1 Monday to 7 Sunday. */
  readonly weekday: number;
  /** Minutes after midnight; an end beyond 1440 is on the next day. */
  readonly startMinute: number;
  readonly endMinute: number;
  readonly validFrom: CalendarDate | null;
  readonly validUntil: CalendarDate | null;
}

export const exceptionKinds = ['leave', 'holiday', 'extra'] as const;
export type ExceptionKind = (typeof exceptionKinds)[number];

/** Days on which the week does not hold: somebody is away, the clinic is closed, or somebody comes beside the usual hours. */
export interface ScheduleException {
  readonly id: string;
  readonly kind: ExceptionKind;
  /** Null of a holiday: everybody. */
  readonly providerId: string | null;
  readonly fromOn: CalendarDate;
  /** The last day, included. */
  readonly untilOn: CalendarDate;
  /** Hours of each of these days; null for the whole day. */
  readonly startMinute: number | null;
  readonly endMinute: number | null;
  /** Comes back each year. One on 29 February comes in leap years only. */
  readonly yearly: boolean;
  readonly note: string | null;
  /** Of extra hours. */
  readonly receiving: Receiving | null;
}

export interface Schedule {
  readonly shifts: readonly Shift[];
  readonly exceptions: readonly ScheduleException[];
  /** The clinic's zone (IANA): hours that its clocks skip are none. Without one, no clock is ever put forward. */
  readonly zone?: string | undefined;
}

/** Hours in which somebody receives, as one piece. `grid` is where its slots are counted from. */
export interface Opening extends Receiving {
  readonly providerId: string;
  readonly start: Wall;
  readonly end: Wall;
  readonly grid: Wall;
}

export const closingKinds = ['leave', 'holiday', 'clock-change'] as const;

/** Hours in which nobody may be booked, and why; those of a clock change do not exist. */
export interface Closing {
  readonly kind: (typeof closingKinds)[number];
  readonly providerId: string | null;
  readonly start: Wall;
  readonly end: Wall;
  readonly note: string | null;
}

/** A half-open range of days: `until` is not part of it. */
export interface Days {
  readonly from: CalendarDate;
  readonly until: CalendarDate;
}

/** When everybody receives in these days, earliest first. Hours that began the evening before are cut at midnight. */
export function openingsIn(schedule: Schedule, days: Days): Opening[] {
  const { start, end } = bounds(days);
  const closings = closingsIn(schedule, days);
  const dates = datesIn(days);
  const weekly = schedule.shifts.flatMap((shift) => shiftOpenings(shift, dates))
    .flatMap((opening) => without(opening, closings.filter(({ providerId }) => providerId === null || providerId === opening.providerId)));
  // Extra hours are agreed for that very day, so a holiday does not take them away; being away does, and a time that no clock shows.
  const extra = schedule.exceptions.filter(({ kind }) => kind === 'extra').flatMap((exception) => extraOpenings(exception, days))
    .flatMap((opening) => without(opening, closings.filter(({ kind, providerId }) => kind === 'clock-change' || (kind === 'leave' && providerId === opening.providerId))));
  return [...weekly, ...extra].flatMap((opening) => clip(opening, start, end)).sort((a, b) => a.start - b.start || a.end - b.end);
}

/** Leave and holidays that touch these days, and before them the hours that the clocks skip. */
export function closingsIn({ exceptions, zone }: Schedule, days: Days): Closing[] {
  const { start, end } = bounds(days);
  const skipped = zone === undefined ? [] : skippedBetween(start, end, zone).map((span) => ({ kind: 'clock-change' as const, providerId: null, note: null, ...span }));
  return [...skipped, ...exceptions.flatMap((exception) => {
    const { kind, providerId, note } = exception;
    if (kind === 'extra') return [];
    return spansOf(exception, days).map((span) => ({ kind, providerId, note, ...span })).filter((span) => span.start < end && span.end > start);
  })];
}

export interface Slot extends Receiving {
  readonly providerId: string;
  readonly start: Wall;
  readonly end: Wall;
}

/** The slots of an opening: whole ones only, counted from where the hours began. */
export function slotsOf({ grid, start, end, ...opening }: Opening): Slot[] {
  const slots: Slot[] = [];
  const first = grid + Math.ceil((start - grid) / opening.slotMinutes) * opening.slotMinutes;
  for (let at = first; at + opening.slotMinutes <= end; at += opening.slotMinutes) slots.push({ ...opening, start: at, end: at + opening.slotMinutes });
  return slots;
}

const bounds = ({ from, until }: Days): { start: Wall; end: Wall } => ({ start: wallAt(from, 0), end: wallAt(until, 0) });

interface DatedDay { readonly date: CalendarDate; readonly weekday: number; readonly midnight: Wall }

/** Begins a day early: hours of yesterday may go on after midnight. */
function datesIn({ from, until }: Days): DatedDay[] {
  const dates: DatedDay[] = [];
  for (let date = addDays(from, -1); compareDates(date, until) < 0; date = addDays(date, 1)) dates.push({ date, weekday: weekdayOf(date), midnight: wallAt(date, 0) });
  return dates;
}

function shiftOpenings(shift: Shift, dates: readonly DatedDay[]): Opening[] {
  const { providerId, roomId, serviceId, slotMinutes, capacity, weekday, startMinute, endMinute } = shift;
  return dates.filter((day) => day.weekday === weekday && holdsOn(shift, day.date)).map(({ midnight }) => (
    { providerId, roomId, serviceId, slotMinutes, capacity, start: midnight + startMinute, end: midnight + endMinute, grid: midnight + startMinute }
  ));
}

const holdsOn = ({ validFrom, validUntil }: Shift, date: CalendarDate): boolean =>
  (validFrom === null || compareDates(date, validFrom) >= 0) && (validUntil === null || compareDates(date, validUntil) <= 0);

function extraOpenings(exception: ScheduleException, days: Days): Opening[] {
  const { providerId, receiving } = exception;
  if (providerId === null || receiving === null) return [];
  return spansOf(exception, days).map(({ start, end }) => ({ ...receiving, providerId, start, end, grid: start }));
}

/** The hours an exception names on each day that may matter; days without hours become one piece. */
function spansOf(exception: ScheduleException, { from, until }: Days): { start: Wall; end: Wall }[] {
  return occurrences(exception, from, until).flatMap(([first, last]) => {
    const { startMinute, endMinute } = exception;
    if (startMinute === null || endMinute === null) return [{ start: wallAt(first, 0), end: wallAt(last, DAY_MINUTES) }];
    const [begin, stop] = [later(first, addDays(from, -1)), compareDates(last, until) < 0 ? last : until];
    const spans = [];
    for (let date = begin; compareDates(date, stop) <= 0; date = addDays(date, 1)) spans.push({ start: wallAt(date, startMinute), end: wallAt(date, endMinute) });
    return spans;
  });
}

const later = (a: CalendarDate, b: CalendarDate): CalendarDate => (compareDates(a, b) < 0 ? b : a);

/** First and last day of an exception, each year in question if it comes back. */
function occurrences({ fromOn, untilOn, yearly }: ScheduleException, from: CalendarDate, until: CalendarDate): [CalendarDate, CalendarDate][] {
  if (!yearly) return [[fromOn, untilOn]];
  const { year, month, day } = dateParts(fromOn);
  const length = daysBetween(fromOn, untilOn);
  const [firstYear, lastYear] = [Math.max(year, dateParts(addYears(from, -1)).year), dateParts(until).year];
  const found: [CalendarDate, CalendarDate][] = [];
  for (let each = firstYear; each <= lastYear; each += 1) {
    const first = calendarDate(each, month, day);
    if (first !== undefined) found.push([first, addDays(first, length)]);
  }
  return found;
}

/** What is left of an opening beside the closed hours. */
function without(opening: Opening, closings: readonly Closing[]): Opening[] {
  return closings.reduce<Opening[]>((pieces, { start, end }) => pieces.flatMap((piece) => [
    ...clip(piece, piece.start, Math.min(start, piece.end)), ...clip(piece, Math.max(end, piece.start), piece.end),
  ]), [opening]);
}

function clip(opening: Opening, start: Wall, end: Wall): Opening[] {
  const piece = { ...opening, start: Math.max(opening.start, start), end: Math.min(opening.end, end) };
  return piece.start < piece.end ? [piece] : [];
}
