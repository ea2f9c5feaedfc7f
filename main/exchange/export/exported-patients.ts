import { mayUsePatient } from '#db/queries/consents.ts';
import type { ReadDb } from '#db/read.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { ExportedPatient } from '#domain/exchange/exported.ts';
import type { ImportedAllergy, ImportedContact, ImportedEncounter, ImportedIdentifier, ImportedObservation, ImportedSex } from '#domain/exchange/records.ts';
import { knownBirth } from '#domain/patients/known-age.ts';

const PAGE = 200;

/** Everybody who is not archived and lets the record leave the clinic, with everything of theirs that is valid, in the order of registration. One page in memory. */
export function* exportedPatients(db: ReadDb): Generator<ExportedPatient> {
  for (let after = 0; ;) {
    const page = db.statement('SELECT * FROM patient WHERE rid > ? AND archived = 0 ORDER BY rid LIMIT ?').all(after, PAGE) as (SyncedRow<'patient'> & { rid: number })[];
    const last = page.at(-1);
    if (!last) return;
    for (const row of page) if (mayUsePatient(db, row.id, 'sharing')) yield exportedPatient(db, row);
    after = last.rid;
  }
}

/** One who is not archived; undefined when there is no such patient. */
export function exportedPatientOf(db: ReadDb, id: string): ExportedPatient | undefined {
  const row = db.statement('SELECT * FROM patient WHERE id = ? AND archived = 0').get(id) as SyncedRow<'patient'> | undefined;
  return row && exportedPatient(db, row);
}

function exportedPatient(db: ReadDb, row: SyncedRow<'patient'>): ExportedPatient {
  const of = <T>(sql: string): T[] => db.statement(sql).all(row.id) as T[];
  // A table needs these; a FHIR record is written from the rows themselves, and would read them twice.
  const allergies = lazily(() => of<ImportedAllergy>('SELECT id AS key, patient_id AS patientKey, substance, reaction FROM allergy WHERE patient_id = ? AND removed = 0 ORDER BY rid'));
  const encounters = lazily(() => of<ImportedEncounter>(`SELECT id AS key, patient_id AS patientKey, started_at AS startedAt, ended_at AS endedAt, status,
    class_code AS classCode, title, reason, source FROM encounter WHERE patient_id = ? AND removed = 0 ORDER BY started_at, rid`));
  // A value marked as entered in error is nobody's measurement.
  const observations = lazily(() => of<ImportedObservation>(`SELECT id AS key, patient_id AS patientKey, encounter_id AS encounterKey, code, loinc, value, text,
    unit, taken_at AS takenAt, source FROM observation o WHERE patient_id = ? AND NOT EXISTS
    (SELECT 1 FROM observation_mark m WHERE m.patient_id = o.patient_id AND m.observation_id = o.id) ORDER BY taken_at, rid`));
  // What is stored and no day is left out: written as it stands, an import would refuse all of the patient for it.
  const birthDate = knownBirth(row.birth_date);
  const deceased = row.deceased_at === null ? {} : { deceased: { at: row.deceased_at === 'unknown' ? null : row.deceased_at } };
  return {
    number: row.number,
    patient: {
      key: row.id, name: row.name, birthDate, birthEstimated: birthDate !== null && row.birth_estimated === 1, sex: row.sex as ImportedSex,
      phone: row.phone, email: row.email, address: row.address, district: row.district, state: row.state, language: row.language,
      payer: row.payer, policyNumber: row.policy_number, allergies: [], ...deceased,
      identifiers: of<ImportedIdentifier>('SELECT system, value FROM patient_identifier WHERE patient_id = ? AND removed = 0 ORDER BY rid'),
      contacts: of<ImportedContact>('SELECT name, relation, phone FROM patient_contact WHERE patient_id = ? AND removed = 0 ORDER BY rid'),
    },
    get allergies() { return allergies(); },
    get encounters() { return encounters(); },
    get observations() { return observations(); },
  };
}

/** Makes it when it is first asked for. */
function lazily<T>(make: () => readonly T[]): () => readonly T[] {
  let made: readonly T[] | undefined;
  return () => (made ??= make());
}
