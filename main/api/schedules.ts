import { closingsIn, openingsIn, type Shift } from '#domain/calendar/hours.ts';
import { DAY_MINUTES, dateOfWall } from '#domain/calendar/wall.ts';
import type { ExceptionView, ShiftView } from '#domain/contract/calendar.ts';
import type { Contract } from '#domain/contract/contract.ts';
import { compareDates } from '#domain/kit/calendar.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { tidyText } from '#domain/patients/draft.ts';
import type { WriteDb } from '#db/door.ts';
import { scheduleOf } from '#db/queries/calendar.ts';
import { listRooms, listServices } from '#db/queries/clinic.ts';
import { listProviders } from '#db/queries/providers.ts';
import type { Call } from '../dispatch/call.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import type { Handlers } from '../dispatch/router.ts';
import { checkSpan, isActive, wallOfCall } from './calendar-days.ts';
import { strandedCount } from './calendar-lists.ts';
import { clinicOf } from './clinic.ts';

const VIEW_DAYS = 42;

/** When doctors and others receive. */
export function scheduleHandlers(): Handlers<Contract['schedules']> {
  return {
    list: (call) => {
      const { shifts, exceptions } = scheduleOf(call.read);
      return { shifts: [...shifts], exceptions: [...exceptions] };
    },
    saveShift: (call, { commandId: _, ...shift }) => call.write((tx) => saved(tx, call, writeShift(tx, shift))),
    removeShift: (call, { id }) => call.write((tx) => saved(tx, call, putAway(tx, 'shift', id))),
    saveException: (call, { commandId: _, ...exception }) => call.write((tx) => saved(tx, call, writeException(tx, exception))),
    removeException: (call, { id }) => call.write((tx) => saved(tx, call, putAway(tx, 'schedule_exception', id))),
    hours: (call, span) => {
      const days = checkSpan(span, VIEW_DAYS);
      const schedule = scheduleOf(call.read);
      return { now: wallOfCall(call.read, call.now), zone: clinicOf(call.read).zone, openings: openingsIn(schedule, days).filter(({ providerId }) => isActive(call.read, providerId)), closings: closingsIn(schedule, days) };
    },
  };
}

const saved = (tx: WriteDb, call: Call, id: string) => ({ id, stranded: strandedCount(tx, dateOfWall(wallOfCall(tx, call.now))) });

type HoursTable = 'shift' | 'schedule_exception';

/** Adds hours, or changes those that are known; what somebody put away meanwhile stands again. */
function keep<T extends HoursTable>(tx: WriteDb, table: T, id: string | undefined, row: Omit<SyncedRow<T>, 'id' | 'removed'>): string {
  const kept = { id: id ?? tx.newId(), ...row, removed: 0 } as SyncedRow<T>;
  if (id === undefined) tx.insert(table, kept);
  else if (tx.row(table, id)) tx.update(table, id, kept);
  else throw fail('NOT_FOUND', { what: 'hours' });
  return kept.id;
}

function putAway(tx: WriteDb, table: HoursTable, id: string): string {
  if (!tx.row(table, id)) throw fail('NOT_FOUND', { what: 'hours' });
  tx.update(table, id, { removed: 1 });
  return id;
}

type TypedShift = Omit<ShiftView, 'id'> & { readonly id?: string | undefined };

function writeShift(tx: WriteDb, { id, ...shift }: TypedShift): string {
  checkPlaces(tx, shift);
  checkHours(shift);
  if (shift.slotMinutes > shift.endMinute - shift.startMinute) throw invalid('slotMinutes', 'longer-than-shift');
  if (shift.validFrom !== null && shift.validUntil !== null && compareDates(shift.validUntil, shift.validFrom) < 0) throw invalid('validUntil', 'before-start');
  if (scheduleOf(tx).shifts.some((other) => other.id !== id && meet(other, shift))) throw invalid('weekday', 'shift-overlap');
  const row = {
    provider_id: shift.providerId, weekday: shift.weekday, start_minute: shift.startMinute, end_minute: shift.endMinute, room_id: shift.roomId,
    service_id: shift.serviceId, slot_minutes: shift.slotMinutes, capacity: shift.capacity, valid_from: shift.validFrom, valid_until: shift.validUntil,
  };
  return keep(tx, 'shift', id, row);
}

function checkPlaces(tx: WriteDb, { providerId, roomId, serviceId }: { providerId: string | null; roomId: string | null; serviceId: string | null }): void {
  if (providerId !== null && !listProviders(tx).some(({ id }) => id === providerId)) throw fail('NOT_FOUND', { what: 'provider' });
  if (roomId !== null && !listRooms(tx).some(({ id }) => id === roomId)) throw fail('NOT_FOUND', { what: 'room' });
  if (serviceId !== null && !listServices(tx).some(({ id }) => id === serviceId)) throw fail('NOT_FOUND', { what: 'service' });
}

function checkHours({ startMinute, endMinute }: { readonly startMinute: number; readonly endMinute: number }): void {
  if (startMinute >= DAY_MINUTES) throw invalid('startMinute', 'no-such-time');
  if (endMinute <= startMinute) throw invalid('endMinute', 'not-after-start');
  if (endMinute - startMinute > DAY_MINUTES) throw invalid('endMinute', 'too-long', 24);
}

const WEEK_MINUTES = 7 * DAY_MINUTES;

/** Whether two weekly hours of one provider are ever at the same time; the end of Sunday's may be on Monday. */
function meet(a: Omit<Shift, 'id'>, b: Omit<Shift, 'id'>): boolean {
  if (a.providerId !== b.providerId) return false;
  const apart = (from: string | null, until: string | null): boolean => from !== null && until !== null && compareDates(until, from) < 0;
  if (apart(a.validFrom, b.validUntil) || apart(b.validFrom, a.validUntil)) return false;
  const start = (shift: Omit<Shift, 'id'>): number => (shift.weekday - 1) * DAY_MINUTES + shift.startMinute;
  const between = ((start(b) - start(a)) % WEEK_MINUTES + WEEK_MINUTES) % WEEK_MINUTES;
  return between < a.endMinute - a.startMinute || WEEK_MINUTES - between < b.endMinute - b.startMinute;
}

type TypedException = Omit<ExceptionView, 'id'> & { readonly id?: string | undefined };

function checkException(tx: WriteDb, exception: TypedException): void {
  const { kind, providerId, receiving, startMinute, endMinute } = exception;
  checkPlaces(tx, { providerId, roomId: receiving?.roomId ?? null, serviceId: receiving?.serviceId ?? null });
  if (kind !== 'holiday' && providerId === null) throw invalid('providerId', 'empty');
  if (compareDates(exception.untilOn, exception.fromOn) < 0) throw invalid('untilOn', 'before-start');
  if ((startMinute === null) !== (endMinute === null)) throw invalid(startMinute === null ? 'startMinute' : 'endMinute', 'empty');
  if (startMinute !== null && endMinute !== null) checkHours({ startMinute, endMinute });
  if (kind === 'extra' && (receiving === null || startMinute === null)) throw invalid('startMinute', 'empty');
}

function writeException(tx: WriteDb, { id, ...exception }: TypedException): string {
  checkException(tx, exception);
  const { kind, providerId, receiving, startMinute, endMinute } = exception;
  const row = {
    kind, provider_id: kind === 'holiday' ? null : providerId, from_on: exception.fromOn, until_on: exception.untilOn, start_minute: startMinute, end_minute: endMinute,
    yearly: exception.yearly && kind === 'holiday' ? 1 : 0, note: exception.note === null ? null : tidyText(exception.note), ...receivingColumns(kind === 'extra' ? receiving : null),
  } as const;
  return keep(tx, 'schedule_exception', id, row);
}

const receivingColumns = (receiving: ExceptionView['receiving']) => ({
  room_id: receiving?.roomId ?? null, service_id: receiving?.serviceId ?? null, slot_minutes: receiving?.slotMinutes ?? null, capacity: receiving?.capacity ?? null,
});
