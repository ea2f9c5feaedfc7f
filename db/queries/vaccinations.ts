import type { Vaccination } from '#domain/contract/vaccinations.ts';
import { scheduleWith, seriesOf, type VaccineSeries } from '#domain/record/vaccine-schedule.ts';
import type { ReadDb } from '../read.ts';
import type { WriteDb } from '../door.ts';
import { clinicChoice, saveClinicChoice } from './clinic-choices.ts';
import { notAway } from './patients.ts';
import { isShown } from './still-asked.ts';

interface Row {
  id: string; code_system: string | null; code: string | null; vaccine: string; given_at: string; dose_number: number | null; lot: string | null;
  expires_on: string | null; site: string | null; person: string | null; source: string;
}

const sql = `SELECT i.id, i.code_system, i.code, i.vaccine, i.given_at, i.dose_number, i.lot, i.expires_on, i.site, i.source, w.name AS person
  FROM immunization i LEFT JOIN person w ON w.id = i.recorded_by
  WHERE i.patient_id = ? AND i.status = 'completed' AND ${isShown('immunization', 'i')} ORDER BY i.given_at DESC, i.rid DESC`;

/** What the clinic changed in the usual schedule and added to it. */
const ownSeries = (db: ReadDb): readonly VaccineSeries[] => (clinicChoice(db, 'vaccine-schedule') as readonly VaccineSeries[] | undefined) ?? [];

export const vaccineSchedule = (db: ReadDb): readonly VaccineSeries[] => db.kept('clinic', 'vaccine schedule', () => scheduleWith(ownSeries(db)));

/** One vaccine anew; the others stay as they are. */
export function saveSeries(tx: WriteDb, series: VaccineSeries): void {
  const own = ownSeries(tx);
  const known = own.some(({ id }) => id === series.id);
  saveClinicChoice(tx, 'vaccine-schedule', known ? own.map((each) => (each.id === series.id ? series : each)) : [...own, series]);
}

/** Doses that a patient was given, newest first. */
export function vaccinationsOf(db: ReadDb, patientId: string): Vaccination[] {
  const schedule = vaccineSchedule(db);
  return (db.statement(sql).all(patientId) as Row[]).map((row) => ({
    id: row.id, vaccine: seriesOf(schedule, row.code_system, row.code, row.vaccine)?.id ?? null, name: row.vaccine, givenOn: row.given_at.slice(0, 10), dose: row.dose_number,
    lot: row.lot, expiresOn: row.expires_on, site: row.site, person: row.person, imported: row.source === 'import',
  }));
}

export interface Followed {
  readonly id: string;
  readonly sex: string;
  readonly birth_date: string;
}

/** Whom the clinic follows up: born on a day or later, or vaccinated here before. */
export const followedForDoses = (db: ReadDb, bornSince: string): Followed[] =>
  db.statement(`SELECT p.id, p.sex, p.birth_date FROM patient p WHERE p.birth_date IS NOT NULL AND p.deceased_at IS NULL AND ${notAway}
    AND (p.birth_date >= ? OR p.id IN (SELECT i.patient_id FROM immunization i WHERE i.status = 'completed'))`).all(bornSince) as Followed[];

export type DoseRow = Pick<Row, 'code_system' | 'code' | 'vaccine' | 'given_at'> & { readonly patient_id: string };

/** Every dose of everybody: whose, what and when. */
export const everyDose = (db: ReadDb): DoseRow[] =>
  db.statement(`SELECT i.patient_id, i.code_system, i.code, i.vaccine, i.given_at FROM immunization i WHERE i.status = 'completed' AND ${isShown('immunization', 'i')}`).all() as DoseRow[];
