import { mayBeCharted } from '#domain/devices/stability.ts';
import { checkVitalsForm, type CheckedVitals } from '#domain/vitals/form.ts';
import { isQuantity } from '#domain/vitals/quantities.ts';
import { daysOld } from '#domain/patients/known-age.ts';
import { inZone } from '#domain/kit/time.ts';
import type { WriteDb } from '#db/door.ts';
import type { OpenUse } from '#db/queries/bedside.ts';
import { findClinic } from '#db/queries/clinic.ts';
import { lastValues } from '#db/queries/vitals.ts';
import type { ReadDb } from '#db/read.ts';
import { scoreAfter } from '../api/scores.ts';
import type { Entry } from './live-values.ts';
import { unitOfMeasure } from './live-values.ts';

/** Where an entry came from, beside its bytes. */
export interface Source {
  readonly use: OpenUse;
  readonly driverVersion: number;
  readonly port: string;
  readonly serial: string | null;
}

/** Bytes of a frame kept beside what was charted. */
const MOST_RAW = 1024;

/** Measures that the record has a place for, and that are a patient's. */
export const isCharted = (entry: Pick<Entry, 'code' | 'flags'>): boolean => isQuantity(entry.code) && mayBeCharted(entry.flags);

/** A number as somebody would type it: a value converted from another unit has more decimals than the form reads (nine). */
const asTyped = (value: number): string => value.toFixed(9).replace(/\.?0+$/, '');

/** Judges values of one patient by the rules of the vitals form. */
export function judge(db: ReadDb, patientId: string, entries: readonly Entry[], now: number): CheckedVitals {
  const row = db.statement('SELECT birth_date FROM patient WHERE id = ?').get(patientId) as { birth_date: string | null } | undefined;
  const ageDays = daysOld(row?.birth_date ?? null, inZone(now, findClinic(db)?.zone ?? 'UTC').date);
  const boxes = entries.map(({ code, value }) => ({ code, typed: value === null ? '' : asTyped(value), unit: unitOfMeasure(code) }));
  return checkVitalsForm(boxes, { ageDays, previous: lastValues(db, patientId) });
}

const PRESSURE = ['systolic', 'diastolic', 'mean-arterial-pressure'];

/** Which codes of the entries cannot go by themselves, and why. The numbers of one pressure stand or fall together. */
export function verdicts({ refused, unusual }: Pick<CheckedVitals, 'refused' | 'unusual'>): Map<string, 'unusual' | 'impossible'> {
  const found = new Map<string, 'unusual' | 'impossible'>();
  const note = (field: string, why: 'unusual' | 'impossible'): void => {
    const codes = PRESSURE.includes(field) ? PRESSURE : field === 'bmi' ? ['weight', 'height', 'bmi'] : [field];
    for (const code of codes) found.set(code, why);
  };
  for (const { field } of unusual) note(field, 'unusual');
  for (const { field } of refused) note(field, 'impossible');
  return found;
}

interface Charting {
  readonly patientId: string;
  readonly tokenId: string | null;
  /** Whose hand it was: who pressed the key, else who gave the device to the patient. */
  readonly by: string | null;
  readonly takenAt: string;
  readonly now: number;
  readonly confirmed: boolean;
  readonly clock: 'stale' | 'suspect' | null;
  readonly sourceOf: (entry: Entry) => Source | undefined;
}

/** Writes one set of values with where each came from; returns its id. Part of the caller's transaction. */
export function chartSet(tx: WriteDb, entries: readonly Entry[], values: CheckedVitals['values'], charting: Charting): string {
  const { patientId, tokenId, by, takenAt, now, confirmed, clock } = charting;
  const setId = tx.newId();
  const origins = new Map<string, string | null>();
  for (const value of values) {
    const entry = entries.find(({ code }) => code === value.code);
    const origin = entry ? originOf(tx, entry, charting, origins) : null;
    tx.insert('observation', {
      id: tx.newId(), patient_id: patientId, set_id: setId, encounter_id: null, token_id: tokenId, code: value.code, loinc: value.loinc, value: value.value,
      text: value.text, unit: value.unit, typed_value: null, typed_unit: null, taken_at: takenAt, recorded_at: new Date(now).toISOString(), recorded_by: by,
      source: 'device', confirmed: confirmed ? 1 : 0, clock, origin_id: origin,
    });
  }
  const token = tokenId === null ? undefined : tx.row('token', tokenId);
  if (token) tx.update('token', token.id, { vitals_at: takenAt });
  scoreAfter(tx, { now, caller: { personId: by, permissions: new Set() } }, { patientId, tokenId, takenAt, codes: values.map(({ code }) => code) });
  return setId;
}

/** Values of one frame have one origin. */
function originOf(tx: WriteDb, entry: Entry, { patientId, sourceOf }: Charting, made: Map<string, string | null>): string | null {
  const raw = Buffer.from(entry.raw.subarray(0, MOST_RAW)).toString('hex');
  const key = `${entry.deviceId}/${entry.heard.wall}/${raw}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const source = sourceOf(entry);
  if (!source) return null;
  const id = tx.newId();
  made.set(key, id);
  tx.insert('reading_origin', {
    id, patient_id: patientId, device_use_id: source.use.id, device_id: source.use.deviceId, device_name: source.use.deviceName, driver: source.use.driver,
    driver_version: source.driverVersion, port: source.port, device_serial: source.serial, device_time: entry.deviceTime,
    received_at: new Date(entry.heard.wall).toISOString(), flags: JSON.stringify(entry.flags), raw,
  });
  return id;
}
