import { inZone } from '#domain/kit/time.ts';
import type { Role } from '#domain/permissions/permissions.ts';
import { TRAINING_PIN } from '#domain/setup/training.ts';
import type { WriteDb } from '#db/door.ts';
import { findClinic, listRooms, listServices, metaOf, setMeta } from '#db/queries/clinic.ts';
import { linesOfDay } from '#db/queries/queue.ts';
import type { DeskParts } from '../desk.ts';
import { clinicOf } from '../api/clinic.ts';
import { nextPatientNumber } from '../api/patient-rows.ts';
import { addClinic, addPlaces, newClinicSettings } from '../api/setup.ts';
import { issueToken, queueDay } from '../api/token-rows.ts';
import { driverById } from '../devices/drivers/all.ts';
import { fillTrainingClinic } from '../exchange/training.ts';
import { addTrainingBedside } from './training-bedside.ts';
import { addTrainingCalendar } from './training-calendar.ts';
import { addTrainingDay } from './training-day.ts';
import { addTrainingMothers } from './training-mothers.ts';
import { addTrainingPrices } from './training-prices.ts';
import { addTrainingRecord } from './training-record.ts';
import { addTrainingStock } from './training-stock.ts';
import { hashSecret } from '../sessions/secrets.ts';
import { personColor } from '../sessions/person-color.ts';

export interface TrainingOptions {
  readonly patients?: number;
  readonly seed?: number;
}

const people: readonly (readonly [name: string, role: Role])[] = [
  ['Manager', 'manager'], ['Reception', 'reception'], ['Nurse', 'nurse'], ['Doctor', 'doctor'],
  ['Lab', 'lab'], ['Pharmacist', 'pharmacist'], ['Cashier', 'cashier'],
];

/** How many people sit in the waiting room when a training day begins. */
const WAITING = 9;

/** Under this name the store keeps the plan by which it was last filled to the end. */
const FILLED = 'training_filled';

/**
 * Makes the invented clinic in an empty training store, and gives each new day a waiting room. Safe to call at
 * every start: what is there stays.
 */
export async function ensureTrainingClinic(desk: DeskParts, options: TrainingOptions): Promise<{ stored: Readonly<Record<string, number>> }> {
  const { store, now } = desk;
  if (!findClinic(store.read)) {
    const pinHash = await hashSecret(TRAINING_PIN);
    store.write({ personId: null, intent: 'training.fill' }, (tx) => { addTrainingClinic(tx, desk, pinHash); });
  }
  const day = queueDay(store.read, now());
  const plan = { today: day, ...options };
  // Finding again that all of it is here takes as long as the rest of a start.
  const isFilled = metaOf(store.read, FILLED) === JSON.stringify(plan);
  const stored = isFilled ? {} : (await fillTrainingClinic({ store, now, patientNumber: nextPatientNumber }, plan)).stored;
  await addTrainingRecord(store, day);
  if (linesOfDay(store.read, day).length === 0) {
    store.write({ personId: null, intent: 'training.fill' }, (tx) => { fillWaitingRoom(tx, now()); });
  }
  store.write({ personId: null, intent: 'training.fill' }, (tx) => {
    addTrainingBedside(tx, now(), (driver) => driverById(driver) !== undefined);
    const today = inZone(now(), clinicOf(tx).zone).date;
    addTrainingCalendar(tx, now(), today);
    addTrainingStock(tx, now());
    addTrainingDay(tx, now());
    addTrainingMothers(tx, now());
    addTrainingPrices(tx, today);
    if (!isFilled) setMeta(tx, FILLED, JSON.stringify(plan));
  });
  return { stored: { ...stored } };
}

function addTrainingClinic(tx: WriteDb, desk: DeskParts, pinHash: string): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  addClinic(tx, desk, { ...newClinicSettings, name: 'Training clinic', zone, languages: ['en', 'es', 'ar'] });
  addPlaces(tx, ['Room 1', 'Room 2', 'Room 3', 'Laboratory', 'Pharmacy'], ['Consultation', 'Vital signs', 'Laboratory', 'Pharmacy']);
  people.forEach(([name, role], position) => {
    const id = tx.newId();
    tx.insert('person', { id, name, roles: JSON.stringify([role]), language: null, color: personColor(position), active: 1 });
    tx.insert('credential', { id, pin_hash: pinHash, password_hash: null });
  });
}

/** Minutes between two arrivals: the last hour and a half shows waits of every colour. After midnight today has not been that long. */
function minutesApart(now: number, zone: string): number {
  const [hours = 0, minutes = 0] = inZone(now, zone).time.split(':').map(Number);
  return Math.min(9, (hours * 60 + minutes) / WAITING);
}

/** People who came one after the other, all of them today. */
function fillWaitingRoom(tx: WriteDb, now: number): void {
  const services = listServices(tx).filter((service) => service.active);
  if (services.length === 0 || listRooms(tx).length === 0) return;
  const rows = tx.statement('SELECT id FROM patient WHERE archived = 0 ORDER BY number LIMIT ? OFFSET 20').all(WAITING) as { id: string }[];
  const apart = minutesApart(now, clinicOf(tx).zone);
  rows.forEach(({ id }, position) => {
    const arrived = now - Math.floor((WAITING - position) * apart * 60_000);
    const serviceId = services[position % 3 === 2 ? 1 % services.length : 0]?.id ?? '';
    issueToken(tx, { now: arrived, caller: { personId: null, permissions: new Set() } }, { patientId: id, serviceId, ...(position === 6 ? { priority: 'emergency' as const } : {}) });
  });
}
