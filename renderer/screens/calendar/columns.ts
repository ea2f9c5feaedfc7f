import { slotsOf, type Closing, type Opening } from '#domain/calendar/hours.ts';
import { takesPlace } from '#domain/calendar/status.ts';
import { DAY_MINUTES, readStarts, wallAt, type Wall } from '#domain/calendar/wall.ts';
import type { Appointment } from '#domain/contract/calendar.ts';
import type { Provider } from '#domain/contract/providers.ts';
import type { Room } from '#domain/contract/clinic.ts';

/** One column of the calendar: somebody's day, or a room's. */
export interface Column {
  readonly key: string;
  readonly title: string;
  readonly date: string;
  /** Undefined of a room: whose hours are there says who it is. */
  readonly providerId: string | undefined;
  readonly openings: readonly Opening[];
  readonly closings: readonly Closing[];
  readonly items: readonly Placed[];
  /** Where the cursor may stand. */
  readonly stops: readonly Stop[];
}

/** A place for an appointment. */
export interface Stop {
  readonly at: Wall;
  readonly minutes: number;
  readonly providerId: string | undefined;
  readonly roomId: string | null;
  /** How many more the hours take; 0 where it is full or closed. */
  readonly places: number;
  readonly open: boolean;
}

/** An appointment beside those it shares its time with. */
export interface Placed {
  readonly appointment: Appointment;
  readonly start: Wall;
  readonly lane: number;
  readonly lanes: number;
}

export interface CalendarDays {
  readonly openings: readonly Opening[];
  readonly closings: readonly Closing[];
  readonly appointments: readonly Appointment[];
}

/** Where there are no hours the cursor stops twice an hour. */
const STEP = 30;

interface Of { readonly key: string; readonly title: string; readonly date: string; readonly providerId?: string; readonly roomId?: string }

function columnOf({ key, title, date, providerId, roomId }: Of, days: CalendarDays, range: Range): Column {
  const [first, end] = [wallAt(date, 0), wallAt(date, DAY_MINUTES)];
  const mine = <T extends { readonly providerId: string; readonly roomId: string | null }>(of: T): boolean => (providerId === undefined ? of.roomId === roomId : of.providerId === providerId);
  const openings = days.openings.filter((each) => mine(each) && each.start < end && each.end > first);
  const items = placed(days.appointments.filter((each) => mine(each) && each.starts.startsWith(date)));
  const closings = days.closings.filter((each) => (each.providerId === null || each.providerId === providerId) && each.start < end && each.end > first);
  return { key, title, date, providerId, openings, closings, items, stops: stopsOf({ openings, items, providerId, date }, range) };
}

function stopsOf({ openings, items, providerId, date }: Pick<Column, 'openings' | 'items' | 'providerId' | 'date'>, range: Range): Stop[] {
  const there = items.filter(({ appointment }) => takesPlace(appointment.status));
  const stops = new Map<Wall, Stop>();
  for (const slot of openings.flatMap(slotsOf)) {
    if (slot.start < wallAt(date, 0) || slot.start >= wallAt(date, DAY_MINUTES)) continue;
    const busy = there.filter(({ start, appointment }) => start < slot.end && start + appointment.minutes > slot.start).length;
    stops.set(slot.start, { at: slot.start, minutes: slot.end - slot.start, providerId: slot.providerId, roomId: slot.roomId, places: Math.max(0, slot.capacity - busy), open: true });
  }
  for (const { start, appointment } of items) {
    if (!stops.has(start)) stops.set(start, { at: start, minutes: appointment.minutes, providerId: appointment.providerId, roomId: appointment.roomId, places: 0, open: false });
  }
  if (openings.length === 0) {
    for (let minute = range.from; minute < range.to; minute += STEP) {
      const at = wallAt(date, minute);
      if (!stops.has(at)) stops.set(at, { at, minutes: STEP, providerId, roomId: null, places: 0, open: false });
    }
  }
  return [...stops.values()].sort((a, b) => a.at - b.at);
}

/** Gives appointments that are at one time places beside each other. */
function placed(appointments: readonly Appointment[]): Placed[] {
  const sorted = appointments.filter(({ status }) => status !== 'cancelled').map((appointment) => ({ appointment, start: readStarts(appointment.starts) ?? 0 })).sort((a, b) => a.start - b.start);
  const done: Placed[] = [];
  let crowd: { appointment: Appointment; start: Wall; lane: number }[] = [];
  const close = (): void => {
    const lanes = 1 + Math.max(0, ...crowd.map(({ lane }) => lane));
    done.push(...crowd.map((each) => ({ ...each, lanes })));
    crowd = [];
  };
  for (const each of sorted) {
    const standing = crowd.filter(({ start, appointment }) => start + appointment.minutes > each.start);
    if (standing.length === 0) close();
    let lane = 0;
    while (standing.some((other) => other.lane === lane)) lane += 1;
    crowd.push({ ...each, lane });
  }
  close();
  return done;
}

export interface Range { readonly from: number; readonly to: number; readonly perMinute: number }

const USUAL = { from: 8 * 60, to: 17 * 60 };
/** Pixels that the shortest slot is high. */
const SLOT_HEIGHT = 22;

/** The hours to show, whole ones, and how high a minute is. */
export function rangeOf({ openings, appointments }: CalendarDays, dates: readonly string[]): Range {
  const minutes = dates.flatMap((date) => {
    const first = wallAt(date, 0);
    const inDay = (wall: Wall): number => Math.max(0, Math.min(DAY_MINUTES, wall - first));
    return [
      ...openings.filter(({ start, end }) => start < first + DAY_MINUTES && end > first).flatMap(({ start, end }) => [inDay(start), inDay(end)]),
      ...appointments.filter(({ starts }) => starts.startsWith(date)).flatMap(({ starts, minutes: length }) => [inDay(readStarts(starts) ?? first), inDay((readStarts(starts) ?? first) + length)]),
    ];
  });
  const [from, to] = minutes.length === 0 ? [USUAL.from, USUAL.to] : [Math.min(...minutes), Math.max(...minutes)];
  const shortest = Math.min(STEP, ...openings.map(({ slotMinutes }) => slotMinutes));
  return { from: Math.floor(from / 60) * 60, to: Math.max(Math.ceil(to / 60) * 60, Math.floor(from / 60) * 60 + 240), perMinute: Math.max(1, Math.min(3, SLOT_HEIGHT / shortest)) };
}

/** A column for everybody who receives or is booked that day; for everybody where nobody does. */
export function providerColumns(date: string, providers: readonly Provider[], days: CalendarDays): Column[] {
  const range = rangeOf(days, [date]);
  const all = providers.map(({ id, name }) => columnOf({ key: id, title: name, date, providerId: id }, days, range));
  const busy = all.filter(({ openings, items }) => openings.length > 0 || items.length > 0);
  const working = new Set(providers.filter(({ active }) => active).map(({ id }) => id));
  return busy.length > 0 ? busy : all.filter(({ key }) => working.has(key));
}

export const roomColumns = (date: string, rooms: readonly Room[], days: CalendarDays): Column[] =>
  rooms.map(({ id, name }) => columnOf({ key: id, title: name, date, roomId: id }, days, rangeOf(days, [date])));

/** What concerns one provider. */
export const daysOf = (days: CalendarDays, providerId: string | undefined): CalendarDays =>
  ({ ...days, openings: days.openings.filter((each) => each.providerId === providerId), appointments: days.appointments.filter((each) => each.providerId === providerId) });

/** One provider's week, day by day. */
export const weekColumns = (dates: readonly string[], providerId: string, titleOf: (date: string) => string, days: CalendarDays): Column[] => {
  const mine = daysOf(days, providerId);
  return dates.map((date) => columnOf({ key: date, title: titleOf(date), date, providerId }, mine, rangeOf(mine, dates)));
};

/** The stop nearest to a time; undefined in a column without any. */
export function nearestStop(column: Column | undefined, minuteOfDay: number): Stop | undefined {
  const at = wallAt(column?.date ?? '1970-01-01', minuteOfDay);
  return column?.stops.reduce<Stop | undefined>((best, stop) => (best && Math.abs(best.at - at) <= Math.abs(stop.at - at) ? best : stop), undefined);
}
