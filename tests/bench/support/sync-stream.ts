import { zstdCompressSync } from 'node:zlib';
import { OperationKind, type ColumnValue, type Operation } from '#domain/sync/operation.ts';
import type { TableSpec } from '#domain/sync/registry.ts';
import { tables } from '#domain/sync/tables.ts';
import { Pc, seen, type Writing } from '#tests/server/sync/pc.ts';
import { personRow, seeded } from './people.ts';

const PATIENT: TableSpec = tables.patient;
const CONTACT = [PATIENT.columns['phone']?.id ?? 0, PATIENT.columns['address']?.id ?? 0] as const;

/** Seven of ten changes are new patients, the others change phone and address of one written before. */
const NEW_SHARE = 0.7;
/** A transaction of a desk writes about this many rows. */
const GROUP = 3;
/** Every PC counts its patients in a space of its own. */
const NUMBERS_A_PC = 100_000;
/** So many patients back somebody is still changed. */
const REACH = 2000;

/** A PC that writes what reception writes, faster than it could. */
export class WritingPc {
  readonly pc: Pc;
  readonly #newId: () => string;
  readonly #random: () => number;
  readonly #patients: Operation[] = [];
  #written: number;
  #pushed = 0;

  readonly #newShare: number;

  /** @param newShare how many of the changes are new patients, from 0 to 1 */
  constructor(clinicId: string, timeline: string, newId: () => string, seed: number, newShare = NEW_SHARE) {
    this.#newShare = newShare;
    this.pc = new Pc(clinicId, timeline, newId, Date.now());
    this.#newId = newId;
    this.#random = seeded(seed);
    this.#written = seed * NUMBERS_A_PC;
  }

  /** The next `size` changes as a push that waits to be sent. */
  nextPush(size: number): Buffer {
    while (this.pc.stream.length - this.#pushed < size) this.#write(Math.min(GROUP, size - (this.pc.stream.length - this.#pushed)));
    const message = this.pc.push(this.#pushed + 1, this.#pushed + size);
    this.#pushed += size;
    return zstdCompressSync(JSON.stringify(message));
  }

  /** The changes written so far, in their order. */
  get operations(): readonly Operation[] {
    return this.pc.stream;
  }

  #write(count: number): void {
    const written = this.pc.write(...Array.from({ length: count }, () => this.#next()));
    for (const operation of written) if (operation.kind === OperationKind.insert) this.#patients.push(operation);
  }

  #next(): Writing {
    const at = this.#patients.length - 1 - Math.floor(this.#random() * Math.min(REACH, this.#patients.length));
    const known = this.#patients[at];
    if (!known || this.#random() < this.#newShare) {
      const id = this.#newId();
      return { rowId: id, columns: columnsOf(personRow(id, ++this.#written, this.#random)) };
    }
    // Each is changed once, so that the version it replaces is known without following the row.
    this.#patients[at] = this.#patients.at(-1) ?? known;
    this.#patients.pop();
    const phone = `07${String(Math.floor(this.#random() * 1e8)).padStart(8, '0')}`;
    return { rowId: known.rowId, columns: [[CONTACT[0], phone], [CONTACT[1], 'Station Road']], previous: seen(known, ...CONTACT) };
  }
}

function columnsOf(row: Readonly<Record<string, unknown>>): ColumnValue[] {
  const columns: ColumnValue[] = [];
  for (const [name, { id }] of Object.entries(PATIENT.columns)) {
    const value = row[name];
    if (typeof value === 'string' || typeof value === 'number') columns.push([id, value]);
  }
  return columns;
}
