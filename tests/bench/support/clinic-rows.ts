import type { SyncedRow, SyncedTable } from '#domain/sync/tables.ts';
import { personRow, seeded } from './people.ts';

/** A row of a table, as a clinic holds it after years of work. */
export type ClinicRow = { [T in SyncedTable]: { readonly table: T; readonly row: SyncedRow<T> } }[SyncedTable];

const VISIT_FROM = Date.UTC(2023, 0, 2, 7);
const READINGS = [['heart-rate', '8867-4', '/min'], ['systolic', '8480-6', 'mm[Hg]'], ['diastolic', '8462-4', 'mm[Hg]'], ['temperature', '8310-5', 'Cel']] as const;

/**
 * About `count` rows of a clinic in the proportions of a register that is in use: for every ten visits three patients,
 * and of each visit its token with what happened to it, its encounter and four readings. In the order they were written.
 */
export function* clinicRows(count: number, seed: number, idAt: (ms: number) => string): Generator<ClinicRow & { readonly at: number }> {
  const random = seeded(seed);
  const pick = (most: number): number => Math.floor(random() * most);
  const [people, services, staff]: [string[], string[], string[]] = [[], [], []];
  for (let i = 0; i < 6; i++) services.push(idAt(VISIT_FROM));
  for (let i = 0; i < 8; i++) staff.push(idAt(VISIT_FROM));
  const step = (3 * 365 * 86_400_000) / Math.max(1, count / 10);
  let made = 0;
  for (let at = VISIT_FROM; made < count; at += step) {
    const iso = (after: number): string => new Date(Math.floor(at) + after * 1000 + pick(1000)).toISOString();
    if (people.length === 0 || random() < 0.3) {
      const id = idAt(at);
      people.push(id);
      yield { at, table: 'patient', row: { ...personRow(id, people.length, random), registered_at: iso(0) } };
      made += 1;
      if (random() < 0.3) {
        yield { at, table: 'patient_identifier', row: { id: idAt(at), patient_id: id, system: 'national-id', value: String(10_000_000 + pick(30_000_000)), removed: 0 } };
        made += 1;
      }
    }
    // The later they came, the likelier they come again.
    const patient_id = people[Math.floor(people.length * random() ** 0.5)] ?? '';
    const [token_id, encounter_id, set_id, service_id] = [idAt(at), idAt(at), idAt(at), services[pick(6)] ?? ''];
    const [service_day, person] = [iso(0).slice(0, 10), staff[pick(8)] ?? ''];
    yield { at, table: 'token', row: {
      id: token_id, label: `A${String(1 + pick(90)).padStart(3, '0')}`, service_day, service_id, patient_id, room_id: null, status: 'done', priority: 'normal',
      arrived_at: iso(1), booked_at: null, called_at: iso(900), started_at: iso(930), ended_at: iso(1800), times_called: 1, vitals_at: iso(400), held_reason: null,
    } };
    yield { at, table: 'encounter', row: { id: encounter_id, patient_id, started_at: iso(930), ended_at: iso(1800), status: 'finished', class_code: 'AMB', title: 'Visit', reason: null, source: 'desk', removed: 0 } };
    for (const action of ['issued', 'called', 'ended']) {
      yield { at, table: 'token_event', row: {
        id: idAt(at), token_id, patient_id, service_day, at: iso(900), action, room_id: null, service_id, person_id: person, before: 'waiting', spoken_via: null, spoken_after_ms: null,
      } };
    }
    for (const [code, loinc, unit] of READINGS) {
      const value = 60 + pick(80);
      yield { at, table: 'observation', row: {
        id: idAt(at), patient_id, set_id, encounter_id: null, token_id, code, loinc, value, text: null, unit, typed_value: String(value), typed_unit: unit, taken_at: iso(400),
        recorded_at: iso(401), recorded_by: person, source: 'typed', confirmed: 1, clock: null,
      } };
    }
    made += 9;
  }
}
