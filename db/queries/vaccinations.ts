import type { Vaccination } from '#domain/contract/vaccinations.ts';
import { seriesOf } from '#domain/record/vaccine-schedule.ts';
import type { ReadDb } from '../read.ts';
import { isShown } from './still-asked.ts';

interface Row {
  id: string; code_system: string | null; code: string | null; vaccine: string; given_at: string; dose_number: number | null; lot: string | null;
  expires_on: string | null; site: string | null; person: string | null; source: string;
}

const sql = `SELECT i.id, i.code_system, i.code, i.vaccine, i.given_at, i.dose_number, i.lot, i.expires_on, i.site, i.source, w.name AS person
  FROM immunization i LEFT JOIN person w ON w.id = i.recorded_by
  WHERE i.patient_id = ? AND i.status = 'completed' AND ${isShown('immunization', 'i')} ORDER BY i.given_at DESC, i.rid DESC`;

/** Doses that a patient was given, newest first. */
export const vaccinationsOf = (db: ReadDb, patientId: string): Vaccination[] => (db.statement(sql).all(patientId) as Row[]).map((row) => ({
  id: row.id, vaccine: seriesOf(row.code_system, row.code, row.vaccine)?.id ?? null, name: row.vaccine, givenOn: row.given_at.slice(0, 10), dose: row.dose_number,
  lot: row.lot, expiresOn: row.expires_on, site: row.site, person: row.person, imported: row.source === 'import',
}));
