import type { ImportedAllergy, ImportedEncounter, ImportedIdentifier, ImportedObservation, ImportedPatient } from '#domain/exchange/records.ts';
import type { Kept } from './fhir/prepared.ts';
import type { RowTable } from '#domain/exchange/fhir/read-row.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import type { Refusal } from '#domain/contract/exchange.ts';

/** What an import must know of a stored patient to say whether it is the same person. */
export interface StoredPerson {
  readonly id: string;
  readonly name: string;
  readonly birthDate: string | null;
}

/** `stored` is new (or brought back after an undo), `unchanged` was there already and was left as it is. */
export type Put = 'stored' | 'unchanged';

export type ImportedValue = Pick<ImportedObservation, 'code' | 'loinc' | 'value' | 'text' | 'unit' | 'takenAt' | 'source'>;

/** Tables whose rows come as they are stored. */
export type PlainTable = RowTable | 'kept_resource' | 'document_part';
type SetByStore = 'recorded_by' | 'prescribed_by' | 'received_at' | 'source' | 'removed';
/** A row without what is the same for all of an import; when it was recorded is null where the source does not say. */
export type PlainRow<T extends PlainTable> = {
  readonly [K in Exclude<keyof SyncedRow<T>, SetByStore>]: K extends 'recorded_at' | 'prescribed_at' ? string | null : SyncedRow<T>[K];
};

export type AnyPlainRow = { [T in PlainTable]: PlainRow<T> }[PlainTable];
export type PutRow = { [T in PlainTable]: readonly [table: T, row: PlainRow<T>, told: (put: Put) => void] }[PlainTable];

export type OwnTable = 'clinical_note' | 'provider' | 'lab_order' | 'lab_order_line' | 'referral' | 'follow_up' | 'pregnancy' | 'form_answer' | 'form_definition';

export interface Moment {
  /** ISO instant. */
  readonly at: string;
  readonly encounterId: string;
}

/** Where an import writes, within one transaction. */
export interface SinkTx {
  /** Rows written in this transaction so far. */
  readonly written: number;
  /** Patients who hold any of these identifiers; those without a system identify nobody. */
  patientsWith(identifiers: readonly ImportedIdentifier[]): readonly StoredPerson[];
  hasPatient(id: string): boolean;
  /** Whether this program wrote it itself, into a table that no import fills. */
  isOwn(table: OwnTable, id: string): boolean;
  /** The patient of a stored encounter. */
  patientOfEncounter(id: string): string | undefined;
  /** A stored encounter of this patient with this start (ISO instant) and reason. */
  encounterAt(patientId: string, startedAt: string, reason: string | null): string | undefined;
  /** Whether this value was taken at this moment, or in this visit. */
  hasValue(patientId: string, moment: Moment, code: string, value: number): boolean;
  putPatient(id: string, patient: ImportedPatient): Put;
  /** `told` is called before the slice ends: many rows are written together. */
  putEncounter(id: string, patientId: string, encounter: Omit<ImportedEncounter, 'key' | 'patientKey'>, told: (put: Put) => void): void;
  /** Values taken together: all of them or none. Each has an id of its own. `told` is called before the slice ends. */
  putObservations(setId: string, patientId: string, encounterId: string | null, values: ReadonlyMap<string, ImportedValue>, told: (put: Put) => void): void;
  putAllergy(id: string, patientId: string, allergy: Pick<ImportedAllergy, 'substance' | 'reaction'>): Put;
  /** Keeps a patient's resource as it came. `told` is called before the slice ends. @param id under which it is known here */
  keep(patientId: string, id: string, kept: Kept, told: (put: Put) => void): void;
  /** `told` is called before the slice ends. */
  putRow(...put: PutRow): void;
}

/** Runs one slice of an import in one transaction, together with what the slice has to report. */
export interface ImportSink {
  slice(work: (tx: SinkTx) => SliceReport): void;
}

export interface SliceReport {
  /** The refusals of this slice, in order. */
  readonly refused: readonly Refusal[];
}
