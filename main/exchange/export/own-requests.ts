import type { RowMeta } from '#db/schema.ts';
import { findVersion, IS_REPLACED } from '#db/queries/forms.ts';
import { labCatalogue } from '#db/queries/lab-catalogue.ts';
import type { ReadDb } from '#db/read.ts';
import type { JsonObject } from '#domain/exchange/fhir/json.ts';
import { writeFollowUp } from '#domain/exchange/fhir/write-follow-up.ts';
import { writeQuestionnaireResponse } from '#domain/exchange/fhir/write-form.ts';
import { writeLabOrder } from '#domain/exchange/fhir/write-lab-order.ts';
import type { OrderedTest } from '#domain/exchange/fhir/write-lab-order.ts';
import { writeLabReport } from '#domain/exchange/fhir/write-lab-report.ts';
import { writePregnancy } from '#domain/exchange/fhir/write-pregnancy.ts';
import { writeReferral } from '#domain/exchange/fhir/write-referral.ts';
import { storedAnswers } from '#domain/forms/answers.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';

/** Types of resources that leave tables of this program's own, which import does not fill. */
export const OWN_TYPES = ['ServiceRequest', 'DiagnosticReport', 'Observation', 'QuestionnaireResponse'] as const;

/** By type, the tables whose rows leave as such resources and come back as nothing new. */
export const OWN_TABLES = {
  ServiceRequest: ['lab_order_line', 'referral', 'follow_up'], DiagnosticReport: ['lab_order'], Observation: ['pregnancy'],
  QuestionnaireResponse: ['form_answer'],
} as const satisfies Record<(typeof OWN_TYPES)[number], readonly string[]>;

/** A resource as it is written here. */
export interface OwnResource {
  readonly type: string;
  readonly id: string;
  readonly resource: JsonObject;
  readonly row: RowMeta;
}

type Line = Omit<OrderedTest, 'loinc' | 'name'> & RowMeta;
interface Verified { readonly line_id: string; readonly observation_id: string | null; readonly at: string }

/** What was ordered, referred, planned, expected and filled in of a patient here. @param isTold whether an Observation is told under this id */
export function ownRequests(db: ReadDb, patientId: string, isTold: (observationId: string) => boolean): OwnResource[] {
  const of = <T>(sql: string): T[] => db.statement(sql).all(patientId) as T[];
  const lines = of<Line>('SELECT l.*, o.encounter_id FROM lab_order_line l JOIN lab_order o ON o.id = l.order_id WHERE l.patient_id = ? ORDER BY l.rid');
  const orders = of<SyncedRow<'lab_order'> & RowMeta>('SELECT * FROM lab_order WHERE patient_id = ? ORDER BY rid');
  const verified = new Map(of<Verified>("SELECT line_id, observation_id, at FROM lab_event WHERE patient_id = ? AND to_status = 'verified' ORDER BY at, rid").map((one) => [one.line_id, one]));
  return [
    ...lines.map((row) => own('ServiceRequest', row, writeLabOrder({ ...row, ...named(db, row.test_code) }))),
    ...orders.flatMap((order) => reportOf(order, lines.filter(({ order_id: id }) => id === order.id), verified, isTold)),
    ...of<SyncedRow<'referral'> & RowMeta>('SELECT * FROM referral WHERE patient_id = ? ORDER BY rid').map((row) => own('ServiceRequest', row, writeReferral(row))),
    ...of<SyncedRow<'follow_up'> & RowMeta>('SELECT * FROM follow_up WHERE patient_id = ? ORDER BY rid').map((row) => own('ServiceRequest', row, writeFollowUp(row))),
    ...of<SyncedRow<'pregnancy'> & RowMeta>('SELECT * FROM pregnancy WHERE patient_id = ? AND removed = 0 ORDER BY rid').map((row) => own('Observation', row, writePregnancy(row))),
    ...of<SyncedRow<'form_answer'> & RowMeta>(`SELECT a.* FROM form_answer a WHERE a.patient_id = ? AND a.removed = 0 AND NOT ${IS_REPLACED} ORDER BY a.rid`).flatMap((row) => filledOf(db, row)),
  ];
}

const own = (type: string, row: RowMeta & { readonly id: string }, resource: JsonObject): OwnResource => ({ type, id: row.id, resource, row });

/** Nothing while the version that asked is not here yet: an answer alone says nothing. */
function filledOf(db: ReadDb, row: SyncedRow<'form_answer'> & RowMeta): OwnResource[] {
  const definition = findVersion(db, row.definition_id)?.definition;
  return definition ? [own('QuestionnaireResponse', row, writeQuestionnaireResponse(row, definition, storedAnswers(row.answers)))] : [];
}

/** The test's name in English, as codes and displays of FHIR are; else in whichever language there is one. */
function named(db: ReadDb, testCode: string): Pick<OrderedTest, 'loinc' | 'name'> {
  const test = db.kept('lab', 'catalogue-by-code', () => labCatalogue(db).byCode).get(testCode);
  return { loinc: test?.loinc ?? null, name: test?.names['en'] ?? Object.values(test?.names ?? {})[0] ?? null };
}

const OPEN: ReadonlySet<string> = new Set(['ordered', 'collected', 'received', 'resulted']);

function reportOf(order: SyncedRow<'lab_order'> & RowMeta, lines: readonly Line[], events: ReadonlyMap<string, Verified>, isTold: (id: string) => boolean): OwnResource[] {
  const done = lines.filter(({ status }) => status === 'verified').map(({ id }) => events.get(id)).filter((one) => one !== undefined);
  const last = done.map(({ at }) => at).toSorted().at(-1);
  if (last === undefined) return [];
  return [own('DiagnosticReport', order, writeLabReport({
    id: order.id, patientId: order.patient_id, encounterId: order.encounter_id, requestIds: lines.map(({ id }) => id),
    observationIds: done.map(({ observation_id: id }) => id).filter((id): id is string => id !== null && isTold(id)),
    whole: !lines.some(({ status }) => OPEN.has(status)), orderedAt: order.ordered_at, verifiedAt: last,
  }))];
}
