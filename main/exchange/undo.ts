import { setImmediate as nextTurn } from 'node:timers/promises';
import { byPatient } from '#db/by-patient.ts';
import type { WriteDb } from '#db/door.ts';
import type { Store } from '#db/store.ts';
import { tableById, tables } from '#domain/sync/tables.ts';
import { OperationKind } from '#domain/sync/operation.ts';
import type { Refusal } from '#domain/contract/exchange.ts';
import { packEntries, packId, TOGETHER, unpackEntries } from './fhir/packed-originals.ts';
import { UNDO_INTENT, UNDO_REASON } from './undone.ts';

const SLICE = 200;

/** Tables of rows that are put away one by one. */
const REMOVABLE = ['encounter', 'allergy', 'condition', 'procedure', 'prescription', 'immunization', 'document', 'kept_resource'] as const;
type Removable = (typeof REMOVABLE)[number];
const isRemovable = (name: string): name is Removable => REMOVABLE.some((one) => one === name);

interface Added {
  readonly dseq: number;
  readonly tbl: number;
  readonly row_id: string;
}

/**
 * Takes back what an import added: its patients are archived with everything of theirs, and what it added to other
 * patients is removed or marked. What anybody has worked with since stays. Runs in slices; running it again after an
 * interruption finishes the rest.
 * @param onKept told what stays, by patient number or kind of record
 */
export async function undoImport(store: Store, batch: string, personId: string | null, at: () => string, onKept: (kept: Refusal) => void): Promise<void> {
  // Patients first: what belongs to an archived patient goes with them.
  for (const tbls of [[tables.patient.id], [tables.observation.id, ...REMOVABLE.map((name) => tables[name].id)]]) {
    for (let from = 0; ;) {
      const added = store.read.statement(`SELECT dseq, tbl, row_id FROM operation WHERE batch = ? AND dseq > ? AND kind IN (${OperationKind.insert}, ${OperationKind.set})
        AND tbl IN (${tbls.join(', ')}) ORDER BY dseq LIMIT ${SLICE}`).all(batch, from) as Added[];
      const last = added.at(-1);
      if (!last) break;
      store.write({ personId, intent: UNDO_INTENT }, (tx) => {
        for (const one of added) undoOne(tx, batch, one, at(), personId, onKept);
      });
      from = last.dseq;
      await nextTurn();
    }
  }
}

function undoOne(tx: WriteDb, batch: string, { tbl, row_id: id }: Added, at: string, personId: string | null, onKept: (kept: Refusal) => void): void {
  const table = tableById(tbl);
  const kept = (entry: string, what: string): void => { onKept({ file: '', entry, reason: 'kept-changed-since', detail: what }); };
  if (table === 'patient') {
    const patient = tx.row('patient', id);
    if (!patient || patient.archived === 1) return;
    if (workedWith(tx, batch, id)) kept(patient.number, 'patient');
    else tx.update('patient', id, { archived: 1, archived_reason: UNDO_REASON });
    return;
  }
  if (table === 'observation' || (table !== undefined && isRemovable(table))) undoRecord(tx, batch, table, id, { at, personId }, kept);
}

interface Undoing {
  readonly at: string;
  readonly personId: string | null;
}

function undoRecord(tx: WriteDb, batch: string, table: Removable | 'observation', id: string, { at, personId }: Undoing, kept: (entry: string, what: string) => void): void {
  const row = tx.row(table, id);
  if (!row) return;
  if (row.patient_id === null) return void (table !== 'observation' && tx.update(table, id, { removed: 1 }));
  const patient = tx.row('patient', row.patient_id);
  if (!patient || (patient.archived === 1 && patient.archived_reason === UNDO_REASON)) return;
  if (changedSince(tx, batch, id)) return kept(patient.number, table);
  if (table === 'kept_resource' && keepsInUse(tx, id)) return;
  if (table !== 'observation') tx.update(table, id, { removed: 1 });
  else markUndone(tx, id, row.patient_id, at, personId);
}

/** Tables by the resource whose original stands beside their rows. */
const TABLE_OF: Readonly<Record<string, Exclude<Removable, 'kept_resource'>>> = {
  Encounter: 'encounter', AllergyIntolerance: 'allergy', Condition: 'condition', Procedure: 'procedure', MedicationRequest: 'prescription',
  Immunization: 'immunization', DocumentReference: 'document',
};

/** Whether all originals of a row stay. Where only some do, those get a row of their own. */
function keepsInUse(tx: WriteDb, id: string): boolean {
  const row = tx.row('kept_resource', id);
  if (!row) return false;
  const { patient_id: patientId, resource_type: type, resource_id: resourceId, json, received_at, source } = row;
  if (type !== TOGETHER) return staysInUse(tx, { type, id: resourceId });
  const entries = unpackEntries(json);
  const staying = entries.filter((entry) => staysInUse(tx, entry));
  if (staying.length === entries.length || staying.length === 0 || patientId === null) return staying.length > 0;
  const packed = packEntries(staying);
  const fewer = packId(patientId, packed);
  if (tx.row('kept_resource', fewer)) tx.update('kept_resource', fewer, { removed: 0 });
  else tx.insert('kept_resource', { id: fewer, patient_id: patientId, resource_type: TOGETHER, resource_id: '', json: packed, name: null, received_at, source, removed: 0 });
  return false;
}

/** Whether what an original belongs to has stayed: it was looked at before, since it was stored before. */
function staysInUse(tx: WriteDb, { type, id }: { readonly type: string; readonly id: string }): boolean {
  if (type === 'Patient') return tx.row('patient', id)?.archived === 0;
  const table = TABLE_OF[type];
  return table !== undefined && tx.row(table, id)?.removed === 0;
}

function markUndone(tx: WriteDb, id: string, patientId: string, at: string, personId: string | null): void {
  const marked = tx.statement('SELECT 1 FROM observation_mark WHERE patient_id = ? AND observation_id = ?').get(patientId, id);
  if (marked !== undefined) return;
  tx.insert('observation_mark', { id: tx.newId(), observation_id: id, patient_id: patientId, reason: UNDO_REASON, at, person_id: personId });
}

/** The import being undone, and the one that first brought the row, if an earlier undo was reversed by importing again. */
function ownBatches(tx: WriteDb, batch: string, id: string): readonly [string, string] {
  const first = tx.statement('SELECT batch FROM operation WHERE dseq IN (SELECT dseq FROM operation_of_row WHERE row_id = ?) AND kind = ? LIMIT 1').get(id, OperationKind.insert) as { batch: string | null } | undefined;
  return [batch, first?.batch ?? batch];
}

/** Operations `o` of somebody else: not of the two batches, not an undo, and not of an import that was itself taken back. */
const BY_OTHERS = `ifnull(o.batch, '') NOT IN (?, ?) AND o.intent <> ?
  AND NOT EXISTS (SELECT 1 FROM import_job j WHERE j.id = o.batch AND j.status IN ('undone', 'cancelled'))`;

const changedSince = (tx: WriteDb, batch: string, id: string): boolean =>
  tx.statement(`SELECT 1 FROM operation o WHERE o.dseq IN (SELECT dseq FROM operation_of_row WHERE row_id = ?) AND ${BY_OTHERS} LIMIT 1`).get(id, ...ownBatches(tx, batch, id), UNDO_INTENT) !== undefined;

/** Tables whose rows show that somebody has used the patient's record. */
const WORK = [
  'token', 'observation', 'encounter', 'allergy', 'patient_contact', 'patient_photo', 'patient_identifier', 'condition', 'clinical_note',
  'procedure', 'prescription', 'immunization', 'document', 'referral', 'follow_up', 'consent', 'form_answer', 'kept_resource',
] as const;

function workedWith(tx: WriteDb, batch: string, patientId: string): boolean {
  if (changedSince(tx, batch, patientId)) return true;
  const own = ownBatches(tx, batch, patientId);
  return WORK.some((table) => tx.statement(`SELECT 1 FROM ${byPatient(table)} r WHERE r.patient_id = ? AND EXISTS
    (SELECT 1 FROM operation o WHERE o.dseq IN (SELECT dseq FROM operation_of_row WHERE row_id = r.id) AND ${BY_OTHERS}) LIMIT 1`)
    .get(patientId, ...own, UNDO_INTENT) !== undefined);
}
