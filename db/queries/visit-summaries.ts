import type { Visit } from '#domain/contract/patients.ts';
import type { ReadDb } from '../read.ts';
import { findVersion, IS_REPLACED } from './forms.ts';
import { isShown } from './still-asked.ts';

type Happened = NonNullable<Visit['happened']>;
type Titles = 'diagnoses' | 'medicines' | 'procedures' | 'vaccinations';

const named: readonly (readonly [Titles, string])[] = [
  ['diagnoses', `SELECT encounter_id AS visit, title AS name FROM condition r WHERE patient_id = ? AND encounter_id IS NOT NULL AND ${isShown('condition', 'r')}`],
  ['medicines', `SELECT encounter_id AS visit, drug AS name FROM prescription r WHERE patient_id = ? AND encounter_id IS NOT NULL AND ${isShown('prescription', 'r')}`],
  ['procedures', `SELECT encounter_id AS visit, title AS name FROM procedure r WHERE patient_id = ? AND encounter_id IS NOT NULL AND ${isShown('procedure', 'r')}`],
  ['vaccinations', `SELECT encounter_id AS visit, vaccine AS name FROM immunization r WHERE patient_id = ? AND encounter_id IS NOT NULL AND ${isShown('immunization', 'r')}`],
];

/** What happened in each visit of a patient, by the visit's id; visits in which nothing was written are missing. */
export function happenedIn(db: ReadDb, patientId: string): ReadonlyMap<string, Happened> {
  const visits = new Map<string, { -readonly [K in keyof Happened]: Happened[K] }>();
  const of = (visit: string) => {
    const known = visits.get(visit);
    if (known) return known;
    const made = { diagnoses: [], medicines: [], procedures: [], vaccinations: [], forms: [], notes: 0 };
    visits.set(visit, made);
    return made;
  };
  for (const [list, sql] of named) {
    for (const { visit, name } of db.statement(sql).all(patientId) as { visit: string; name: string }[]) of(visit)[list].push(name);
  }
  const notes = db.statement('SELECT encounter_id AS visit, count(*) AS n FROM clinical_note WHERE patient_id = ? AND encounter_id IS NOT NULL GROUP BY encounter_id')
    .all(patientId) as { visit: string; n: number }[];
  for (const { visit, n } of notes) of(visit).notes = n;
  const forms = db.statement(`SELECT encounter_id AS visit, definition_id AS id FROM form_answer a
    WHERE a.patient_id = ? AND a.encounter_id IS NOT NULL AND ${isShown('form_answer', 'a')} AND NOT ${IS_REPLACED} ORDER BY a.filled_at`).all(patientId) as { visit: string; id: string }[];
  for (const { visit, id } of forms) of(visit).forms.push({ ...findVersion(db, id)?.names });
  return visits;
}
