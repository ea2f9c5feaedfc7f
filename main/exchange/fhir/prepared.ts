import type { ReadEncounter } from '#domain/exchange/fhir/encounter.ts';
import type { ReadPatient } from '#domain/exchange/fhir/patient.ts';
import type { Problem } from '#domain/exchange/problem.ts';
import type { ReadRow, RowTable } from '#domain/exchange/fhir/read-row.ts';
import type { ImportedReaction } from '#domain/exchange/records.ts';
import type { ImportedValue } from '../sink.ts';
import type { KnownEncounter } from './import-state.ts';
import type { RecordKey } from './record-id.ts';

/**
 * A resource as far as it can be read without knowing what the store holds. Plain JSON: it may come from another
 * thread. `ordinal` numbers the items of a file, the same at every reading.
 */
export type PreparedItem = PreparedReadings | PreparedRecords | PreparedResource | PreparedGroup;

/** Items of one patient that follow each other and are stored together, with their originals packed as they will be stored. */
export interface PreparedGroup {
  readonly kind: 'group';
  /** Whose they are if nothing speaks against it. */
  readonly patientId: string;
  readonly items: readonly SingleItem[];
  /** Of how many of them `packed` holds the original; in `Kept.json` of those stands `IN_PACK`. */
  readonly originals: number;
  readonly packed: string;
}
export type SingleItem = Exclude<PreparedItem, PreparedGroup>;

export type PreparedResource = Placed & (
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'patient'; readonly names: readonly string[]; readonly patient: PreparedPatient; readonly kept: Kept }
  | { readonly kind: 'encounter'; readonly names: readonly string[]; readonly encounter: PreparedEncounter; readonly kept: Kept }
  | PreparedObservation
  | { readonly kind: 'allergy'; readonly key: RecordKey; readonly owner: Owner; readonly guess?: Guess; readonly allergy: ImportedReaction; readonly kept: Kept }
  | PreparedRow
  | { readonly kind: 'kept'; readonly key: RecordKey; readonly owner: Owner; readonly guess?: Guess; readonly kept: Kept }
  | { readonly kind: 'shared'; readonly id: string; readonly kept: Kept }
  | PreparedPiece
);

/** The original beside what was read of it, so that it leaves as it came. */
export interface Kept {
  /** FHIR resource type. */
  readonly type: string;
  /** What others call it. */
  readonly name: string | null;
  /** Its JSON without type and id; packed when it is long (pieces.ts), `IN_PACK` when it is in the pack of its group. */
  readonly json: string;
}

/** Stands where an original is in the pack of its group; no JSON is empty. */
export const IN_PACK = '';

/** What a record will be stored as if nothing speaks against it. */
export type Guess = KnownEncounter;

/** A resource that becomes one row. */
export type PreparedRow = { [T in RowTable]: PreparedRowOf<T> }[RowTable];
export interface PreparedRowOf<T extends RowTable> {
  readonly kind: 'row';
  readonly table: T;
  readonly key: RecordKey;
  readonly owner: Owner;
  readonly guess?: Guess;
  readonly encounter: PreparedTarget;
  readonly row: ReadRow<T>;
  readonly kept: Kept;
}

/** A part of what is too long to be one row: of a document, or of an original. All of them come before what they are part of. */
export interface PreparedPiece {
  readonly kind: 'piece';
  readonly of: 'document' | 'original';
  readonly type: string;
  readonly key: RecordKey;
  readonly owner: Owner;
  /** From 0. */
  readonly position: number;
  readonly content: string;
}

export interface Placed {
  /** Index of the file. */
  readonly file: number;
  readonly ordinal: number;
  /** Where it stands in its file, for refusals. */
  readonly place: string;
}

/** A patient with the id they get when nobody holds their identifiers; or why they cannot be taken. */
export type PreparedPatient = { readonly id: string; readonly read: ReadPatient } | { readonly problem: Problem };
export type PreparedEncounter = { readonly key: RecordKey; readonly owner: Owner; readonly read: ReadEncounter; readonly guess?: Guess } | { readonly problem: Problem };

/**
 * Observations of one patient and visit that follow each other, as they are stored if both came to be stored under these
 * ids. Where they did not, the file is read again for them.
 */
export interface PreparedReadings {
  readonly kind: 'readings';
  readonly file: number;
  readonly patientId: string;
  readonly encounterId: string | null;
  readonly sets: PackedSet[];
}

/** One Observation. Lists, since there are so many of them: a key would be written and read for each. */
export type PackedSet = readonly [ordinal: number, setId: string, takenAt: string, name: string | null, json: string, ...values: readonly PackedValue[]];
export type PackedValue = readonly [id: string, code: string, loinc: string | null, value: number | null, text: string | null, unit: string];

/** Where the original stands in a packed set or record. */
export const JSON_AT = 4;

/** Other records of one patient that follow each other, likewise. */
export interface PreparedRecords {
  readonly kind: 'records';
  readonly file: number;
  readonly patientId: string;
  readonly records: PackedRecord[];
}

/** One record: kept as it came, or with its row and the visit that belongs to. */
export type PackedRecord = readonly [ordinal: number, id: string, type: string, name: string | null, json: string, ...row: readonly [] | PackedRow];
export type PackedRow = { [T in RowTable]: readonly [encounterId: string | null, table: T, row: ReadRow<T>] }[RowTable];

export interface PreparedObservation {
  readonly kind: 'observation';
  readonly key: RecordKey;
  readonly owner: Owner;
  readonly encounter: PreparedTarget;
  readonly values: readonly PreparedValue[];
  readonly kept: Kept;
}

/** `own` is an id of this program's making, `part` what tells the value apart within its Observation (empty for its own). */
export interface PreparedValue {
  readonly part: string;
  readonly own?: string;
  readonly value: ImportedValue;
}

/** Whose a record is. `field` names it in refusals. */
export interface Owner {
  readonly field: string;
  readonly target: PreparedTarget;
}

/** Where a reference points. */
export type PreparedTarget =
  | { readonly kind: 'none' | 'unreadable' }
  | { readonly kind: 'named'; readonly type: string; readonly names: readonly string[] }
  | { readonly kind: 'identifier'; readonly system: string; readonly value: string }
  /** `patient` is left out when what is contained is no patient. */
  | { readonly kind: 'contained'; readonly patient?: PreparedPatient };
