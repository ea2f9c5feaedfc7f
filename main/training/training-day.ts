import { inZone, instantAt } from '#domain/kit/time.ts';
import type { Priority } from '#domain/lab/status.ts';
import { Seeded } from '#domain/synthetic/seeded.ts';
import type { WriteDb } from '#db/door.ts';
import { clinicOf } from '../api/clinic.ts';
import { enterValues } from '../laboratory/enter.ts';
import { collectLines, placeOrder } from '../laboratory/orders.ts';
import { labWork, type Work } from '../laboratory/work.ts';
import { personWithRole } from './staff.ts';
import { writeVisits } from './training-record.ts';

/** Somebody seen earlier today: what for, and how far the tests are that were ordered. */
interface Seen {
  readonly reason: string;
  /** Minutes ago, where the day is old enough. */
  readonly ago: number;
  readonly order?: {
    readonly tests: readonly string[];
    readonly panels: readonly string[];
    readonly priority: Priority;
    readonly isCollected: boolean;
    /** By test, as typed. */
    readonly results?: Readonly<Record<string, string>>;
  };
}

const SEEN: readonly Seen[] = [
  { reason: 'Pneumonia', ago: 125, order: { tests: [], panels: ['blood-count'], priority: 'routine', isCollected: true, results: { haemoglobin: '11.8', 'white-cells': '13.4', platelets: '310' } } },
  { reason: 'Joint pain', ago: 110, order: { tests: ['potassium'], panels: [], priority: 'urgent', isCollected: true, results: { potassium: '6.8' } } },
  { reason: 'Malaria', ago: 80, order: { tests: ['malaria-rdt', 'haemoglobin'], panels: [], priority: 'urgent', isCollected: true } },
  { reason: 'Back pain', ago: 60, order: { tests: [], panels: ['dipstick'], priority: 'routine', isCollected: true } },
  { reason: 'Headache', ago: 45, order: { tests: ['glucose-fasting', 'creatinine'], panels: [], priority: 'routine', isCollected: true } },
  { reason: 'Fever', ago: 25, order: { tests: ['malaria-rdt'], panels: [], priority: 'urgent', isCollected: false } },
  { reason: 'Skin rash', ago: 15, order: { tests: ['hiv-rapid'], panels: [], priority: 'routine', isCollected: false } },
];
/** Patients before these sit in the waiting room or are booked. */
const FIRST = 180;
const GROWN_UP = 18;

/**
 * Gives each new day of a training clinic work in the laboratory and the pharmacy: people who were seen this morning and whose
 * tests are ordered, taken, measured or critical, and whose medicines are not handed out yet. `now`: milliseconds since 1970.
 */
export function addTrainingDay(tx: WriteDb, now: number): void {
  const { zone } = clinicOf(tx);
  const today = inZone(now, zone).date;
  const dayStart = instantAt(today, '00:00', zone);
  if (tx.statement('SELECT 1 FROM lab_order WHERE ordered_at >= ? LIMIT 1').get(new Date(dayStart).toISOString())) return;
  const patients = tx.statement('SELECT id, birth_date FROM patient WHERE archived = 0 AND birth_date < ? ORDER BY number LIMIT ? OFFSET ?')
    .all(bornBefore(today), SEEN.length, FIRST) as { id: string; birth_date: string }[];
  const staff = { doctor: personWithRole(tx, 'doctor'), nurse: personWithRole(tx, 'nurse'), lab: personWithRole(tx, 'lab') };
  patients.forEach((patient, place) => {
    const seen = SEEN[place];
    if (!seen) return;
    const at = (minutes: number): number => Math.max(dayStart, now - minutes * 60_000);
    const started = new Date(at(seen.ago)).toISOString();
    const visitId = addVisit(tx, { patientId: patient.id, doctor: staff.doctor, reason: seen.reason, started, ended: new Date(at(seen.ago - 10)).toISOString() });
    writeVisits(tx, new Seeded(2, place), [{ id: visitId, patient_id: patient.id, birth_date: patient.birth_date, reason: seen.reason, started_at: started }], { doctor: staff.doctor, today });
    if (seen.order) addTests(tx, { patientId: patient.id, visitId, order: seen.order, at: (after) => at(seen.ago - after), staff });
  });
}

const bornBefore = (today: string): string => `${String(Number(today.slice(0, 4)) - GROWN_UP)}${today.slice(4)}`;

interface Visit {
  readonly patientId: string;
  readonly doctor: string | null;
  readonly reason: string;
  readonly started: string;
  readonly ended: string;
}

function addVisit(tx: WriteDb, { patientId, doctor, reason, started, ended }: Visit): string {
  const id = tx.newId();
  tx.insert('encounter', {
    id, patient_id: patientId, started_at: started, ended_at: ended, status: 'finished', class_code: 'AMB', title: reason, reason, source: 'synthetic', removed: 0,
    token_id: null, service_id: null, room_id: null, provider_id: null, outcome: null, started_by: doctor, ended_by: doctor,
  });
  return id;
}

interface Tests {
  readonly patientId: string;
  readonly visitId: string;
  readonly order: NonNullable<Seen['order']>;
  /** The instant so many minutes after the visit began. */
  at(after: number): number;
  readonly staff: { readonly doctor: string | null; readonly nurse: string | null; readonly lab: string | null };
}

/** Goes the way of every order, so that ranges, flags and critical values are those of the laboratory. */
function addTests(tx: WriteDb, { patientId, visitId, order, at, staff }: Tests): void {
  const work = (now: number, personId: string | null): Work => labWork(tx, { now, personId, clock: null });
  const lines = placeOrder(work(at(5), staff.doctor), { patientId, encounterId: visitId, tests: order.tests, panels: order.panels, priority: order.priority });
  if (!order.isCollected) return;
  collectLines(work(at(12), staff.nurse), lines, undefined);
  if (!order.results) return;
  const values = lines.flatMap((lineId) => {
    const typed = order.results?.[tx.row('lab_order_line', lineId)?.test_code ?? ''];
    return typed === undefined ? [] : [{ lineId, typed, replaces: null }];
  });
  enterValues(work(at(40), staff.lab), values, new Set(), undefined);
}
