import type { WriteDb } from '#db/door.ts';
import type { ImportedEncounter } from '#domain/exchange/records.ts';
import { tables } from '#domain/sync/tables.ts';
import type { SyncedRow } from '#domain/sync/tables.ts';
import { derivedIdOf } from './identity.ts';
import type { AnyPlainRow, ImportedValue, PlainTable, Put } from './sink.ts';
import { UNDO_INTENT, UNDO_REASON } from './undone.ts';

/** So many values wait for each other: what a statement costs by itself is shared, and nobody at the desk waits long. */
const MOST = 256;

/** Ids tried for a value that was imported, undone and imported again; nobody does it more often. */
const MOST_RETURNS = 20;

type Told = (put: Put) => void;

/** Values that were taken together and are told about together. */
interface ValueSet {
  readonly told: Told;
  waiting: number;
  put: Put;
}

/** Rows of one table, and who is told about each. */
interface Waiting {
  readonly rows: AnyPlainRow[];
  readonly told: Told[];
}

/** Originals last: who is told that a record was stored puts its original beside it. */
const PLAIN_TABLES = ['condition', 'procedure', 'prescription', 'immunization', 'document_part', 'document', 'kept_resource'] as const;

const PLAIN_SOURCE = 'import:fhir';

const VALUE = { clock: null, token_id: null, typed_value: null, typed_unit: null, recorded_by: null, confirmed: 1 } as const;
type OwnValue = Omit<SyncedRow<'observation'>, keyof typeof VALUE | 'recorded_at' | 'source'>;
type OwnEncounter = Omit<SyncedRow<'encounter'>, 'source' | 'removed'>;

/** Encounters and values of one import on their way into the store, written many at a time, each encounter before its values. */
export class PendingRows {
  readonly #tx: WriteDb;
  readonly #at: string;
  #source = '';
  #encounters: OwnEncounter[] = [];
  #encountersTold: Told[] = [];
  #values: OwnValue[] = [];
  #sets: ValueSet[] = [];
  readonly #plain = new Map<PlainTable, Waiting>();

  /** @param at ISO instant, when they are recorded */
  constructor(tx: WriteDb, at: string) {
    this.#tx = tx;
    this.#at = at;
  }

  addEncounter(id: string, patientId: string, { startedAt, endedAt, status, classCode, title, reason, source }: Omit<ImportedEncounter, 'key' | 'patientKey'>, told: Told): void {
    this.#from(source);
    this.#encounters.push({ id, patient_id: patientId, started_at: startedAt, ended_at: endedAt, status, class_code: classCode, title, reason });
    this.#encountersTold.push(told);
    if (this.#encounters.length >= MOST) this.flush();
  }

  addValues(setId: string, patientId: string, encounterId: string | null, values: ReadonlyMap<string, ImportedValue>, told: Told): void {
    const set: ValueSet = { told, waiting: values.size, put: 'unchanged' };
    for (const [id, { code, loinc, value, text, unit, takenAt, source }] of values) {
      this.#from(source);
      this.#values.push({ id, patient_id: patientId, set_id: setId, encounter_id: encounterId, code, loinc, value, text, unit, taken_at: takenAt });
      this.#sets.push(set);
    }
    if (this.#values.length >= MOST) this.flush();
  }

  addRow(table: PlainTable, row: AnyPlainRow, told: Told): void {
    const waiting = this.#plain.get(table);
    if (waiting) {
      waiting.rows.push(row);
      waiting.told.push(told);
    } else this.#plain.set(table, { rows: [row], told: [told] });
    if ((waiting?.rows.length ?? 0) >= MOST) this.flush();
  }

  /** Writes what waits. Call it before anything of it is looked up, and at the end of the transaction. */
  flush(): void {
    if (this.#encounters.length > 0) this.#flushEncounters();
    if (this.#values.length > 0) this.#flushValues();
    for (const table of PLAIN_TABLES) this.#flushPlain(table);
  }

  /** What waits comes from one source. */
  #from(source: string): void {
    if (source === this.#source) return;
    this.flush();
    this.#source = source;
  }

  #flushEncounters(): void {
    const [rows, told] = [this.#encounters, this.#encountersTold];
    [this.#encounters, this.#encountersTold] = [[], []];
    const added = this.#tx.insertMany('encounter', { source: this.#source, removed: 0 }, rows);
    rows.forEach(({ id }, i) => told[i]?.(added[i] === true || this.#bringBack('encounter', id) ? 'stored' : 'unchanged'));
  }

  #flushValues(): void {
    const [rows, sets] = [this.#values, this.#sets];
    [this.#values, this.#sets] = [[], []];
    const shared = { ...VALUE, recorded_at: this.#at, source: this.#source };
    const added = this.#tx.insertMany('observation', shared, rows);
    rows.forEach((row, i) => {
      const set = sets[i];
      if (!set) return;
      if (added[i] === true || this.#addAgain(row, shared)) set.put = 'stored';
      set.waiting -= 1;
      if (set.waiting === 0) set.told(set.put);
    });
  }

  #flushPlain(table: PlainTable): void {
    const { rows, told } = this.#plain.get(table) ?? { rows: [], told: [] };
    if (rows.length === 0) return;
    this.#plain.delete(table);
    const shared = Object.fromEntries(Object.entries(this.#ofAll).filter(([column]) => column in tables[table].columns));
    // The store's types are by table, and which this is shows only here.
    const added = this.#tx.insertMany(table, shared as never, rows.map((row) => this.#dated(row)) as never);
    rows.forEach(({ id }, i) => told[i]?.(added[i] === true || (table !== 'document_part' && this.#bringBack(table, id)) ? 'stored' : 'unchanged'));
  }

  /** What all plain rows of an import have alike, where their table has such a column. */
  get #ofAll(): Readonly<Record<string, unknown>> {
    return { source: PLAIN_SOURCE, removed: 0, recorded_by: null, prescribed_by: null, received_at: this.#at };
  }

  #dated(row: AnyPlainRow): object {
    if ('recorded_at' in row && row.recorded_at === null) return { ...row, recorded_at: this.#at };
    return 'prescribed_at' in row && row.prescribed_at === null ? { ...row, prescribed_at: this.#at } : row;
  }

  /** Whether a row that is here already had been taken back, and is in use again now. */
  #bringBack(table: 'encounter' | Exclude<PlainTable, 'document_part'>, id: string): boolean {
    return this.#tx.row(table, id)?.removed === 1 && wasUndone(this.#tx, id) && this.#tx.update(table, id, { removed: 0 });
  }

  /** Observations are never taken back, only marked, so one that was undone comes back under another id. */
  #addAgain(row: OwnValue, shared: Pick<SyncedRow<'observation'>, keyof typeof VALUE | 'recorded_at' | 'source'>): boolean {
    const marked = this.#tx.statement('SELECT 1 FROM observation_mark WHERE patient_id = ? AND observation_id = ? AND reason = ?');
    let { id } = row;
    for (let n = 1; n <= MOST_RETURNS; n += 1) {
      if (marked.get(row.patient_id, id, UNDO_REASON) === undefined) return false;
      id = derivedIdOf(row.id, 'again', String(n));
      if (this.#tx.insertMany('observation', shared, [{ ...row, id }])[0] === true) return true;
    }
    return false;
  }
}

/** Whether the last thing that happened to a row is that its import was undone. */
export function wasUndone(tx: WriteDb, id: string): boolean {
  const last = tx.statement('SELECT intent FROM operation WHERE dseq = (SELECT max(dseq) FROM operation_of_row WHERE row_id = ?)').get(id) as { intent: string } | undefined;
  return last?.intent === UNDO_INTENT;
}
