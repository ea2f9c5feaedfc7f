import { startsText, wallAt } from '#domain/calendar/wall.ts';
import { MOST_MOVED } from '#domain/contract/calendar.ts';
import { addDays } from '#domain/kit/calendar.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { findAppointment } from '#db/queries/calendar.ts';
import type { Bench } from './harness/bench.ts';
import { benchDesk } from './support/bench-desk.ts';
import { fillStore } from './support/fill.ts';
import { scratchStore } from './support/scratch-store.ts';

const DOCTORS = 20;
const A_DAY = 18;
/** Every so many-th place of the doctor who takes over is free. */
const FREE_EACH = 10;
const DAYS = Math.ceil(MOST_MOVED / A_DAY) + 10;
const FIRST = '2026-04-06';
const NOW = Date.UTC(2026, 3, 3, 9);
const SOON_MS = 300;

/** What becomes of all that a doctor leaves behind, nearly none of whom fit at their own time with a doctor who is nearly full. */
export const bench: Bench = {
  name: 'moving',
  yardstick: 'looking the same appointments up one by one, nothing worked out',
  sizes: { full: [MOST_MOVED], quick: [100] },
  goal: { of: 'ours', atMost: SOON_MS },
  async run({ sizes: [wanted = MOST_MOVED], scratch, compare, quick, log }) {
    const own = scratchStore(scratch, 'store');
    const { client } = benchDesk(own, () => NOW);
    const doctors = Array.from({ length: DOCTORS }, () => own.newId());
    own.store.write({ personId: null, intent: 'bench.fill' }, (tx) => {
      doctors.forEach((id, index) => {
        tx.insert('provider', { id, kind: 'doctor', person_id: null, name: `Doctor ${index}`, speciality: null, registration_number: null, room_ids: '[]', phone: null, email: null, identifiers: '[]', active: index === 0 ? 0 : 1 });
        for (let weekday = 1; weekday <= 7; weekday += 1) {
          tx.insert('shift', { id: own.newId(), provider_id: id, weekday, start_minute: 480, end_minute: 1020, room_id: null, service_id: null, slot_minutes: 30, capacity: 1, valid_from: null, valid_until: null, removed: 0 });
        }
      });
    });
    const [leaving = '', taking = ''] = doctors;
    const ids: string[] = [];
    const seconds = fillStore(own.store, DOCTORS * A_DAY * DAYS, (tx, index) => {
      const [doctor, place] = [doctors[index % DOCTORS] ?? '', Math.floor(index / DOCTORS)];
      if (doctor === taking && place % FREE_EACH === 0) return;
      const row = appointmentRow(own.newId(), doctor, startsText(wallAt(addDays(FIRST, Math.floor(place / A_DAY)), 480 + (place % A_DAY) * 30)));
      tx.insert('appointment', row);
      if (doctor === leaving && ids.length < wanted) ids.push(row.id);
    });
    log(`${DOCTORS * A_DAY * DAYS} appointments in ${seconds.toFixed(1)} s`);
    const { ours, yardstick, ratio, spread } = await compare(
      () => client.appointments.planMoves({ providerId: taking, appointmentIds: ids, others: [] }),
      () => Promise.resolve(ids.map((id) => findAppointment(own.store.read, id))), quick ? { rounds: 3, samples: 2 } : { rounds: 5, samples: 5 },
    );
    return [{ name: `${ids.length} of a doctor who left, ${DOCTORS} doctors, with offers`, unit: 'ms', ours: ours.p50, yardstick: yardstick.p50, ratio, spread }];
  },
};

function appointmentRow(id: string, provider: string, starts: string): SyncedRow<'appointment'> {
  return {
    id, patient_id: null, name: 'Booked', phone: null, provider_id: provider, room_id: null, service_id: null, starts, minutes: 30, status: 'confirmed', status_at: '2026-04-01T08:00:00.000Z',
    reason: null, note: null, cancel_reason: null, overbook_reason: null, series_id: null, follow_up_id: null, token_id: null, booked_at: '2026-04-01T08:00:00.000Z', booked_by: null,
  };
}
