import type { ImportedPatient } from '#domain/exchange/records.ts';
import { keptRow } from '#main/exchange/fhir/kept-row.ts';
import type { AnyPlainRow, ImportedValue, ImportSink, SinkTx } from '#main/exchange/sink.ts';
import type { Refusal } from '#domain/contract/exchange.ts';

/** A sink that keeps everything in maps, for tests of what is read rather than how it is stored. */
export class MemorySink implements ImportSink {
  readonly patients = new Map<string, ImportedPatient>();
  readonly encounters = new Map<string, { patientId: string; title: string; startedAt: string }>();
  readonly values = new Map<string, ImportedValue & { patientId: string; encounterId: string | null; setId: string }>();
  readonly allergies = new Map<string, { patientId: string; substance: string; reaction: string }>();
  /** By table and id. */
  readonly rows = new Map<string, AnyPlainRow>();
  readonly refused: Refusal[] = [];
  slices = 0;

  slice(work: (tx: SinkTx) => { readonly refused: readonly Refusal[] }): void {
    this.slices += 1;
    const before = this.#rows;
    const rows = (): number => this.#rows - before;
    this.refused.push(...work({ ...this.#tx, get written() { return rows(); } }).refused);
  }

  get #rows(): number {
    return this.patients.size + this.encounters.size + this.values.size + this.allergies.size + this.rows.size;
  }

  readonly #tx: Omit<SinkTx, 'written'> = {
    patientsWith: (identifiers) => [...this.patients].filter(([, patient]) => patient.identifiers.some((held) =>
      identifiers.some((one) => one.system !== '' && one.system === held.system && one.value === held.value)))
      .map(([id, { name, birthDate }]) => ({ id, name, birthDate })),
    hasPatient: (id) => this.patients.has(id),
    isOwn: () => false,
    patientOfEncounter: (id) => this.encounters.get(id)?.patientId,
    encounterAt: () => undefined,
    hasValue: () => false,
    putPatient: (id, patient) => put(this.patients, id, patient),
    putEncounter: (id, patientId, encounter, told) => { told(put(this.encounters, id, { patientId, ...encounter })); },
    putObservations: (setId, patientId, encounterId, values, told) => {
      const puts = [...values].map(([id, value]) => put(this.values, id, { ...value, patientId, encounterId, setId }));
      told(puts.includes('stored') ? 'stored' : 'unchanged');
    },
    putAllergy: (id, patientId, allergy) => put(this.allergies, id, { patientId, ...allergy }),
    keep: (patientId, id, kept, told) => {
      const row = keptRow(patientId, id, kept);
      told(put(this.rows, `kept_resource ${row.id}`, row));
    },
    putRow: (...[table, row, told]) => { told(put(this.rows, `${table} ${row.id}`, row)); },
  };
}

function put<T>(map: Map<string, T>, id: string, value: T): 'stored' | 'unchanged' {
  if (map.has(id)) return 'unchanged';
  map.set(id, value);
  return 'stored';
}
