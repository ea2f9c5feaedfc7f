import type { WriteDb, WriteHeader } from '#db/door.ts';
import type { ReadDb } from '#db/read.ts';
import type { Store } from '#db/store.ts';
import type { ImportedIdentifier } from '#domain/exchange/records.ts';
import { EXTERNAL_ID, PATIENT_NUMBER } from '#domain/exchange/systems.ts';
import { keptRow } from './fhir/kept-row.ts';
import { PackedKept } from './fhir/originals-pack.ts';
import { pack } from './fhir/packed-json.ts';
import { isPlain } from './fhir/pieces.ts';
import { GatheredOriginals } from './gathered-originals.ts';
import { insertPatient } from './patient-rows.ts';
import type { RowMaker } from './patient-rows.ts';
import { PendingRows, wasUndone } from './pending-rows.ts';
import type { ImportSink, Moment, OwnTable, PlainTable, Put, PutRow, SinkTx, SliceReport, StoredPerson } from './sink.ts';
import { UNDO_REASON } from './undone.ts';

/** Writes imports into the store: every slice one transaction, every row under the import's batch. */
export function storeSink(store: Store, header: WriteHeader, maker: RowMaker, onSlice: (tx: WriteDb, report: SliceReport) => void): ImportSink {
  return {
    slice: (work) => {
      store.write(header, (tx) => {
        const slice = new StoreTx(tx, maker);
        const report = work(slice);
        slice.end();
        onSlice(tx, report);
      });
    },
  };
}

/** Writes into a transaction that is somebody else's; `end` writes what still waits to be written with others. */
export const sinkInto = (tx: WriteDb, maker: RowMaker): SinkTx & { readonly end: () => void } => new StoreTx(tx, maker);

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

export const hasRow = (db: ReadDb, table: PlainTable | 'patient' | 'encounter' | 'observation' | 'allergy' | OwnTable, id: string): boolean =>
  db.statement(`SELECT 1 FROM ${table} WHERE id = ?`).get(id) !== undefined;

export const patientOfEncounter = (db: ReadDb, id: string): string | undefined =>
  (db.statement('SELECT patient_id FROM encounter WHERE id = ?').get(id) as { patient_id: string } | undefined)?.patient_id;

/** A long text counts for as many rows as take its room, so that what is synchronised as one group stays small. */
const BYTES_OF_A_ROW = 700;
/** The same of a text that is yet to be packed with others. */
const PLAIN_BYTES_OF_A_ROW = 7000;

class StoreTx implements SinkTx {
  written = 0;
  readonly #tx: WriteDb;
  readonly #maker: RowMaker;
  /** One instant for all rows of a transaction. */
  readonly #at: string;
  readonly #pending: PendingRows;
  readonly #originals: GatheredOriginals;

  constructor(tx: WriteDb, maker: RowMaker) {
    this.#tx = tx;
    this.#maker = maker;
    this.#at = maker.at();
    this.#pending = new PendingRows(tx, this.#at);
    this.#originals = new GatheredOriginals(tx);
  }

  patientsWith(identifiers: readonly ImportedIdentifier[]): readonly StoredPerson[] {
    return storedPatientsWith(this.#tx, identifiers);
  }

  hasPatient(id: string): boolean {
    return hasRow(this.#tx, 'patient', id);
  }

  isOwn(table: OwnTable, id: string): boolean {
    return hasRow(this.#tx, table, id);
  }

  patientOfEncounter(id: string): string | undefined {
    this.flush();
    return patientOfEncounter(this.#tx, id);
  }

  encounterAt(patientId: string, startedAt: string, reason: string | null): string | undefined {
    this.flush();
    return encounterAt(this.#tx, patientId, startedAt, reason);
  }

  hasValue(patientId: string, moment: Moment, code: string, value: number): boolean {
    this.flush();
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

  putEncounter(...[id, patientId, encounter, told]: Parameters<SinkTx['putEncounter']>): void {
    this.#pending.addEncounter(id, patientId, encounter, told);
    this.written += 1;
  }

  putObservations(...[setId, patientId, encounterId, values, told]: Parameters<SinkTx['putObservations']>): void {
    this.#pending.addValues(setId, patientId, encounterId, values, told);
    this.written += values.size;
  }

  putRow(...[table, row, told]: PutRow): void {
    this.#pending.addRow(table, row, told);
    const content = 'json' in row ? row.json : 'content' in row ? row.content : '';
    this.written += 1 + Math.floor(content.length / BYTES_OF_A_ROW);
  }

  keep(...[patientId, id, kept, told]: Parameters<SinkTx['keep']>): void {
    if (!this.#originals.takes(patientId, id, kept)) {
      const json = isPlain(kept) ? pack(kept.json) : kept.json;
      this.putRow('kept_resource', keptRow(patientId, id, { ...kept, json }), told);
      return;
    }
    this.written += kept instanceof PackedKept ? kept.pack.packed.length / kept.pack.size / BYTES_OF_A_ROW : Math.floor(kept.json.length / PLAIN_BYTES_OF_A_ROW);
    told(this.#originals.add(patientId, id, kept));
  }

  /** Writes what waits to be written with others. */
  flush(): void {
    this.#pending.flush();
  }

  /** The same, and then what is kept of all that has been stored. */
  end(): void {
    this.flush();
    for (const row of this.#originals.rows()) this.#pending.addRow('kept_resource', row, () => undefined);
    this.flush();
  }

  putAllergy(id: string, patientId: string, { substance, reaction }: Parameters<SinkTx['putAllergy']>[2]): Put {
    const known = this.#tx.row('allergy', id);
    if (known && !(known.removed === 1 && wasUndone(this.#tx, id))) return 'unchanged';
    if (known) this.#tx.update('allergy', id, { removed: 0 });
    else this.#tx.insert('allergy', { id, patient_id: patientId, substance, reaction, recorded_at: this.#at, removed: 0 });
    this.written += 1;
    return 'stored';
  }
}
