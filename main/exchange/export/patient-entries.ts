import type { RowMeta } from '#db/schema.ts';
import type { ReadDb } from '#db/read.ts';
import type { ExportedPatient } from '#domain/exchange/exported.ts';
import { CONTENT_MARK } from '#domain/exchange/fhir/document-reference.ts';
import type { JsonObject } from '#domain/exchange/fhir/json.ts';
import { ELEMENTS, overlaid, overlaidPatient } from '#domain/exchange/fhir/overlay.ts';
import { writeEncounter, writeObservations } from '#domain/exchange/fhir/write-history.ts';
import { writeAllergy, writePatient } from '#domain/exchange/fhir/write-patient.ts';
import { writeCondition, writeDocument, writeImmunization, writeNote, writePrescription, writeProcedure } from '#domain/exchange/fhir/write-record.ts';
import type { ImportedObservation } from '#domain/exchange/records.ts';
import { msOfHlc } from '#domain/sync/clock.ts';
import { tables } from '#domain/sync/tables.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { derivedId } from '../identity.ts';
import { asUrn, Names, withReferences } from './names.ts';
import type { Form, Target } from './names.ts';
import { contentOf, originalsOf, textOf, whole } from './originals.ts';
import type { Original } from './originals.ts';
import { OWN_TYPES, ownRequests } from './own-requests.ts';

/** One resource on its way out. */
export interface Entry extends Target {
  /** When it was last written here, in milliseconds. */
  readonly at: number;
  /** The whole resource. */
  readonly json: string;
}

/** A row of a table that FHIR has a resource for. */
type Stored<T extends WrittenTable> = SyncedRow<T> & RowMeta & { readonly removed: 0 | 1 };
type WrittenTable = 'allergy' | 'encounter' | 'condition' | 'procedure' | 'prescription' | 'immunization' | 'document';
type Writer<T extends WrittenTable> = (row: Stored<T>) => JsonObject;

export const writeVisit = (row: SyncedRow<'encounter'>): JsonObject => {
  const { id: key, patient_id: patientKey, started_at: startedAt, ended_at: endedAt, status, class_code: classCode, title, reason, source, provider_id: by } = row;
  const written = writeEncounter({ key, patientKey, startedAt, endedAt, status, classCode, title, reason, source });
  return by === null || by === undefined ? written : { ...written, participant: [{ individual: { reference: `urn:uuid:${by}` } }] };
};

const writeReaction = ({ id, patient_id: patientKey, substance, reaction }: SyncedRow<'allergy'>): JsonObject => writeAllergy({ key: id, patientKey, substance, reaction });

export interface EntryOptions {
  /** Only these types; all when left out. */
  readonly types?: ReadonlySet<string>;
  readonly form: Form;
  /** What belongs to no patient. */
  readonly shared: Names;
}

/** Everything of one patient, as it is now: what came from elsewhere as it came, with what has changed since laid over it. */
export function patientEntries(db: ReadDb, patient: ExportedPatient, options: EntryOptions): Entry[] {
  return new PatientEntries(db, patient, options).all();
}

class PatientEntries {
  readonly #db: ReadDb;
  readonly #patient: ExportedPatient;
  readonly #form: Form;
  readonly #types: ReadonlySet<string> | undefined;
  readonly #names: Names;
  readonly #originals = new Map<string, Original>();
  readonly #out: Entry[] = [];

  constructor(db: ReadDb, patient: ExportedPatient, { form, shared, types }: EntryOptions) {
    this.#db = db;
    this.#patient = patient;
    this.#form = form;
    this.#types = types;
    this.#names = new Names(shared);
    for (const original of originalsOf(db, patient.patient.key)) {
      // A person who came under several names is told of as by the first.
      if (!this.#originals.has(original.resourceId)) this.#originals.set(original.resourceId, original);
      if (original.name !== null) this.#names.add(original.name, { type: original.type, id: original.resourceId });
    }
  }

  all(): Entry[] {
    const { key } = this.#patient.patient;
    const notes = this.#rows('clinical_note') as (SyncedRow<'clinical_note'> & RowMeta)[];
    const [encounters, allergies] = [this.#table('Encounter', 'encounter'), this.#table('AllergyIntolerance', 'allergy')];
    const [conditions, procedures] = [this.#table('Condition', 'condition'), this.#table('Procedure', 'procedure')];
    const [prescriptions, vaccinations, documents] = [this.#table('MedicationRequest', 'prescription'), this.#table('Immunization', 'immunization'), this.#table('DocumentReference', 'document')];
    this.#names.add(key, { type: 'Patient', id: key });
    for (const { id } of notes) this.#names.add(id, { type: 'DocumentReference', id });
    for (const original of this.#originals.values()) this.#names.add(original.resourceId, { type: original.type, id: original.resourceId });
    this.#patientEntry(key);
    this.#written('Encounter', 'encounter', encounters, writeVisit);
    this.#written('AllergyIntolerance', 'allergy', allergies, writeReaction);
    this.#written('Condition', 'condition', conditions, writeCondition);
    this.#written('Procedure', 'procedure', procedures, writeProcedure);
    this.#written('MedicationRequest', 'prescription', prescriptions, writePrescription);
    this.#written('Immunization', 'immunization', vaccinations, writeImmunization);
    this.#observations(key);
    this.#written('DocumentReference', 'document', documents, (row) => writeDocument(row, contentOf(this.#db, row.id)));
    for (const note of this.#wants('DocumentReference') ? notes : []) this.#own('DocumentReference', note.id, writeNote(note, Buffer.from(note.text).toString('base64')), msOfHlc(note.row_hlc));
    this.#requests(key);
    this.#keptOnly();
    return this.#out;
  }

  #rows(table: WrittenTable | 'clinical_note'): unknown[] {
    return this.#db.statement(`SELECT * FROM ${table} WHERE patient_id = ? ORDER BY rid`).all(this.#patient.patient.key);
  }

  #table<T extends WrittenTable>(type: string, table: T): Stored<T>[] {
    const rows = this.#rows(table) as Stored<T>[];
    for (const { id } of rows) this.#names.add(id, { type, id });
    return rows;
  }

  #wants = (type: string): boolean => this.#types?.has(type) ?? true;

  #patientEntry(id: string): void {
    const original = this.#take(id);
    if (!this.#wants('Patient')) return;
    const written = writePatient(this.#patient);
    const { row_hlc: made, row_over: over } = this.#db.statement('SELECT row_hlc, row_over FROM patient WHERE id = ?').get(id) as RowMeta;
    if (!original) this.#own('Patient', id, written, writtenAt(made, over));
    else this.#push({ ...original, resourceId: id, at: writtenAt(made, over) }, restOf(overlaidPatient(this.#parsed(original), this.#patient.patient, written)));
  }

  #written<T extends WrittenTable>(type: string, table: T, rows: readonly Stored<T>[], write: Writer<T>): void {
    for (const row of rows) {
      const original = this.#take(row.id);
      if (row.removed === 1 || !this.#wants(type)) continue;
      const at = writtenAt(row.row_hlc, row.row_over);
      if (!original) this.#own(type, row.id, write(row), at);
      else {
        const changed = changedElements(table, row.row_over);
        const rest = changed.size === 0 ? textOf(this.#db, original) : restOf(overlaid(this.#parsed(original), write(row), changed));
        this.#push({ ...original, at }, table === 'document' ? this.#withContent(rest, row.id) : rest);
      }
    }
  }

  /** Values measured here, and Observations that came from elsewhere unless one of their values was marked as wrong. */
  #observations(patientId: string): void {
    if (!this.#wants('Observation')) return;
    const rows = this.#db.statement(`SELECT id AS key, patient_id AS patientKey, encounter_id AS encounterKey, code, loinc, value, text, unit, taken_at AS takenAt,
      source, set_id AS setId, row_hlc AS hlc, EXISTS (SELECT 1 FROM observation_mark m WHERE m.patient_id = o.patient_id AND m.observation_id = o.id) AS marked
      FROM observation o WHERE patient_id = ? ORDER BY taken_at, rid`).all(patientId) as MarkedObservation[];
    const broken = brokenSets(rows);
    const isWhole = (setId: string | null): setId is string => setId !== null && !broken.has(setId) && this.#originals.has(setId);
    const whole = new Set(rows.map(({ setId }) => setId).filter(isWhole));
    const own = rows.filter(({ marked, setId }) => marked === 0 && (setId === null || !whole.has(setId)));
    for (const { setId } of rows) {
      const original = setId === null ? undefined : this.#take(setId);
      if (original && whole.has(original.resourceId)) this.#push(original, textOf(this.#db, original));
    }
    const written = new Map(own.map(({ key, hlc }) => [key, msOfHlc(hlc)]));
    for (const resource of writeObservations(own, (key) => panelId(key, written))) {
      const id = String(resource['id']);
      this.#own('Observation', id, resource, written.get(id) ?? 0);
    }
  }

  /** What was ordered, referred, planned and expected here. */
  #requests(patientId: string): void {
    if (!OWN_TYPES.some(this.#wants)) return;
    const observations = new Set(this.#out.filter(({ type }) => type === 'Observation').map(({ id }) => id));
    const all = ownRequests(this.#db, patientId, (id) => !this.#wants('Observation') || observations.has(id));
    for (const { type, id } of all) this.#names.add(id, { type, id });
    for (const { type, id, resource, row } of all) if (this.#wants(type)) this.#own(type, id, resource, writtenAt(row.row_hlc, row.row_over));
  }

  /** What has no row is told as it came; that of a row which is gone is not told. */
  #keptOnly(): void {
    for (const original of this.#originals.values()) if (this.#wants(original.type)) this.#push(original, textOf(this.#db, original));
  }

  #take(id: string): Original | undefined {
    const original = this.#originals.get(id);
    this.#originals.delete(id);
    return original;
  }

  #parsed(original: Original): JsonObject {
    return JSON.parse(textOf(this.#db, original)) as JsonObject;
  }

  #withContent(rest: string, id: string): string {
    return rest.replace(`"data":"${CONTENT_MARK}"`, () => `"data":"${contentOf(this.#db, id)}"`);
  }

  #own(type: string, id: string, resource: JsonObject, at: number): void {
    const json = JSON.stringify(resource);
    // What is written here names everything by its id already.
    this.#out.push({ type, id, at, json: this.#form === asUrn ? json : withReferences(json, this.#names, this.#form, null) });
  }

  #push({ type, resourceId: id, name, at }: Pick<Original, 'type' | 'resourceId' | 'name' | 'at'>, rest: string): void {
    this.#out.push({ type, id, at, json: whole(type, id, withReferences(rest, this.#names, this.#form, name)) });
  }
}

type MarkedObservation = ImportedObservation & { readonly setId: string | null; readonly hlc: number; readonly marked: 0 | 1 };

/** Sets of which a measure has no valid value any more. */
function brokenSets(rows: readonly MarkedObservation[]): Set<string> {
  const marked = rows.filter((row) => row.marked === 1 && row.setId !== null);
  return new Set(marked.filter((row) => !rows.some((other) => other.marked === 0 && other.setId === row.setId && other.code === row.code)).map(({ setId }) => setId ?? ''));
}

/** The id of a blood pressure, from that of its systolic value, as which it was written. */
function panelId(systolicKey: string, written: Map<string, number>): string {
  const id = panelIdOf(systolicKey);
  written.set(id, written.get(systolicKey) ?? 0);
  return id;
}

export const panelIdOf = (systolicKey: string): string => derivedId(systolicKey, 'panel');

const restOf = ({ resourceType: _type, id: _id, ...rest }: JsonObject): string => JSON.stringify(rest);

/** Elements whose columns were written after the row. @param over JSON of column id → version */
function changedElements(table: WrittenTable, over: string | null): ReadonlySet<string> {
  if (over === null) return NONE;
  const ids = new Set(Object.keys(JSON.parse(over) as object).map(Number));
  const columns = Object.entries(tables[table].columns).filter(([, { id }]) => ids.has(id)).map(([column]) => column);
  return new Set(columns.flatMap((column) => ELEMENTS[table]?.[column] ?? []));
}

const NONE: ReadonlySet<string> = new Set();

/** When a row was last written, in milliseconds. */
function writtenAt(made: number, over: string | null): number {
  const versions = over === null ? [] : Object.values(JSON.parse(over) as Record<string, readonly [hlc: number, tie: number]>);
  return msOfHlc(Math.max(made, ...versions.map(([hlc]) => hlc)));
}
