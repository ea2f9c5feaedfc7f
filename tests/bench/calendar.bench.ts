import { startsText, wallAt } from '#domain/calendar/wall.ts';
import { addDays } from '#domain/kit/calendar.ts';
import { appointmentsBetween } from '#db/queries/calendar.ts';
import type { Bench } from './harness/bench.ts';
import { benchDesk } from './support/bench-desk.ts';
import { fillStore } from './support/fill.ts';
import { personRow, seeded } from './support/people.ts';
import { bareReader, scratchStore } from './support/scratch-store.ts';

const DOCTORS = 20;
const A_DAY = 18;
const DAYS = 5 * 260;
const PEOPLE = 2_000;
const FIRST = '2022-01-03';

/** The day view: everybody who is booked on one day, found among years of appointments. */
export const bench: Bench = {
  name: 'calendar',
  yardstick: 'reading the same appointments with patient and token by one bare prepared statement, nothing shaped or checked',
  sizes: { full: [DOCTORS * A_DAY * DAYS], quick: [DOCTORS * A_DAY * 20] },
  goal: { of: 'ratio', atMost: 3 },
  async run({ sizes: [rows = DOCTORS * A_DAY * DAYS], scratch, compare, quick, log }) {
    const own = scratchStore(scratch, 'store');
    const { client } = benchDesk(own);
    const random = seeded(7);
    const people = Array.from({ length: Math.min(PEOPLE, rows / 5) }, () => own.newId());
    const doctors = Array.from({ length: DOCTORS }, () => own.newId());
    own.store.write({ personId: null, intent: 'bench.fill' }, (tx) => {
      people.forEach((id, index) => { tx.insert('patient', personRow(id, index + 1, random)); });
      doctors.forEach((id, index) => {
        tx.insert('provider', { id, kind: 'doctor', person_id: null, name: `Doctor ${index}`, speciality: null, registration_number: null, room_ids: '[]', phone: null, email: null, identifiers: '[]', active: 1 });
        for (let weekday = 1; weekday <= 7; weekday += 1) {
          tx.insert('shift', { id: own.newId(), provider_id: id, weekday, start_minute: 480, end_minute: 1020, room_id: null, service_id: null, slot_minutes: 30, capacity: 1, valid_from: null, valid_until: null, removed: 0 });
        }
      });
    });
    const at = new Date().toISOString();
    const seconds = fillStore(own.store, rows, (tx, index) => {
      const day = Math.floor(index / (DOCTORS * A_DAY));
      const slot = Math.floor(index / DOCTORS) % A_DAY;
      tx.insert('appointment', {
        id: own.newId(), patient_id: people[index % people.length] ?? null, name: 'Booked', phone: null, provider_id: doctors[index % DOCTORS] ?? '', room_id: null, service_id: null,
        starts: startsText(wallAt(addDays(FIRST, day), 480 + slot * 30)), minutes: 30, status: 'completed', status_at: at, reason: null, note: null, cancel_reason: null, overbook_reason: null,
        series_id: null, follow_up_id: null, token_id: null, booked_at: at, booked_by: null,
      });
    });
    const day = addDays(FIRST, Math.floor(rows / (DOCTORS * A_DAY) / 2));
    log(`${rows} appointments in ${seconds.toFixed(1)} s`);
    const bare = bareReader(own).prepare(`SELECT a.*, p.name AS patient, p.number, p.phone AS patient_phone, t.label FROM appointment a LEFT JOIN patient p ON p.id = a.patient_id
      LEFT JOIN token t ON t.id = a.token_id WHERE a.starts >= ? AND a.starts < ? ORDER BY a.starts`);
    const pace = quick ? { rounds: 3, samples: 10 } : { rounds: 7, samples: 30 };
    const until = addDays(day, 1);
    const query = await compare(() => Promise.resolve(appointmentsBetween(own.store.read, day, until)), () => bare.all(day, until), pace);
    const whole = await compare(() => client.appointments.list({ from: day, to: day }), () => bare.all(day, until), pace);
    const size = `${DOCTORS} doctors, ${rows.toLocaleString('en')} appointments`;
    return [
      { name: `${size}: the query`, unit: 'ms', ours: query.ours.p50, yardstick: query.yardstick.p50, ratio: query.ratio, spread: query.spread },
      { name: `${size}: a call from a window, checked and sent`, unit: 'ms', ours: whole.ours.p50, yardstick: whole.yardstick.p50, ratio: whole.ratio, spread: whole.spread },
    ];
  },
};
