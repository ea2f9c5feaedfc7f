import type { VisitPage } from '#domain/contract/record-shapes.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { ReadDb } from '../read.ts';
import { filledForms } from './forms.ts';
import { conditionsOf, followUpsOf, notesOf, prescriptionsOf, proceduresOf, referralsOf } from './record.ts';
import { isShown } from './still-asked.ts';

type Encounter = SyncedRow<'encounter'>;
export type TokenNow = Pick<SyncedRow<'token'>, 'id' | 'label' | 'status' | 'service_id' | 'room_id'>;

/** Visits of a patient that were begun here and have no end, newest first. */
export const openEncounters = (db: ReadDb, patientId: string): Encounter[] => db.statement(`SELECT * FROM encounter e
  WHERE e.patient_id = ? AND e.status = 'in-progress' AND e.source = 'desk' AND ${isShown('encounter', 'e')} ORDER BY e.started_at DESC, e.rid DESC`)
  .all(patientId) as Encounter[];

/** The token of this day a patient is being seen by, or was called or waits by. */
export const tokenNow = (db: ReadDb, patientId: string, day: string): TokenNow | undefined => db.statement(`SELECT id, label, status, service_id, room_id FROM token_of_patient
  WHERE patient_id = ? AND service_day = ? AND status IN ('serving', 'called', 'waiting', 'held', 'skipped')
  ORDER BY CASE status WHEN 'serving' THEN 0 WHEN 'called' THEN 1 ELSE 2 END, arrived_at DESC LIMIT 1`).get(patientId, day) as TokenNow | undefined;

interface Head {
  id: string; patient_id: string; started_at: string; ended_at: string | null; status: string; title: string; reason: string | null; outcome: string | null;
  source: string; token_id: string | null; service_id: string | null; token_label: string | null; service_name: string | null; room_name: string | null;
  started_by_name: string | null; ended_by_name: string | null;
}

const headSql = `SELECT e.*, t.label AS token_label, s.name AS service_name, r.name AS room_name, p.name AS started_by_name, q.name AS ended_by_name
  FROM encounter e LEFT JOIN token t ON t.id = e.token_id LEFT JOIN service s ON s.id = e.service_id LEFT JOIN room r ON r.id = e.room_id
  LEFT JOIN person p ON p.id = e.started_by LEFT JOIN person q ON q.id = e.ended_by WHERE e.id = ?`;

/** A visit with everything that happened in it; undefined when there is none. */
export function findVisit(db: ReadDb, encounterId: string): VisitPage | undefined {
  const head = db.statement(headSql).get(encounterId) as Head | undefined;
  if (!head) return undefined;
  const which = { patientId: head.patient_id, encounterId };
  return {
    id: head.id, patientId: head.patient_id, startedAt: head.started_at, endedAt: head.ended_at, status: head.status, title: head.title, reason: head.reason,
    outcome: head.outcome, source: head.source, tokenId: head.token_id, tokenLabel: head.token_label, serviceId: head.service_id, serviceName: head.service_name,
    roomName: head.room_name, startedBy: head.started_by_name, endedBy: head.ended_by_name,
    notes: notesOf(db, which), conditions: conditionsOf(db, which), procedures: proceduresOf(db, which), prescriptions: prescriptionsOf(db, which),
    referrals: referralsOf(db, which), followUps: followUpsOf(db, which), vaccinations: vaccinationsOf(db, which), forms: filledForms(db, which), measures: measuresOf(db, head),
  };
}

const vaccinationsOf = (db: ReadDb, { patientId, encounterId }: { patientId: string; encounterId: string }): VisitPage['vaccinations'] =>
  db.statement(`SELECT id, vaccine, dose_number AS doseNumber, given_at AS givenAt, status FROM immunization r
    WHERE patient_id = ? AND encounter_id = ? AND ${isShown('immunization', 'r')} ORDER BY given_at`).all(patientId, encounterId) as VisitPage['vaccinations'];

/** What was measured in the visit, or by its token; not what was entered in error. */
function measuresOf(db: ReadDb, { id, patient_id, token_id }: Head): VisitPage['measures'] {
  return db.statement(`SELECT code, value, text, unit, taken_at AS takenAt FROM observation o
    WHERE o.patient_id = ? AND (o.encounter_id = ? OR (o.token_id IS NOT NULL AND o.token_id = ?))
      AND NOT EXISTS (SELECT 1 FROM observation_mark m WHERE m.observation_id = o.id)
    ORDER BY o.taken_at DESC, o.rid DESC LIMIT 200`).all(patient_id, id, token_id) as VisitPage['measures'];
}

/** The provider entry of a person who works here, if there is one in use. */
export const providerOf = (db: ReadDb, personId: string): string | null =>
  (db.statement('SELECT id FROM provider WHERE person_id = ? AND active = 1 ORDER BY rid LIMIT 1').get(personId) as { id: string } | undefined)?.id ?? null;

const CONTENT = ['clinical_note', 'condition', 'procedure', 'prescription', 'referral', 'follow_up', 'immunization', 'document', 'form_answer'] as const;

/** Whether anything was written in a visit. */
export const hasContent = (db: ReadDb, patientId: string, encounterId: string): boolean =>
  CONTENT.some((table) => db.statement(`SELECT 1 FROM ${table} WHERE patient_id = ? AND encounter_id = ? LIMIT 1`).get(patientId, encounterId) !== undefined);
