import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeLinks, mergePicture } from '#db/queries/merging.ts';
import { patientTables } from '#domain/sync/patient-tables.ts';
import type { LoggedOperation } from '#domain/sync/wire/logged.ts';
import { DeskFailure } from '#main/dispatch/failure.ts';
import { merge, separate } from '#main/merging/merge-records.ts';
import { settleMerges } from '#main/merging/settle-merges.ts';
import { logOf, rowsOf, sampleRow, testStore, type StoreUnderTest } from '#tests/support/store.ts';

const START = Date.UTC(2026, 2, 14, 9, 0);

/** PCs of one clinic that hear of each other only when told to. */
class Clinic {
  readonly pcs: readonly StoreUnderTest[];
  readonly patients: string[] = [];
  /** The record each row was written to, by the column that says so. */
  readonly homes = new Map<string, string>();
  readonly #heard: number[][];
  #now = START;

  constructor(pcs: number, patients: number) {
    this.pcs = Array.from({ length: pcs }, () => testStore({ clock: { ms: START } }));
    this.#heard = this.pcs.map(() => this.pcs.map(() => 0));
    for (let n = 0; n < patients; n++) this.#register(n);
    // Everybody has something that a merge moves.
    for (let n = 0; n < 2 * patients; n++) this.write(0, n % patients, n);
    this.everybodyHears();
  }

  #register(n: number): void {
    const [first] = this.pcs;
    if (!first) return;
    const id = first.newId();
    first.change((tx) => { tx.insert('patient', { ...sampleRow('patient', id, n), archived: 0, archived_reason: null, phone: `0700 ${n}` }); });
    this.patients.push(id);
  }

  /** Each step a second later; the clocks of the PCs agree. */
  tick(): string {
    this.#now += 1000;
    for (const pc of this.pcs) pc.clock.ms = this.#now;
    return new Date(this.#now).toISOString();
  }

  /** `to` hears of everything that `from` wrote itself. */
  hear(to: number, from: number): void {
    const [reader, writer] = [this.pcs[to], this.pcs[from]];
    const since = this.#heard[to]?.[from] ?? 0;
    if (!reader || !writer || to === from) return;
    const operations = logOf(writer).filter(({ dseq }) => dseq > since).map((op): LoggedOperation => ({ ...op, origin: `pc ${from}`, seq: 0 }));
    if (operations.length === 0) return;
    reader.change((tx) => { tx.receive((door) => door.take(operations)); });
    const heard = this.#heard[to];
    if (heard) heard[from] = operations.at(-1)?.dseq ?? since;
  }

  everybodyHears(): void {
    for (const to of this.pcs.keys()) for (const from of this.pcs.keys()) this.hear(to, from);
  }

  write(at: number, patient: number, table: number): void {
    const [pc, patientId, place] = [this.pcs[at], this.patients[patient], patientTables[table % patientTables.length]];
    if (!pc || patientId === undefined || !place || place.name === 'patient_photo' || place.name === 'bedside_stay') return;
    const id = pc.newId();
    pc.change((tx) => { tx.insert(place.name, { ...sampleRow(place.name, id), [place.column]: patientId } as never); });
    this.homes.set(`${place.name} ${place.column} ${id}`, patientId);
  }

  merge(at: number, kept: number, other: number): void {
    const [keptId = '', otherId = ''] = [this.patients[kept], this.patients[other]];
    this.#unlessRefused(() => this.pcs[at]?.change((tx) => { merge(tx, { keptId, otherId, take: ['phone'] }, { personId: null, at: this.tick() }); }));
  }

  separate(at: number, which: number): void {
    const standing = this.pcs[at] ? mergeLinks(this.pcs[at].read).filter(({ status }) => status === 'standing') : [];
    const link = standing[which % Math.max(1, standing.length)];
    if (link) this.#unlessRefused(() => this.pcs[at]?.change((tx) => { separate(tx, link.id, { personId: null, at: this.tick() }); }));
  }

  settle(at: number): number {
    return this.pcs[at] ? settleMerges(this.pcs[at], this.tick()) : 0;
  }

  #unlessRefused(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof DeskFailure)) throw error;
    }
  }
}

/** Every PC settles and hears of the others until nobody has anything to do. */
function untilQuiet(clinic: Clinic): void {
  for (let round = 0; round < 20; round++) {
    clinic.everybodyHears();
    const moved = [...clinic.pcs.keys()].map((at) => clinic.settle(at));
    const operations = clinic.pcs.map((pc) => logOf(pc).length);
    clinic.everybodyHears();
    if (moved.every((each) => each === 0) && clinic.pcs.every((pc, at) => logOf(pc).length === operations[at]) && round > 2) return;
  }
  throw new Error('the PCs never come to rest');
}

const place = fc.record({ pc: fc.nat(2), a: fc.nat(3), b: fc.nat(3), n: fc.nat(60) });
const step = fc.oneof(
  { weight: 3, arbitrary: place.map(({ pc, a, n }) => ['write', (clinic: Clinic) => { clinic.write(pc, a, n); }] as const) },
  { weight: 2, arbitrary: place.map(({ pc, a, b }) => ['merge', (clinic: Clinic) => { clinic.merge(pc, a, b); }] as const) },
  { weight: 2, arbitrary: place.map(({ pc, n }) => ['separate', (clinic: Clinic) => { clinic.separate(pc, n); }] as const) },
  { weight: 2, arbitrary: place.map(({ pc, a }) => ['hear', (clinic: Clinic) => { clinic.hear(pc, a % 3); }] as const) },
  { weight: 1, arbitrary: place.map(({ pc }) => ['settle', (clinic: Clinic) => { clinic.settle(pc); }] as const) },
);

// spec: REG-5, SYN-1
test('PCs that merge, separate and write without knowing of each other end alike, with every row where its record is found', () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 24 }), (steps) => {
    const clinic = new Clinic(3, 4);
    for (const [, take] of steps) take(clinic);
    untilQuiet(clinic);
    const [first] = clinic.pcs;
    if (!first) return;
    const picture = mergePicture(first.read);
    for (const [row, home] of clinic.homes) {
      const [table = '', column = '', id = ''] = row.split(' ');
      const { patient } = first.read.statement(`SELECT ${column} AS patient FROM ${table} WHERE id = ?`).get(id) as { patient: string };
      expect(patient, table).toBe(picture.survivorOf(home));
    }
    // A record is away exactly while it is part of another.
    for (const { id, archived } of rowsOf(first, 'patient')) expect(archived === 1, id).toBe(picture.isMerged(id));
    for (const pc of clinic.pcs) {
      for (const { name } of [...patientTables, { name: 'patient' as const }, { name: 'patient_merge' as const }]) {
        expect(rowsOf(pc, name).sort((a, b) => (a.id < b.id ? -1 : 1)), name).toEqual(rowsOf(first, name).sort((a, b) => (a.id < b.id ? -1 : 1)));
      }
    }
  }), { numRuns: 8 });
}, 120_000);
