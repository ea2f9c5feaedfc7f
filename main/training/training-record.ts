import { ageInYears, addDays } from '#domain/kit/calendar.ts';
import { quantityOf } from '#domain/record/dosage.ts';
import { Seeded } from '#domain/synthetic/seeded.ts';
import { ICD_10_CM, inventRecord, type InventedMedicine, type InventedRecord } from '#domain/synthetic/visit-record.ts';
import type { WriteDb } from '#db/door.ts';
import type { Store } from '#db/store.ts';
import { personWithRole } from './staff.ts';

/** Marks what was invented for training. */
const SOURCE = 'synthetic';
/** Visits of as many patients are written in one transaction: the program stays awake between two. */
const PATIENTS_AT_ONCE = 40;

interface Visit {
  readonly id: string;
  readonly patient_id: string;
  readonly birth_date: string | null;
  readonly reason: string;
  readonly started_at: string;
}

/**
 * Gives the visits of the invented clinic what is written down at visits: diagnoses, problems that go on, medicines, notes and results.
 * Once: where the store holds any of it, nothing is added. `today` is the clinic's calendar day.
 */
export async function addTrainingRecord(store: Store, today: string): Promise<void> {
  if (store.read.statement('SELECT 1 FROM condition WHERE source = ? LIMIT 1').get(SOURCE)) return;
  const doctor = personWithRole(store.read, 'doctor');
  const visits = store.read.statement(`SELECT e.id, e.patient_id, p.birth_date, e.reason, e.started_at FROM encounter e JOIN patient p ON p.id = e.patient_id
    WHERE e.source = ? AND e.reason IS NOT NULL ORDER BY p.number, e.started_at`).all(SOURCE) as Visit[];
  const byPatient = Map.groupBy(visits, ({ patient_id }) => patient_id);
  const patients = [...byPatient.values()];
  for (let first = 0; first < patients.length; first += PATIENTS_AT_ONCE) {
    store.write({ personId: null, intent: 'training.fill' }, (tx) => {
      patients.slice(first, first + PATIENTS_AT_ONCE).forEach((ofOne, at) => { writeVisits(tx, new Seeded(1, first + at), ofOne, { doctor, today }); });
    });
    await new Promise((resolve) => { setImmediate(resolve); });
  }
}

interface Place {
  readonly doctor: string | null;
  readonly today: string;
}

/** What was written down at the visits of one patient, oldest first. */
export function writeVisits(tx: WriteDb, random: Seeded, visits: readonly Visit[], place: Place): void {
  const known = new Set<string>();
  const running = new Map<string, string>();
  for (const visit of visits) {
    const day = visit.started_at.slice(0, 10);
    const record = inventRecord(random, visit.reason, visit.birth_date === null ? 40 : ageInYears(visit.birth_date, day));
    writeDiagnosis(tx, visit, record, known, place);
    if (record.medicine) writeMedicine(tx, visit, record.medicine, running, place);
    writeRest(tx, visit, record, place);
  }
}

function writeDiagnosis(tx: WriteDb, visit: Visit, { diagnosis, lasting }: InventedRecord, known: Set<string>, { doctor }: Place): void {
  if (!diagnosis) return;
  const written = {
    patient_id: visit.patient_id, encounter_id: visit.id, code_system: ICD_10_CM, code: diagnosis.code, title: diagnosis.title, certainty: 'confirmed', note: null,
    recorded_at: visit.started_at, recorded_by: doctor, source: SOURCE, removed: 0 as const,
  };
  const day = visit.started_at.slice(0, 10);
  tx.insert('condition', { id: tx.newId(), ...written, category: 'diagnosis', clinical_status: lasting ? 'active' : 'resolved', onset_on: day, ended_on: lasting ? null : day });
  if (!lasting || known.has(diagnosis.code)) return;
  known.add(diagnosis.code);
  tx.insert('condition', { id: tx.newId(), ...written, encounter_id: null, category: 'problem', clinical_status: 'active', onset_on: day, ended_on: null });
}

/** A course that is written again ends the one before. */
function writeMedicine(tx: WriteDb, visit: Visit, { drug, dose, unit, timing, perDay, days }: InventedMedicine, running: Map<string, string>, { doctor, today }: Place): void {
  const day = visit.started_at.slice(0, 10);
  const before = running.get(drug);
  if (before !== undefined) tx.update('prescription', before, { status: 'completed', ended_on: day });
  const ends = addDays(day, days);
  const id = tx.newId();
  tx.insert('prescription', {
    id, patient_id: visit.patient_id, encounter_id: visit.id, intent: 'order', code_system: null, code: null, drug, form: null, strength: null, route: null, dose, dose_unit: unit,
    per_day: perDay, timing, days, quantity: quantityOf({ dose, unit, perDay, days }), quantity_unit: unit, instructions: null, as_needed: 0,
    status: ends < today ? 'completed' : 'active', started_on: day, ended_on: ends < today ? ends : null, stop_reason: null, warning: null,
    prescribed_at: visit.started_at, prescribed_by: doctor, source: SOURCE, removed: 0,
  });
  if (ends >= today) running.set(drug, id);
}

function writeRest(tx: WriteDb, visit: Visit, { note, results }: InventedRecord, { doctor }: Place): void {
  if (note !== null) {
    tx.insert('clinical_note', {
      id: tx.newId(), patient_id: visit.patient_id, encounter_id: visit.id, kind: 'visit', text: note, amends_id: null, signed_at: visit.started_at, signed_by: doctor, source: SOURCE,
    });
  }
  for (const { code, loinc, value, unit } of results) {
    tx.insert('observation', {
      id: tx.newId(), patient_id: visit.patient_id, set_id: null, encounter_id: visit.id, token_id: null, code, loinc, value, text: null, unit, typed_value: null, typed_unit: null,
      taken_at: visit.started_at, recorded_at: visit.started_at, recorded_by: doctor, source: SOURCE, confirmed: 0, clock: null,
    });
  }
}
