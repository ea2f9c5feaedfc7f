import { minuteOfWall, startsText, wallAt, weekdayOf } from '#domain/calendar/wall.ts';
import type { AppointmentStatus } from '#domain/calendar/status.ts';
import type { Provider } from '#domain/contract/providers.ts';
import { addDays } from '#domain/kit/calendar.ts';
import { Seeded } from '#domain/synthetic/seeded.ts';
import type { WriteDb } from '#db/door.ts';
import { appointmentsBetween } from '#db/queries/calendar.ts';
import { listRooms, listServices } from '#db/queries/clinic.ts';
import { listProviders } from '#db/queries/providers.ts';
import { wallOfCall } from '../api/calendar-days.ts';

const HOURS = [[8 * 60, 12 * 60], [13 * 60, 17 * 60]] as const;
const SLOT = 20;
/** Days from today on that have appointments. */
const DAYS = 7;
const REASONS: readonly [string | null, ...(string | null)[]] = ['Check-up', 'Blood pressure', 'Vaccination', 'Wound check', 'Cough', null];

/** Gives the training clinic doctors with hours on every day of the week, and each new day a calendar with people in it. */
export function addTrainingCalendar(tx: WriteDb, now: number, today: string): void {
  if (listProviders(tx).length === 0) addProviders(tx);
  if (appointmentsBetween(tx, today, addDays(today, DAYS)).length > 0) return;
  const patients = tx.statement('SELECT id, name FROM patient WHERE archived = 0 ORDER BY number LIMIT 120 OFFSET 40').all() as { id: string; name: string }[];
  if (patients.length === 0) return;
  const random = new Seeded(weekdayOf(today), 1);
  const wall = wallOfCall(tx, now);
  const taken = slotsFrom(today, listProviders(tx)).filter(({ day }) => random.chance(day < 2 ? 0.45 : 0.15));
  taken.forEach(({ provider, start }, position) => {
    const patient = patients[position % patients.length];
    if (patient) addAppointment(tx, now, { patient, provider: { id: provider.id, roomId: provider.roomIds[0] ?? null }, start, status: statusOf(start, wall, random), reason: random.pick(REASONS) });
  });
}

const slotsFrom = (today: string, providers: readonly Provider[]) => Array.from({ length: DAYS }, (_, day) => day).flatMap((day) =>
  providers.flatMap((provider) => HOURS.flatMap(([from, to]) =>
    Array.from({ length: (to - from) / SLOT }, (_, index) => ({ day, provider, start: wallAt(addDays(today, day), from + index * SLOT) })))));

function statusOf(start: number, wall: number, random: Seeded): AppointmentStatus {
  if (start + SLOT < wall) return random.chance(0.85) ? 'completed' : 'no-show';
  return random.chance(0.5) ? 'confirmed' : 'pending';
}

function addProviders(tx: WriteDb): void {
  const rooms = listRooms(tx);
  const [service] = listServices(tx);
  const people = tx.statement('SELECT id, name, roles FROM person ORDER BY rid').all() as { id: string; name: string; roles: string }[];
  (['doctor', 'nurse', 'midwife'] as const).forEach((kind, position) => {
    const person = people.find(({ roles }) => roles.includes(kind));
    const [id, room] = [tx.newId(), rooms[position]];
    tx.insert('provider', {
      id, kind, person_id: person?.id ?? null, name: person?.name ?? `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`, speciality: null, registration_number: null,
      room_ids: JSON.stringify(room ? [room.id] : []), phone: null, email: null, identifiers: '[]', active: 1,
    });
    for (let weekday = 1; weekday <= 7; weekday += 1) {
      for (const [start, end] of HOURS) {
        tx.insert('shift', {
          id: tx.newId(), provider_id: id, weekday, start_minute: start, end_minute: end, room_id: room?.id ?? null, service_id: service?.id ?? null, slot_minutes: SLOT, capacity: 1,
          valid_from: null, valid_until: null, removed: 0,
        });
      }
    }
  });
}

interface Invented {
  readonly patient: { readonly id: string; readonly name: string };
  readonly provider: { readonly id: string; readonly roomId: string | null };
  readonly start: number;
  readonly status: AppointmentStatus;
  readonly reason: string | null;
}

function addAppointment(tx: WriteDb, now: number, { patient, provider, start, status, reason }: Invented): void {
  const at = new Date(now).toISOString();
  tx.insert('appointment', {
    id: tx.newId(), patient_id: patient.id, name: patient.name, phone: null, provider_id: provider.id, room_id: provider.roomId, service_id: null, starts: startsText(start), minutes: SLOT, status,
    status_at: at, reason, note: minuteOfWall(start) === 8 * 60 ? 'Fasting' : null, cancel_reason: null, overbook_reason: null, series_id: null, follow_up_id: null, token_id: null, booked_at: at,
    booked_by: null,
  });
}
