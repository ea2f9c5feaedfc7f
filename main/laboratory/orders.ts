import { tidyText } from '#domain/patients/draft.ts';
import { formatSpecimenNumber } from '#domain/lab/specimen-number.ts';
import { priorityRank, type Priority } from '#domain/lab/status.ts';
import type { LabTest } from '#domain/lab/test.ts';
import type { WriteDb } from '#db/door.ts';
import { metaOf } from '#db/queries/clinic.ts';
import { fail, invalid } from '../dispatch/failure.ts';
import { isBefore, isFuture, lineRow, moveLine, testOfLine, type LineRow, type Work } from './work.ts';

export interface Wanted {
  readonly patientId: string;
  readonly encounterId: string | null;
  readonly tests: readonly string[];
  readonly panels: readonly string[];
  readonly priority: Priority;
  readonly note?: string | undefined;
  readonly orderedAt?: string | undefined;
}

/** Writes an order with a line for each test; each test once, however often it was named. Returns the lines' ids. */
export function placeOrder({ tx, now, personId, catalogue }: Work, wanted: Wanted): string[] {
  const patient = tx.row('patient', wanted.patientId);
  if (!patient) throw fail('NOT_FOUND', { what: 'patient' });
  if (patient.archived === 1) throw fail('CONFLICT', { reason: 'patient-archived' });
  const tests = wantedTests(wanted, (code) => catalogue.panels.find((panel) => panel.code === code && panel.active)?.tests, (code) => catalogue.byCode.get(code));
  const orderedAt = wanted.orderedAt ?? new Date(now).toISOString();
  if (isFuture(orderedAt, now)) throw invalid('orderedAt', 'future');
  const orderId = tx.newId();
  const priority = priorityRank(wanted.priority);
  tx.insert('lab_order', {
    id: orderId, patient_id: patient.id, encounter_id: wanted.encounterId, priority, note: tidyText(wanted.note ?? ''), ordered_at: orderedAt, ordered_by: personId,
  });
  return tests.map(({ code }) => {
    const id = tx.newId();
    tx.insert('lab_order_line', {
      id, order_id: orderId, patient_id: patient.id, test_code: code, status: 'ordered', priority, ordered_at: orderedAt, specimen_id: null, value_id: null, reason: null,
    });
    tx.insert('lab_event', {
      id: tx.newId(), line_id: id, patient_id: patient.id, at: new Date(now).toISOString(), from_status: null, to_status: 'ordered', person_id: personId, reason: null, value_id: null, observation_id: null,
    });
    return id;
  });
}

function wantedTests({ tests, panels }: Wanted, panelOf: (code: string) => readonly string[] | undefined, testOf: (code: string) => LabTest | undefined): LabTest[] {
  const inPanels = panels.flatMap((code) => {
    const panel = panelOf(code);
    if (!panel) throw fail('NOT_FOUND', { what: 'lab-test' });
    return panel.filter((each) => testOf(each)?.active === true);
  });
  const codes = [...new Set([...tests, ...inPanels])];
  if (codes.length === 0) throw invalid('tests', 'empty');
  return codes.map((code) => {
    const test = testOf(code);
    if (!test?.active) throw fail('NOT_FOUND', { what: 'lab-test' });
    return test;
  });
}

/** Takes specimens for ordered tests: one for each order and kind of material. */
export function collectLines(work: Work, lineIds: readonly string[], at: string | undefined): void {
  const collectedAt = at ?? new Date(work.now).toISOString();
  if (isFuture(collectedAt, work.now)) throw invalid('collectedAt', 'future');
  const byTube = new Map<string, LineRow[]>();
  for (const line of [...new Set(lineIds)].map((id) => lineRow(work.tx, id))) {
    if (isBefore(collectedAt, line.ordered_at)) throw invalid('collectedAt', 'before-order');
    const tube = `${line.order_id} ${testOfLine(work, line).specimen}`;
    byTube.set(tube, [...(byTube.get(tube) ?? []), line]);
  }
  for (const lines of byTube.values()) {
    const specimenId = insertSpecimen(work, lines, collectedAt);
    for (const line of lines) moveLine(work, line, 'collect', { changes: { specimen_id: specimenId, reason: null } });
  }
}

function insertSpecimen(work: Work, lines: readonly LineRow[], collectedAt: string): string {
  const [line] = lines;
  if (!line) throw invalid('lineIds', 'empty');
  const id = work.tx.newId();
  work.tx.insert('lab_specimen', {
    id, number: nextSpecimenNumber(work.tx), patient_id: line.patient_id, order_id: line.order_id, kind: testOfLine(work, line).specimen, status: 'collected',
    collected_at: collectedAt, collected_by: work.personId, received_at: null, reject_reason: null,
  });
  return id;
}

/** The next number of this PC's own space, which no other PC gives out. */
function nextSpecimenNumber(tx: WriteDb): string {
  const slot = metaOf(tx, 'slot');
  if (slot === undefined) throw fail('CONFLICT', { reason: 'not-set-up' });
  const suffix = metaOf(tx, 'slot_suffix') ?? '';
  return formatSpecimenNumber({ slot, suffix, counter: tx.nextNumber(`specimen:${slot}${suffix}`) });
}

export function specimenLines(tx: WriteDb, specimenId: string): LineRow[] {
  return tx.statement('SELECT * FROM lab_order_line WHERE specimen_id = ? ORDER BY rid').all(specimenId) as LineRow[];
}

/** The specimen has come to the laboratory. Once is enough: a second scan changes nothing. */
export function receiveSpecimen(work: Work, specimenId: string): LineRow[] {
  const specimen = work.tx.row('lab_specimen', specimenId);
  if (!specimen) throw fail('NOT_FOUND', { what: 'specimen' });
  if (specimen.status === 'rejected') throw fail('CONFLICT', { reason: 'specimen-rejected' });
  if (specimen.status === 'collected') work.tx.update('lab_specimen', specimenId, { status: 'received', received_at: new Date(work.now).toISOString() });
  return specimenLines(work.tx, specimenId).map((line) => (line.status === 'collected' ? moveLine(work, line, 'receive') : line));
}

/** A specimen that cannot be used: its open tests are rejected and, where wanted, ordered anew. */
export function rejectSpecimen(work: Work, { specimenId, reason, recollect }: { readonly specimenId: string; readonly reason: string; readonly recollect: boolean }): LineRow[] {
  const why = tidyText(reason);
  if (why === null) throw invalid('reason', 'empty');
  if (!work.tx.row('lab_specimen', specimenId)) throw fail('NOT_FOUND', { what: 'specimen' });
  const lines = specimenLines(work.tx, specimenId);
  const open = lines.filter(({ status }) => status === 'collected' || status === 'received');
  // Whatever was measured already shows that it could be used.
  if (open.length === 0) throw fail('CONFLICT', { reason: 'specimen-used' });
  work.tx.update('lab_specimen', specimenId, { status: 'rejected', reject_reason: why });
  return open.map((line) => {
    const rejected = moveLine(work, line, 'reject', { reason: why, changes: { reason: why } });
    return recollect ? moveLine(work, rejected, 'recollect', { reason: why, changes: { specimen_id: null } }) : rejected;
  });
}

export function cancelLines(work: Work, lineIds: readonly string[], reason: string): void {
  const why = tidyText(reason);
  if (why === null) throw invalid('reason', 'empty');
  for (const id of new Set(lineIds)) moveLine(work, lineRow(work.tx, id), 'cancel', { reason: why, changes: { reason: why } });
}
