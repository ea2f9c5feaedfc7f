import { isExpected, type AppointmentStatus } from '#domain/calendar/status.ts';
import { instantOfWall, readStarts, startsText, wallNow } from '#domain/calendar/wall.ts';
import { reminderAt } from '#domain/notifications/reminder.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { listRooms, listServices } from '#db/queries/clinic.ts';
import { messagesAbout, ruleRows, type ActiveRule } from '#db/queries/notifications.ts';
import { listProviders } from '#db/queries/providers.ts';
import { dayText, sinceOf, timeText, type Candidate, type Facts, type Place, type Source } from './source.ts';

type Row = SyncedRow<'appointment'>;

const rowsOf = ({ db }: Place, where: string, ...values: readonly string[]): Row[] =>
  db.statement(`SELECT a.* FROM appointment a WHERE ${where} ORDER BY a.starts, a.id`).all(...values) as Row[];

const EXPECTED = "a.status IN ('pending', 'confirmed')";

const wallText = ({ zone }: Place, at: number): string => startsText(wallNow(at, zone));

/** The instant of an appointment; undefined when its text names none. */
function startOf({ zone }: Place, { starts }: Row): number | undefined {
  const wall = readStarts(starts);
  return wall === undefined ? undefined : instantOfWall(wall, zone);
}

const candidate = (place: Place, row: Row, about: string, dueAt: number): Candidate[] => {
  const start = startOf(place, row);
  return start === undefined || start <= place.now ? [] : [{ subjectId: row.id, about, patientId: row.patient_id, dueAt, untilAt: start }];
};

function planReminders(place: Place, rule: ActiveRule, horizon: number): Candidate[] {
  const lead = rule.lead_minutes * 60_000;
  // An hour more: where the clocks change, the text of a time is not as far away as its instant.
  const rows = rowsOf(place, `${EXPECTED} AND a.starts > ? AND a.starts <= ?`, wallText(place, place.now - 3_600_000), wallText(place, horizon + lead + 3_600_000));
  return rows.flatMap((row) => {
    const starts = readStarts(row.starts);
    if (starts === undefined) return [];
    const due = reminderAt(starts, rule.lead_minutes, place.zone);
    const settled = Math.max(Date.parse(row.booked_at), row.moved_at === null || row.moved_at === undefined ? 0 : Date.parse(row.moved_at));
    // Whoever chose the time later than they would be reminded of it knows it.
    return due > horizon || due < Date.parse(rule.since) || settled > due ? [] : candidate(place, row, row.starts, due);
  });
}

/** Whoever is still to be told of the booking, or was told of it after it was moved, hears its new time by that. */
function hearsByBooking(place: Place, row: Row, channelId: string): boolean {
  const told = messagesAbout(place.db, row.id, 'appointment-booked', channelId);
  if (told.length > 0) return told.some(({ status, tried_at }) => status === 'waiting' || (['sending', 'sent', 'unknown'].includes(status) && (tried_at ?? '') > (row.moved_at ?? '')));
  return ruleRows(place.db).some((rule) => rule.active === 1 && rule.event === 'appointment-booked' && rule.channel_id === channelId && row.booked_at >= sinceOf(place, rule));
}

/** Appointments: booked, moved, cancelled, and those to be reminded of. spec: APT-4 */
export const appointmentSource: Source = {
  events: ['appointment-booked', 'appointment-changed', 'appointment-cancelled', 'appointment-reminder'],
  plan(place, rule, horizon) {
    const since = sinceOf(place, rule);
    switch (rule.event) {
      case 'appointment-booked':
        return rowsOf(place, `a.booked_at >= ? AND ${EXPECTED}`, since).flatMap((row) => candidate(place, row, '', Date.parse(row.booked_at)));
      case 'appointment-changed':
        return rowsOf(place, `a.moved_at >= ? AND ${EXPECTED}`, since)
          .filter((row) => !hearsByBooking(place, row, rule.channel_id))
          .flatMap((row) => candidate(place, row, row.moved_at ?? '', Date.parse(row.moved_at ?? '')));
      case 'appointment-cancelled':
        return rowsOf(place, "a.status = 'cancelled' AND a.status_at >= ?", since).flatMap((row) => candidate(place, row, row.status_at, Date.parse(row.status_at)));
      default: return planReminders(place, rule, horizon);
    }
  },
  facts(place, event, { subjectId, about }) {
    const row = rowsOf(place, 'a.id = ?', subjectId)[0];
    if (!row || !stillSo(row, event, about)) return undefined;
    return factsOf(place, row);
  },
};

function stillSo(row: Row, event: string, about: string): boolean {
  if (event === 'appointment-cancelled') return row.status === 'cancelled' && row.status_at === about;
  if (!isExpected(row.status as AppointmentStatus)) return false;
  if (event === 'appointment-changed') return row.moved_at === about;
  return event !== 'appointment-reminder' || row.starts === about;
}

function factsOf({ db, clinicName }: Place, row: Row): Facts {
  const nameOf = (list: readonly { readonly id: string; readonly name: string }[], id: string | null): string | null => list.find((each) => each.id === id)?.name ?? null;
  const fixed = {
    clinic: clinicName, provider: nameOf(listProviders(db), row.provider_id), room: nameOf(listRooms(db), row.room_id), service: nameOf(listServices(db), row.service_id),
  };
  return {
    name: row.name, phone: row.phone,
    values: (language) => ({ ...fixed, date: dayText(row.starts.slice(0, 10), language), time: timeText(row.starts.slice(11), language) }),
  };
}
