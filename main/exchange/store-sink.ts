import type { WriteDb, WriteHeader } from '#db/door.ts';
import type { ReadDb } from '#db/read.ts';
import type { Store } from '#db/store.ts';
import type { ImportedIdentifier } from '#domain/exchange/records.ts';
import { EXTERNAL_ID, PATIENT_NUMBER } from '#domain/exchange/systems.ts';
import { derivedIdOf } from './identity.ts';
import { insertPatient } from './patient-rows.ts';
import type { RowMaker } from './patient-rows.ts';
import type { ImportedValue, ImportSink, Moment, Put, SinkTx, SliceReport, StoredPerson } from './sink.ts';
import { UNDO_REASON, UNDO_INTENT } from './undone.ts';

/** Writes imports into the store: every slice one transaction, every row under the import's batch. */
export function storeSink(store: Store, header: WriteHeader, maker: RowMaker, onSlice: (tx: WriteDb, report: SliceReport) => void): ImportSink {
  return {
    slice: (work) => {
      store.write(header, (tx) => { onSlice(tx, work(new StoreTx(tx, maker))); });
    },
  };
}

/** Looks things up as a real import would. */
export function storedPatientsWith(db: ReadDb, identifiers: readonly ImportedIdentifier[]): StoredPerson[] {
  const find = db.statement(`SELECT p.id, p.name, p.birth_date AS birthDate FROM patient_identifier i JOIN patient p ON p.id = i.patient_id
    WHERE i.value = ? AND i.system = ? AND i.removed = 0`);
  const byNumber = db.statement('SELECT id, name, birth_date AS birthDate FROM patient WHERE number = ?');
  return identifiers.filter((one) => one.system !== '').flatMap((one) => [
    ...(find.all(one.value, one.system) as StoredPerson[]),
    ...(OWN_NUMBER.has(one.system) ? (byNumber.all(one.value) as StoredPerson[]) : []),
  ]);
}

/** Systems under which this program's own patient numbers come back. */
const OWN_NUMBER: ReadonlySet<string> = new Set([EXTERNAL_ID, PATIENT_NUMBER]);

export const encounterAt = (db: ReadDb, patientId: string, startedAt: string, reason: string | null): string | undefined =>
  (db.statement('SELECT id FROM encounter WHERE patient_id = ? AND started_at = ? AND reason IS ? AND removed = 0')
    .get(patientId, startedAt, reason) as { id: string } | undefined)?.id;

export const hasValue = (db: ReadDb, patientId: string, { at, encounterId }: Moment, code: string, value: number): boolean =>
  db.statement(`SELECT 1 FROM observation o WHERE patient_id = ? AND (taken_at = ? OR encounter_id = ?) AND code = ? AND value = ?
    AND NOT EXISTS (SELECT 1 FROM observation_mark m WHERE m.patient_id = o.patient_id AND m.observation_id = o.id)`)
    .get(patientId, at, encounterId, code, value) !== undefined;

export const hasRow = (db: ReadDb, table: 'patient' | 'encounter' | 'observation' | 'allergy', id: string): boolean =>
  db.statement(`SELECT 1 FROM ${table} WHERE id = ?`).get(id) !== undefined;

export const patientOfEncounter = (db: ReadDb, id: string): string | undefined =>
  (db.statement('SELECT patient_id FROM encounter WHERE id = ?').get(id) as { patient_id: string } | undefined)?.patient_id;

/** Ids tried for a value that was imported, undone and imported again; nobody does it more often. */
const MOST_RETURNS = 20;

class StoreTx implements SinkTx {
  written = 0;
  readonly #tx: WriteDb;
  readonly #maker: RowMaker;
  /** One instant for all rows of a transaction. */
  readonly #at: string;

  constructor(tx: WriteDb, maker: RowMaker) {
    this.#tx = tx;
    this.#maker = maker;
    this.#at = maker.at();
  }

  patientsWith(identifiers: readonly ImportedIdentifier[]): readonly StoredPerson[] {
    return storedPatientsWith(this.#tx, identifiers);
  }

  hasPatient(id: string): boolean {
    return hasRow(this.#tx, 'patient', id);
  }

  patientOfEncounter(id: string): string | undefined {
    return patientOfEncounter(this.#tx, id);
  }

  encounterAt(patientId: string, startedAt: string, reason: string | null): string | undefined {
    return encounterAt(this.#tx, patientId, startedAt, reason);
  }

  hasValue(patientId: string, moment: Moment, code: string, value: number): boolean {
    return hasValue(this.#tx, patientId, moment, code, value);
  }

  putPatient(id: string, patient: Parameters<SinkTx['putPatient']>[1]): Put {
    const known = this.#tx.row('patient', id);
    if (!known) {
      this.written += insertPatient(this.#tx, id, patient, this.#maker.patientNumber(this.#tx), this.#at);
      return 'stored';
    }
    if (known.archived === 0 || known.archived_reason !== UNDO_REASON) return 'unchanged';
    this.#tx.update('patient', id, { archived: 0, archived_reason: null });
    this.written += 1;
    return 'stored';
  }

  putEncounter(id: string, patientId: string, encounter: Parameters<SinkTx['putEncounter']>[2]): Put {
    const known = this.#tx.row('encounter', id);
    if (known) return known.removed === 1 && this.#undone(id) ? this.#again('encounter', id) : 'unchanged';
    this.#tx.insert('encounter', {
      id, patient_id: patientId, started_at: encounter.startedAt, ended_at: encounter.endedAt, status: encounter.status,
      class_code: encounter.classCode, title: encounter.title, reason: encounter.reason, source: encounter.source, removed: 0,
    });
    this.written += 1;
    return 'stored';
  }

  putObservations(setId: string, patientId: string, encounterId: string | null, values: ReadonlyMap<string, ImportedValue>): Put {
    let put: Put = 'unchanged';
    for (const [id, value] of values) if (this.#putValue(id, setId, patientId, encounterId, value) === 'stored') put = 'stored';
    return put;
  }

  putAllergy(id: string, patientId: string, { substance, reaction }: Parameters<SinkTx['putAllergy']>[2]): Put {
    const known = this.#tx.row('allergy', id);
    if (known) return known.removed === 1 && this.#undone(id) ? this.#again('allergy', id) : 'unchanged';
    this.#tx.insert('allergy', { id, patient_id: patientId, substance, reaction, recorded_at: this.#at, removed: 0 });
    this.written += 1;
    return 'stored';
  }

  /** Observations are never taken back, only marked, so one that was undone comes back under another id. */
  #putValue(first: string, setId: string, patientId: string, encounterId: string | null, value: ImportedValue): Put {
    let id = first;
    for (let n = 1; hasRow(this.#tx, 'observation', id); n += 1) {
      const mark = this.#tx.statement('SELECT 1 FROM observation_mark WHERE patient_id = ? AND observation_id = ? AND reason = ?');
      if (mark.get(patientId, id, UNDO_REASON) === undefined || n > MOST_RETURNS) return 'unchanged';
      id = derivedIdOf(first, 'again', String(n));
    }
    this.#tx.insert('observation', {
      clock: null,
      id, patient_id: patientId, set_id: setId, encounter_id: encounterId, token_id: null, code: value.code, loinc: value.loinc,
      value: value.value, text: value.text, unit: value.unit, typed_value: null, typed_unit: null, taken_at: value.takenAt,
      recorded_at: this.#at, recorded_by: null, source: value.source, confirmed: 1,
    });
    this.written += 1;
    return 'stored';
  }

  #again(table: 'encounter' | 'allergy', id: string): Put {
    this.#tx.update(table, id, { removed: 0 });
    this.written += 1;
    return 'stored';
  }

  /** Whether the last thing that happened to a row is that its import was undone. */
  #undone(id: string): boolean {
    const last = this.#tx.statement('SELECT intent FROM operation WHERE dseq = (SELECT max(dseq) FROM operation_of_row WHERE row_id = ?)').get(id) as { intent: string } | undefined;
    return last?.intent === UNDO_INTENT;
  }
}
