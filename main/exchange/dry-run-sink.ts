import type { WriteDb, WriteHeader } from '#db/door.ts';
import type { ReadDb } from '#db/read.ts';
import type { Store } from '#db/store.ts';
import type { ImportedIdentifier } from '#domain/exchange/records.ts';
import type { ImportSink, Moment, OwnTable, Put, PutRow, SinkTx, SliceReport, StoredPerson } from './sink.ts';
import { keptKeys, keyOf } from './fhir/packed-originals.ts';
import { encounterAt, hasRow, hasValue, patientOfEncounter, storedPatientsWith } from './store-sink.ts';

/** Answers as the store would, remembers what an import would have added, and stores none of it. */
export function dryRunSink(store: Store, header: WriteHeader, onSlice: (tx: WriteDb, report: SliceReport) => void): ImportSink {
  const tx = new DryRunTx(store.read);
  return {
    slice: (work) => {
      const report = work(tx);
      store.write(header, (real) => { onSlice(real, report); });
    },
  };
}

class DryRunTx implements SinkTx {
  readonly written = 0;
  readonly #db: ReadDb;
  readonly #ids = new Set<string>();
  readonly #holders = new Map<string, StoredPerson>();
  readonly #encounters = new Map<string, string>();
  readonly #kept = new Map<string, Set<string>>();

  constructor(db: ReadDb) {
    this.#db = db;
  }

  patientsWith(identifiers: readonly ImportedIdentifier[]): readonly StoredPerson[] {
    const here = identifiers.map((one) => this.#holders.get(`${one.system}|${one.value}`)).filter((one) => one !== undefined);
    return [...here, ...storedPatientsWith(this.#db, identifiers)];
  }

  hasPatient(id: string): boolean {
    return this.#ids.has(id) || hasRow(this.#db, 'patient', id);
  }

  isOwn(table: OwnTable, id: string): boolean {
    return hasRow(this.#db, table, id);
  }

  patientOfEncounter(id: string): string | undefined {
    return this.#encounters.get(id) ?? patientOfEncounter(this.#db, id);
  }

  encounterAt(patientId: string, startedAt: string, reason: string | null): string | undefined {
    return encounterAt(this.#db, patientId, startedAt, reason);
  }

  hasValue(patientId: string, moment: Moment, code: string, value: number): boolean {
    return hasValue(this.#db, patientId, moment, code, value);
  }

  putPatient(id: string, patient: Parameters<SinkTx['putPatient']>[1]): Put {
    const put = this.#put('patient', id);
    if (put === 'stored') {
      const person = { id, name: patient.name, birthDate: patient.birthDate };
      for (const { system, value } of patient.identifiers) if (system !== '') this.#holders.set(`${system}|${value}`, person);
    }
    return put;
  }

  putEncounter(id: string, patientId: string, _encounter: unknown, told: (put: Put) => void): void {
    this.#encounters.set(id, patientId);
    told(this.#put('encounter', id));
  }

  putObservations(_setId: string, _patientId: string, _encounterId: string | null, values: ReadonlyMap<string, unknown>, told: (put: Put) => void): void {
    const puts = [...values.keys()].map((id) => this.#put('observation', id));
    told(puts.includes('stored') ? 'stored' : 'unchanged');
  }

  putAllergy(id: string): Put {
    return this.#put('allergy', id);
  }

  keep(...[patientId, id, { type, name }, told]: Parameters<SinkTx['keep']>): void {
    if (!this.#kept.has(patientId)) this.#kept.set(patientId, keptKeys(this.#db, patientId));
    const kept = this.#kept.get(patientId);
    const key = keyOf({ type, id, name });
    told(kept?.has(key) === true ? 'unchanged' : 'stored');
    kept?.add(key);
  }

  putRow(...[table, row, told]: PutRow): void {
    told(this.#put(table, row.id));
  }

  #put(table: Parameters<typeof hasRow>[1], id: string): Put {
    if (this.#ids.has(id) || hasRow(this.#db, table, id)) return 'unchanged';
    this.#ids.add(id);
    return 'stored';
  }
}
